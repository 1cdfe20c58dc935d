/** What the rate-limit headers say, in whichever of the known formats, for requests and for tokens. */

import type { Observation } from '../../domain/observation.ts';
import type { LimitUse } from '../../domain/report.ts';
import type { Target } from '../../domain/target.ts';
import { type Headers, headerMap } from '../evidence/headers.ts';
import { notAbsurd, parseReset } from './reset.ts';

export interface Limit extends LimitUse {
  /** The window, where a header names it: `minute`, `day`, `60 s`. */
  readonly per: string | null;
}

export interface Limits {
  readonly requests: Limit | null;
  readonly tokens: Limit | null;
}

type Unit = keyof Limits;
type Field = 'limit' | 'remaining' | 'reset';

/** The headers of one window. */
interface Window {
  readonly unit: Unit;
  readonly per: string | null;
  readonly fields: Partial<Record<Field, string>>;
}

const NONE: Limits = { requests: null, tokens: null };

/** `x-ratelimit-limit-requests`, `ratelimit-reset`, `x-ratelimit-remaining-tokens-minute`; the window or unit comes last. */
const SUFFIXED = /^(?:x-)?(ratelimit|tokenlimit)-(limit|remaining|reset)(?:-([a-z-]{1,40}))?$/;
/** `anthropic-ratelimit-input-tokens-remaining`: the field comes last. */
const PREFIXED = /^anthropic-ratelimit-(requests|tokens|input-tokens|output-tokens)-(limit|remaining|reset)$/;

/** The limits as the result shows them; null when no header tells any. */
export function rateLimit(
  observation: Observation,
  _target: Target,
): { requests: LimitUse | null; tokens: LimitUse | null } | null {
  const { response, marks, started } = observation;
  if (response === null) return null;
  const limits = readLimits(headerMap(response.headers), Date.parse(started) + marks.end);
  const shown = (limit: Limit | null): LimitUse | null =>
    limit === null ? null : { limit: limit.limit, remaining: limit.remaining, reset_ms: limit.reset_ms };
  const { requests, tokens } = limits;
  return requests === null && tokens === null ? null : { requests: shown(requests), tokens: shown(tokens) };
}

/** @param now milliseconds since 1970, for resets that are instants */
export function readLimits(headers: Headers, now: number): Limits {
  const windows = new Map<string, Window>();
  for (const [name, value] of headers) {
    if (!name.includes('limit')) continue;
    const found = SUFFIXED.exec(name);
    if (found !== null)
      put(windows, found[2], `${found[1] === 'tokenlimit' ? 'tokens-' : ''}${found[3] ?? ''}`, value);
    const prefixed = PREFIXED.exec(name);
    if (prefixed !== null) put(windows, prefixed[2], prefixed[1] ?? '', value);
  }
  const draft = structured(headers, now);
  // Cohere's trial keys count down without saying from what.
  const trial = headers.get('x-trial-endpoint-call-remaining');
  if (trial !== undefined) put(windows, 'remaining', 'requests-trial', trial);
  if (windows.size === 0 && draft.length === 0) return NONE;
  const all = [
    ...[...windows.values()].map((window) => ({ unit: window.unit, limit: toLimit(window, now) })),
    ...draft,
  ];
  return { requests: tightest(all, 'requests'), tokens: tightest(all, 'tokens') };
}

function put(windows: Map<string, Window>, field: string | undefined, label: string, value: string): void {
  if (field !== 'limit' && field !== 'remaining' && field !== 'reset') return;
  const window = windows.get(label) ?? {
    unit: label.includes('token') ? 'tokens' : 'requests',
    per: /(second|minute|hour|day|month)$/.exec(label)?.[1] ?? null,
    fields: {},
  };
  window.fields[field] = value;
  windows.set(label, window);
}

function toLimit({ fields, per }: Window, now: number): Limit {
  const reset = fields.reset === undefined ? null : parseReset(fields.reset, now);
  return { limit: count(fields.limit), remaining: count(fields.remaining), reset_ms: reset, per };
}

/** Of several windows for the same unit, the one that is nearest to its end. */
function tightest(all: readonly { unit: Unit; limit: Limit }[], unit: Unit): Limit | null {
  const known = all.filter(
    (one) => one.unit === unit && (one.limit.limit !== null || one.limit.remaining !== null),
  );
  const share = ({ limit, remaining }: Limit) =>
    remaining === 0 ? 0 : limit === null || remaining === null ? 1 : remaining / limit;
  return known.map(({ limit }) => limit).sort((a, b) => share(a) - share(b))[0] ?? null;
}

/**
 * The IETF draft: `RateLimit: "burst";r=50;t=30` with `RateLimit-Policy: "burst";q=100;w=60`, and its older forms
 * `RateLimit: limit=100, remaining=50, reset=5` (-07) and a policy `100;w=60` (-03 to -06, read with the plain headers).
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
 */
function structured(headers: Headers, now: number): { unit: Unit; limit: Limit }[] {
  const field = headers.get('ratelimit');
  if (field === undefined) return [];
  if (/^\s*limit\s*=/.test(field)) {
    const parts = parameters(field.replaceAll(',', ';'));
    const fields = {
      limit: parts.get('limit') ?? '',
      remaining: parts.get('remaining') ?? '',
      reset: parts.get('reset') ?? '',
    };
    return [{ unit: 'requests', limit: toLimit({ unit: 'requests', per: null, fields }, now) }];
  }
  const policies = new Map(items(headers.get('ratelimit-policy') ?? ''));
  return items(field).flatMap(([name, parts]) => {
    const remaining = count(parts.get('r'));
    if (remaining === null) return [];
    const policy = policies.get(name);
    const seconds = count(policy?.get('w'));
    const unit: Unit = /token/.test(`${policy?.get('qu') ?? ''} ${name}`) ? 'tokens' : 'requests';
    const reset = count(parts.get('t'));
    const limit = count(policy?.get('q') ?? policy?.get('l'));
    const per =
      seconds === null
        ? null
        : seconds === 60
          ? 'minute'
          : seconds === 3_600
            ? 'hour'
            : seconds === 86_400
              ? 'day'
              : `${seconds} s`;
    return [
      { unit, limit: { limit, remaining, reset_ms: reset === null ? null : notAbsurd(reset * 1_000), per } },
    ];
  });
}

/** Items of a structured list with their parameters (RFC 9651), as far as this header needs it. */
function items(field: string): [string, ReadonlyMap<string, string>][] {
  return field
    .slice(0, 1_000)
    .split(',')
    .map((item) => {
      const [name = '', ...rest] = item.split(';');
      return [name.trim(), parameters(rest.join(';'))];
    });
}

function parameters(text: string): ReadonlyMap<string, string> {
  const pairs = text
    .slice(0, 1_000)
    .split(';')
    .map((part): [string, string] => {
      const at = part.indexOf('=');
      return [part.slice(0, at === -1 ? undefined : at).trim(), at === -1 ? '' : part.slice(at + 1).trim()];
    });
  return new Map(pairs);
}

/** A count; -1 and other nonsense (seen at Azure) are no counts. Of a repeated or annotated value the first number counts. */
function count(text: string | undefined): number | null {
  const digits = /^\s*(\d{1,15})(?:\.\d{1,9})?\s*(?:$|[,;])/.exec(text ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}
