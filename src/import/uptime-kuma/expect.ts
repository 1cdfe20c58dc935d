/** What a good answer is to a monitor. */

import type { ExpectDraft } from '../draft.ts';
import { absent, contained, equals, escapeRegExp, noneOf, toJsonPath } from '../expressions.ts';
import type { Ledger } from '../ledger.ts';
import { anyText, literal } from '../secrets.ts';
import type { MapItem } from '../value.ts';

export function expectOf(monitor: MapItem, type: string, ledger: Ledger): ExpectDraft | undefined {
  const status = (monitor.texts('accepted_statuscodes') ?? []).filter((code) =>
    /^\d{3}(?:-\d{3})?$/.test(code),
  );
  const keyword = monitor.text('keyword') ?? '';
  const invert = monitor.flag('invertKeyword');
  monitor.skip('keyword', 'jsonPath', 'expectedValue');
  const expect = {
    status: isDefault(status) ? undefined : status.map((code) => (/^\d+$/.test(code) ? Number(code) : code)),
    body: type === 'keyword' && keyword !== '' ? bodyOf(keyword, invert) : undefined,
    json: type === 'json-query' ? jsonOf(monitor, ledger) : undefined,
  };
  return Object.values(expect).some((value) => value !== undefined) ? expect : undefined;
}

/** 2xx is what a probe of a URL expects anyway. */
function isDefault(status: readonly string[]): boolean {
  return status.length === 0 || (status.length === 1 && status[0] === '200-299');
}

function bodyOf(keyword: string, invert: boolean): string {
  return literal(invert ? absent(escapeRegExp(keyword)) : contained(keyword));
}

/** Kuma's paths are JSONata; the simple ones among them are JSONPath but for the first sign. */
function jsonOf(monitor: MapItem, ledger: Ledger): Record<string, unknown> | undefined {
  const written = (monitor.text('jsonPath') ?? '').trim();
  const expected = monitor.text('expectedValue') ?? '';
  const operator = monitor.text('jsonPathOperator') ?? '==';
  const path = toJsonPath(written === '' || written.startsWith('$') ? written : `.${written}`);
  const matcher = matcherOf(operator, expected);
  if (path === null || matcher === null) {
    const told = anyText(ledger, 'json query', `${written} ${operator}`);
    ledger.note(monitor.origin, `the query ${told} is more than a path and a comparison, and is left out`);
    return undefined;
  }
  return { [path]: literal(matcher) };
}

function matcherOf(operator: string, expected: string): string | null {
  switch (operator) {
    case '==':
      return equals(expected);
    case '!=':
      return noneOf([expected]);
    case 'contains':
      return expected === '' ? null : `/${escapeRegExp(expected)}/`;
    case '<':
    case '<=':
    case '>':
    case '>=':
      return /^-?\d+(?:\.\d+)?$/.test(expected) ? `${operator} ${expected}` : null;
    default:
      return null;
  }
}
