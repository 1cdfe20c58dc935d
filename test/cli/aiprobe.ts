/** Runs the built program as its users do: a process of its own, a clean environment, its streams and exit code. */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

/** AIPROBE_BIN names another build of the program, e.g. an unpacked package. */
export const BIN = process.env.AIPROBE_BIN ?? fileURLToPath(new URL('../../bin/aiprobe.js', import.meta.url));

export interface Options {
  readonly cwd?: string;
  /** On top of the bare environment; nothing of the machine's own gets in. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  /** Called once the process runs, e.g. to send it a signal. */
  readonly meanwhile?: (child: ChildProcess) => void;
}

export interface Ran {
  /** Exit code; null when a signal ended the process. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** No run takes longer: one that hangs is killed, and its code is null. */
const LONGEST_MS = 25_000;

/** @returns what the program did; never rejects for an exit code */
export function aiprobe(args: readonly string[], options: Options = {}): Promise<Ran> {
  return run(process.execPath, [BIN, ...args], options);
}

/** A command line for `sh`, where `aiprobe` is the program: for pipes and redirections. */
export function shell(line: string, options: Options = {}): Promise<Ran> {
  const script = `aiprobe() { ${quote(process.execPath)} ${quote(BIN)} "$@"; }\n${line}`;
  return run('/bin/sh', ['-c', script], options);
}

export function bareEnv(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { PATH: process.env.PATH ?? '', HOME: tmpdir(), LANG: 'C.UTF-8', TZ: 'UTC', ...more };
}

export function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function run(command: string, args: readonly string[], options: Options): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? tmpdir(),
      env: bareEnv(options.env),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    // The program need not read what it is given.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.stdin ?? '');
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString('utf8');
      resolve({ code, signal, stdout: text(stdout), stderr: text(stderr) });
    });
    options.meanwhile?.(child);
  });
}

/** A new folder that is gone after the test file. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'aiprobe-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
