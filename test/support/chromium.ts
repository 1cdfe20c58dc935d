/** A page in headless Chromium, spoken to over a pipe: nothing listens, and nothing of the machine's profile is used. */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

export interface View {
  /** CSS pixels. */
  readonly width: number;
  readonly dark?: boolean;
  readonly print?: boolean;
}

export interface Page {
  show(view: View): Promise<void>;
  /** @returns the value of a JavaScript expression, in the page but not subject to its policy */
  evaluate(expression: string): Promise<unknown>;
  /** URLs that were asked for, the page's own the first. */
  readonly requests: readonly string[];
  /** Errors and warnings of the console, violations of the page's policy among them. */
  readonly complaints: readonly string[];
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--remote-debugging-pipe',
];

const COMPLAINTS = ['Log.entryAdded', 'Runtime.consoleAPICalled', 'Runtime.exceptionThrown'];

/** Opens the page from a file for as long as the function runs. */
export async function withPage<T>(content: string, use: (page: Page) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'aiprobe-page-'));
  const file = join(folder, 'page.html');
  writeFileSync(file, content);
  const child = spawn('chromium', [...FLAGS, `--user-data-dir=${join(folder, 'profile')}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    const [, , , commands, answers] = child.stdio;
    const pipe = new Pipe(commands as Writable, answers as Readable);
    const used = await use(await open(pipe, pathToFileURL(file).href));
    // So that it ends its own processes before the folder goes, in which they write.
    await pipe.send('Browser.close', {});
    await ended;
    return used;
  } finally {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

async function open(pipe: Pipe, url: string): Promise<Page> {
  const { targetId } = await pipe.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await pipe.send('Target.attachToTarget', { targetId, flatten: true });
  const send = (method: string, params: object = {}) => pipe.send(method, params, String(sessionId));
  const requests: string[] = [];
  const complaints: string[] = [];
  const loaded = new Promise<void>((resolve) => {
    pipe.listen(({ method, params = {} }) => {
      if (method === 'Page.loadEventFired') resolve();
      if (method === 'Network.requestWillBeSent') requests.push((params.request as { url: string }).url);
      if (COMPLAINTS.includes(method ?? '')) complaints.push(JSON.stringify(params));
    });
  });
  for (const domain of ['Page', 'Network', 'Log', 'Runtime']) await send(`${domain}.enable`);
  await send('Page.navigate', { url });
  await loaded;
  return {
    requests,
    complaints,
    show: async ({ width, dark = false, print = false }) => {
      await send('Emulation.setDeviceMetricsOverride', {
        width,
        height: 900,
        deviceScaleFactor: 1,
        mobile: false,
      });
      await send('Emulation.setEmulatedMedia', {
        media: print ? 'print' : '',
        features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }],
      });
    },
    evaluate: async (expression) => {
      const { result } = await send('Runtime.evaluate', { expression, returnByValue: true });
      return (result as { value: unknown }).value;
    },
  };
}

/** The DevTools protocol: JSON messages, each ended by a zero byte (chromium, `--remote-debugging-pipe`). */
class Pipe {
  readonly #commands: Writable;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #listeners: ((message: Message) => void)[] = [];
  #sent = 0;

  constructor(commands: Writable, answers: Readable) {
    this.#commands = commands;
    let rest = '';
    answers.setEncoding('utf8').on('data', (text: string) => {
      const messages = (rest + text).split('\0');
      rest = messages.pop() ?? '';
      for (const message of messages) this.#receive(JSON.parse(message));
    });
  }

  listen(listener: (message: Message) => void): void {
    this.#listeners.push(listener);
  }

  send(method: string, params: object, sessionId?: string): Promise<Readonly<Record<string, unknown>>> {
    this.#sent += 1;
    const id = this.#sent;
    this.#commands.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ result = {}, error }) =>
        error === undefined ? resolve(result) : reject(new Error(`${method}: ${error.message}`)),
      );
    });
  }

  #receive(message: Message): void {
    const { id } = message;
    if (id === undefined) for (const listener of this.#listeners) listener(message);
    else this.#waiting.get(id)?.(message);
  }
}
