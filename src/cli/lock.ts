/**
 * `--lock`: of two overlapping runs of one config only one probes. The lock is a file that names the process holding it;
 * a process that died leaves it behind, and the next run takes it over.
 */

import type { Io } from './io.ts';
import { codeOf } from './private-files.ts';
import type { ProcessMark } from './processes.ts';

/** sysexits(3) EX_TEMPFAIL: not done now, nothing is wrong; another run of it is under way. */
export const BUSY = 75;

const SCHEMA = 'aiprobe/lock@1';
const LARGEST = 4_096;
/** A file system without hard links shows a new lock empty for a moment. */
const WRITING_MS = 20;
const ROUNDS = 50;

export type Locked =
  /** @property setAside where something that was no lock stood in its place: what it is called now */
  | { readonly held: true; readonly release: () => void; readonly setAside: string | null }
  /** @property by null: it cannot be told */
  | { readonly held: false; readonly by: number | null };

type Port = Pick<Io, 'privateFiles' | 'processes' | 'clock'>;

/** @throws the system error when the folder cannot be written in */
export async function takeLock(port: Port, path: string): Promise<Locked> {
  const { privateFiles: files, processes, clock } = port;
  const text = `${JSON.stringify({ schema: SCHEMA, ...processes.self })}\n`;
  const ours = (setAside: string | null): Locked => ({
    held: true,
    release: () => files.remove(path),
    setAside,
  });
  for (let round = 1; round <= ROUNDS; round += 1) {
    if (files.createWhole(path, text)) return ours(null);
    const holder = readHolder(port, path);
    if (holder === 'gone') continue;
    if (holder !== 'unreadable' && processes.isAlive(holder)) return { held: false, by: holder.pid };
    if (holder === 'unreadable' && round <= 3) await clock.sleep(WRITING_MS);
    else {
      const taken = takeOver(port, path, text);
      if (taken !== null) return ours(taken.setAside);
      await clock.sleep(WRITING_MS);
    }
  }
  return { held: false, by: null };
}

/**
 * Two runs that find the same dead holder must not both remove its lock: the second would remove what the first has just
 * put in its place. So whoever replaces a lock holds another one while doing it, and looks again.
 */
function takeOver(port: Port, path: string, text: string): { readonly setAside: string | null } | null {
  const { privateFiles: files, processes } = port;
  const guard = `${path}.takeover`;
  if (!files.createWhole(guard, text)) {
    const other = readHolder(port, guard);
    if (other === 'unreadable' || (other !== 'gone' && !processes.isAlive(other))) files.remove(guard);
    return null;
  }
  try {
    const holder = readHolder(port, path);
    if (holder === 'gone' || (holder !== 'unreadable' && processes.isAlive(holder))) return null;
    // What is no lock of ours is kept for whoever wonders.
    const setAside = holder === 'unreadable' ? `${path}.set-aside` : null;
    if (setAside !== null) files.rename(path, setAside);
    files.replace(path, text);
    return { setAside };
  } finally {
    files.remove(guard);
  }
}

function readHolder({ privateFiles }: Port, path: string): ProcessMark | 'gone' | 'unreadable' {
  let text: string;
  try {
    text = privateFiles.readKept(path, LARGEST)?.toString('utf8') ?? '';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'gone';
    if (codeOf(error) === 'EFTYPE') return 'unreadable';
    throw error;
  }
  return parseHolder(text) ?? 'unreadable';
}

function parseHolder(text: string): ProcessMark | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Reflect.get(value, 'schema') !== SCHEMA) return null;
  const [pid, started]: unknown[] = [Reflect.get(value, 'pid'), Reflect.get(value, 'started')];
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return null;
  return { pid, started: typeof started === 'string' ? started : null };
}
