/** The text of an `--env-file`: dotenv's grammar (NAME=value, comments, `export`, quotes, several lines in double quotes). */

import { type Diagnostic, diagnose, diagnoseFile, type Source, toSource } from './diagnostic.ts';

export interface EnvFile {
  readonly values: Readonly<Record<string, string>>;
  readonly diagnostics: readonly Diagnostic[];
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', $: '$' };
const QUOTES: ReadonlySet<string> = new Set(['"', "'", '`']);

/** @param name of the file, for diagnostics; values are never repeated in them */
export function parseEnvFile(text: string, name = '.env'): EnvFile {
  if (text.includes('\0')) {
    return {
      values: {},
      diagnostics: [diagnoseFile(name, 'encoding', 'this is a binary file, no env file')],
    };
  }
  const source = toSource(name, text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'));
  const values: Record<string, string> = Object.create(null);
  const diagnostics: Diagnostic[] = [];
  for (let at = 0; at < source.text.length; ) {
    const line = readLine(source, at);
    if ('problem' in line) diagnostics.push(line.problem);
    else if (line.name !== null) values[line.name] = line.value;
    at = line.next;
  }
  return { values, diagnostics };
}

type Line =
  | { readonly name: string; readonly value: string; readonly next: number }
  | { readonly name: null; readonly next: number }
  | { readonly problem: Diagnostic; readonly next: number };

function readLine(source: Source, start: number): Line {
  const { text } = source;
  const newline = text.indexOf('\n', start);
  const end = newline === -1 ? text.length : newline;
  const line = text.slice(start, end);
  if (/^\s*(#|$)/.test(line)) return { name: null, next: end + 1 };
  const head = /^(\s*(?:export\s+)?)([A-Za-z_][\w.-]*)\s*=[ \t]*/.exec(line);
  if (head === null) return refuse(source, start, end, 'this line is not NAME=value');
  const [lead, , name = ''] = head;
  const first = start + lead.length;
  const quoteMark = text[first] ?? '';
  if (!QUOTES.has(quoteMark) || first >= end)
    return { name, value: unquoted(text.slice(first, end)), next: end + 1 };
  return quoted(source, start, first, name);
}

function unquoted(rest: string): string {
  return rest.replace(/(^|\s)#.*$/, '').trim();
}

function quoted(source: Source, start: number, first: number, name: string): Line {
  const { text } = source;
  const mark = text[first] ?? '';
  let at = first + 1;
  while (at < text.length && text[at] !== mark) at += text[at] === '\\' && mark === '"' ? 2 : 1;
  const lineEnd = (from: number) =>
    text.indexOf('\n', from) === -1 ? text.length : text.indexOf('\n', from);
  if (at >= text.length) {
    return refuse(source, start, lineEnd(start), `the closing ${mark} of ${name} is missing`);
  }
  const end = lineEnd(at);
  if (!/^\s*(#.*)?$/.test(text.slice(at + 1, end))) {
    return refuse(source, start, lineEnd(start), `something follows the closing ${mark} of ${name}`);
  }
  const inner = text.slice(first + 1, at);
  const value = mark === '"' ? inner.replace(/\\([nrt"\\$])/g, (_, c: string) => ESCAPES[c] ?? c) : inner;
  return { name, value, next: end + 1 };
}

/** The line itself is not shown: it may hold a secret. */
function refuse(source: Source, start: number, end: number, message: string): Line {
  const { sourceLine: _, ...rest } = diagnose({ source, start, end: start + 1 }, 'env-file', message);
  return { problem: { ...rest, sourceLine: '' }, next: end + 1 };
}
