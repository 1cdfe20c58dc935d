/** Names that tell probes apart where a format takes each only once: two that became alike get a number. */

/**
 * @param reserved names that have another meaning
 * @returns as many names as given, in their order, no two alike
 */
export function uniqueNames(names: readonly string[], reserved: readonly string[] = []): string[] {
  const taken = new Set<string>(reserved);
  const next = new Map<string, number>();
  return names.map((name) => {
    let unique = name;
    for (let i = next.get(name) ?? 2; taken.has(unique); i += 1) {
      unique = `${name} (${i})`;
      next.set(name, i + 1);
    }
    taken.add(unique);
    return unique;
  });
}
