import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { width } from '../../src/report/measure.ts';
import { render } from '../../src/report/table/index.ts';
import type { Style } from '../../src/report/types.ts';
import { expectGolden } from '../support/golden.ts';
import { EMPTY_EVIDENCE, failing, reportOf, timings, up } from '../support/report.ts';
import { RICH } from '../support/rich-report.ts';

const STYLE: Style = { width: 80, color: 0, unicode: true, verbose: false, now: 0, policy: DEFAULT_POLICY };

function lines(text: string): string[] {
  return text.trimEnd().split('\n');
}

function withoutColor(text: string): string {
  return text.replace(/\u001b\[[\d;]*m/g, '');
}

describe('table: golden files', () => {
  it.each([80, 120, 200])('%i columns', (columns) => {
    expectGolden(`report/table-${columns}.txt`, render(RICH, { ...STYLE, width: columns }));
    expectGolden(`report/table-${columns}-color.txt`, render(RICH, { ...STYLE, width: columns, color: 2 }));
  });

  it('verbose, narrow, ASCII, healthy', () => {
    expectGolden('report/table-verbose-100.txt', render(RICH, { ...STYLE, width: 100, verbose: true }));
    expectGolden('report/table-ascii-44.txt', render(RICH, { ...STYLE, width: 44, unicode: false }));
    expectGolden('report/table-healthy-80.txt', render(reportOf([up('openai'), up('gpu-7')]), STYLE));
  });
});

describe('table', () => {
  it.each([40, 60, 80, 100, 120, 160, 200])('no line is wider than %i columns', (columns) => {
    for (const verbose of [false, true]) {
      for (const line of lines(render(RICH, { ...STYLE, width: columns, verbose }))) {
        expect(width(line), line).toBeLessThanOrEqual(columns);
      }
    }
  });

  // State, a name of eight columns and the longest class take 53.
  it.each(['server-error.origin-unreachable', 'timeout.stalled', 'tls.handshake'] as const)(
    'never cuts %s while there is a column that says less',
    (cls) => {
      for (const length of [1, 3, 5, 8, 40]) {
        const results = [
          failing('n'.repeat(length), cls, { provider: 'openai' }),
          up('u', { state: 'degraded' }),
        ];
        for (let columns = 53; columns <= 170; columns += 1) {
          const [, line] = lines(render(reportOf(results), { ...STYLE, width: columns }));
          expect(line, `${length} in ${columns}`).toContain(` ${cls}`);
        }
      }
    },
  );

  it('lines up names of every script and width', () => {
    const names = [
      'ascii',
      '東京の推論',
      'שלום',
      'देवनागरी',
      'ไทยนี้',
      '👩‍💻 family 👨‍👩‍👧',
      'e\u0301',
      '\ue000\ue001',
    ];
    const printed = lines(render(reportOf(names.map((name) => up(name))), STYLE)).slice(0, names.length + 1);
    const columnOfCheck = printed.map((line) => width(line.slice(0, line.search(/check|http(?! )|http /))));
    expect(new Set(columnOfCheck).size).toBe(1);
    for (const [i, name] of names.entries()) expect(printed[i + 1]).toContain(name);
  });

  it('says in full whose failure it is where two names are cut alike', () => {
    const name = (replica: string) =>
      `gateway-llama-3.1-70b-instruct-replica-${replica}-of-the-long-cluster-name`;
    const results = [
      up(name('a')),
      failing(name('b'), 'connect.refused'),
      failing('other', 'connect.refused'),
    ];
    const at80 = lines(render(reportOf(results), STYLE));
    expect(at80.filter((line) => line.includes('…'))).toHaveLength(2);
    expect(at80[3]?.trim()).toBe(name('b'));
    expect(render(reportOf(results), STYLE)).not.toContain(name('a'));
    expect(render(reportOf(results.slice(1)), STYLE)).not.toContain(name('b'));
    expect(lines(render(reportOf(results), { ...STYLE, width: 400 })).join('\n')).not.toMatch(/^ +gateway/m);
  });

  it('says the same with and without color, and color never touches the layout', () => {
    for (const color of [1, 2, 3] as const) {
      expect(withoutColor(render(RICH, { ...STYLE, color }))).toBe(render(RICH, STYLE));
    }
  });

  it('uses no color that vanishes on a light or a dark background', () => {
    for (const color of [1, 2, 3] as const) {
      // White, bright colors, yellow, cyan, blue and bright black as foreground.
      expect(render(RICH, { ...STYLE, color, verbose: true })).not.toMatch(/\u001b\[(9\d|33|34|36|37)m/);
    }
  });

  it('lets nothing through that acts on the terminal', () => {
    const printed = render(RICH, { ...STYLE, width: 200, verbose: true });
    expect(printed).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200b\u202a-\u202e\u2066-\u2069]/);
    expect(printed).not.toMatch(/^\s*::\w+.*::|##\[/m);
  });

  it('tells a shared root once, and in full with -v', () => {
    const short = render(RICH, STYLE);
    expect(short.match(/could not be looked up/g)).toHaveLength(1);
    expect(short.match(/same root as vectors/g)).toHaveLength(2);
    expect(render(RICH, { ...STYLE, verbose: true }).match(/could not be looked up/g)).toHaveLength(3);
  });

  it('lists only what is not up when the list is long, and all with -v', () => {
    const results = [
      ...Array.from({ length: 300 }, (_, i) => up(`good-${i}`)),
      failing('bad', 'connect.refused'),
    ];
    const printed = render(reportOf(results), STYLE);
    expect(printed).toContain('bad');
    expect(printed).not.toContain('good-7');
    expect(printed).toContain('300 that are up or skipped are not listed');
    expect(render(reportOf(results), { ...STYLE, verbose: true })).toContain('good-299');
  });

  it('names the failing probes again where the table has scrolled away', () => {
    const results = [
      failing('first', 'connect.refused'),
      ...Array.from({ length: 40 }, (_, i) => up(`good-${i}`)),
    ];
    expect(lines(render(reportOf(results), STYLE)).slice(40)).toContain('✖ down      first');
  });

  it('is short when all is well', () => {
    const printed = lines(render(reportOf([up('a'), up('b')]), STYLE));
    expect(printed).toHaveLength(5);
    expect(printed.at(-1)).toBe('● 2 up  · 2 probes in 2.31 s');
  });

  it('gives the time of an attempt that ended early to the phase that was under way', () => {
    const evidence = { ...EMPTY_EVIDENCE, phase: 'headers' };
    const hung = failing('a', 'timeout.first-byte', {
      timings_ms: timings({ dns: 5, connect: 5, tls: 10, total: 100 }),
      evidence,
    });
    const printed = render(reportOf([hung]), { ...STYLE, verbose: true, width: 160, unicode: false });
    expect(printed).toContain('dns 5 ms, connect 5 ms, tls 10 ms, wait 80 ms, total 100 ms');
    expect(printed).toMatch(/ dctttw{19}$/m);
  });

  it('says whether the readings can be trusted', () => {
    const slow = up('a', { timings_ms: timings({ total: 50, lag: 30 }) });
    expect(render(reportOf([slow]), STYLE)).toContain('one reading is up to 30 ms late');
    expect(render(reportOf([up('a')]), STYLE)).not.toContain('late');
  });

  it.each([1, 3, 74, 130] as const)('explains exit code %i', (exit_code) => {
    const report = reportOf([failing('a', 'connect.refused')]);
    const printed = render({ ...report, summary: { ...report.summary, exit_code } }, STYLE);
    expect(printed).toMatch(new RegExp(`exit ${exit_code}: \\w+`));
  });

  it('has nothing to draw and still sums up when no probe was made', () => {
    expect(render(reportOf([]), STYLE)).toBe('0 probes in 2.31 s\nexit 0: no probe was selected\n');
  });
});
