/**
 * A provider's rows of the catalogue (or of the user's own YAML) made into rules. The row with more conditions comes
 * first; among equals code, then type, then status, then words. Rows that know a status alone, or a type that says as
 * little, come after everything that looks into the body, the general rows included.
 */

import type { StatusRange } from '../domain/expectation.ts';
import type { ErrorRow, Provider, ReachRow } from '../domain/provider.ts';
import { anyOf, on, type Rule, type When } from './rule.ts';

export interface ProviderRules {
  readonly specific: readonly Rule[];
  readonly byStatus: readonly Rule[];
}

const NONE: ProviderRules = { specific: [], byStatus: [] };
const COMPILED = new WeakMap<Provider, ProviderRules>();

export function providerRules(provider: Provider | null): ProviderRules {
  if (provider === null) return NONE;
  let rules = COMPILED.get(provider);
  if (rules === undefined) {
    rules = compile(provider);
    COMPILED.set(provider, rules);
  }
  return rules;
}

function compile(provider: Provider): ProviderRules {
  const ids = new Set<string>();
  const weighed = provider.errors
    .map((row, order) => ({ row, order, weight: weigh(row) }))
    .sort((a, b) => b.weight - a.weight || rank(a.row) - rank(b.row) || a.order - b.order);
  const toRule = ({ row }: { row: ErrorRow }): Rule => ({
    id: unique(`${provider.id}.${slugOf(row)}`, row.status, ids),
    when: conditions(row),
    class: row.class,
    ...(row.fault !== undefined && { fault: row.fault }),
    source: row.src?.join(', ') ?? 'the catalogue',
  });
  const general = ({ row, weight }: { row: ErrorRow; weight: number }) =>
    (weight === 1 && row.status !== undefined) || isAboutModel(row);
  const reach = provider.reach.flatMap((row) => classOf(provider.id, row));
  return {
    specific: [...reach, ...weighed.filter((one) => !general(one)).map(toRule)],
    byStatus: [
      ...weighed.filter(general).map(toRule),
      ...provider.reach.flatMap((row) => down(provider.id, row)),
    ],
  };
}

/** How many conditions a row has; `*` demands next to nothing. */
function weigh(row: ErrorRow): number {
  const single = [
    row.status,
    row.where,
    row.type,
    row.code,
    row.param,
    row.inner,
    row.legacy,
    row.match,
    row.body,
    row.keyless,
    row.path,
  ];
  const given = single.filter((value) => value !== undefined && value !== '*').length;
  return given + Object.keys(row.header ?? {}).length + Object.keys(row.field ?? {}).length;
}

function rank(row: ErrorRow): number {
  if (row.code !== undefined) return 0;
  if (row.type !== undefined && row.type !== '*') return 1;
  return row.match === undefined ? 2 : 3;
}

function conditions(row: ErrorRow): When {
  const part = {
    ...(row.type !== undefined && { type: lower(row.type) }),
    ...(row.code !== undefined && { code: lower(row.code) }),
    ...(row.param !== undefined && { param: lower(row.param) }),
    ...(row.inner !== undefined && { inner: lower(row.inner) }),
    ...(row.legacy !== undefined && { legacy: lower(row.legacy) }),
  };
  return {
    ...place(row),
    ...(isAboutModel(row) && { asksModel: true, content: ['json'] }),
    ...(Object.keys(part).length > 0 && { part }),
    ...(row.header !== undefined && { header: headerTests(row.header) }),
    ...(row.field !== undefined && { field: row.field }),
    ...(row.body !== undefined && { content: [row.body] }),
    ...(row.keyless !== undefined && { keyless: row.keyless }),
    ...(row.path !== undefined && { path: row.path }),
    ...(row.match !== undefined && words(list(row.match))),
  };
}

/**
 * What a status or a general type says of a model or a prompt, it says only where the request has one, where the API
 * itself answers, and where no words say otherwise: the same status comes from a wrong path.
 */
function isAboutModel(row: ErrorRow): boolean {
  const code = isStatus(row.code) ? undefined : row.code;
  const tells = [code, row.match, row.inner, row.legacy, row.param, row.field, row.header, row.path];
  if (row.where !== undefined || tells.some((value) => value !== undefined)) return false;
  // `not_found` is a type of anything; that something is too large names what it is about.
  return row.class === 'not-found.model' || (row.class === 'bad-request.too-large' && row.type === undefined);
}

