/** The text of a result file (`-r json` or `-r ndjson`) → the runs in it. NDJSON files may be put behind one another. */

import { UserError } from '../domain/errors.ts';
import type { Result } from '../domain/report.ts';
import { Node } from './node.ts';
import { readResult } from './read-result.ts';
import { type RunRecord, readRun } from './read-run.ts';

/** A run as a file holds it. */
export interface RecordedRun extends RunRecord {
  /** The file, for messages. */
  readonly source: string;
  readonly results: readonly Result[];
}

const MOST_RESULTS = 200_000;

/** @throws UserError that says in one line why the file cannot be used */
export function readDocument(source: string, bytes: Uint8Array): RecordedRun[] {
  const text = decode(bytes).trim();
  if (text === '') throw new UserError(`${source}: it is empty`);
  try {
    const whole = parsed(text);
    if (whole === undefined) return readLines(source, text.split('\n'));
    const node = new Node(whole, '');
    return node.get('results').isAbsent
      ? readLines(source, [text])
      : [recorded(source, readRun(node), node.get('results').whole(MOST_RESULTS, readResult))];
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${source}: ${error.message}`) : error;
  }
}

/** UTF-8, or the UTF-16 that Windows PowerShell makes of what is redirected into a file. */
function decode(bytes: Uint8Array): string {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(wide ? 'utf-16le' : 'utf-8').decode(bytes);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Results, one a line, up to the run they belong to. */
function readLines(source: string, lines: readonly string[]): RecordedRun[] {
  const runs: RecordedRun[] = [];
  let results: Result[] = [];
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const value = parsed(line);
    if (value === undefined) throw new UserError(brokenLine(lines, i));
    const node = new Node(value, `line ${i + 1}`);
    if (node.get('schema').isAbsent && !node.get('name').isAbsent) {
      results.push(readResult(node));
      if (results.length > MOST_RESULTS) throw new UserError(`it holds more than ${MOST_RESULTS} results`);
    } else {
      runs.push(recorded(source, readRun(node), results));
      results = [];
    }
  }
  if (results.length > 0) {
    throw new UserError('it is cut off: the last line is a result, where the run itself should stand');
  }
  return runs;
}

function brokenLine(lines: readonly string[], i: number): string {
  if (i === 0) return 'it is neither JSON nor NDJSON, or it is cut off';
  const last = lines.slice(i + 1).every((line) => line.trim() === '');
  return last ? `it is cut off in line ${i + 1}` : `line ${i + 1} is no JSON`;
}

function recorded(source: string, record: RunRecord, results: readonly Result[]): RecordedRun {
  const names = new Set<string>();
  for (const { name } of results) {
    if (names.has(name)) throw new UserError(`the probe "${name.slice(0, 200)}" is in it twice`);
    names.add(name);
  }
  if (record.total !== null && record.total !== results.length) {
    throw new UserError(`it holds ${results.length} results of a run of ${record.total}`);
  }
  return { ...record, source, results };
}
