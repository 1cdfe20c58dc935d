/** Files that are broken, huge, foreign or made to harm: a clear word, or a careful result; never a crash, never a lie. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/domain/errors.ts';
import { hides, importText, parse, sample, targetsOf } from './run.ts';

async function refusal(text: string): Promise<string> {
  const error: unknown = await importText(text).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return error instanceof Error ? error.message : '';
}

const gatus = (endpoint: object) => JSON.stringify({ endpoints: [endpoint] });

describe('a file that cannot be imported', () => {
  it.each([
    ['an empty one', '', 'in.yaml: the file is empty'],
    ['a truncated one', '{"monitorList": [{"id": 1, "na', 'in.yaml:1:'],
    ['no YAML', 'a: [1\nb: }', 'neither YAML nor JSON'],
    ['a foreign one', 'services_of_mine: [a]', 'no config that can be imported'],
    ['plain text', 'hello', 'no config that can be imported'],
    ['one of ours', 'probes: [openai]', 'no config that can be imported'],
    ['one of another version', '{"version": 9, "monitors": []}', 'no config that can be imported'],
    [
      'one with nothing to probe',
      gatus({ name: 'p', url: 'icmp://example.org' }),
      'nothing in there can be probed',
    ],
    ['a list where a mapping is due', 'model_list: 3', 'nothing in there can be probed'],
  ])('%s', async (_, text, says) => {
    expect(await refusal(text)).toContain(says);
  });

  it('one with very many keys', async () => {
    const keys = Array.from({ length: 90_000 }, (_, i) => `k${i}: 1`).join('\n');
    expect(await refusal(keys)).toContain('no config that can be imported');
  });

  it('a huge one, a deep one, a very deep one', async () => {
    expect(await refusal(`endpoints: "${'x'.repeat(5 * 2 ** 20)}"`)).toContain('the limit is 4 MiB');
    expect(await refusal(`endpoints: ${'['.repeat(500)}${']'.repeat(500)}`)).toContain('nested');
    expect(await refusal('['.repeat(100_000))).toContain('in.yaml');
  });

  it('an alias bomb', async () => {
    const levels = Array.from(
      { length: 9 },
      (_, n) =>
        `a${n}: &a${n} [${Array(10)
          .fill(n === 0 ? 'x' : `*a${n - 1}`)
          .join(', ')}]`,
    );
    expect(await refusal(`${levels.join('\n')}\nendpoints: *a8`)).toContain('aliases counted');
  });

  it('one that contains itself', async () => {
    expect(await refusal('endpoints: &a [*a]')).toContain('nested');
  });

  it('bytes that are no text', async () => {
    const { importConfig } = await import('../../src/import/index.ts');
    const bytes = { name: 'x.bin', text: new Uint8Array([0xff, 0xfe, 0x00, 0xd8]) };
    await expect(importConfig([bytes], null, async () => [])).rejects.toThrow('no text in UTF-8');
  });
});

describe('a hostile text', () => {
  it('cannot break out of a comment or a value', async () => {
    const evil = 'a\n- url: https://evil.example.com\u001b[2J\u202e\u2028x # y: z';
    const { yaml, told } = await importText(
      JSON.stringify({
        endpoints: [
          { name: evil, url: 'https://good.example.com', group: evil, conditions: [evil] },
          { name: evil, url: `ssh://${evil}` },
          { name: 'body', url: 'https://good.example.com/2', method: 'POST', body: `\u009b2J\u202e ${evil}` },
        ],
      }),
    );
    expect((await targetsOf(yaml)).map(({ url }) => url)).toEqual([
      'https://good.example.com/',
      'https://good.example.com/2',
    ]);
    for (const line of [...told, ...yaml.split('\n')])
      expect(line).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u202e]/);
  });

  it('is no variable of ours where the source knows none', async () => {
    const { yaml } = await importText(
      JSON.stringify({
        monitorList: [{ type: 'keyword', name: 'x', url: 'https://example.com/${HOME}', keyword: '${PATH}' }],
      }),
    );
    const [target] = await targetsOf(yaml, { HOME: 'filled in', PATH: 'filled in' });
    expect(target?.url).toContain('/$%7BHOME%7D');
    expect(target?.expect.body.map(({ source }) => source)).toEqual(['${PATH}']);
  });

  it('that is a key of the prototype is a key', async () => {
    const { yaml } = await importText(
      '{"endpoints": [{"__proto__": 1, "name": "constructor", "url": "https://example.com"}]}',
    );
    expect((await targetsOf(yaml)).map(({ name }) => name)).toEqual(['constructor']);
  });

  it('an expression without end is not run', async () => {
    const rules = [{ source_labels: ['__address__'], regex: '(a+)+$', target_label: '__param_target' }];
    const { told } = await importText(
      JSON.stringify({
        scrape_configs: [
          {
            metrics_path: '/probe',
            relabel_configs: rules,
            static_configs: [{ targets: [`${'a'.repeat(60)}!.example.com`] }],
          },
        ],
      }),
    );
    expect(told.join('\n')).toContain('this relabelling rule is left out');
  });

  it('one bad probe does not take the others with it', async () => {
    const { yaml, told } = await importText(
      JSON.stringify({
        endpoints: [
          { name: 'bad', url: 'https://example.com:99999/' },
          { name: 'worse', url: 'https://example.com/', headers: { 'no header': 'x' } },
          { name: 'good', url: 'https://example.com/' },
        ],
      }),
    );
    expect((await targetsOf(yaml)).map(({ name }) => name)).toEqual(['good']);
    expect(told.join('\n')).toMatch(
      /"bad" is left out: .*no port[\s\S]*"worse" is left out: .*no header name/,
    );
  });
});

describe('whatever a file holds', () => {
  const scalar = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom(
      'https://example.com',
      'tcp://a:1',
      '[STATUS] == 200',
      '[BODY].a == 1',
      '5s',
      'openai/x',
      '${A}',
      'http',
      '/a/',
    ),
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 2 }, scalar, fc.array(tie('any'), { maxLength: 3 }), tie('map')),
    map: fc.dictionary(
      fc.constantFrom(
        'name',
        'url',
        'conditions',
        'headers',
        'body',
        'client',
        'timeout',
        'type',
        'litellm_params',
        'model',
        'api_key',
        'http',
        'prober',
        'targets',
        'labels',
        'tags',
        'keyword',
        'x',
      ),
      tie('any'),
      { maxKeys: 6 },
    ),
  })).any;
  const item = fc.dictionary(
    fc.constantFrom(
      'name',
      'url',
      'type',
      'litellm_params',
      'model_name',
      'conditions',
      'headers',
      'method',
      'interval',
      'hostname',
      'port',
      'job_name',
      'params',
      'static_configs',
      'metrics_path',
      'relabel_configs',
    ),
    value,
    { maxKeys: 8 },
  );

  it.each(['endpoints', 'model_list', 'monitorList', 'scrape_configs', 'modules'])(
    'under %s, the result is valid or refused in words',
    async (key) => {
      await fc.assert(
        fc.asyncProperty(fc.oneof(fc.array(item, { maxLength: 4 }), value), async (content) => {
          let yaml: string;
          try {
            ({ yaml } = await importText(JSON.stringify({ [key]: content })));
          } catch (error) {
            expect(error).toBeInstanceOf(UserError);
            return;
          }
          expect((await parse(yaml)).problems).toEqual([]);
        }),
        { numRuns: 150 },
      );
    },
  );

  it('a literal key lands nowhere', async () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9+/=_.~-]{12,40}$/);
    await fc.assert(
      fc.asyncProperty(secret, async (key) => {
        const texts = [
          { model_list: [{ model_name: 'm', litellm_params: { model: 'openai/m', api_key: key } }] },
          {
            endpoints: [
              { name: 'e', url: 'https://example.com', headers: { Authorization: `Bearer ${key}` } },
            ],
          },
          {
            monitorList: [
              {
                type: 'http',
                name: 'k',
                url: 'https://example.com',
                authMethod: 'basic',
                basic_auth_user: 'u',
                basic_auth_pass: key,
              },
            ],
          },
        ];
        for (const text of texts) {
          const { yaml, told } = await importText(JSON.stringify(text));
          expect(hides(`${yaml}${told.join('')}`, key)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

it('a sample cut off anywhere is refused or imported, and never breaks', async () => {
  const text = Buffer.from(sample('uptime-kuma.json').text).toString('utf8');
  for (let end = 0; end < text.length; end += 97) {
    await importText(text.slice(0, end)).catch((error: unknown) => expect(error).toBeInstanceOf(UserError));
  }
});
