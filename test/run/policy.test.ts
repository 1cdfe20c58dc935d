import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_POLICY,
  exitCode,
  isObjectionable,
  type Policy,
  summarize,
} from '../../src/domain/policy.ts';
import type { Result } from '../../src/domain/report.ts';
import { STATES } from '../../src/domain/verdict.ts';
import { FailFast } from '../../src/run/fail-fast.ts';
import { groupResults } from '../../src/run/groups.ts';
import { parseFailOn, parseIgnore } from '../../src/run/policy-terms.ts';
import { result, target } from './support.ts';

const up = result('up', 'up');
const slow = result('slow', 'degraded', 'degraded.slow');
const dead = result('dead', 'down', 'dns.timeout');
const limited = result('limited', 'down', 'rate-limit.tokens');
const walled = result('walled', 'unknown', 'blocked.bot-challenge');
const skipped = result('skipped', 'skipped', 'config.missing-env');
const optional = (r: Result): Result => ({ ...r, optional: true });

function code(
  results: readonly Result[],
  policy: Partial<Policy> = {},
  group?: readonly [number, ...string[]],
) {
  const [require = 1, ...probes] = group ?? [];
  const groups =
    group === undefined ? [] : groupResults([{ name: 'g', probes: probes.map(String), require }], results);
  return exitCode(results, groups, { ...DEFAULT_POLICY, ...policy });
}

describe('exit code of single probes', () => {
  it.each([
    ['all well', [up, slow, skipped], {}, 0],
    ['one down', [up, dead], {}, 1],
    ['down counts more than unknown', [walled, dead], {}, 1],
    ['only unknown', [up, walled], {}, 3],
    ['optional ones', [up, optional(dead), optional(walled)], {}, 0],
    ['ignored kind', [limited], { ignore: ['rate-limit'] }, 0],
    ['ignored reason', [limited], { ignore: ['rate-limit.tokens'] }, 0],
    ['another reason ignored', [limited], { ignore: ['rate-limit.requests'] }, 1],
    ['degraded fails on demand', [slow], { failOn: ['degraded'] }, 1],
    ['down passes where only degraded is asked for', [dead], { failOn: ['degraded'] }, 0],
    ['a kind', [limited, dead], { failOn: ['rate-limit'] }, 1],
    ['another kind', [limited], { failOn: ['dns'] }, 0],
    ['a reason', [slow], { failOn: ['degraded.slow'] }, 1],
    ['unknown passes where only down is asked for', [walled], { failOn: ['down'] }, 0],
    ['nothing probed', [skipped], {}, 0],
  ] as const)('%s', (_, results, policy, expected) => {
    expect(code(results, policy)).toBe(expected);
  });

  it('is that of the signal when interrupted', () => {
    expect(exitCode([dead], [], DEFAULT_POLICY, 'SIGINT')).toBe(130);
    expect(exitCode([up], [], DEFAULT_POLICY, 'SIGTERM')).toBe(143);
  });
});

describe('exit code of groups', () => {
  it.each([
    ['one of two is enough', [up, dead], {}, [1, 'up', 'dead'], 0],
    ['both are needed', [up, dead], {}, [2, 'up', 'dead'], 1],
    ['unknown members may be up', [walled, dead], {}, [1, 'walled', 'dead'], 3],
    ['unknown members cannot save it', [walled, dead], {}, [2, 'walled', 'dead'], 1],
    ['degraded counts as up', [slow, dead], { failOn: ['degraded', 'down'] }, [1, 'slow', 'dead'], 0],
    ['an ignored failure passes', [limited, dead], { ignore: ['rate-limit'] }, [1, 'limited', 'dead'], 0],
    ['skipped members are not asked', [skipped, up], {}, [2, 'skipped', 'up'], 0],
    ['skipped members do not carry it', [skipped, dead], {}, [1, 'skipped', 'dead'], 1],
    ['a group whose members are all optional', [optional(dead)], {}, [1, 'dead'], 0],
    ['others still count alone', [up, dead, limited], {}, [1, 'up', 'dead'], 1],
    ['members that are not in this run', [up], {}, [2, 'up', 'elsewhere'], 0],
  ] as const)('%s', (_, results, policy, group, expected) => {
    expect(code(results, policy, group)).toBe(expected);
  });
});

