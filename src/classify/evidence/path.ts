/** Dotted paths into a JSON document, as the catalogue writes them: `error.details[].reason`, `errors[0].code`. */

/** More values than this prove nothing further, and a hostile document may hold millions. */
const MOST = 10_000;

/**
 * @param path keys joined by dots; `[]` after a key: any element, `[2]`: that element. A leading `[].` reaches into an
 *   array at the top.
 * @returns the values found, in order; an object or array in between that is not there gives none
 */
export function valuesAt(document: unknown, path: string): readonly unknown[] {
  let found: unknown[] = [document];
  for (const step of stepsOf(path)) found = found.flatMap((value) => descend(value, step)).slice(0, MOST);
  return found;
}

/** A key, an index, or every element. */
type Step = { readonly key: string } | { readonly index: number } | 'each';

const STEPS = new Map<string, readonly Step[]>();

function stepsOf(path: string): readonly Step[] {
  const known = STEPS.get(path);
  if (known !== undefined) return known;
  const steps: Step[] = [];
  for (const [, key, index] of path.matchAll(/([^.[\]]+)|\[(\d*)\]/g)) {
    if (key !== undefined) steps.push({ key });
    else steps.push(index ? { index: Number(index) } : 'each');
  }
  STEPS.set(path, steps);
  return steps;
}

function descend(value: unknown, step: Step): readonly unknown[] {
  if (step === 'each') return Array.isArray(value) ? value.slice(0, MOST) : [];
  if ('index' in step) {
    return Array.isArray(value) && step.index < value.length ? [value[step.index]] : [];
  }
  return isObject(value) && Object.hasOwn(value, step.key) ? [value[step.key]] : [];
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
