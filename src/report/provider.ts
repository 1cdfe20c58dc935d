/** `aiprobe providers ID`: what is known of one service, where it was read, and what nobody has verified. */

import type { ErrorRow, Generation, Provider, ReachRow, Sourced } from '../domain/provider.ts';
import { conditions, statusText } from './error-row.ts';
import { padEnd, width } from './measure.ts';
import { type Palette, palette, plain } from './palette.ts';
import { labelled, paragraph } from './prose.ts';
import { checksOf } from './providers.ts';
import { rows } from './rows.ts';
import { safeText } from './safe.ts';
import type { Style } from './types.ts';

const INDENT = 2;

/** With fewer columns left beside a class than this, its conditions stand below it. */
const BESIDE_MIN = 50;

type Fact = readonly [label: string, text: string];

/** @param sources what the keys of `src` lists stand for; a key that is not in it is shown as it is */
export function renderProvider(
  provider: Provider,
  style: Style,
  sources: Readonly<Record<string, string>>,
): string {
  const paint = palette(style.color);
  const frame = { indent: INDENT, width: style.width };
  const retired = provider.retired === undefined ? '' : `, retired ${provider.retired}`;
  const title = `${paint.strong(safeText(provider.name))}  ${safeText(`${provider.id}, ${provider.kind}${retired}`)}`;
  const facts = [...access(provider), ...calls(provider), ...answers(provider), ...remarks(provider)].map(
    ([label, text]): Fact => [label, safeText(text)],
  );
  const blocks = [
    [title, ...labelled(frame, facts, plain)],
    errorBlock(provider.errors, style, paint),
    sourceBlock(provider, sources, style, paint),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function access({ base_url, base_url_alt = {}, variables = {}, site, auth, headers = {} }: Provider): Fact[] {
  return [
    ['base_url', base_url],
    ...Object.entries(base_url_alt).map(([label, url]): Fact => ['or', `${url} (${label})`]),
    ...Object.entries(variables).map(([name, variable]): Fact => [`{${name}}`, `$${variable}`]),
    ...(site === undefined ? [] : [['site', site] as const]),
    ...(auth === null ? [['key', 'none'] as const] : [['key', authText(auth)] as const]),
    ...Object.entries(headers).map(([name, value]): Fact => ['header', `${name}: ${value}`]),
  ];
}

function authText(auth: NonNullable<Provider['auth']>): string {
  const names = [auth.env, ...(auth.env_alt ?? []), ...(auth.env_more ?? [])].filter((name) => name !== null);
  const sent =
    auth.header === null ? 'not sent in a header' : `sent as ${auth.header}: ${schemeText(auth.scheme)}`;
  const need = auth.required ? '' : '; needed only where the server asks for one';
  return (
    names.map((name) => `$${name}`).join(', ') + (names.length > 0 ? ', ' : '') + sent + need + marks(auth)
  );
}

function schemeText(scheme: NonNullable<Provider['auth']>['scheme']): string {
  if (scheme === 'raw') return 'KEY';
  return scheme === 'sigv4' ? 'an AWS signature (SigV4)' : `${scheme} KEY`;
}

function calls(provider: Provider): Fact[] {
  const { reach, models, chat, embeddings, expensive = [] } = provider;
  return [
    ['checks', checksOf(provider).join(', ') || 'none'],
    ...reach.map((row): Fact => ['reach', reachText(row)]),
    ...(models === undefined
      ? []
      : [['models', `${models.method ?? 'GET'} ${models.path}${marks(models)}`] as const]),
    ...(chat === undefined ? [] : [['chat', generationText(chat)] as const]),
    ...(embeddings === undefined ? [] : [['embeddings', generationText(embeddings)] as const]),
    ...expensive.map(
      (row): Fact => ['costs', `${row.path} looks like a health check and is not free${marks(row)}`],
    ),
  ];
}

function reachText(row: ReachRow): string {
  const body = row.body === undefined ? '' : `, ${row.body}`;
  const contains =
    row.contains === undefined
      ? ''
      : ` with ${row.contains.map((text) => JSON.stringify(text)).join(' or ')}`;
  return `${row.method ?? 'GET'} ${row.path} answers ${row.expect.join(' or ')}${body}${contains}${marks(row)}`;
}

function generationText(call: Generation): string {
  const least = call.max_tokens === undefined ? '' : `, budget of ${call.max_tokens} or more`;
  const model = call.model === undefined ? '' : `, e.g. model ${call.model}`;
  return `POST ${call.path} (${call.dialect}${least}${model})${marks(call)}`;
}

function answers({ rate_limit, retry_after, request_id, server_timing = [], status_page }: Provider): Fact[] {
  return [
    ...(rate_limit?.headers.length
      ? [['limits', rate_limit.headers.join(', ') + marks(rate_limit)] as const]
      : []),
    ...(retry_after?.headers.length
      ? [['wait', retry_after.headers.join(', ') + marks(retry_after)] as const]
      : []),
    ...(request_id?.headers.length ? [['request id', request_id.headers.join(', ')] as const] : []),
    ...(server_timing.length > 0 ? [['server time', server_timing.join(', ')] as const] : []),
    ...(status_page === undefined
      ? []
      : [['status page', `${status_page.page} (${status_page.platform})${marks(status_page)}`] as const]),
  ];
}

function remarks({ notes = [] }: Provider): Fact[] {
  return notes.map((note): Fact => ['note', note.text + marks(note)]);
}

function errorBlock(errors: readonly ErrorRow[], style: Style, paint: Palette): string[] {
  if (errors.length === 0) return [];
  const leads = rows(
    errors.map((row) => [statusText(row), classText(row, paint), '']),
    INDENT,
  );
  const column = Math.max(...leads.map(width)) + 2;
  const beside = style.width - column >= BESIDE_MIN;
  const lines = errors.flatMap((row, i) => {
    const lead = leads[i] ?? '';
    const text = safeText((conditions(row) + marks(row)).replace(/^; /, ''));
    if (beside) return paragraph({ indent: 0, width: style.width }, text, undefined, padEnd(lead, column));
    return [lead, ...paragraph({ indent: 3 * INDENT, width: style.width }, text)];
  });
  return ['Errors it is known to give', ...lines];
}

function classText(row: ErrorRow, paint: Palette): string {
  return paint.strong(row.class) + (row.fault === undefined ? '' : ` (fault: ${row.fault})`);
}

/** Sources and doubts, at the end of a fact. */
function marks({ src = [], unverified, note }: Sourced): string {
  const doubt = Array.isArray(unverified)
    ? `unverified: ${unverified.join(', ')}`
    : unverified
      ? 'unverified'
      : null;
  return [
    ...(note === undefined ? [] : [`; ${note}`]),
    ...(doubt === null ? [] : [` (${doubt})`]),
    ...(src.length > 0 ? [` [${src.join(', ')}]`] : []),
  ].join('');
}

function sourceBlock(
  provider: Provider,
  sources: Readonly<Record<string, string>>,
  style: Style,
  paint: Palette,
): string[] {
  const used = new Set<string>();
  collectSources(provider, used);
  const lines = [...used].sort().flatMap((key): Fact[] => {
    const place = Object.hasOwn(sources, key) ? sources[key] : undefined;
    return place === undefined ? [] : [[safeText(key), safeText(place)]];
  });
  if (lines.length === 0) return [];
  const honest =
    'No live call was made for these facts; they were read at the sources below. "unverified" marks a hint that no source settles.';
  return [
    ...paragraph({ indent: 0, width: style.width }, honest),
    ...labelled({ indent: INDENT, width: style.width }, lines, paint.dim),
  ];
}

function collectSources(value: unknown, into: Set<string>): void {
  if (value === null || typeof value !== 'object') return;
  for (const [key, child] of Object.entries(value)) {
    if (key === 'src' && Array.isArray(child)) for (const source of child) into.add(String(source));
    else collectSources(child, into);
  }
}
