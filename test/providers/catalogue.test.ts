/** What holds for every entry of the catalogue: that it is whole, consistent with itself and cites its sources. */

import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FAILURES } from '../../src/domain/failure.ts';
import type { ErrorRow } from '../../src/domain/provider.ts';
import { PROVIDER_IDS, PROVIDERS } from '../../src/providers/index.ts';
import { SOURCES } from '../../src/providers/sources.ts';
import { ENTRIES, LIVE, listOf, partsOf, pathsOf, placeholdersOf, valuesOf } from './facts.ts';

const CLASSES: ReadonlySet<string> = new Set(
  Object.entries(FAILURES).flatMap(([kind, reasons]) =>
    Object.keys(reasons).map((reason) => `${kind}.${reason}`),
  ),
);

/** What is filled in from the probe itself, or named only to show the form. */
const OF_THE_PROBE: ReadonlySet<string> = new Set(['model']);

const PARTS: ReadonlySet<string> = new Set(['type', 'code', 'param', 'inner', 'legacy']);

const ORDER = [
  ...[
    'id',
    'name',
    'kind',
    'also',
    'retired',
    'base_url',
    'base_url_alt',
    'variables',
    'site',
    'auth',
    'headers',
  ],
  ...[
    'query',
    'edge',
    'reach',
    'models',
    'chat',
    'embeddings',
    'stream',
    'error_shape',
    'errors',
    'rate_limit',
  ],
  ...[
    'retry_after',
    'sdk_retry',
    'request_id',
    'server_timing',
    'other_headers',
    'expensive',
    'status_page',
    'notes',
  ],
];

const ROW_ORDER = [
  ...[
    'status',
    'where',
    'path',
    'type',
    'code',
    'param',
    'inner',
    'legacy',
    'match',
    'field',
    'header',
    'body',
  ],
  ...['keyless', 'class', 'fault', 'note', 'src', 'unverified'],
];

function isStatus(status: number): boolean {
  return Number.isInteger(status) && status >= 200 && status <= 599;
}

function conditionsOf(row: ErrorRow): string {
  const {
    class: _class,
    fault: _fault,
    note: _note,
    src: _src,
    unverified: _unverified,
    ...conditions
  } = row;
  return JSON.stringify(conditions);
}

describe('the registry', () => {
  it('has every id once, under itself', () => {
    expect(ENTRIES.map((provider) => provider.id)).toEqual(Object.keys(PROVIDERS));
    expect(new Set(PROVIDER_IDS).size).toBe(PROVIDER_IDS.length);
  });

  it('has forty live entries and one retired', () => {
    expect(LIVE).toHaveLength(40);
    expect(ENTRIES.filter((provider) => provider.retired !== undefined).map(({ id }) => id)).toEqual([
      'github-models',
    ]);
  });

  it('has one file for each entry', () => {
    const shared = new Set(['index.ts', 'shapes.ts', 'sources.ts']);
    const files = readdirSync(new URL('../../src/providers/', import.meta.url)).filter(
      (file) => !shared.has(file),
    );
    expect(files.sort()).toEqual(PROVIDER_IDS.map((id) => `${id}.ts`).sort());
  });

  it('is plain data', () => {
    expect(JSON.parse(JSON.stringify(PROVIDERS))).toEqual(PROVIDERS);
  });
});

