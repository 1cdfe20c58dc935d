/** Building blocks of the config's shape: a zod schema for what is written, joined to the parser that makes it a value. */

import * as z from 'zod';
import { DURATION } from '../domain/duration.ts';
import { jsonMatcher, textMatcher } from './matcher.ts';
import { ADDRESS, HTTP_URL, parseAddress, parseHttpUrl } from './url.ts';
import {
  headerNameProblem,
  headerValueProblem,
  MAX_SIZE,
  MAX_TIMER_MS,
  type Parsed,
  parseHostPort,
  parseLimit,
  parseSize,
  parseSpan,
  SIZE,
  TOKEN,
} from './values.ts';

/** A schema whose input is turned into a value by `parse`; a problem becomes an issue at that place. */
export function parsed<I, O>(input: z.ZodType<I>, parse: (value: I) => Parsed<O>) {
  return input.transform((value, context): O => {
    const outcome = parse(value);
    if ('value' in outcome) return outcome.value;
    const { problem, hint } = outcome;
    context.addIssue({ code: 'custom', message: problem, input: value, params: { hint } });
    return z.NEVER;
  });
}

/**
 * A mapping with these keys and no others. The error for unknown keys carries the known ones, since issues do not tell
 * which shape they come from; `issues.ts` reads them.
 */
export function strict<S extends z.core.$ZodLooseShape>(shape: S) {
  const known = Object.keys(shape).join(' ');
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? known : undefined),
  });
}

/** Text whose form an editor can check as well as the parser; what holds a variable has any form. */
export const formed = (form: RegExp) => z.string().meta({ pattern: `\\$\\{|${form.source}` });

const NO_DURATION = { error: 'must be a duration such as 500ms or 2s' };
/** Milliseconds, more than 0. */
export const duration = parsed(
  z.union([z.number().meta({ exclusiveMinimum: 0, maximum: MAX_TIMER_MS }), formed(DURATION)], NO_DURATION),
  parseLimit,
);
/** Milliseconds, 0 allowed. */
export const span = parsed(
  z.union([z.number().meta({ minimum: 0, maximum: MAX_TIMER_MS }), formed(DURATION)], NO_DURATION),
  parseSpan,
);
export const size = parsed(
  z.union([z.number().meta({ minimum: 1, maximum: MAX_SIZE }), formed(SIZE)], {
    error: 'must be a size such as 10KiB, 1MB or a number of bytes',
  }),
  parseSize,
);

export const text = z.string().min(1, 'must not be empty');
/** Shown in tables and file names: no control characters, no blanks around. */
export const name = text
  .max(200, 'is longer than 200 characters')
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'holds a control character or a line break')
  .regex(/^\S(?:.*\S)?$/su, 'begins or ends with a blank');
export const count = (from: number, to: number) => z.int().min(from).max(to);

export const httpUrl = parsed(formed(HTTP_URL), (value) => {
  const url = parseHttpUrl(value);
  return 'problem' in url ? url : { value };
});
export const address = parsed(formed(ADDRESS), (value) => {
  const parsedAddress = parseAddress(value);
  return 'problem' in parsedAddress ? parsedAddress : { value };
});
export const hostPort = parsed(z.string(), (value) => {
  const host = parseHostPort(value);
  return 'problem' in host ? host : { value };
});

/** A value or a list of them, always as a list. */
export function oneOrMore<I, O>(item: z.ZodType<O, I>, what: string) {
  return z
    .union([item, z.array(item)], { error: `must be ${what} or a list of them` })
    .transform((value): O[] => (Array.isArray(value) ? value : [value]));
}

const headerText = z
  .union([z.string(), z.number(), z.boolean()], { error: 'must be text' })
  .transform(String)
  .superRefine((value, context) => {
    const problem = headerValueProblem(value);
    if (problem !== null) context.addIssue(problem);
  });

const headerName = z
  .string()
  .meta({ pattern: TOKEN.source })
  .superRefine((value, context) => {
    const problem = headerNameProblem(value);
    if (problem !== null) context.addIssue(problem);
  });

/** A header that an answer may have, those that frame it included. */
export const answeredHeader = z.string().regex(TOKEN, 'is no header name');

/** Header names and values that may go out as they are. */
export const headers = z.record(headerName, headerText);

export const textExpectation = parsed(
  z.union([z.string(), z.number(), z.boolean()], { error: 'must be text or /a regular expression/' }),
  (value) => textMatcher(String(value)),
);
export const jsonExpectation = parsed(z.json(), jsonMatcher);
