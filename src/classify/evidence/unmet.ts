/** What was expected of an answer and is not so, with both sides in words. */

import type { Expectation } from '../../domain/expectation.ts';
import type { ReachRow } from '../../domain/provider.ts';
import type { Target } from '../../domain/target.ts';
import { type Acceptance, reachRow } from './acceptance.ts';
import type { Body } from './content.ts';
import { MAX_NESTING } from './json.ts';
import { saysAny } from './phrases.ts';

export interface Unmet {
  readonly what: 'status' | 'content-type' | 'header' | 'body' | 'json' | 'cert-days';
  readonly wanted: string;
  readonly got: string;
  /** Whether it is met was not found out in time. */
  readonly undecided?: boolean;
}

const UNDECIDED = { got: 'no result: the search takes too long on this answer', undecided: true };

/** The parts of an answer that expectations look at. */
export interface Seen {
  readonly status: number | null;
  readonly acceptance: Acceptance;
  readonly headers: readonly (readonly [string, string])[];
  readonly text: string;
  readonly body: () => Body;
  /** ISO 8601 instant. */
  readonly certificateEnd: string | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const DAY_MS = 86_400_000;

/** @returns in the order in which they are told: the status first, since it explains most of the rest */
export function unmetExpectations(target: Target, seen: Seen): readonly Unmet[] {
  const { expect } = target;
  if (seen.status === null) return certificate(expect, seen);
  return [
    ...status(target, seen),
    ...content(seen),
    ...headers(expect, seen),
    ...body(expect, seen),
    ...fragments(target, seen),
    ...json(expect, seen),
    ...certificate(expect, seen),
  ];
}

function status({ expect }: Target, { status, acceptance }: Seen): Unmet[] {
  if (acceptance.accepted) return [];
  return [{ what: 'status', wanted: expect.status?.source ?? '2xx', got: String(status) }];
}

function content({ acceptance, body }: Seen): Unmet[] {
  const { due } = acceptance;
  if (due === 'any') return [];
  const { content: kind, title } = body();
  if (kind === 'html') {
    const page = title === '' ? 'an HTML page' : `an HTML page titled "${title.slice(0, 80)}"`;
    return [{ what: 'content-type', wanted: due === 'json' ? 'JSON' : "the API's own answer", got: page }];
  }
  if (due !== 'json' || kind === 'json') return [];
  return [
    {
      what: 'json',
      wanted: 'a JSON document',
      got: kind === 'empty' ? 'an empty body' : `${kind} that is no complete JSON`,
    },
  ];
}

function headers({ headers: wanted }: Expectation, { headers: came }: Seen): Unmet[] {
  return wanted.flatMap(({ name, matcher }): Unmet[] => {
    const values = came.filter(([one]) => one === name.toLowerCase()).map(([, value]) => value);
    const all = values.join(', ');
    const what = { what: 'header', wanted: `${name}: ${matcher.source}` } as const;
    const met = matcher.indexOf(true, values.length > 1 ? [...values, all] : values);
    if (met === null) return [{ ...what, ...UNDECIDED }];
    if (met !== -1) return [];
    return [{ ...what, got: values.length === 0 ? 'no such header' : quote(all) }];
  });
}

function body({ body: wanted }: Expectation, { text }: Seen): Unmet[] {
  return wanted.flatMap((matcher): Unmet[] => {
    const met = matcher.test(text);
    if (met === true) return [];
    const what = { what: 'body', wanted: matcher.source } as const;
    if (met === null) return [{ ...what, ...UNDECIDED }];
    return [{ ...what, got: text.trim() === '' ? 'an empty body' : quote(text) }];
  });
}

/** What the catalogue says must be in the answer of a reach call. */
function fragments(target: Target, { status, acceptance, body }: Seen): Unmet[] {
  const row: ReachRow | null = target.check === 'reach' && !acceptance.explicit ? reachRow(target) : null;
  const wanted = row?.contains ?? [];
  if (wanted.length === 0 || status === null || row?.expect.includes(status) !== true) return [];
  const { head } = body();
  if (saysAny(head, wanted)) return [];
  return [{ what: 'body', wanted: wanted.join(' or '), got: head === '' ? 'an empty body' : quote(head) }];
}

function json({ json: wanted }: Expectation, { body }: Seen): Unmet[] {
  if (wanted.length === 0) return [];
  const { json: document, content: kind } = body();
  // Not JSON at all: already told by the content.
  if (document === undefined && kind !== 'json') return [];
  return wanted.flatMap(({ path, select, matcher }): Unmet[] => {
    const what = { what: 'json', wanted: `${path} ${relationOf(matcher.source)}` } as const;
    if (document === undefined) return [{ ...what, got: `JSON nested deeper than ${MAX_NESTING} levels` }];
    const values = select(document);
    if (values === null) return [{ ...what, ...UNDECIDED }];
    if (values.length === 0) return [{ ...what, got: 'no such value' }];
    const wrong = matcher.indexOf(false, values);
    if (wrong === null) return [{ ...what, ...UNDECIDED }];
    return wrong === -1 ? [] : [{ ...what, got: quote(JSON.stringify(values[wrong])) }];
  });
}

/** `!= 3` and `>= 1` are relations already; `/re/` is one that wants a verb. */
function relationOf(source: string): string {
  if (/^[=!<>]/.test(source)) return source;
  return source.startsWith('/') ? `to match ${source}` : `= ${source}`;
}

function certificate({ certDays }: Expectation, { certificateEnd, now }: Seen): Unmet[] {
  if (certDays === null) return [];
  const days = certificateEnd === null ? null : Math.floor((Date.parse(certificateEnd) - now) / DAY_MS);
  if (days !== null && days >= certDays) return [];
  return [
    { what: 'cert-days', wanted: `${certDays} days`, got: days === null ? 'no certificate' : `${days} days` },
  ];
}

function quote(text: string): string {
  const folded = text.slice(0, 400).replace(/\s+/g, ' ').trim();
  return folded.length > 80 ? `${folded.slice(0, 79)}…` : folded;
}
