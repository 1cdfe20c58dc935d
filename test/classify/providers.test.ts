/** Every error row of the built-in catalogue, answered to its provider as the row describes it, must decide. */

import { describe, expect, it } from 'vitest';
import { classify } from '../../src/classify/index.ts';
import { providerRules } from '../../src/classify/provider-rules.ts';
import type { Observation } from '../../src/domain/observation.ts';
import type { ErrorRow, Provider } from '../../src/domain/provider.ts';
import { PROVIDERS } from '../../src/providers/index.ts';
import { answerFacts, observation, response, target } from '../support/observation.ts';

const first = <T>(value: T | readonly T[]): T | undefined => (Array.isArray(value) ? value[0] : (value as T));

/** Puts a value where a dotted path with `[]` says. */
function put(document: Record<string, unknown>, path: string, value: unknown): void {
  const steps = path.replaceAll(/\[\d*\]/g, '.[]').split('.');
  let at: Record<string, unknown> | unknown[] = document;
  steps.forEach((step, i) => {
    const key = step === '[]' ? 0 : step;
    const last = i === steps.length - 1;
    const next: unknown = last ? value : (Reflect.get(at, key) ?? (steps[i + 1] === '[]' ? [] : {}));
    Reflect.set(at, key, next);
    if (typeof next === 'object' && next !== null) at = next as Record<string, unknown>;
  });
}

function described(provider: Provider, row: ErrorRow): Observation {
  const shape = provider.error_shape ?? { type: 'error.type', code: 'error.code', message: 'error.message' };
  const document: Record<string, unknown> = {};
  const headers: Record<string, string> = {};
  const say = (part: 'type' | 'code' | 'param' | 'inner' | 'legacy' | 'message', value: unknown) => {
    const path = shape[part] ?? shape.also?.find((one) => one[part] !== undefined)?.[part] ?? `error.${part}`;
    if (path.startsWith('header:')) headers[path.slice(7)] = String(value);
    else put(document, path, value);
  };
  for (const part of ['type', 'code', 'param', 'inner', 'legacy'] as const) {
    const value = first(row[part] as string | readonly string[] | undefined);
    if (value !== undefined) say(part, value === '*' ? 'anything' : value);
  }
  const fragment = row.match === undefined ? undefined : first(row.match);
  if (fragment !== undefined && !fragment.startsWith('{'))
    say('message', fragment.replaceAll('..', ' some '));
  for (const [path, value] of Object.entries(row.field ?? {}))
    put(document, path, value === '*' ? 'some' : value);
  for (const [name, value] of Object.entries(row.header ?? {}))
    if (value !== '!') headers[name] = value.replace(/^[=*]/, '');
  const bodies = { html: `<html><title>${fragment ?? 'x'}</title></html>`, empty: '', text: fragment ?? 'x' };
  const json = Object.keys(document).length > 0 ? document : { message: 'x' };
  const body = row.body === undefined ? (fragment?.startsWith('{') ? fragment : json) : bodies[row.body];
  const inStream = row.where === 'stream';
  const status = row.where === undefined ? statusOf(row) : 200;
  const came = response(inStream ? 200 : status, inStream ? 'data: {}' : body, headers);
  return observation({
    url: `https://api.example.com${row.path ?? '/v1'}`,
    response: came,
    answer: inStream
      ? answerFacts({ errorBody: Object.keys(document).length > 0 ? document : { error: 'x' } })
      : null,
  });
}

function statusOf({ status }: ErrorRow): number {
  if (status === undefined || status === '4xx') return 418;
  return status === '5xx' ? 500 : (first(status) ?? 418);
}

const CATALOGUE: readonly Provider[] = Object.values<Provider>(PROVIDERS);

const rows = CATALOGUE.flatMap((provider) =>
  provider.errors.map(
    (row) =>
      [
        `${provider.id} ${JSON.stringify(row.status ?? row.where)} ${row.class} ${first(row.code ?? row.type ?? row.match ?? '')}`,
        provider,
        row,
      ] as const,
  ),
);

describe('rows of the catalogue', () => {
  it.each(rows)('%s', (_, provider, row) => {
    const ofModel = row.class === 'not-found.model' || row.class === 'bad-request.too-large';
    const check = row.where === 'stream' ? 'stream' : ofModel ? 'chat' : 'models';
    const verdict = classify(
      described(provider, row),
      target({ provider, check, authenticated: row.keyless !== true }),
    );
    if (row.class === 'up') return expect(verdict.failure?.kind).not.toBe('server-error');
    const gave = `${verdict.failure?.kind}.${verdict.failure?.reason}`;
    const finer = row.class === 'rate-limit.unspecified' && gave.startsWith('rate-limit.');
    if (!finer) expect(gave).toBe(row.class);
    if (!finer) expect(verdict.rule).toMatch(new RegExp(`^${provider.id}\\.`));
    if (row.fault !== undefined) expect(verdict.fault).toBe(row.fault);
  });

  it('gives each row an id of its own', () => {
    for (const provider of CATALOGUE) {
      const { specific, byStatus } = providerRules(provider);
      const ids = [...specific, ...byStatus].map(({ id }) => id);
      expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
      for (const id of ids) expect(id).toMatch(/^[a-z0-9-]+\.[a-z0-9-]+$/);
    }
  });
});
