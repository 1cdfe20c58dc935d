/** Variables that are not set: one message for each, with every place that needs it. */

import { type Diagnostic, diagnose, diagnoseLoose, type Place, positionOf } from './diagnostic.ts';
import { COMMAND_LINE } from './flags.ts';
import type { Missing } from './interpolate.ts';

/** A need for a variable. */
export interface Wanting {
  /** One of these has to be set. */
  readonly variables: readonly string[];
  /** null: a target of the command line needs it. */
  readonly place: Place | null;
  /** What it is for, e.g. `the key of openai`; '' where it is written out. */
  readonly purpose: string;
}

export function toWanting(missing: readonly Missing[]): Wanting[] {
  return missing.map(({ variable, place }) => ({ variables: [variable], place, purpose: '' }));
}

export function missingProblems(wanted: readonly Wanting[]): Diagnostic[] {
  const byVariable = new Map<string, Wanting[]>();
  for (const want of wanted) {
    const key = want.variables.join();
    const wants = byVariable.get(key);
    if (wants === undefined) byVariable.set(key, [want]);
    else wants.push(want);
  }
  return [...byVariable.values()].map(problemOf);
}

function problemOf(wants: readonly Wanting[]): Diagnostic {
  const [first] = wants;
  const places = new Map(
    wants.flatMap(({ place }) => (place === null ? [] : [[whereIs(place), place] as const])),
  );
  const others = [...places.keys()].slice(1);
  const also = others.length === 0 ? '' : `; also used at ${others.join(', ')}`;
  const message = `${wantingMessage(wants)}${also}`;
  const hint = 'set it, name an --env-file, or skip the probe with "optional: true" or --allow-missing-env';
  const place = first?.place ?? null;
  return place === null
    ? diagnoseLoose(COMMAND_LINE, 'missing-env', message, { hint: 'set it, or name an --env-file' })
    : diagnose(place, 'missing-env', message, { hint });
}

/** `the environment variable X is not set`, with what it is for where the config does not show it. */
export function wantingMessage(wants: readonly Wanting[]): string {
  const names = [...new Set(wants.map(({ variables }) => variables.join(' or ')))];
  const purposes = [...new Set(wants.map(({ purpose }) => purpose))].filter((purpose) => purpose !== '');
  const variables = names.length === 1 ? `variable ${names.join()} is` : `variables ${names.join(', ')} are`;
  return `the environment ${variables} not set${purposes.length === 0 ? '' : ` (${purposes.join(', ')})`}`;
}

function whereIs(place: Place): string {
  const { line, column } = positionOf(place);
  return `${place.source.name}:${line}:${column}`;
}
