/** Runs a server that others wrote, in the foreground, on loopback, with all its files in a folder of its own. */

import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { TestContext } from 'vitest';

/** Where packages put servers, which a user's PATH may lack. */
const SERVER_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/sbin'];

export function findProgram(name: string): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...SERVER_FOLDERS];
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

/** Skips a test, visibly, where its server is not installed. */
export function needs(context: TestContext, ...names: readonly string[]): void {
  const missing = names.filter((name) => findProgram(name) === null);
  context.skip(missing.length > 0, `not installed: ${missing.join(', ')}`);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Ports that were free a moment ago: these servers cannot be told to choose one and say which. */
export async function freePorts<K extends string>(
  ...names: readonly K[]
): Promise<Readonly<Record<K, number>>> {
  const servers = await Promise.all(
    names.map(async (name) => {
      const server = net.createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return [name, server] as const;
    }),
  );
  const ports = servers.map(([name, server]) => [name, portOf(server)] as const);
  await Promise.all(servers.map(([, server]) => new Promise((resolve) => server.close(resolve))));
  return Object.fromEntries(ports) as Record<K, number>;
}

function portOf(server: net.Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

export interface Daemon {
  readonly folder: string;
  stop(): Promise<void>;
}

export interface DaemonInput {
  readonly program: string;
  /** Names below the folder → contents. */
  readonly files: Readonly<Record<string, string>>;
  readonly args: (folder: string) => readonly string[];
  /** A TCP port that it listens on once it is ready. */
  readonly port: number;
  /** What it prints when it is ready, where listening alone does not mean that. */
  readonly says?: RegExp;
}

/**
 * @returns when it is ready
 * @throws with what it printed, when it ends before that
 */
export async function startDaemon({ program, files, args, port, says }: DaemonInput): Promise<Daemon> {
  const path = findProgram(program);
  if (path === null) throw new Error(`${program} is not installed`);
  const folder = await mkdtemp(join(tmpdir(), `aiprobe-${program}-`));
  // Started by root, some give up their rights and still have to read and write here.
  await chmod(folder, 0o777);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text.replaceAll('@FOLDER@', folder));
  }
  const child = spawn(path, args(folder), { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed = (printed + chunk.toString()).slice(-4_000);
    });
  }
  const exited = new Promise<void>((resolve) =>
    child.once('exit', () => resolve()).once('error', () => resolve()),
  );
  const stop = async () => {
    await end(child, exited);
    await rm(folder, { recursive: true, force: true });
  };
  const ready = async () => (says?.test(printed) ?? true) && (await connects(port));
  if (await comesUp(ready, exited)) return { folder, stop };
  await stop();
  throw new Error(`${program} did not come up: ${printed}`);
}

/** @returns false when the process ended, or ten seconds passed, before it was ready */
async function comesUp(ready: () => Promise<boolean>, exited: Promise<void>): Promise<boolean> {
  let over = false;
  void exited.then(() => {
    over = true;
  });
  const until = performance.now() + 10_000;
  while (!over && performance.now() < until) {
    if (await ready()) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function end(child: ChildProcess, exited: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 2_000);
  await exited;
  clearTimeout(killer);
}
