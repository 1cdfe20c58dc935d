/** The official SDKs, asked one small question, and what became of it in their own words. */

import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';

/**
 * The SDK's error class by its name; or `answer`: it gave an answer; or `waits`: it was still waiting when we had
 * enough (an SDK's timeout ends with the headers, so that a stream may be silent for good).
 */
export type Outcome = string;

export interface Question {
  readonly origin: string;
  readonly model: string;
  readonly key: string;
  readonly stream: boolean;
  /** The SDK's own limit, milliseconds. */
  readonly timeout: number;
  /** How long we watch it wait, milliseconds. */
  readonly patience: number;
}

type Ask = (question: Question, signal: AbortSignal) => Promise<void>;

const messages = [{ role: 'user' as const, content: 'ping' }];
const settings = { maxRetries: 0, logLevel: 'off' as const };

const openai: Ask = async ({ origin, model, key, stream, timeout }, signal) => {
  const client = new OpenAI({ ...settings, timeout, baseURL: `${origin}/v1`, apiKey: key });
  const body = { model, messages, max_completion_tokens: 16 };
  if (!stream) return void (await client.chat.completions.create(body, { signal }));
  await exhaust(await client.chat.completions.create({ ...body, stream: true }, { signal }));
};

const anthropic: Ask = async ({ origin, model, key, stream, timeout }, signal) => {
  const client = new Anthropic({ ...settings, timeout, baseURL: origin, apiKey: key });
  const body = { model, messages, max_tokens: 16 };
  if (!stream) return void (await client.messages.create(body, { signal }));
  await exhaust(await client.messages.create({ ...body, stream: true }, { signal }));
};

async function exhaust(events: AsyncIterable<unknown>): Promise<void> {
  for await (const event of events) if (event === undefined) return;
}

export const SDKS = { openai, anthropic } as const satisfies Readonly<Record<string, Ask>>;
export type Sdk = keyof typeof SDKS;

export async function askSdk(sdk: Sdk, question: Question): Promise<Outcome> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), question.patience);
  try {
    await SDKS[sdk](question, patience.signal);
    return patience.signal.aborted ? 'waits' : 'answer';
  } catch (error) {
    if (patience.signal.aborted) return 'waits';
    return error instanceof Error ? error.constructor.name : 'nothing known';
  } finally {
    clearTimeout(timer);
  }
}
