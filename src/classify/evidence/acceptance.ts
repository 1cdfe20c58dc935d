/** Which answers the check takes for healthy: the user's expectation first, then the provider's rows, then 2xx. */

import type { StatusRange } from '../../domain/expectation.ts';
import type { ReachRow } from '../../domain/provider.ts';
import type { Target } from '../../domain/target.ts';
import { unreachable } from '../../domain/unreachable.ts';
import type { Body } from './content.ts';

/** What a healthy answer is made of. */
export type Due = 'json' | 'text' | 'empty' | 'any';

export interface Acceptance {
  /** The status is one that a healthy service gives here. */
  readonly accepted: boolean;
  /** The user's own config demands this status. */
  readonly explicit: boolean;
  readonly due: Due;
}

export function within(status: number, ranges: readonly StatusRange[]): boolean {
  return ranges.some(({ from, to }) => status >= from && status <= to);
}

/** @param body read only where the status alone does not say it */
export function accept(target: Target, status: number, body: () => Body): Acceptance {
  const success = status >= 200 && status <= 299;
  const wanted = target.expect.status;
  const row = target.check === 'reach' ? reachRow(target) : null;
  const due = dueOf(target, status, row);
  if (wanted !== null) return { accepted: within(status, wanted.ranges), explicit: true, due };
  if (row === null) return { accepted: success, explicit: false, due };
  const refused = status === 401 && !target.authenticated && target.provider?.auth?.required === true;
  const accepted = success || row.expect.includes(status) || (refused && body().content === 'json');
  return { accepted: accepted && row.class_of?.[status] === undefined, explicit: false, due };
}

function dueOf(target: Target, status: number, row: ReachRow | null): Due {
  switch (target.check) {
    case 'models':
    case 'chat':
    case 'embeddings':
      return 'json';
    case 'http':
      return target.expect.json.length > 0 ? 'json' : 'any';
    case 'reach':
      if (target.expect.json.length > 0) return 'json';
      if (row === null) return 'any';
      if (!row.expect.includes(status)) return 'json';
      return row.body ?? (status >= 400 ? 'json' : 'any');
    case 'stream':
    case 'tcp':
      return 'any';
    default:
      return unreachable(target.check);
  }
}

/** The provider's row for the URL that is asked; the first row when a user's own base_url or path hides which. */
export function reachRow(target: Target): ReachRow | null {
  const rows = target.provider?.reach ?? [];
  const asked = pathOf(target.url);
  return rows.find((row) => asked.endsWith(pathOf(row.path)) && pathOf(row.path) !== '/') ?? rows[0] ?? null;
}

function pathOf(url: string): string {
  const path = url.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/[?#].*$/s, '');
  return path === '' ? '/' : path;
}
