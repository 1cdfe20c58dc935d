import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KINDS } from '../../src/domain/failure.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Report } from '../../src/domain/report.ts';
import { CHECKS } from '../../src/domain/target.ts';
import { STATES } from '../../src/domain/verdict.ts';
import { loadReporter, REPORTER_NAMES } from '../../src/report/index.ts';
import { render } from '../../src/report/json.ts';
import { render as renderLines, stream } from '../../src/report/ndjson.ts';
import type { Style } from '../../src/report/types.ts';
import { failing, reportOf, up } from '../support/report.ts';
import { RICH } from '../support/rich-report.ts';

const STYLE: Style = { width: 80, color: 0, unicode: true, verbose: false, now: 0, policy: DEFAULT_POLICY };

const schema = JSON.parse(readFileSync(new URL('../../schema/run.schema.json', import.meta.url), 'utf8'));
const ajv = new Ajv.default({ allErrors: true, strict: true, allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);

function problems(report: unknown): string[] {
  return validate(report)
    ? []
    : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

describe('json', () => {
  it('says what the report says and keeps to the published schema', () => {
    const parsed: unknown = JSON.parse(render(RICH, STYLE));
    expect(parsed).toEqual(RICH);
    expect(problems(parsed)).toEqual([]);
    expect(problems(JSON.parse(render(reportOf([]), STYLE)))).toEqual([]);
  });

  it('is refused by the schema where something is wrong, missing or too much', () => {
    const wrong = { ...RICH, results: [{ ...up('x'), state: 'fine' }] };
    const { hint: _, ...less } = up('x');
    expect(problems(wrong)).toHaveLength(1);
    expect(problems({ ...RICH, results: [less] })).toHaveLength(1);
    expect(problems({ ...RICH, extra: 1 })).toHaveLength(1);
  });

  it('has null, and no empty text, for a hint that is not given', () => {
    expect(JSON.parse(render(reportOf([up('x')]), STYLE)).results[0].hint).toBeNull();
    expect(RICH.results.filter(({ hint }) => hint === '')).toEqual([]);
  });

  it('has the same closed sets as the code', () => {
    expect(schema.$defs.kind.enum).toEqual([...KINDS, null]);
    expect(schema.$defs.cause.properties.kind.enum).toEqual([...KINDS]);
    expect(schema.$defs.state.enum).toEqual([...STATES]);
    expect(schema.$defs.check.enum).toEqual([...CHECKS]);
  });

  it('prints the keys in the order of the published schema, however the report was made', () => {
    const reversed = JSON.parse(JSON.stringify(RICH), (_, value) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    );
    expect(render(reversed, STYLE)).toBe(render(RICH, STYLE));
    const printed: Report = JSON.parse(render(reversed, STYLE));
    expect(Object.keys(printed)).toEqual(schema.required);
    for (const result of printed.results) expect(Object.keys(result)).toEqual(schema.$defs.result.required);
    expect(Object.keys(printed.summary)).toEqual(schema.$defs.summary.required);
    expect(Object.keys(printed.results[0]?.timings_ms ?? {})).toEqual(schema.$defs.timings.required);
  });

  it('holds no character that acts on a terminal, and still means the same', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\u009b31m', '\u202e', '\u2028', '\ud800', '\u{e0041}', '##[error]'),
    );
    fc.assert(
      fc.property(text, (message) => {
        const printed = render(reportOf([up('x', { message })]), STYLE);
        expect(printed).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\p{Cf}\p{Cs}]/u);
        expect(printed).not.toContain('##[');
        const parsed: Report = JSON.parse(printed);
        expect(parsed.results[0]?.message).toBe(message);
      }),
    );
  });
});

describe('ndjson', () => {
  it('is one result a line, then the run without results', () => {
    const lines = renderLines(RICH, STYLE)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { results, ...run } = RICH;
    expect(lines.slice(0, -1)).toEqual(results);
    expect(lines.at(-1)).toEqual(run);
  });

  it('is the same when written as results finish', () => {
    const report = reportOf([up('a'), failing('b', 'dns.timeout', { message: 'two\nlines\u2028three' })]);
    const written = report.results.map((result) => stream.result(result)).join('') + stream.end(report);
    expect(written).toBe(renderLines(report, STYLE));
    expect(written.split('\n')).toHaveLength(4);
  });
});

describe('registry', () => {
  it.each(REPORTER_NAMES)('%s renders, ends in a line feed, and does not read the clock', async (name) => {
    const { render } = await loadReporter(name);
    expect(render(RICH, STYLE)).toMatch(/\n$/);
    expect(render(RICH, STYLE)).toBe(render(RICH, STYLE));
  });
});
