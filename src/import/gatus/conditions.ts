/** Gatus' conditions (https://github.com/TwiN/gatus#conditions) as expectations. */

import { goDuration } from '../durations.ts';
import { equals, escapeRegExp, noneOf, oneOf, toJsonPath } from '../expressions.ts';
import type { StatusTest } from '../statuses.ts';

/** What conditions amount to, gathered one by one. */
export interface Gathered {
  readonly statuses: StatusTest[];
  readonly body: string[];
  readonly json: Record<string, unknown>;
  certDays?: number;
  /** `[RESPONSE_TIME]`, as a duration. */
  slowerThan?: string;
}

/** Why a condition is not in the result; null: it is. */
export type Outcome = string | null;

const OPERATORS = ['==', '!=', '<=', '>=', '>', '<'] as const;
type Operator = (typeof OPERATORS)[number];

export function addCondition(text: string, gathered: Gathered): Outcome {
  const operator = OPERATORS.find((one) => text.includes(` ${one} `));
  if (operator === undefined) return 'this is no condition';
  const [left = '', right = '', ...more] = text.split(` ${operator} `).map((side) => side.trim());
  if (more.length > 0) return 'this is more than one comparison';
  const [, placeholder = '', path = ''] = /^\[([A-Z_]+)\](.*)$/s.exec(left) ?? [];
  switch (placeholder) {
    case 'STATUS':
      return addStatus(operator, right, gathered);
    case 'CONNECTED':
      return operator === '==' && right === 'true'
        ? null
        : 'an endpoint that must not answer cannot be expected';
    case 'RESPONSE_TIME':
      return addResponseTime(operator, right, gathered);
    case 'CERTIFICATE_EXPIRATION':
      return addCertificate(operator, right, gathered);
    case 'BODY':
      return path === '' ? addBody(operator, right, gathered) : addJson(path, operator, right, gathered);
    default:
      return addFunction(left, operator, right, gathered);
  }
}

function addStatus(operator: Operator, right: string, { statuses }: Gathered): Outcome {
  const pattern = /^pat\((.*)\)$/s.exec(right)?.[1];
  if (pattern !== undefined) {
    const regex = new RegExp(`^${glob(pattern)}$`);
    statuses.push((status) => regex.test(String(status)) === (operator === '=='));
    return operator === '==' || operator === '!=' ? null : 'a pattern has no order';
  }
  const numbers = operands(right).map(Number);
  const [bound = Number.NaN] = numbers;
  if (numbers.some(Number.isNaN)) return 'the status is no number';
  switch (operator) {
    case '==':
      statuses.push((status) => numbers.includes(status));
      return null;
    case '!=':
      statuses.push((status) => !numbers.includes(status));
      return null;
    case '<':
      statuses.push((status) => status < bound);
      return null;
    case '<=':
      statuses.push((status) => status <= bound);
      return null;
    case '>':
      statuses.push((status) => status > bound);
      return null;
    case '>=':
      statuses.push((status) => status >= bound);
      return null;
  }
}

function addResponseTime(operator: Operator, right: string, gathered: Gathered): Outcome {
  const limit = /^\d+$/.test(right) ? goDuration(`${right}ms`) : goDuration(right);
  if ((operator !== '<' && operator !== '<=') || limit === null)
    return 'only an upper limit can be carried over';
  gathered.slowerThan = limit;
  return null;
}

function addCertificate(operator: Operator, right: string, gathered: Gathered): Outcome {
  const hours = /^(\d+(?:\.\d+)?)h$/.exec(right)?.[1];
  if ((operator !== '>' && operator !== '>=') || hours === undefined)
    return 'only a least time in hours can be carried over';
  gathered.certDays = Math.max(gathered.certDays ?? 0, Math.ceil(Number(hours) / 24));
  return gathered.certDays > 3_650 ? 'this is longer than any certificate lasts' : null;
}

function addBody(operator: Operator, right: string, { body }: Gathered): Outcome {
  if (right.includes('${')) return 'a body is compared with a variable';
  const pattern = /^pat\((.*)\)$/s.exec(right)?.[1];
  const alternatives = pattern === undefined ? operands(right).map(escapeRegExp) : [glob(pattern)];
  const source = alternatives.join('|');
  if (source === '') return 'an empty body cannot be expected';
  if (operator === '==') body.push(`/^\\s*(?:${source})\\s*$/`);
  else if (operator === '!=') body.push(`/^(?!\\s*(?:${source})\\s*$)/`);
  else return 'a whole body has no order';
  return null;
}

function addJson(tail: string, operator: Operator, right: string, { json }: Gathered): Outcome {
  const path = toJsonPath(tail);
  if (path === null) return 'the path is more than names and indexes';
  if (Object.hasOwn(json, path)) return 'there is another condition on the same path';
  if (/\[[A-Z_]+\]/.test(right)) return 'two values of the answer cannot be compared';
  const matcher = jsonMatcher(operator, right);
  if (matcher === null) return 'the comparison cannot be said';
  json[path] = matcher;
  return null;
}

function jsonMatcher(operator: Operator, right: string): string | null {
  const pattern = /^pat\((.*)\)$/s.exec(right)?.[1];
  if (right.includes('${')) return /^\$\{\w+\}$/.test(right) && operator === '==' ? `== ${right}` : null;
  switch (operator) {
    case '==':
      if (pattern !== undefined) return `/^${glob(pattern)}$/`;
      return operands(right).length > 1 ? oneOf(operands(right)) : equals(operands(right)[0] ?? '');
    case '!=':
      return pattern === undefined ? noneOf(operands(right)) : `/^(?!${glob(pattern)}$)/`;
    default:
      return /^-?\d+$/.test(right) ? `${operator} ${right}` : null;
  }
}

/** `has([BODY].x) == true`: anything there but null. */
function addFunction(left: string, operator: Operator, right: string, { json }: Gathered): Outcome {
  const [, name, inner = ''] = /^(has|len)\(\[BODY\](.*)\)$/s.exec(left) ?? [];
  if (name === undefined) return 'this cannot be expected';
  const path = toJsonPath(inner);
  const wanted = operator === '==' ? right : operator === '!=' ? String(right !== 'true') : '';
  if (name === 'has' && wanted === 'true' && path !== null && path !== '$') {
    // What is compared with something has to be there anyway.
    json[path] ??= '!= null';
    return null;
  }
  return name === 'has' ? 'only that a value is there can be expected' : 'lengths cannot be expected';
}

/** `any(1, 2)` or the text itself. */
function operands(text: string): string[] {
  const inner = /^any\((.*)\)$/s.exec(text)?.[1];
  return inner === undefined ? [text] : inner.split(',').map((one) => one.trim());
}

/** `*` is any text. */
function glob(pattern: string): string {
  return pattern.split('*').map(escapeRegExp).join('[\\s\\S]*');
}
