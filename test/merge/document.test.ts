/** Result files are read with care: ours come back as they were written, whatever else is refused in one line. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/domain/errors.ts';
import type { Report } from '../../src/domain/report.ts';
import { readDocument } from '../../src/merge/index.ts';
import { hostileReport } from '../support/hostile.ts';
import { reportOf, up } from '../support/report.ts';
import { RICH } from '../support/rich-report.ts';
import { asText, recorded, runOf } from './runs.ts';

const read = (text: string | Uint8Array) => readDocument('x.json', Buffer.from(text));

function refusal(text: string | Uint8Array): string {
  try {
    read(text);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  }
}

/** The report with something else in it. */
const changed = (over: Record<string, unknown>): string =>
  JSON.stringify({ ...reportOf([up('a')]), ...over });

const oneResult = (over: Record<string, unknown>): string =>
  JSON.stringify({ ...reportOf([up('a')]), results: [{ ...up('a'), ...over }] });

describe('a result file of ours', () => {
  it.each(['json', 'ndjson'] as const)('comes back from %s as it was', (format) => {
    const { run, results, causes } = recorded(RICH, format);
    expect(results).toEqual(RICH.results);
    expect({ run, causes }).toEqual({ run: RICH.run, causes: RICH.causes });
  });

  it('comes back whole whatever its texts are', () => {
    const nameable = hostileReport.filter(({ results, groups }) =>
      [...results, ...groups].every(({ name }) => name !== ''),
    );
    fc.assert(
      fc.property(nameable, (report: Report) => {
        const [one] = read(asText(report, 'json'));
        expect(one?.results.map(({ name, message }) => [name, message])).toEqual(
          report.results.map(({ name, message }) => [name, message]),
        );
      }),
    );
  });

  it('may be of an empty shard, have a BOM, be in UTF-16, or hold several runs behind one another', () => {
    const empty = runOf([], { shard: '2/2' });
    const ours = asText(reportOf([up('a')]), 'ndjson');
    expect(recorded(empty, 'ndjson').results).toEqual([]);
    expect(recorded(empty, 'json').results).toEqual([]);
    expect(read(`\ufeff${ours}`)).toHaveLength(1);
    expect(read(Buffer.from(`\ufeff${ours}`, 'utf16le'))[0]?.results[0]?.name).toBe('a');
    expect(read(asText(empty, 'ndjson') + ours + ours).map(({ results }) => results.length)).toEqual([
      0, 1, 1,
    ]);
  });

  it('may lack what later versions added, and hold what this one does not know', () => {
    const { evidence: _, notes: __, attempts: ___, ...bare } = up('a');
    const [run] = read(changed({ results: [{ ...bare, planet: 'mars' }], future: 1 }));
    expect(run?.results[0]).toEqual({ ...up('a'), attempts: [] });
  });
});

describe('any other file', () => {
  it.each([
    ['nothing', '', 'x.json: it is empty'],
    ['no JSON', 'Not Found', 'x.json: it is neither JSON nor NDJSON, or it is cut off'],
    ['other JSON', '{"name": 1}', 'line 1.name has to be a text'],
    ['a list', '[1]', 'it has to be an object'],
    ['another schema', changed({ schema: 'k6/summary' }), 'it is no result file of aiprobe'],
    [
      'another version',
      changed({ schema: 'aiprobe/run@2' }),
      'it is of another version of aiprobe ("aiprobe/run@2"',
    ],
    ['a part of a run', changed({ results: [] }), 'it holds 0 results of a run of 1'],
    ['a name twice', changed({ results: [up('a'), up('a')] }), 'the probe "a" is in it twice'],
    ['no name', oneResult({ name: '' }), 'results[0].name has to be a text of 1 to'],
    ['a state of its own', oneResult({ state: 'fine' }), 'results[0].state has to be one of up, degraded'],
    [
      'up with a kind',
      oneResult({ kind: 'dns', reason: 'timeout' }),
      'a result that is up cannot have kind dns',
    ],
    ['a kind that is no word', oneResult({ state: 'down', kind: 'a b', reason: 'c' }), 'have to be words'],
    ['down without one', oneResult({ state: 'down' }), 'a result that is down cannot have kind null'],
    [
      'a kind without a reason',
      oneResult({ state: 'down', kind: 'dns' }),
      'a result that is down cannot have kind dns and reason null',
    ],
    [
      'a status that is none',
      oneResult({ http: { status: 0, version: '1.1', request_id: null, location: null } }),
      'results[0].http.status has to be a whole number from 100 to 999',
    ],
    [
      'a number as text',
      oneResult({ timings_ms: { total: '3' } }),
      'results[0].timings_ms.total has to be a number',
    ],
    ['no time', changed({ run: { ...reportOf([]).run, started: 'soon' } }), 'run.started has to be a time'],
    [
      'a time that only JavaScript reads',
      changed({ run: { ...reportOf([]).run, started: 'Nov 24' } }),
      'run.started has to be a time',
    ],
    ['a shard of none', changed({ run: { ...reportOf([]).run, shard: '3/2' } }), 'run.shard "3/2" is no I/N'],
    [
      'a group without end',
      changed({ groups: [{ name: 'g', up: 0, require: 1e9, members: [] }] }),
      'groups[0].require has',
    ],
  ])('%s is refused', (_, text, message) => {
    expect(refusal(text)).toContain(message);
  });

  it('is refused where it is cut off, wherever that is', () => {
    const text = asText(RICH, 'ndjson');
    const lines = text.split('\n').length;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: text.length - 2 }), (length) => {
        expect(refusal(text.slice(0, length))).toMatch(/cut off|is no JSON/);
      }),
    );
    expect(refusal(text.split('\n').slice(0, 3).join('\n'))).toContain('the last line is a result');
    expect(refusal(text.split('\n').slice(2).join('\n'))).toContain(`results of a run of ${lines - 2}`);
  });

  it('cannot reach a prototype, nor make anything unbounded', () => {
    const name = '__proto__';
    const text = `{"name":"${name}","__proto__":{"state":"up"},"check":"http","url":""}`;
    expect(refusal(`${text}\n`)).toContain('line 1.state has to be one of');
    const [run] = read(
      changed({ results: [up(name, { message: 'm'.repeat(1e6), notes: Array(1e4).fill('n') })] }),
    );
    expect(run?.results[0]?.name).toBe(name);
    expect(run?.results[0]?.message.length).toBe(4_000);
    expect(run?.results[0]?.notes.length).toBe(200);
    expect(refusal(oneResult({ name: 'n'.repeat(3_000) }))).toContain('results[0].name');
    expect(refusal('['.repeat(200_000))).toContain('neither JSON nor NDJSON');
  });

  it('never makes the reader fail in another way', () => {
    const mangled = fc
      .tuple(fc.constant(asText(RICH, 'json')), fc.nat(), fc.string({ maxLength: 5 }))
      .map(([text, at, insert]) => {
        const place = at % text.length;
        return text.slice(0, place) + insert + text.slice(place + insert.length + 1);
      });
    fc.assert(fc.property(fc.oneof(mangled, fc.json(), fc.string()), (text) => void refusal(text)));
  });
});
