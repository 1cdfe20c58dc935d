/** Makes real attempts in tests. */

import type { Observation, WireError } from '../../src/domain/observation.ts';
import type { AttemptHooks } from '../../src/domain/ports.ts';
import type { HttpRequest, Target } from '../../src/domain/target.ts';
import { createProber } from '../../src/probe/prober.ts';
import { httpTarget } from './target.ts';

const clock = { now: () => performance.now(), wall: () => Date.now() };
const hooks: AttemptHooks = { waiting: () => {}, working: () => {} };

export const prober = createProber(clock, 'test');

export function attempt(
  target: Target,
  signal: AbortSignal = new AbortController().signal,
): Promise<Observation> {
  return prober.attempt(target, hooks, signal);
}

/** One HTTP attempt. */
export function get(
  url: string,
  over: Partial<Target> = {},
  request: Partial<HttpRequest> = {},
): Promise<Observation> {
  return attempt(httpTarget(url, over, request));
}

/** `phase code` of the error, or what came: short enough to compare in a table of cases. */
export function outcome({ error, response }: Observation): string {
  if (error !== null) return `${error.phase} ${error.code}`;
  return response === null ? 'connected' : `${response.status}`;
}

/** The error of an attempt that must have failed. */
export function errorOf({ error, response }: Observation): WireError {
  if (error === null) throw new Error(`no error; the answer was ${response?.status ?? 'none'}`);
  return error;
}

/** The text of the body of an attempt that must have been answered. */
export function bodyOf({ error, response }: Observation): string {
  if (response === null) throw new Error(`no answer: ${error?.code}`);
  return response.body.text;
}

/** Waits until a condition holds, for what the other side notices a little later. Throws after ten seconds. */
export async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error('it never came true');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
