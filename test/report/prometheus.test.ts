import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { render } from '../../src/report/prometheus/index.ts';
import { safeText } from '../../src/report/safe.ts';
import type { Style } from '../../src/report/types.ts';
import { expectGolden } from '../support/golden.ts';
import { hostileReport } from '../support/hostile.ts';
import { failing, reportOf, timings, up } from '../support/report.ts';
import { RICH } from '../support/rich-report.ts';
import { hasTool, runTool } from '../support/tool.ts';

const STYLE: Style = { width: 80, color: 0, unicode: true, verbose: false, now: 0, policy: DEFAULT_POLICY };

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Text format 0.0.4; throws at a line that is none of it, at HELP or TYPE given twice, and at two samples alike. */
function parse(text: string): Sample[] {
  const seen = new Set<string>();
  const once = (key: string) => {
    if (seen.has(key)) throw new Error(`twice: ${key}`);
    seen.add(key);
  };
  return text
    .trimEnd()
    .split('\n')
    .flatMap((line): Sample[] => {
      const comment = /^# (HELP|TYPE) ([a-z_]+) (\S.*)$/.exec(line);
      if (comment !== null) {
        once(`${comment[1]} ${comment[2]}`);
        return [];
      }
      const match =
        /^([a-z_]+)(?:\{((?:[a-z_]+="(?:[^"\\]|\\[\\"n])*",?)+)\})? (-?[\d.]+(?:e[+-]?\d+)?)$/.exec(line);
      if (match === null) throw new Error(`no sample: ${line}`);
      const [, name = '', labels = '', value = ''] = match;
      if (!seen.has(`TYPE ${name}`)) throw new Error(`no TYPE before ${name}`);
      once(`${name}{${labels}}`);
      const pairs = [...labels.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)].map(
        ([, key = '', text = '']) => [key, text.replace(/\\(.)/g, '$1')] as const,
      );
      return [{ name, labels: Object.fromEntries(pairs), value: Number(value) }];
    });
}

function samples(text: string, name: string): Sample[] {
  return parse(text).filter((sample) => sample.name === name);
}

describe('prometheus', () => {
  it('golden file', () => {
    expectGolden('report/prometheus.prom', render(RICH, STYLE));
  });

  it('is in base units, with kind and reason as labels', () => {
    const text = render(RICH, STYLE);
    const identity = { probe: 'claude', provider: 'anthropic', check: 'stream' };
    const of = (name: string) => samples(text, name).filter(({ labels }) => labels.probe === 'claude');
    expect(of('aiprobe_up')).toEqual([{ name: 'aiprobe_up', labels: identity, value: 0 }]);
    expect(of('aiprobe_failure_info')[0]?.labels).toEqual({
      ...identity,
      kind: 'overloaded',
      reason: 'capacity',
      fault: 'provider',
    });
    expect(of('aiprobe_first_byte_seconds')[0]?.value).toBe(0.2403);
    expect(of('aiprobe_retry_after_seconds')[0]?.value).toBe(12);
    expect(of('aiprobe_tls_not_after_timestamp_seconds')[0]?.value).toBe(Date.UTC(2027, 0, 24, 2) / 1_000);
    expect(of('aiprobe_rate_limit_remaining')[0]).toMatchObject({
      labels: { resource: 'requests' },
      value: 12,
    });
  });

  it('says nothing of what is not known', () => {
    const skipped = failing('off', 'config.missing-env', {
      state: 'skipped',
      timings_ms: timings({ lag: null }),
    });
    const text = render(reportOf([skipped]), STYLE);
    expect(samples(text, 'aiprobe_up')).toEqual([]);
    expect(text).not.toMatch(/aiprobe_(total|first_token|duration)_seconds/);
    expect(samples(text, 'aiprobe_state').filter(({ value }) => value === 1)).toMatchObject([
      { labels: { state: 'skipped' } },
    ]);
  });

  it('has phases that add up to the whole', () => {
    const text = render(reportOf([up('x')]), STYLE);
    const phases = samples(text, 'aiprobe_duration_seconds').reduce((sum, { value }) => sum + value, 0);
    expect(phases).toBeCloseTo(samples(text, 'aiprobe_total_seconds')[0]?.value ?? 0, 6);
  });

  it('tells probes apart whose names became alike', () => {
    const text = render(reportOf([up('a\u0000'), up('a\\x00'), up('a\\x00 (2)')]), STYLE);
    expect(samples(text, 'aiprobe_up').map(({ labels }) => labels.probe)).toEqual([
      'a\\x00',
      'a\\x00 (2)',
      'a\\x00 (2) (2)',
    ]);
  });

  it('gives every result back, whatever is in the strings', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const text = render(report, STYLE);
        const states = samples(text, 'aiprobe_state').filter(({ value }) => value === 1);
        expect(states.map(({ labels }) => labels.state)).toEqual(report.results.map(({ state }) => state));
        states.forEach(({ labels }, i) => {
          expect(labels.probe?.startsWith(safeText(report.results[i]?.name ?? ''))).toBe(true);
        });
      }),
    );
  });
});

describe.skipIf(!hasTool('promtool'))('prometheus, read by promtool', () => {
  const check = (text: string) => runTool('promtool', ['check', 'metrics'], text);

  it('has nothing to object to', () => {
    expect(check(render(RICH, STYLE))).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('would object to a name or help that is not by the rules', () => {
    expect(check('# TYPE aiprobe_x_ms gauge\naiprobe_x_ms 1\n').status).not.toBe(0);
  });

  it('reads it whatever is in the strings', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        expect(check(render(report, STYLE))).toMatchObject({ status: 0, stderr: '' });
      }),
      { numRuns: 15 },
    );
  });
});