describe('exit code and summary', () => {
  it('always agree', () => {
    const entry = fc.record({ state: fc.constantFrom(...STATES), optional: fc.boolean() });
    const property = fc.property(fc.array(entry, { maxLength: 12 }), fc.boolean(), (entries, strict) => {
      const failures = {
        up: null,
        skipped: null,
        degraded: 'degraded.slow',
        down: 'dns.timeout',
        unknown: 'local.proxy',
      };
      const results = entries.map(({ state, optional }, i) => ({
        ...result(`p${i}`, state, failures[state]),
        optional,
      }));
      const policy = {
        ...DEFAULT_POLICY,
        failOn: strict ? ['down', 'unknown', 'degraded'] : ['down', 'unknown'],
      };
      const summary = summarize(results, exitCode(results, [], policy));
      const { total, exit_code, ...counts } = summary;
      expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(total);
      const required = summarize(
        results.filter((r) => !r.optional),
        0,
      );
      const failing = required.down + (strict ? required.degraded : 0);
      expect(exit_code).toBe(failing > 0 ? 1 : required.unknown > 0 ? 3 : 0);
    });
    fc.assert(property);
  });

  it('a group of one behaves like the probe alone', () => {
    const property = fc.property(fc.constantFrom(up, dead, limited, walled, skipped), (one) => {
      expect(code([one], {}, [1, one.name])).toBe(code([one]));
    });
    fc.assert(property);
  });
});

describe('groups in the report', () => {
  const group = (...probes: string[]) => ({ name: 'chat', probes, require: 1 });

  it('counts, and notes that the fallback carries', () => {
    expect(groupResults([group('dead', 'slow', 'up')], [up, slow, dead])).toEqual([
      {
        name: 'chat',
        up: 2,
        require: 1,
        ok: true,
        members: ['dead', 'slow', 'up'],
        note: 'dead is down; carried by slow, up',
      },
    ]);
  });

  it('has no note while the first member is up, or when nothing carries', () => {
    const [first, second] = groupResults([group('up', 'dead'), group('dead', 'walled')], [up, dead, walled]);
    expect([first?.ok, first?.note, second?.ok, second?.note]).toEqual([true, undefined, false, undefined]);
  });
});

describe('--fail-on and --ignore', () => {
  it('take states, kinds and kinds with a reason', () => {
    expect(parseFailOn(' down, rate-limit,dns.timeout,')).toEqual(['down', 'rate-limit', 'dns.timeout']);
    expect(parseIgnore('quota,overloaded.capacity')).toEqual(['quota', 'overloaded.capacity']);
  });

  it.each(['offline', 'dns.nonsense', 'up', 'skipped'])('refuse %s', (term) => {
    expect(() => parseFailOn(`down,${term}`)).toThrow(`--fail-on: "${term}"`);
  });

  it.each(['', ' , '])('"%s" fails on nothing, which is no gate', (text) => {
    expect(() => parseFailOn(text)).toThrow('--fail-on: no state and no kind is named');
    expect(parseIgnore(text)).toEqual([]);
  });

  it('ignores no states', () => {
    expect(() => parseIgnore('down')).toThrow('--ignore: "down"');
  });
});

describe('--fail-fast', () => {
  const targets = ['a', 'b', 'c'].map((name) => target(name));
  const failed = (name: string) => result(name, 'down', 'dns.timeout');
  const none = new FailFast({ targets, groups: [] }, DEFAULT_POLICY);

  it('stops at the first required failure', () => {
    expect(none.isLost(up)).toBe(false);
    expect(none.isLost(optional(dead))).toBe(false);
    expect(none.isLost(slow)).toBe(false);
    expect(none.isLost(dead)).toBe(true);
  });

  it('waits until a group can no longer be well', () => {
    const groups = [{ name: 'g', probes: ['a', 'b', 'c'], require: 2 }];
    const failFast = new FailFast({ targets, groups }, DEFAULT_POLICY);
    expect(failFast.isLost(failed('a'))).toBe(false);
    expect(failFast.isLost(failed('c'))).toBe(true);
  });

  it('objects to exactly what the exit code does', () => {
    for (const one of [up, slow, dead, limited, walled, skipped]) {
      expect(none.isLost(one)).toBe(exitCode([one], [], DEFAULT_POLICY) !== 0);
      expect(isObjectionable(one, DEFAULT_POLICY)).toBe(none.isLost(one));
    }
  });
});
