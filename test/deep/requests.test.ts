/** What really goes out, for every live provider at every depth: the golden list, and where the key stands in it. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonReply } from '../../src/demo/reply.ts';
import type { Provider } from '../../src/domain/provider.ts';
import type { Check } from '../../src/domain/target.ts';
import { expectGolden } from '../support/golden.ts';
import { CASES, ENV, entryFor, KEY } from './catalogue.ts';
import { type Entry, planOf, probe, probeAll } from './pipeline.ts';
import { type Asked, type Recorder, reply, startRecorder } from './recorder.ts';

/** Of the transport, and the same for all. */
const PLAIN = new Set(['host', 'connection', 'user-agent', 'content-length', 'accept-encoding']);

interface Sent {
  readonly provider: string;
  readonly check: Check;
  /** Without a base_url of the user's own. */
  readonly url: string;
  readonly asked: Asked;
}

const sent: Sent[] = [];

beforeAll(async () => {
  for (const [id, check, provider] of CASES)
    sent.push({ provider: id, check, ...(await ask(provider, check)) });
});

async function ask(provider: Provider, check: Check): Promise<Pick<Sent, 'url' | 'asked'>> {
  const standIn = await startRecorder(reply(jsonReply(200, {})));
  try {
    await probe(entryFor(provider, check, { base_url: standIn.origin }), ENV);
    const plan = await planOf([entryFor(provider, check)], ENV);
    const [asked] = standIn.asked;
    if (asked === undefined) throw new Error(`${provider.id} ${check}: no request came`);
    return { url: plan.targets[0]?.url ?? '', asked };
  } finally {
    await standIn.close();
  }
}

it('covers forty providers', () => {
  expect(new Set(CASES.map(([id]) => id)).size).toBe(40);
});

it('asks as the golden list has it', () => {
  const list: Record<string, Record<string, unknown>> = {};
  for (const one of sent) list[one.provider] = { ...list[one.provider], [one.check]: shown(one) };
  expectGolden('deep/requests.json', `${JSON.stringify(list, null, 2)}\n`);
});

function shown({ url, asked }: Sent) {
  const headers = asked.headers.filter(([name]) => !PLAIN.has(name.toLowerCase()));
  return {
    request: `${asked.method} ${asked.path}`,
    url,
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), stable(value)])),
    ...(asked.body === '' ? {} : { body: bodyOf(asked.body) }),
  };
}

/** The nonce, the time and the signature differ every time. */
function stable(text: string): string {
  return text
    .replaceAll(KEY, '<key>')
    .replace(/\b\d{8}T\d{6}Z\b/g, '<time>')
    .replace(/Credential=([^/]*)\/\d{8}\//, 'Credential=$1/<day>/')
    .replace(/Signature=[0-9a-f]{64}/, 'Signature=<signature>')
    .replace(/\b[0-9a-f]{64}\b/g, '<hash>')
    .replace(/\b[0-9a-f]{8}\b/g, '<nonce>');
}

function bodyOf(body: string): unknown {
  if (body.startsWith('RIFF')) return `${body.slice(8, 12)} audio, ${body.length} bytes`;
  return JSON.parse(stable(body));
}

describe('the key', () => {
  it.each(CASES)('%s %s: stands in its own header and nowhere else', (id, check, { auth }) => {
    const { asked } = found(id, check);
    const carriers = asked.headers
      .filter(([, value]) => value.includes(KEY))
      .map(([name]) => name.toLowerCase());
    const wanted = check === 'reach' || auth === null || auth.header === null || auth.scheme === 'sigv4';
    expect(carriers).toEqual(wanted ? [] : [auth.header.toLowerCase()]);
    expect(decodeURIComponent(asked.path)).not.toContain(KEY);
    expect(asked.body).not.toContain(KEY);
    if (auth?.scheme === 'sigv4' && check !== 'reach') {
      expect(headerOf(asked, 'authorization')).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\//);
    }
  });
});

function found(id: string, check: Check): Sent {
  const one = sent.find((each) => each.provider === id && each.check === check);
  if (one === undefined) throw new Error(`${id} ${check} was not asked`);
  return one;
}

function headerOf({ headers }: Asked, wanted: string): string {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';
}

function entriesAt(more: Entry): readonly Entry[] {
  return CASES.map(([, check, provider]) => entryFor(provider, check, more));
}

describe('a redirect to another origin', () => {
  let other: Recorder;
  let first: Recorder;

  beforeAll(async () => {
    other = await startRecorder(reply(jsonReply(200, {})));
    first = await startRecorder((asked, response) => {
      response.writeHead(307, { location: other.origin + asked.path }).end();
    });
  });

  afterAll(async () => {
    await first.close();
    await other.close();
  });

  it('is not followed by the check of an API', async () => {
    const results = await probeAll(entriesAt({ base_url: first.origin }), ENV);
    expect(results.filter(({ kind }) => kind !== 'redirect')).toEqual([]);
    expect(results.length).toBe(CASES.length);
    expect(other.asked).toEqual([]);
  });

  it('never takes the key along, even where the user has it followed', async () => {
    await probeAll(entriesAt({ base_url: first.origin, redirects: 2 }), ENV);
    expect(other.asked.length).toBeGreaterThanOrEqual(CASES.length);
    for (const { headers, path, body } of other.asked) {
      const everything = [path, body, ...headers.map((pair) => pair.join(': '))].join('\n');
      expect(everything).not.toContain(KEY);
      expect(everything).not.toContain('AKIDEXAMPLE');
    }
  });
});