/** Some APIs repeat the status as the code. */
function isStatus(code: ErrorRow['code']): boolean {
  return code !== undefined && list<string | number>(code).every((one) => /^[45]\d\d$/.test(String(one)));
}

/** Where the error stands: the status, or inside a 2xx. */
function place(row: ErrorRow): When {
  if (row.where === 'stream') return { inBody: true };
  if (row.where === 'prediction') return { status: on(200, 202) };
  if (row.status === undefined) return { failing: true };
  const status = ranges(row.status);
  if (status.every(({ to }) => to < 400)) return { status };
  // A code is known wherever it stands: an error inside a 200 takes the class that its code has as a status.
  const coded = row.code !== undefined || (row.type !== undefined && row.type !== '*');
  return coded ? { failing: true, statusOrInBody: status } : { failing: true, status };
}

function ranges(status: NonNullable<ErrorRow['status']>): readonly StatusRange[] {
  if (status === '4xx') return on(400, 499);
  if (status === '5xx') return on(500, 599);
  return typeof status === 'number' ? on(status) : anyOf(...status);
}

/** A fragment that begins as a document does means the body, not the message in it. */
function words(fragments: readonly string[]): When {
  return fragments.every((fragment) => /^[{<[]/.test(fragment)) ? { body: fragments } : { says: fragments };
}

function headerTests(header: Readonly<Record<string, string>>): Record<string, RegExp | null> {
  return Object.fromEntries(
    Object.entries(header).map(([name, fragment]) => [name.toLowerCase(), headerTest(fragment)]),
  );
}

function headerTest(fragment: string): RegExp | null {
  if (fragment === '!') return null;
  if (fragment === '*') return /^/;
  const whole = fragment.startsWith('=');
  const literal = fragment.slice(whole ? 1 : 0).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new RegExp(whole ? `^${literal}$` : literal, 'i');
}

function lower(value: string | number | readonly (string | number)[]): readonly string[] {
  return list(value).map((one) => String(one).toLowerCase());
}

function list<T>(value: T | readonly T[]): readonly T[] {
  return isList(value) ? value : [value];
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

function classOf(provider: string, row: ReachRow): Rule[] {
  return Object.entries(row.class_of ?? {}).map(([status, failureClass]) => ({
    id: `${provider}.reach-${status}`,
    when: { check: ['reach'], status: on(Number(status)), path: pathOf(row.path) },
    class: failureClass,
    source: row.src?.join(', ') ?? 'the catalogue',
  }));
}

/** Statuses that the catalogue names as the sign of an ill service, whatever they mean elsewhere. */
function down(provider: string, row: ReachRow): Rule[] {
  if (row.down === undefined || row.down.length === 0) return [];
  const when: When = { check: ['reach'], failing: true, status: anyOf(...row.down), path: pathOf(row.path) };
  const source = row.src?.join(', ') ?? 'the catalogue';
  return [
    {
      id: `${provider}.reach-down${row.path === '/' ? '' : slug(row.path)}`,
      when,
      class: 'server-error.unavailable',
      source,
    },
  ];
}

function pathOf(path: string): string {
  return path
    .replace(/^[a-z]+:\/\/[^/]*/i, '')
    .replace(/^\{[^}]*\}/, '')
    .replace(/[?#].*$/s, '')
    .replace(/\{.*$/s, '');
}

function slugOf(row: ErrorRow): string {
  const named = [row.code, row.type, row.legacy, row.inner, row.match, row.param].find(
    (value) => value !== undefined && value !== '*',
  );
  const first = named === undefined ? (row.status ?? Object.values(row.field ?? {})[0] ?? 'any') : named;
  const text = slug(String(list<string | number>(first)[0]));
  const base =
    text
      .replace(/^-+|-+$/g, '')
      .slice(0, 40)
      .replace(/-error$/, '') || 'any';
  return row.where === undefined ? base : `${base}-in-${row.where}`;
}

function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

function unique(id: string, status: ErrorRow['status'], ids: Set<string>): string {
  const candidates = [id, `${id}-${slug(String(status ?? 'any'))}`];
  let found = candidates.find((one) => !ids.has(one));
  for (let n = 2; found === undefined; n += 1) if (!ids.has(`${id}-${n}`)) found = `${id}-${n}`;
  ids.add(found);
  return found;
}
