/** One stand-in, asked by an official SDK and by aiprobe at the same time. */

import { DEMO_KEY } from '../../src/demo/ai/openai.ts';
import { type Behaviour, type ListenOptions, startStandIn } from '../../src/demo/stand-in.ts';
import { classOf, type Entry, probe } from '../deep/pipeline.ts';
import type { Verdicts } from './faults.ts';
import { askSdk, type Sdk } from './sdks.ts';

export const MODELS: Readonly<Record<Sdk, string>> = { openai: 'gpt-demo', anthropic: 'claude-demo' };

/** Short where something hangs and time has to run out, so long elsewhere that a busy machine changes nothing. */
interface Limits {
  readonly entry: Entry;
  readonly sdkTimeout: number;
  readonly patience: number;
}

const LONG: Limits = { entry: { total: '25s' }, sdkTimeout: 25_000, patience: 25_000 };
/** No answer at all. */
const NO_HEAD: Limits = { entry: { total: '1s' }, sdkTimeout: 1_000, patience: 25_000 };
/** An answer begins, and does not go on. */
const SILENCE: Limits = { entry: { total: '3s', idle: '1s' }, sdkTimeout: 25_000, patience: 2_000 };

function limitsFor([theirs]: Verdicts): Limits {
  if (theirs === 'waits') return SILENCE;
  return theirs === 'APIConnectionTimeoutError' ? NO_HEAD : LONG;
}

export interface Asking {
  readonly sdk: Sdk;
  readonly stream: boolean;
  /** What is to come of it: whether time has to run out. */
  readonly expected?: Verdicts;
  readonly more?: Entry;
}

export async function askBoth(
  origin: string,
  { sdk, stream, expected = ['answer', 'up'], more = {} }: Asking,
): Promise<Verdicts> {
  const model = MODELS[sdk];
  const { entry: timeout, sdkTimeout, patience } = limitsFor(expected);
  const entry: Entry = {
    provider: sdk,
    base_url: sdk === 'openai' ? `${origin}/v1` : origin,
    check: stream ? 'stream' : 'chat',
    model,
    key: DEMO_KEY,
    timeout,
    ...more,
  };
  const [theirs, ours] = await Promise.all([
    askSdk(sdk, { origin, model, key: DEMO_KEY, stream, timeout: sdkTimeout, patience }),
    probe(entry),
  ]);
  return [theirs, classOf(ours)];
}

export async function askBothAt(
  behaviour: Behaviour,
  asking: Asking,
  options: ListenOptions = {},
): Promise<Verdicts> {
  const standIn = await startStandIn(behaviour, options);
  try {
    return await askBoth(standIn.origin, asking);
  } finally {
    await standIn.close();
  }
}