describe.each(ENTRIES)('$id', (provider) => {
  it('has an id fit for a config and an absolute base_url', () => {
    expect(provider.id).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(provider.base_url).toMatch(/^https?:\/\/[^/]/);
    expect(provider.base_url).not.toMatch(/\/$/);
  });

  it('declares the variables of its base_url and paths', () => {
    const labels = Object.keys(provider.base_url_alt ?? {});
    const known = new Set([...Object.keys(provider.variables ?? {}), ...labels, ...OF_THE_PROBE]);
    const used = [provider.base_url, ...pathsOf(provider)].flatMap(placeholdersOf);
    expect(used.filter((name) => !known.has(name))).toEqual([]);
    expect(Object.keys(provider.variables ?? {}).filter((name) => !used.includes(name))).toEqual([]);
  });

  it('has paths that start with /, at a labelled root or absolutely', () => {
    const labels = Object.keys(provider.base_url_alt ?? {}).map((label) => `{${label}}/`);
    const start = (path: string) => ['/', 'https://', ...labels].some((prefix) => path.startsWith(prefix));
    expect(pathsOf(provider).filter((path) => !start(path))).toEqual([]);
  });

  it('can be reached for free', () => {
    expect(provider.reach.length).toBeGreaterThan(0);
    for (const row of provider.reach) {
      expect(row.expect.length).toBeGreaterThan(0);
      expect([...row.expect, ...(row.down ?? []), ...Object.keys(row.class_of ?? {}).map(Number)]).toSatisfy(
        (statuses: number[]) => statuses.every(isStatus),
      );
      expect(row.down ?? []).not.toEqual(expect.arrayContaining([...row.expect]));
    }
  });

  it('does not reach by a call that costs money', () => {
    const costly = new Set((provider.expensive ?? []).map((call) => call.path));
    expect(provider.reach.filter((row) => costly.has(row.path))).toEqual([]);
  });

  it('asks for a key only where there is one to give', () => {
    expect(provider.auth?.required ?? false).toBe(provider.auth !== null && provider.kind !== 'self-hosted');
    const names = [...listOf(provider.auth?.env ?? undefined), ...Object.values(provider.variables ?? {})];
    const others = [...(provider.auth?.env_alt ?? []), ...(provider.auth?.env_more ?? [])];
    for (const name of [...names, ...others]) expect(name).toMatch(/^[A-Z][A-Z0-9_]+$/);
    if (provider.auth?.required) expect(provider.auth.env).not.toBeNull();
  });

  it('names failure classes that exist', () => {
    const named = [
      ...provider.errors.map((row) => row.class),
      ...provider.reach.flatMap((row) => Object.values(row.class_of ?? {})),
    ];
    expect(named.filter((name) => name !== 'up' && !CLASSES.has(name))).toEqual([]);
  });

  it('has error rows that ask something, each something else', () => {
    const conditions = provider.errors.map(conditionsOf);
    expect(conditions).not.toContain('{}');
    expect(new Set(conditions).size).toBe(conditions.length);
    const statuses = provider.errors.flatMap((row) => listOf<number | string>(row.status));
    expect(statuses.filter((status) => typeof status === 'number' && !isStatus(status))).toEqual([]);
  });

  it('asks only for parts of an error that its shape can find', () => {
    const known = partsOf(provider.error_shape);
    const asked = provider.errors.flatMap((row) => Object.keys(row).filter((key) => PARTS.has(key)));
    expect(asked.filter((part) => !known.has(part))).toEqual([]);
  });

  it('cites sources that are listed, or a URL', () => {
    const cited = valuesOf(provider, 'src').flat().map(String);
    expect(cited.filter((key) => !Object.hasOwn(SOURCES, key) && !key.startsWith('https://'))).toEqual([]);
  });

  it('says of each fact either where it was read or that nobody has verified it', () => {
    const rows = [...provider.reach, ...provider.errors, ...(provider.expensive ?? [])];
    expect(rows.filter((row) => row.src === undefined && row.unverified === undefined)).toEqual([]);
  });

  it('writes header names as they are compared, in lower case', () => {
    const names = [
      ...valuesOf(provider, 'header').flatMap((header) =>
        typeof header === 'object' ? Object.keys(header ?? {}) : [],
      ),
      ...[provider.rate_limit, provider.retry_after, provider.request_id].flatMap(
        (fact) => fact?.headers ?? [],
      ),
      ...(provider.server_timing ?? []),
    ];
    expect(names.filter((name) => name !== name.toLowerCase())).toEqual([]);
  });

  it('has a status page over https, if any', () => {
    const { page, json = [], rss = [] } = provider.status_page ?? {};
    expect([...listOf(page), ...json, ...rss].filter((url) => !url.startsWith('https://'))).toEqual([]);
    expect(provider.status_page === undefined).toBe(provider.kind === 'self-hosted');
  });

  it('keeps its keys in the order of the catalogue', () => {
    expect(Object.keys(provider)).toEqual(ORDER.filter((key) => Object.hasOwn(provider, key)));
    for (const row of provider.errors) {
      expect(Object.keys(row)).toEqual(ROW_ORDER.filter((key) => Object.hasOwn(row, key)));
    }
  });
});

describe('the sources', () => {
  it('are all cited by some entry', () => {
    const cited = new Set(valuesOf(PROVIDERS, 'src').flat());
    expect(Object.keys(SOURCES).filter((key) => !cited.has(key))).toEqual([]);
  });
});
