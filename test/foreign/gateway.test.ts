/** Our own stand-ins behind a gateway that others wrote: what is left of each failure on its far side. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aiService, type Service } from '../../src/demo/ai/exchange.ts';
import { DEMO_KEY, openAi } from '../../src/demo/ai/openai.ts';
import { CHAT_FAULTS, type ChatFault } from '../../src/demo/ai/openai-faults.ts';
import { INSUFFICIENT_QUOTA, openAiInvalidKey, rateLimited } from '../../src/demo/http/client-errors.ts';
import { CUTS } from '../../src/demo/http/cuts.ts';
import { BOT_WALL, ORIGIN_DOWN } from '../../src/demo/http/edges.ts';
import {
  ANTHROPIC_OVERLOADED,
  INTERNAL_ERROR,
  MODEL_LOADING,
  NGINX_BAD_GATEWAY,
  NGINX_UNAVAILABLE,
} from '../../src/demo/http/server-errors.ts';
import { always, type Reply } from '../../src/demo/reply.ts';
import { type Behaviour, startStandIn } from '../../src/demo/stand-in.ts';
import type { Result } from '../../src/domain/report.ts';
import { classOf, type Entry, probe } from '../deep/pipeline.ts';
import { type Gateway, startGateway } from './gateway.ts';

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(() => gateway.close());

/** Asks the upstream through the gateway, as its users do: headers say where to. */
async function through(upstream: Behaviour, check: string, more: Entry = {}): Promise<Result> {
  const standIn = await startStandIn(upstream);
  try {
    return await probe(entry(standIn.origin, check, more));
  } finally {
    await standIn.close();
  }
}

function entry(origin: string, check: string, more: Entry): Entry {
  const headers = { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': `${origin}/v1` };
  const model = check === 'embeddings' ? 'gpt-demo-mini' : 'gpt-demo';
  return {
    provider: 'openai',
    base_url: `${gateway.origin}/v1`,
    check,
    model,
    key: DEMO_KEY,
    headers,
    ...more,
  };
}

const chatting = (chat: Service): Behaviour => aiService(openAi({ chat }));

describe('a healthy service', () => {
  it.each(['models', 'chat', 'stream', 'embeddings'])('%s', async (check) => {
    const result = await through(aiService(openAi()), check);
    expect([classOf(result), result.message]).toEqual(['up', result.message]);
    expect(result.stream?.tokens ?? 3).toBe(3);
  });

  it('says in its own words which model it does not know, and which ones are near', async () => {
    const result = await through(aiService(openAi()), 'chat', { model: 'gpt-dmeo' });
    expect([classOf(result), result.deepest_ok]).toEqual(['not-found.model', 'reach']);
    expect(result.message).toContain('openai error: The model `gpt-dmeo` does not exist');
    expect(result.hint).toContain('gpt-demo');
  });
});

describe('the gateway itself', () => {
  it('refuses a question that does not say where to', async () => {
    const result = await probe(entry('', 'chat', { headers: {} }));
    expect(classOf(result)).toBe('bad-request.invalid');
    expect(result.message).toContain('x-portkey-provider header is required');
  });

  it('cannot reach the service, and says 500 to that', async () => {
    const standIn = await startStandIn(aiService(openAi()));
    await standIn.close();
    const result = await probe(entry(standIn.origin, 'chat', {}));
    expect([classOf(result), result.http?.status]).toEqual(['server-error.bad-gateway', 500]);
  });

  it.each(['reset-after-request', 'closed-after-request', 'fin-in-headers'] as const)(
    'loses the service: %s',
    async (cut) => {
      expect(classOf(await through(CUTS[cut], 'chat'))).toBe('server-error.bad-gateway');
    },
  );

  it('gives up waiting, with a 408', async () => {
    const headers = { 'x-portkey-request-timeout': '300', 'x-portkey-provider': 'openai' };
    const standIn = await startStandIn(chatting(CHAT_FAULTS.hangs));
    const more = { headers: { ...headers, 'x-portkey-custom-host': `${standIn.origin}/v1` } };
    const result = await probe(entry(standIn.origin, 'chat', more));
    await standIn.close();
    expect([classOf(result), result.http?.status]).toEqual(['server-error.gateway-timeout', 408]);
  });
});

describe('an answer with a status of its own', () => {
  const ANSWERS: readonly (readonly [string, Reply, string])[] = [
    ['a limit', rateLimited(12), 'rate-limit.requests'],
    ['no money', INSUFFICIENT_QUOTA, 'quota.credits'],
    ['a wrong key', openAiInvalidKey('sk'), 'auth.invalid-key'],
    ['overload', ANTHROPIC_OVERLOADED, 'overloaded.capacity'],
    ['loading', MODEL_LOADING, 'not-ready.model-loading'],
    ['an internal error', INTERNAL_ERROR, 'server-error.internal'],
    ['a bad gateway further back', NGINX_BAD_GATEWAY, 'server-error.bad-gateway'],
    ['unavailable', NGINX_UNAVAILABLE, 'server-error.unavailable'],
    ['a bot wall before the service', BOT_WALL, 'blocked.bot-challenge'],
    ['a CDN without its origin', ORIGIN_DOWN, 'server-error.origin-unreachable'],
  ];

  it.each(ANSWERS)('%s', async (_, reply, ours) => {
    for (const check of ['chat', 'stream']) expect(classOf(await through(always(reply), check))).toBe(ours);
  });

  it('keeps the wait that the service asks for', async () => {
    expect((await through(always(rateLimited(12)), 'chat')).retry_after_ms).toBe(12_000);
  });
});

describe('a stream', () => {
  const STREAMS: Readonly<Partial<Record<ChatFault, string>>> = {
    'role-then-silence': 'timeout.first-token',
    'keep-alive-only': 'timeout.first-token',
    stalls: 'timeout.stalled',
    truncated: 'stream.truncated',
    'cut-by-rst': 'stream.truncated',
    'no-end-marker': 'up',
    'no-finish-reason': 'up',
    malformed: 'stream.malformed',
    overloaded: 'overloaded.capacity',
    'server-error': 'server-error.internal',
    'quota-inside': 'quota.credits',
    empty: 'stream.empty',
    'content-filter': 'bad-request.content-filter',
    'reasoning-only': 'up',
    'document-for-stream': 'mismatch.content-type',
    html: 'mismatch.content-type',
    'odd-framing': 'up',
  };

  it.each(Object.entries(STREAMS))('%s: %s', async (fault, ours) => {
    const chat = Object.entries(CHAT_FAULTS).find(([name]) => name === fault)?.[1];
    if (chat === undefined) throw new Error(`no such fault: ${fault}`);
    const hangs = ours.startsWith('timeout.');
    const timeout = hangs ? { total: '3s', idle: '1s' } : { total: '25s' };
    expect(classOf(await through(chatting(chat), 'stream', { timeout }))).toBe(ours);
  });
});
