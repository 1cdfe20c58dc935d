// A folder for one run of the benchmarks, gone afterwards, and the processes that must not outlive it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let folder = null;
const children = new Set();

export function scratch() {
  folder ??= mkdtempSync(join(tmpdir(), 'aiprobe-bench-'));
  return folder;
}

/** Ends the child when the benchmark ends, however that comes about. */
export function keep(child) {
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

process.once('exit', () => {
  // Not SIGKILL: the master of nginx has a worker to take along.
  for (const child of children) child.kill('SIGTERM');
  if (folder !== null) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
