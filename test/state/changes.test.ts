/** What counts as a change, and what is remembered. */

import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/domain/report.ts';
import { changesSince, NOTHING_KNOWN, type Snapshot } from '../../src/state/index.ts';
import { failing, reportOf, STARTED, up } from '../support/report.ts';

const remembered = (results: readonly Result[], before: Snapshot = NOTHING_KNOWN): Snapshot =>
  changesSince(before, reportOf(results)).next;

const shown = (before: Snapshot, results: readonly Result[]): readonly string[] =>
  changesSince(before, reportOf(results)).shown?.results.map(({ name }) => name) ?? [];

const LATER = '2020-01-01T00:00:00.000Z';

describe('a change', () => {
  it('at first is all that is not well', () => {
    const results = [
      up('a'),
      failing('b', 'dns.timeout'),
      failing('c', 'degraded.slow', { state: 'degraded' }),
      failing('d', 'blocked.waf', { state: 'unknown' }),
      failing('e', 'config.missing-env', { state: 'skipped' }),
    ];
    expect(shown(NOTHING_KNOWN, results)).toEqual(['b', 'c', 'd']);
    expect(changesSince(NOTHING_KNOWN, reportOf(results)).changes).toEqual([]);
  });

  it.each<[string, Result, Result, boolean]>([
    ['down from up', up('a'), failing('a', 'dns.timeout'), true],
    ['up again', failing('a', 'dns.timeout'), up('a'), true],
    ['another kind', failing('a', 'dns.timeout'), failing('a', 'auth.invalid-key'), true],
    ['slow', up('a'), failing('a', 'degraded.slow', { state: 'degraded' }), true],
    [
      'another reason',
      failing('a', 'server-error.bad-gateway'),
      failing('a', 'server-error.unavailable'),
      false,
    ],
    ['the same', failing('a', 'dns.timeout'), failing('a', 'dns.timeout'), false],
    ['well as before', up('a'), up('a'), false],
    ['a window', up('a'), failing('a', 'maintenance.announced', { state: 'skipped' }), false],
    ['not probed', failing('a', 'dns.timeout'), up('a', { state: 'skipped' }), false],
  ])('%s', (_, before, now, isOne) => {
    expect(shown(remembered([before]), [now])).toEqual(isOne ? ['a'] : []);
  });

  it('is none for a probe that this run left out, and is told when it is back', () => {
    const down = remembered([failing('a', 'dns.timeout'), up('b')]);
    const without = remembered([up('b')], down);
    const skipped = remembered([up('a', { state: 'skipped' }), up('b')], without);
    expect(skipped).toEqual(down);
    expect(shown(skipped, [up('a'), up('b')])).toEqual(['a']);
  });

  it('tells how it was before, with the time from which on, whatever the clock says now', () => {
    const down = remembered([failing('a', 'dns.timeout')]);
    const same = changesSince(
      down,
      reportOf([failing('a', 'dns.resolver-unreachable')], {
        run: { ...reportOf([]).run, started: LATER },
      }),
    ).next;
    expect(same.probes.get('a')).toMatchObject({ reason: 'resolver-unreachable', since: STARTED });
    const { shown: report, changes } = changesSince(same, reportOf([up('a'), up('b')]));
    expect(report?.results.map(({ name, notes }) => [name, notes])).toEqual([
      ['a', [`before: down (dns.resolver-unreachable) since ${STARTED}`]],
    ]);
    expect(changes.map(({ name, now }) => [name, now.state])).toEqual([['a', 'up']]);
  });

  it('leaves the summary and the run those of the whole run, and causes to what is shown', () => {
    const whole = reportOf([failing('a', 'dns.timeout'), failing('b', 'dns.timeout'), up('c')], {
      causes: [{ kind: 'dns', reason: 'timeout', shared: 'resolver 10.0.0.2', probes: ['a', 'b'] }],
    });
    const { shown: report } = changesSince(remembered([failing('a', 'dns.timeout')]), whole);
    expect(report).toMatchObject({ run: whole.run, summary: whole.summary });
    expect(report?.causes[0]?.probes).toEqual(['b']);
  });

  it('is also one of a group', () => {
    const group = (ok: boolean) => ({ name: 'g', up: Number(ok), require: 1, ok, members: ['a'] });
    const all = [failing('a', 'dns.timeout')];
    const first = changesSince(NOTHING_KNOWN, reportOf(all, { groups: [group(false)] }));
    expect(first.shown?.groups).toHaveLength(1);
    expect(changesSince(first.next, reportOf(all, { groups: [group(false)] })).shown).toBeNull();
    expect(changesSince(first.next, reportOf(all, { groups: [group(true)] })).shown?.groups[0]?.ok).toBe(
      true,
    );
  });
});
