/** A row of a provider's known failures, in words. */

import type { ErrorRow } from '../domain/provider.ts';

export function statusText({ status, where }: ErrorRow): string {
  const text = Array.isArray(status) ? status.join(' ') : String(status ?? 'any');
  return where === undefined ? text : `${text} in ${where}`;
}

export function conditions({
  type,
  code,
  param,
  inner,
  legacy,
  match,
  header = {},
  field = {},
  body,
  keyless,
  path,
}: ErrorRow): string {
  const named = Object.entries({ type, code, param, inner, legacy, body, path }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${[value].flat().join(' or ')}`],
  );
  return [
    ...named,
    ...(match === undefined
      ? []
      : [
          [match]
            .flat()
            .map((text) => JSON.stringify(text))
            .join(' or '),
        ]),
    ...Object.entries(header).map(([name, value]) => `header ${name} ${value}`),
    ...Object.entries(field).map(([name, value]) => `${name} ${value}`),
    ...(keyless ? ['without a key'] : []),
  ].join(', ');
}
