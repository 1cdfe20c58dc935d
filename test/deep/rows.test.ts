/** Every error row of the catalogue, as an answer on the wire: the row, and no other, names what happened. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Reply, sendReply } from '../../src/demo/reply.ts';
import { type StandIn, startStandIn } from '../../src/demo/stand-in.ts';
import type { ErrorRow, Provider } from '../../src/domain/provider.ts';
import type { Check } from '../../src/domain/target.ts';
import { ENV, entryFor, KEY, LIVE } from './catalogue.ts';
import { describeError, errorReply, first } from './errors.ts';
import { classOf, type Entry, probe } from './pipeline.ts';

let standIn: StandIn;
let answer: Reply;

beforeAll(async () => {
  standIn = await startStandIn({ via: 'http', listener: (_, response) => sendReply(response, answer) });
});

afterAll(() => standIn.close());

const ROWS = LIVE.flatMap((provider) =>
  provider.errors.map((row) => {
    const what =
      first(row.code ?? row.type ?? row.match ?? Object.values(row.field ?? {})[0]) ?? row.body ?? '';
    return [`${provider.id}: ${row.where ?? row.status} ${what} → ${row.class}`, provider, row] as const;
  }),
);

it('has all of them', () => {
  expect(ROWS.length).toBeGreaterThan(300);
});

describe('a row', () => {
  it.each(ROWS)('%s', async (_, provider, row) => {
    answer = row.where === 'stream' ? errorEvent(provider, row) : errorReply(provider, row);
    const result = await probe(entryOf(provider, row), ENV);
    if (row.class === 'up' || isHealthyReach(provider, row)) {
      expect(['up', 'stream.empty', 'mismatch.json']).toContain(classOf(result));
      return;
    }
    // A limit may be named more finely than the row can.
    if (row.class === 'rate-limit.unspecified' && result.kind === 'rate-limit') return;
    expect([classOf(result), result.rule?.split('.')[0]]).toEqual([row.class, provider.id]);
    if (row.fault !== undefined) expect(result.fault).toBe(row.fault);
  });
});

/** Deep, since a failure there is what a user sees; the path and the key as the row wants them. */
function entryOf(provider: Provider, row: ErrorRow): Entry {
  const check = isHealthyReach(provider, row) || row.path === '/health' ? 'reach' : deepest(provider, row);
  const suffix = row.path === undefined || row.path === '/health' ? '' : row.path;
  const entry = entryFor(provider, check, { base_url: standIn.origin + suffix });
  if (row.keyless !== true) return check === 'reach' || 'key' in entry ? entry : withKey(entry, provider);
  return Object.fromEntries(Object.entries(entry).filter(([name]) => name !== 'key'));
}

function withKey(entry: Entry, { auth }: Provider): Entry {
  return auth === null || auth.header === null || auth.scheme === 'sigv4' ? entry : { ...entry, key: KEY };
}

function deepest(provider: Provider, row: ErrorRow): Check {
  if (row.where === 'stream') return 'stream';
  if (provider.chat !== undefined) return 'chat';
  if (provider.embeddings !== undefined) return 'embeddings';
  return provider.models === undefined ? 'reach' : 'models';
}

/** Without a key only `reach` may be asked of a provider that wants one, and to that its refusal is health. */
function isHealthyReach(provider: Provider, row: ErrorRow): boolean {
  return row.keyless === true && provider.auth?.required === true;
}

/** An error as the first event of a stream, after a 200. */
function errorEvent(provider: Provider, row: ErrorRow): Reply {
  const { document } = describeError(provider, row);
  const named = provider.chat?.dialect === 'anthropic';
  const data = JSON.stringify(named ? { type: 'error', ...document } : document);
  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream' },
    body: `${named ? 'event: error\n' : ''}data: ${data}\n\n`,
  };
}
