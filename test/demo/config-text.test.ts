import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { configText, type Entry } from '../../src/demo/config-text.ts';

it('reads as a person would write it', () => {
  const probe = {
    about: 'is well',
    entry: { name: 'a', url: 'http://127.0.0.1:80/x', tags: ['t'], expect: { json: { '$.a': 'ok' } } },
  };
  expect(configText({ retries: 0 }, [probe], { g: { probes: ['a'], require: 1 } })).toBe(
    [
      'defaults:',
      '  retries: 0',
      'probes:',
      '  # is well',
      '  - name: a',
      '    url: http://127.0.0.1:80/x',
      '    tags: [t]',
      '    expect: { json: { "$.a": ok } }',
      'groups:',
      '  g: { probes: [a], require: 1 }',
      '',
    ].join('\n'),
  );
});

it('any text comes back as it was', () => {
  const odd = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      'true',
      'No',
      '1.5',
      '0x1F',
      '1e3',
      'null',
      '~',
      'a: b',
      'a:',
      '#',
      '- x',
      '127.0.0.1:53',
      '.5',
      '_',
      '/',
    ),
  );
  const scalar = fc.oneof(odd, fc.integer(), fc.boolean());
  const key = odd.filter((text) => text !== '__proto__' && text !== '<<');
  const entry = fc.dictionary(
    key,
    fc.oneof(scalar, fc.array(scalar), fc.dictionary(key, scalar, { minKeys: 1 })),
  );
  fc.assert(
    fc.property(entry, (more) => {
      const plain: Entry = { name: 'x', ...more };
      const { probes } = parse(configText({ a: 1 }, [{ about: 'x', entry: plain }], {}));
      expect(probes[0]).toEqual({ ...plain });
    }),
  );
});
