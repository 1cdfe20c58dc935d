/** The little languages of single values: durations, sizes, statuses, hosts, headers. Text → value, or what is wrong with it. */

import { isIP } from 'node:net';
import { parseDuration } from '../domain/duration.ts';
import type { StatusRange } from '../domain/expectation.ts';
import type { ResolveOverride } from '../domain/target.ts';

export type Parsed<T> = { readonly value: T } | { readonly problem: string; readonly hint?: string };

/** Timers of the platform hold 31 bits of milliseconds (24.8 days). */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/** A duration that something waits for: more than nothing, less than 24.8 days. Milliseconds. */
export function parseLimit(input: string | number): Parsed<number> {
  const parsed = parseSpan(input);
  return 'value' in parsed && parsed.value === 0 ? { problem: 'must be longer than 0' } : parsed;
}

/** A duration, 0 allowed. Milliseconds. */
export function parseSpan(input: string | number): Parsed<number> {
  const ms = typeof input === 'number' ? input : parseDuration(input);
  if (typeof input === 'string' && /^\s*-/.test(input)) return { problem: 'must not be negative' };
  if (ms === null || !Number.isFinite(ms)) {
    return {
      problem: `${quote(input)} is no duration; write 250ms, 2s, 1m30s, 2h or a number of milliseconds`,
    };
  }
  if (ms < 0) return { problem: 'must not be negative' };
  return ms > MAX_TIMER_MS
    ? { problem: `${quote(input)} is too long (the limit is 24 days)` }
    : { value: ms };
}

const SIZE_UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
};
export const MAX_SIZE = 2 ** 30;

/** The form of a size; whether it is too large is another question. */
export const SIZE = /^\s*\d+(?:\.\d+)? ?(?:(?:[kKmMgG][iI]?)?[bB])?\s*$/;

/** `10KiB`, `1MB`, `1.5 MiB` or bytes. */
export function parseSize(input: string | number): Parsed<number> {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?) ?([a-z]*)$/i.exec(String(input).trim()) ?? [];
  const factor = Object.hasOwn(SIZE_UNITS, unit.toLowerCase()) ? SIZE_UNITS[unit.toLowerCase()] : undefined;
  if (amount === undefined || factor === undefined) {
    return { problem: `${quote(input)} is no size; write 10KiB, 1MB or a number of bytes` };
  }
  const bytes = Math.round(Number(amount) * factor);
  if (bytes < 1) return { problem: 'must be at least one byte' };
  return bytes > MAX_SIZE
    ? { problem: `${quote(input)} is too large (the limit is 1GiB)` }
    : { value: bytes };
}

const UNITS_SHOWN = ['GiB', 'GB', 'MiB', 'MB', 'KiB', 'kB'];

/** @returns `1 MiB`, `1500 kB`, `17 B`: exactly, so that it can be written so in a config */
export function formatSize(bytes: number): string {
  const factorOf = (unit: string) => SIZE_UNITS[unit.toLowerCase()] ?? 1;
  const unit = UNITS_SHOWN.find((one) => bytes % factorOf(one) === 0) ?? 'B';
  return `${bytes / factorOf(unit)} ${unit}`;
}

export interface StatusSpec {
  readonly source: string;
  readonly ranges: readonly StatusRange[];
}

/** The form of a status or several; whether there are such is another question. */
export const STATUS =
  /^(?:(?:^|,)\s*(?:[1-5][xX]{2}|[1-5]\d{2}(?:\s*-\s*[1-5]\d{2})?|(?:<=?|>=?)\s*\d{3})\s*)+$/;

/** `200`, `[200, 204]`, `2xx`, `"<500"`, `"200-299"`, or several with commas. */
export function parseStatus(input: string | number | readonly (string | number)[]): Parsed<StatusSpec> {
  const words = (typeof input === 'object' ? input : [input]).flatMap((word) => String(word).split(','));
  if (words.length === 0) return { problem: 'names no status' };
  const ranges: StatusRange[] = [];
  const wrong: string[] = [];
  for (const word of words) {
    const range = statusRange(word.trim());
    const fits = range !== null && range.from <= range.to && range.from >= 100 && range.to <= 599;
    if (fits) ranges.push(range);
    else wrong.push(quote(word));
  }
  if (wrong.length > 0) {
    const are = wrong.length === 1 ? 'is' : 'are';
    return {
      problem: `${wrong.join(', ')} ${are} no status; write 200, [200, 204], 2xx, "<500" or "200-299"`,
    };
  }
  return { value: { source: words.map((word) => word.trim()).join(', '), ranges } };
}

