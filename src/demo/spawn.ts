/** Starts the stand-ins in a process of their own, so that serving them does not disturb the probing. */

import { type ChildProcess, fork } from 'node:child_process';
import { UserError } from '../domain/errors.ts';

export interface SpawnedDemo {
  /** A config that probes every stand-in. */
  readonly yaml: string;
  /** Probe name → failure class or `up`. */
  readonly expected: Readonly<Record<string, string>>;
  /** Resolves when the process is gone, whoever ended it. */
  readonly ended: Promise<void>;
  /** Ends the process; resolves when it is gone. */
  stop(): Promise<void>;
}

/** Exit code of the stand-ins' process when the machine gave it no port, file or folder (EX_OSERR of sysexits.h). */
export const SYSTEM_REFUSED = 71;

const STARTUP_MS = 15_000;
/** After this a process that was asked to end is killed. */
const GRACE_MS = 2_000;
const LONGEST_COMPLAINT = 2_000;

/**
 * @param entryPath the built `server.ts`
 * @throws UserError when this machine does not let the stand-ins run
 * @throws when the process does not start, dies, or says nothing within 15 s; nothing is left running then
 */
export async function spawnDemo(entryPath: string, startupMs = STARTUP_MS): Promise<SpawnedDemo> {
  const child = fork(entryPath, [], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: [] });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = () => stopChild(child, exited);
  try {
    const { yaml, expected } = await greeting(child, startupMs);
    return { yaml, expected, ended: exited, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Greeting = Pick<SpawnedDemo, 'yaml' | 'expected'>;

function greeting(child: ChildProcess, startupMs: number): Promise<Greeting> {
  return new Promise((resolve, reject) => {
    let complaint = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString('utf8')).slice(0, LONGEST_COMPLAINT);
    });
    const fail = (why: string, ofTheMachine = false) => {
      clearTimeout(timer);
      const said = `the demo's stand-ins did not start: ${[why, complaint.trim()].filter(Boolean).join(': ')}`;
      reject(ofTheMachine ? new UserError(said) : new Error(said));
    };
    const timer = setTimeout(() => fail(`no word within ${startupMs} ms`), startupMs);
    child.once('error', (error) => fail(error.message, true));
    child.once('close', (code, signal) => {
      if (code === SYSTEM_REFUSED) fail('this machine does not let them', true);
      else fail(`their process ended (${signal ?? `exit code ${code}`})`);
    });
    child.once('message', (message: unknown) => {
      clearTimeout(timer);
      if (isGreeting(message)) resolve(message);
      else fail('they said something unexpected');
    });
  });
}

function isGreeting(message: unknown): message is Greeting {
  return (
    typeof message === 'object' &&
    message !== null &&
    'yaml' in message &&
    typeof message.yaml === 'string' &&
    'expected' in message &&
    typeof message.expected === 'object' &&
    message.expected !== null
  );
}

async function stopChild(child: ChildProcess, exited: Promise<void>): Promise<void> {
  if (child.connected) child.disconnect();
  else child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await exited;
  clearTimeout(killer);
}
