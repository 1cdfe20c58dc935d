/**
 * How many attempts one server gets at a time. Six is what browsers allow themselves for one HTTP/1.1 origin, so no
 * server takes it for an attack. An attempt that has been at it for a second gives up its place (it goes on, but is
 * counted no more): a path that hangs does not hold up its neighbours on the same server, and no more than six
 * attempts begin there in any second unless they are answered. Waiting here delays no other host, and no timer
 * of an attempt runs meanwhile.
 */

import type { Clock } from '../domain/ports.ts';
import type { Target } from '../domain/target.ts';
import { isAddress, isLoopback } from './address.ts';

export const DEFAULT_PER_HOST = 6;
const PATIENCE_MS = 1_000;

/**
 * `host:port` to be spared; null where there is nothing to spare: an address literal (a machine of one's own, which
 * no shared edge guards) and everything on this machine.
 */
export function hostKey(target: Target): string | null {
  const url = new URL(target.url);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isAddress(host) || host === 'localhost' || host.endsWith('.localhost')) return null;
  const port = url.port || (url.protocol === 'http:' ? '80' : '443');
  const fixed = target.resolve.find((entry) => entry.host === host && entry.port === Number(port));
  return fixed !== undefined && isLoopback(fixed.address) ? null : `${host}:${port}`;
}

interface Lane {
  held: number;
  readonly waiting: (() => void)[];
}

export class HostLimit {
  readonly #limit: number;
  readonly #clock: Pick<Clock, 'sleep'>;
  readonly #lanes = new Map<string, Lane>();

  constructor(limit: number, clock: Pick<Clock, 'sleep'>) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /**
   * Runs the job when its host has a free place, in the order of these calls.
   * The job calls `started` when it leaves all queues: its patience counts from there.
   */
  async run<T>(key: string | null, job: (started: () => void) => Promise<T>): Promise<T> {
    if (key === null) return job(() => {});
    const lane = await this.#enter(key);
    const done = new AbortController();
    let left = false;
    const leave = () => {
      if (!left) this.#leave(key, lane);
      left = true;
    };
    try {
      return await job(() => void this.#clock.sleep(PATIENCE_MS, done.signal).then(leave));
    } finally {
      leave();
      done.abort();
    }
  }

  async #enter(key: string): Promise<Lane> {
    const lane = this.#lanes.get(key) ?? { held: 0, waiting: [] };
    this.#lanes.set(key, lane);
    if (lane.held < this.#limit) lane.held += 1;
    else await new Promise<void>((resolve) => lane.waiting.push(resolve));
    return lane;
  }

  /** The place goes straight to the next in line. */
  #leave(key: string, lane: Lane): void {
    const next = lane.waiting.shift();
    if (next === undefined) lane.held -= 1;
    else next();
    if (lane.held === 0) this.#lanes.delete(key);
  }
}
