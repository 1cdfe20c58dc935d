/** Failures of AI services as they were seen on the wire, through everything from the user's YAML to the result. */

import { describe, expect, it } from 'vitest';
import { always } from '../../src/demo/reply.ts';
import { startStandIn } from '../../src/demo/stand-in.ts';
import { lookupProvider } from '../../src/providers/index.ts';
import type { Case } from './answers.ts';
import { EDGE_CASES } from './cases-edge.ts';
import { GENERATION_CASES } from './cases-generation.ts';
import { LIMIT_CASES } from './cases-limits.ts';
import { STATUS_CASES } from './cases-status.ts';
import { STREAM_CASES } from './cases-stream.ts';
import { ENV, entryFor } from './catalogue.ts';
import { classOf, probe } from './pipeline.ts';

const rows = (cases: readonly Case[]) =>
  cases.map((one) => [`${one.provider} ${one.check}, ${one.fact}: ${one.gives}`, one] as const);

async function check({ provider: id, check: depth, reply, gives, wait, more = {} }: Case): Promise<void> {
  const provider = lookupProvider(id);
  if (provider === null) throw new Error(`no provider ${id}`);
  const standIn = await startStandIn(always(reply));
  try {
    const result = await probe(entryFor(provider, depth, { base_url: standIn.origin, ...more }), ENV);
    expect([classOf(result), result.rule, result.message]).toEqual([gives, result.rule, result.message]);
    if (wait !== undefined) expect(result.retry_after_ms).toBe(wait);
  } finally {
    await standIn.close();
  }
}

describe('the edge', () => {
  it.each(rows(EDGE_CASES))('%s', (_, one) => check(one));
});

describe('limits', () => {
  it.each(rows(LIMIT_CASES))('%s', (_, one) => check(one));
});

describe('statuses', () => {
  it.each(rows(STATUS_CASES))('%s', (_, one) => check(one));
});

describe('answers', () => {
  it.each(rows(GENERATION_CASES))('%s', (_, one) => check(one));
});

describe('streams', () => {
  it.each(rows(STREAM_CASES))('%s', (_, one) => check(one));
});
