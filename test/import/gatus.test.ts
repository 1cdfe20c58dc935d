/** Gatus' conditions: what passes there passes here, what fails there fails here. */

import { describe, expect, it } from 'vitest';
import type { Expectation } from '../../src/domain/expectation.ts';
import { importText, targetsOf } from './run.ts';

interface Answer {
  readonly status?: number;
  readonly body?: string;
}

function meets(expect: Expectation, { status = 200, body = '' }: Answer): boolean {
  const ranges = expect.status?.ranges ?? [{ from: 200, to: 299 }];
  const json = (): unknown => JSON.parse(body);
  return (
    ranges.some(({ from, to }) => status >= from && status <= to) &&
    expect.body.every((matcher) => matcher.test(body)) &&
    expect.json.every(({ select, matcher }) => {
      const values = select(json());
      return values !== null && values.length > 0 && values.every((value) => matcher.test(value));
    })
  );
}

async function expectationOf(conditions: readonly string[]): Promise<{ expect: Expectation; told: string }> {
  const text = JSON.stringify({ endpoints: [{ name: 'x', url: 'https://example.com', conditions }] });
  const { yaml, told } = await importText(text);
  const [target] = await targetsOf(yaml);
  if (target === undefined) throw new Error('no target');
  return { expect: target.expect, told: told.join('\n') };
}

const CASES: readonly [condition: string, good: readonly Answer[], bad: readonly Answer[]][] = [
  ['[STATUS] == 200', [{}], [{ status: 201 }]],
  ['[STATUS] < 300', [{ status: 204 }], [{ status: 300 }]],
  ['[STATUS] <= 299', [{ status: 299 }], [{ status: 300 }]],
  ['[STATUS] > 400', [{ status: 404 }], [{ status: 400 }]],
  ['[STATUS] >= 400', [{ status: 400 }], [{ status: 399 }]],
  ['[STATUS] != 500', [{ status: 404 }], [{ status: 500 }]],
  ['[STATUS] == any(200, 429)', [{ status: 429 }], [{ status: 404 }]],
  ['[STATUS] == pat(2*)', [{ status: 226 }], [{ status: 302 }]],
  ['[STATUS] != pat(5*)', [{ status: 302 }], [{ status: 503 }]],
  ['[CONNECTED] == true', [{ status: 503 }, {}], []],
  ['[BODY] == 1', [{ body: '1' }, { body: '1\n' }], [{ body: '{}' }, { body: '12' }]],
  ['[BODY] == any(a.b, c)', [{ body: 'a.b' }, { body: 'c' }], [{ body: 'axb' }]],
  ['[BODY] != down', [{ body: 'up' }], [{ body: 'down' }]],
  ['[BODY] == pat(*pong*)', [{ body: 'ping\npong\n' }], [{ body: 'ping' }]],
  [
    '[BODY].user.name == john',
    [{ body: '{"user":{"name":"john"}}' }],
    [{ body: '{"user":{"name":"johnny"}}' }, { body: '{}' }],
  ],
  [
    '[BODY].data[0].id == 1',
    [{ body: '{"data":[{"id":1}]}' }, { body: '{"data":[{"id":"1"}]}' }],
    [{ body: '{"data":[{"id":11}]}' }],
  ],
  ['[BODY].ok == true', [{ body: '{"ok":true}' }], [{ body: '{"ok":false}' }]],
  ['[BODY].a-b == /x/', [{ body: '{"a-b":"/x/"}' }], [{ body: '{"a-b":"x"}' }]],
  ['[BODY].n == >= 3', [], []],
  ['[BODY].id == any(1, 2)', [{ body: '{"id":2}' }], [{ body: '{"id":3}' }]],
  ['[BODY].id != 1', [{ body: '{"id":2}' }], [{ body: '{"id":1}' }]],
  ['[BODY].name == pat(john*)', [{ body: '{"name":"john.doe"}' }], [{ body: '{"name":"bob"}' }]],
  ['[BODY].age > 20', [{ body: '{"age":21}' }], [{ body: '{"age":20}' }]],
  ['has([BODY].users) == true', [{ body: '{"users":[]}' }], [{ body: '{}' }]],
  ['[BODY][0].id == 7', [{ body: '[{"id":7}]' }], [{ body: '[{"id":8}]' }]],
];

describe('a condition of Gatus', () => {
  it.each(CASES)('%s', async (condition, good, bad) => {
    const { expect: expectation, told } = await expectationOf([condition]);
    if (good.length + bad.length > 0) expect(told).toBe('');
    for (const answer of good) expect(meets(expectation, answer), JSON.stringify(answer)).toBe(true);
    for (const answer of bad) expect(meets(expectation, answer), JSON.stringify(answer)).toBe(false);
  });

  it('all of them have to hold for a status', async () => {
    const { expect: expectation } = await expectationOf([
      '[STATUS] >= 200',
      '[STATUS] < 300',
      '[STATUS] != 204',
    ]);
    expect(meets(expectation, { status: 200 })).toBe(true);
    for (const status of [204, 199, 300]) expect(meets(expectation, { status })).toBe(false);
  });

  it('that a value is there goes without saying where it is compared', async () => {
    const { expect: expectation, told } = await expectationOf([
      '[BODY].status != down',
      'has([BODY].status) == true',
    ]);
    expect(told).toBe('');
    expect(meets(expectation, { body: '{"status":"ok"}' })).toBe(true);
    for (const body of ['{"status":"down"}', '{}']) expect(meets(expectation, { body })).toBe(false);
  });

  it.each([
    'len([BODY].data) < 5',
    'has([BODY].errors) == false',
    '[IP] == 127.0.0.1',
    '[DOMAIN_EXPIRATION] > 720h',
    '[DNS_RCODE] == NOERROR',
    '[BODY].age == [BODY].id',
    '[BODY].a.*.b == 1',
    '[RESPONSE_TIME] > 5',
    '[CONNECTED] == false',
    'nonsense',
  ])('%s is left out, and told', async (condition) => {
    const { told } = await expectationOf(['[STATUS] == 200', condition]);
    expect(told).toContain(condition);
  });

  it('a time and a certificate become limits of ours', async () => {
    const conditions = ['[RESPONSE_TIME] < 500', '[CERTIFICATE_EXPIRATION] > 49h'];
    const text = JSON.stringify({ endpoints: [{ name: 'x', url: 'https://example.com', conditions }] });
    const [target] = await targetsOf((await importText(text)).yaml);
    expect(target?.degraded).toEqual({ total: 500 });
    expect(target?.expect.certDays).toBe(3);
  });
});

it('keeps variables and dollars as Gatus reads them', async () => {
  const text = JSON.stringify({
    endpoints: [
      { name: 'x', url: 'https://$HOST.example.com/${PATH_OF_IT}?a=$$5', headers: { 'x-team': '$$ $TEAM' } },
    ],
  });
  const { yaml } = await importText(text);
  const [target] = await targetsOf(yaml, { HOST: 'h', PATH_OF_IT: 'p', TEAM: 't' });
  expect(target?.url).toBe('https://h.example.com/p?a=$5');
  expect(target?.ask).toMatchObject({
    request: { headers: expect.arrayContaining([['x-team', expect.anything()]]) },
  });
  expect(yaml).toContain('x-team: $ ${TEAM}');
});
