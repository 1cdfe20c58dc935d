import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Report } from '../../src/domain/report.ts';
import { csvCell } from '../../src/report/csv/cell.ts';
import { COLUMNS } from '../../src/report/csv/columns.ts';
import { render } from '../../src/report/csv/index.ts';
import type { Style } from '../../src/report/types.ts';
import { expectGolden } from '../support/golden.ts';
import { ATTACKS, hostileReport } from '../support/hostile.ts';
import { failing, reportOf, up } from '../support/report.ts';
import { RICH } from '../support/rich-report.ts';

const STYLE: Style = { width: 80, color: 0, unicode: true, verbose: false, now: 0, policy: DEFAULT_POLICY };

/** RFC 4180, section 2, to the letter; a quotation mark out of place is an error. */
function parse(text: string, separator = ','): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  const field = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n]*))(${separator}|\\r\\n)`, 'gy');
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const match = field.exec(text);
    if (match === null) throw new Error(`no field at ${at}: ${text.slice(at, at + 40)}`);
    record.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === separator) continue;
    records.push(record);
    record = [];
  }
  return records;
}

function objects(text: string): Record<string, string>[] {
  const [head = [], ...rows] = parse(text);
  return rows.map((row) => Object.fromEntries(row.map((cell, i) => [head[i] ?? '', cell])));
}

const EVALUATED = /^\s*[=+\-@＝＋－＠\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

describe('csv', () => {
  it('golden file', () => {
    expectGolden('report/csv.csv', render(RICH, STYLE));
  });

  it('has the keys of the JSON for columns, joined where they are nested', () => {
    const [row] = objects(render(RICH, STYLE)).filter(({ name }) => name === 'claude');
    expect(row).toMatchObject({
      run_id: '01JDEADBEEF',
      summary_exit_code: '1',
      state: 'down',
      kind: 'overloaded',
      optional: 'false',
      retry_after_ms: '12000',
      http_status: '529',
      timings_ms_first_byte: '240.3',
      timings_ms_first_token: '',
      tls_days_left: '61',
      rate_limit_requests_remaining: '12',
      rate_limit_tokens_limit: '',
      attempts: '2',
    });
    expect(Object.keys(COLUMNS).every((name) => /^[a-z]+(_[a-z]+)*$/.test(name))).toBe(true);
  });

  it('has a header even when nothing was probed', () => {
    expect(parse(render(reportOf([]), STYLE))).toEqual([Object.keys(COLUMNS)]);
  });

  it.each([
    ['=1+1', "'=1+1"],
    [' @SUM(A1)', " '@SUM(A1)"],
    ['\t-1', " '-1"],
    ['"=1', '\'"=1'],
    ['a;+1', "a;'+1"],
    ['＝1', "'＝1"],
    ['a-b=c', 'a-b=c'],
  ])('shows %j as %j', (text, shown) => {
    const [[cell = ''] = []] = parse(`${csvCell(text)}\r\n`);
    expect(cell.replace(/^'(\s+)/, "$1'")).toBe(shown);
  });

  it('leaves a negative number one', () => {
    const { tls } = RICH.results[1] ?? up('x');
    const expired = tls === null ? null : { ...tls, days_left: -3 };
    expect(objects(render(reportOf([up('x', { tls: expired })]), STYLE))[0]?.tls_days_left).toBe('-3');
  });

  it.each(ATTACKS)('is one record with %j in it, and evaluates nothing', (attack) => {
    const text = render(reportOf([failing('x', 'dns.timeout', { name: attack, message: attack })]), STYLE);
    for (const cell of parse(text)[1] ?? []) expect(EVALUATED.test(cell)).toBe(false);
    expect(text.split('\r\n')).toHaveLength(3);
  });

  it('gives every result back, and no cell is a formula, whatever is in the strings', () => {
    fc.assert(
      fc.property(hostileReport, (report: Report) => {
        const text = render(report, STYLE);
        const rows = parse(text);
        expect(rows).toHaveLength(report.results.length + 1);
        expect(new Set(rows.map((row) => row.length))).toEqual(new Set([Object.keys(COLUMNS).length]));
        const evaluated = (cell: string) => EVALUATED.test(cell) && !NUMBER.test(cell);
        expect(rows.flat().filter(evaluated)).toEqual([]);
        // A spreadsheet whose list separator is the semicolon splits the same lines elsewhere.
        const elsewhere = text.split(/[;\n]/).filter((cell) => /^[\s"]*[=+@＝＋－＠]/.test(cell));
        expect(elsewhere).toEqual([]);
      }),
    );
  });
});
