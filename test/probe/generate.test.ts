/** A question to a model: what is asked, and when its tokens came. */

import { describe, expect, it } from 'vitest';
import type { Service } from '../../src/demo/ai/exchange.ts';
import { aiService } from '../../src/demo/ai/exchange.ts';
import { DEMO_KEY, openAi } from '../../src/demo/ai/openai.ts';
import { CHAT_FAULTS, type ChatFault, slowFirstToken } from '../../src/demo/ai/openai-faults.ts';
import type { Observation } from '../../src/domain/observation.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { Generate, Target } from '../../src/domain/target.ts';
import { attempt, errorOf, outcome } from '../support/probe.ts';
import { withServer } from '../support/servers/index.ts';
import { httpTarget, timeouts } from '../support/target.ts';

function ask(stream: boolean, chat: Service | null, over: Partial<Target> = {}): Promise<Observation> {
  const service = aiService(openAi(chat === null ? {} : { chat }));
  return withServer(service, ({ origin }) => {
    const url = `${origin}/v1/chat/completions`;
    const generate: Generate = {
      dialect: 'openai-chat',
      stream,
      url,
      headers: [['authorization', new Secret(`Bearer ${DEMO_KEY}`)]],
      model: 'gpt-demo',
      prompt: '',
      maxTokens: 8,
    };
    return attempt({ ...httpTarget(url), check: 'stream', ask: { via: 'generate', generate }, ...over });
  });
}

const fault = (name: ChatFault, over: Partial<Target> = {}) => ask(true, CHAT_FAULTS[name], over);

describe('a stream', () => {
  it('has its tokens counted and timed', async () => {
    const { error, answer, marks } = await ask(true, null);
    expect(error).toBeNull();
    expect(answer).toMatchObject({ streamed: true, endMarker: true, finishReason: 'stop', malformed: null });
    expect(answer?.tokens).toBeGreaterThan(1);
    expect(marks.firstToken).toBeGreaterThanOrEqual(marks.headers ?? Number.NaN);
    expect(marks.firstVisible).toBeGreaterThanOrEqual(marks.firstToken ?? Number.NaN);
  });

  it('has a first token that is no header and no role', async () => {
    const { marks } = await ask(true, slowFirstToken(150));
    expect((marks.firstToken ?? 0) - (marks.headers ?? 0)).toBeGreaterThan(100);
  });

  it.each(['hangs', 'role-then-silence', 'keep-alive-only'] as const)(
    'without a token ends at first_token (%s)',
    async (name) => {
      const observation = await fault(name, { timeout: timeouts({ first_token: 300 }) });
      expect(errorOf(observation)).toMatchObject({ code: 'DEADLINE', limit: 'first_token', bound: 300 });
      expect(observation.marks.firstToken).toBeNull();
      if (name !== 'hangs') expect(observation.answer).toMatchObject({ tokens: 0, endMarker: false });
    },
  );

  it('that has its first token is no longer bounded by first_token', async () => {
    const observation = await fault('stalls', { timeout: timeouts({ first_token: 600, idle: 1_000 }) });
    expect(errorOf(observation)).toMatchObject({ code: 'DEADLINE', limit: 'idle', phase: 'body' });
    expect(observation.answer?.tokens).toBe(2);
    expect(observation.marks.firstToken).not.toBeNull();
  });

  it.each([
    ['cut-by-fin', 'body TRUNCATED'],
    ['cut-by-rst', 'body ECONNRESET'],
    ['truncated', '200'],
  ] as const)('that is %s keeps what it had (%s)', async (name, expected) => {
    const observation = await fault(name);
    expect(outcome(observation)).toBe(expected);
    expect(observation.answer).toMatchObject({ tokens: 2, endMarker: false });
  });
});

it('one document is read whole', async () => {
  const { error, answer, marks } = await ask(false, null);
  expect(error).toBeNull();
  expect(answer).toMatchObject({ streamed: false, endMarker: true, finishReason: 'stop' });
  expect(marks.firstToken).toBeNull();
});

it('a refusal is no answer of the model', async () => {
  const { answer, response } = await ask(true, () => ({ status: 429, headers: {}, body: '{}' }));
  expect(response?.status).toBe(429);
  expect(answer).toBeNull();
});

it('an address that is none is our bug: the config has let it through', async () => {
  expect(errorOf(await attempt(httpTarget('no address')))).toMatchObject({ code: 'BUG' });
});