function statusRange(word: string): StatusRange | null {
  const [, family] = /^([1-5])xx$/i.exec(word) ?? [];
  if (family !== undefined) return { from: Number(family) * 100, to: Number(family) * 100 + 99 };
  const [, from, to] = /^(\d{3})(?:\s*-\s*(\d{3}))?$/.exec(word) ?? [];
  if (from !== undefined) return { from: Number(from), to: Number(to ?? from) };
  const [, operator, bound] = /^(<=?|>=?)\s*(\d{3})$/.exec(word) ?? [];
  if (operator === undefined) return null;
  const limit = Number(bound);
  if (operator === '<') return { from: 100, to: limit - 1 };
  if (operator === '<=') return { from: 100, to: limit };
  return { from: operator === '>' ? limit + 1 : limit, to: 599 };
}

/** `HOST:PORT:ADDR` as in curl's `--resolve`; IPv6 in brackets where it is ambiguous. */
export function parseResolve(text: string): Parsed<ResolveOverride> {
  const [, bracketed, name, port, address] =
    /^(?:\[([^\]]+)\]|([^:[\]\s]+)):(\d+):\[?([^\s[\]]+)\]?$/.exec(text) ?? [];
  const host = bracketed ?? name;
  if (host === undefined || address === undefined || isIP(address) === 0) {
    return { problem: `${quote(text)} is not HOST:PORT:ADDRESS, e.g. api.example.com:443:10.0.0.7` };
  }
  const number = Number(port);
  if (!isPort(number)) return { problem: `${port} is no port (1 to 65535)` };
  return { value: { host: host.toLowerCase(), port: number, address } };
}

export interface HostPort {
  readonly host: string;
  readonly port: number | null;
}

/** `HOST`, `HOST:PORT`, `[IPv6]:PORT`, a bare IPv6 address. */
export function parseHostPort(text: string): Parsed<HostPort> {
  if (isIP(text) === 6) return { value: { host: text, port: null } };
  const [, bracketed, name, digits] = /^(?:\[([^\]\s]+)\]|([^:[\]\s/@]+))(?::(\d+))?$/.exec(text) ?? [];
  const host = bracketed ?? name;
  if (host === undefined || (bracketed !== undefined && isIP(bracketed) !== 6) || !isHost(host)) {
    return { problem: `${quote(text)} is not HOST or HOST:PORT` };
  }
  const port = digits === undefined ? null : Number(digits);
  return port === null || isPort(port)
    ? { value: { host, port } }
    : { problem: `${digits} is no port (1 to 65535)` };
}

export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

export function isHost(host: string): boolean {
  return isIP(host) !== 0 || URL.canParse(`http://${host}/`);
}

export const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** The connection is ours: these would break the framing of the request. */
const FRAMING: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** RFC 9110 section 5.1. @returns what is wrong with a header's name, or null */
export function headerNameProblem(name: string): string | null {
  if (!TOKEN.test(name)) return `${quote(name)} is no header name`;
  return FRAMING.has(name.toLowerCase()) ? `the header ${name} is set by aiprobe itself` : null;
}

/** RFC 9110 section 5.5; the value itself is not repeated, it may be a secret. */
export function headerValueProblem(value: string): string | null {
  if (/[\r\n]/.test(value)) return 'a header value holds a line break';
  if (/[\0-\x08\x0b-\x1f\x7f]/.test(value)) return 'a header value holds a control character';
  return /[^\x00-\xff]/.test(value) ? 'a header value holds a character outside ISO 8859-1' : null;
}

export function methodProblem(method: string): string | null {
  if (!TOKEN.test(method)) return `${quote(method)} is no HTTP method`;
  return /^connect$/i.test(method) ? 'CONNECT is for proxies; see the key "proxy"' : null;
}

/** How a value is repeated in a message: short, in quotes. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}..."` : text;
}
