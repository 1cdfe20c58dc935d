/** What several runs make together. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, exitCode } from '../../src/domain/policy.ts';
import type { Report, Result } from '../../src/domain/report.ts';
import { mergeRuns, parseShard, shardOf } from '../../src/merge/index.ts';
import { groupResults } from '../../src/run/groups.ts';
import { failing, up } from '../support/report.ts';
import { recorded, runOf } from './runs.ts';

const merge = (reports: readonly Report[], quorum: number | null = null) =>
  mergeRuns(
    reports.map((report) => recorded(report)),
    quorum,
  );

const state = fc.constantFrom('up', 'down', 'unknown', 'degraded', 'skipped', 'unmade');

function resultOf(name: string, kind: string): Result {
  switch (kind) {
    case 'down':
      return failing(name, 'connect.refused');
    case 'unknown':
      return failing(name, 'blocked.bot-challenge', { state: 'unknown' });
    case 'degraded':
      return failing(name, 'degraded.slow', { state: 'degraded' });
    case 'skipped':
      return failing(name, 'maintenance.announced', { state: 'skipped' });
    case 'unmade':
      return up(name, { state: 'skipped' });
    default:
      return up(name);
  }
}

const results = fc
  .uniqueArray(fc.tuple(fc.string({ minLength: 1 }), state), { maxLength: 12, selector: ([name]) => name })
  .map((all) => all.map(([name, kind]) => resultOf(name, kind)));

const byName = (all: readonly Result[]) => [...all].sort((a, b) => (a.name < b.name ? -1 : 1));

describe('shards', () => {
  it('are I/N with 1 ≤ I ≤ N ≤ 1000', () => {
    expect(parseShard('2/3')).toEqual({ index: 2, of: 3 });
    expect(parseShard('1000/1000')).not.toBeNull();
    for (const bad of [
      '0/3',
      '4/3',
      '1',
      '1/',
      '/3',
      '1/0',
      '01/3',
      '1/1001',
      '1/3/5',
      '-1/3',
      ' 1/3',
      '1.5/3',
    ])
      expect(parseShard(bad)).toBeNull();
  });

  it('have every probe in exactly one, the same whoever else is there', () => {
    // Names and their places, as anybody can compute them: they must never change.
    expect(['claude', 'gpu-7', 'openai', '__proto__', '東京'].map((name) => shardOf(name, 3))).toEqual([
      2, 2, 3, 2, 1,
    ]);
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 1_000 }), (name, of) => {
        const index = shardOf(name, of);
        expect(index >= 1 && index <= of && Number.isInteger(index)).toBe(true);
      }),
    );
    const sizes = [0, 0, 0, 0];
    for (let i = 0; i < 4_000; i += 1)
      sizes[shardOf(`probe-${i}`, 4) - 1] = (sizes[shardOf(`probe-${i}`, 4) - 1] ?? 0) + 1;
    expect(Math.min(...sizes)).toBeGreaterThan(900);
  });

  it('merged, in any order and format, are the run', () => {
    fc.assert(
      fc.property(
        results,
        fc.integer({ min: 1, max: 5 }),
        fc.infiniteStream(fc.boolean()),
        (all, of, coin) => {
          const names = all.map(({ name }) => name);
          const group = { name: 'g', up: 0, require: 1, ok: true, members: names };
          const groups = names.length === 0 ? [] : [group];
          const shards = Array.from({ length: of }, (_, i) => {
            const own = all.filter(({ name }) => shardOf(name, of) === i + 1);
            return runOf(own, { shard: `${i + 1}/${of}`, groups: own.length === 0 ? [] : groups });
          });
          const files = shards.map((report) => recorded(report, coin.next().value ? 'json' : 'ndjson'));
          const merged = mergeRuns(coin.next().value ? files : [...files].reverse(), null);
          expect(byName(merged.results)).toEqual(byName(all));
          const defined = names.length === 0 ? [] : [{ name: 'g', probes: names, require: 1 }];
          expect(merged.groups).toEqual(defined);
          const unmade = all.some(({ state: is, kind }) => is === 'skipped' && kind === null);
          expect(merged.gaps.length > 0).toBe(unmade);
          const code = (of_: readonly Result[]) => exitCode(of_, groupResults(defined, of_), DEFAULT_POLICY);
          expect(code(merged.results)).toBe(code(all));
          // No failure of the whole is lost on those who look at the shards alone.
          const alone = shards.map(({ results: own }) => code(own));
          if (code(all) !== 0) expect(alone.some((one) => one !== 0)).toBe(true);
        },
      ),
    );
  });

  it('that are missing are told', () => {
    const { gaps } = merge([runOf([up('a')], { shard: '1/3', location: 'fra' })]);
    expect(gaps).toEqual(['shard 2/3, 3/3 of fra is missing']);
    expect(merge([runOf([up('a')], { shard: '1/1' })]).gaps).toEqual([]);
  });
});

describe('the same probe made again at one location', () => {
  it('counts as the later run saw it, whatever the order of the files, with a note', () => {
    const first = runOf([failing('a', 'dns.timeout'), up('b')]);
    const again = runOf([up('a')], { after: 5 });
    for (const files of [
      [first, again],
      [again, first],
    ]) {
      const merged = merge(files);
      expect(merged.results.map(({ name, state: is }) => [name, is])).toEqual([
        ['a', 'up'],
        ['b', 'up'],
      ]);
      expect(merged.results[0]?.notes).toEqual([
        'an earlier run (2026-11-24T02:00:00.000Z) saw it down (dns.timeout)',
      ]);
      expect(merged.warnings[0]).toContain('1 results were made again by a later run');
    }
  });

  it('is no duplicate when it is the same run', () => {
    const report = runOf([failing('a', 'dns.timeout')]);
    const merged = mergeRuns([recorded(report, 'json'), recorded(report, 'ndjson')], null);
    expect(merged.results[0]?.notes).toEqual([]);
    expect(merged.warnings).toEqual(['file holds the same run as file and is left out']);
  });

  it('mends what a stopped run did not come to', () => {
    const stopped = runOf([up('a'), up('b', { state: 'skipped' })]);
    expect(merge([stopped]).gaps[0]).toContain('not probed, since the run was stopped: b');
    expect(merge([stopped, runOf([up('b')], { after: 1 })]).gaps).toEqual([]);
  });
});

describe('the same probe from several locations', () => {
  const from = (kinds: Record<string, string>) =>
    Object.entries(kinds).map(([location, kind]) => runOf([resultOf('a', kind)], { location }));
  const verdict = (kinds: Record<string, string>, quorum: number | null = null) => {
    const [found] = merge(from(kinds), quorum).results;
    return [found?.state, found?.message];
  };
  const WHY = '(It failed: connect.refused.)';

  it.each<[string, Record<string, string>, number | null, [string, string]]>([
    ['up everywhere', { fra: 'up', nyc: 'up' }, null, ['up', 'up from all 2 locations: fra, nyc']],
    [
      'down everywhere',
      { nyc: 'down', fra: 'down' },
      null,
      ['down', `down from all 2 locations: fra, nyc ${WHY}`],
    ],
    [
      'down from some',
      { fra: 'up', nyc: 'down', sin: 'up' },
      null,
      ['degraded', `down from nyc ${WHY}; up from fra, sin`],
    ],
    [
      'too few for the quorum',
      { fra: 'up', nyc: 'down', sin: 'up' },
      2,
      ['degraded', `down from nyc ${WHY}; up from fra, sin`],
    ],
    [
      'enough for the quorum',
      { fra: 'up', nyc: 'down', sin: 'down' },
      2,
      ['down', `down from nyc, sin ${WHY}; up from fra`],
    ],
    ['any is enough', { fra: 'up', nyc: 'down' }, 1, ['down', `down from nyc ${WHY}; up from fra`]],
    [
      'where nobody else can tell',
      { fra: 'unknown', nyc: 'down' },
      null,
      ['down', `down from nyc ${WHY}; unknown from fra`],
    ],
    [
      'too few, and the others cannot tell',
      { fra: 'unknown', nyc: 'down' },
      2,
      ['unknown', 'down from nyc; unknown from fra (It failed: blocked.bot-challenge.)'],
    ],
    [
      'fewer asked than the quorum',
      { fra: 'skipped', nyc: 'down' },
      2,
      ['down', `down from nyc ${WHY}; skipped from fra`],
    ],
    [
      'slow from one',
      { fra: 'up', nyc: 'degraded' },
      null,
      ['degraded', 'degraded from nyc (It failed: degraded.slow.); up from fra'],
    ],
  ])('%s', (_, kinds, quorum, wanted) => {
    expect(verdict(kinds, quorum)).toEqual(wanted);
  });

  it('says whose word the sentence is where each fails in its own way', () => {
    const nyc = runOf([failing('a', 'timeout.connect')], { location: 'nyc' });
    const [found] = merge([...from({ fra: 'down' }), nyc]).results;
    expect(found?.message).toBe('down from all 2 locations: fra, nyc (fra: It failed: connect.refused.)');
  });

  it('names the partial failure as such, and keeps what each location said', () => {
    const [found] = merge(from({ fra: 'up', nyc: 'down' })).results;
    expect(found).toMatchObject({
      kind: 'degraded',
      reason: 'partial',
      fault: 'provider',
      rule: 'merge.partial',
    });
    expect(found?.notes).toEqual([
      'fra: up, 121 ms: answered 200',
      'nyc: down (connect.refused), 121 ms: It failed: connect.refused.',
    ]);
  });

  it('says the same whatever the order of the files', () => {
    const kinds = fc.dictionary(fc.constantFrom('fra', 'nyc', 'sin', 'gru', 'syd'), state, { minKeys: 1 });
    const quorums = fc.constantFrom(null, 1);
    fc.assert(
      fc.property(kinds, quorums, fc.boolean(), (seen, quorum, shuffle) => {
        const files = from(seen);
        expect(merge(shuffle ? [...files].reverse() : files, quorum).results).toEqual(
          merge(files, quorum).results,
        );
      }),
    );
  });

  it('refuses a quorum that could never be reached', () => {
    expect(() => merge(from({ fra: 'up', nyc: 'up' }), 3)).toThrow('--quorum 3 needs 3 locations');
  });
});

describe('groups', () => {
  it('are those of the files; of two descriptions the later counts, and that is told', () => {
    const group = { name: 'g', up: 1, require: 1, ok: true, members: ['a', 'b'] };
    const merged = merge([
      runOf([up('a')], { groups: [group] }),
      runOf([up('b')], {
        after: 1,
        groups: [
          { ...group, require: 2 },
          { ...group, name: 'h', members: ['c'] },
        ],
      }),
    ]);
    expect(merged.groups).toEqual([{ name: 'g', probes: ['a', 'b'], require: 2 }]);
    expect(merged.warnings).toEqual([
      'the files do not agree on the members of group "g": the later run counts',
    ]);
  });
});
