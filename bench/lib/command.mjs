// Runs a command to its end and says what it cost, as the operating system counts it.
import { spawn } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scratch } from './scratch.mjs';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** The built command. BENCH_BIN names another build, to compare two of them. */
export const AIPROBE = process.env.BENCH_BIN ?? join(ROOT, 'bin', 'aiprobe.js');

/** @returns the path of a program, or null where this machine has none of that name */
export function which(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      // the next folder
    }
  }
  return null;
}

/** bash counts processor time in milliseconds (GNU time only in hundredths of a second); GNU time knows the memory. */
const METER = '{ time /usr/bin/time -q -o "$1.memory" -f %M "${@:2}" 2>&3; } 3>&2 2>"$1.cpu"';

/**
 * @param {readonly string[]} line program and arguments
 * @returns wall and processor time (user + system) in milliseconds, peak resident memory in MB, exit code, stdout
 */
export async function measure(line, { cwd = scratch() } = {}) {
  const file = join(scratch(), 'cost');
  const child = spawn('bash', ['-c', METER, 'bash', file, ...line], {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C.UTF-8', TIMEFORMAT: '%3R %3U %3S' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [wall, user, system] = readFileSync(`${file}.cpu`, 'utf8').trim().split(' ').map(Number);
  const peakMb = Number(readFileSync(`${file}.memory`, 'utf8')) / 1_024;
  return { wallMs: wall * 1_000, cpuMs: (user + system) * 1_000, peakMb, code, stdout, stderr };
}

/** Processor time so far of a process that runs on, milliseconds, from /proc. */
export function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Its peak resident memory so far, MB. */
export function peakOf(pid) {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;
}

/** @throws with what the command said when its exit code is another */
export function expectCode(result, what, ...codes) {
  if (codes.includes(result.code)) return result;
  throw new Error(
    `${what}: exit code ${result.code}\n${result.stderr.slice(0, 500)}${result.stdout.slice(0, 500)}`,
  );
}
