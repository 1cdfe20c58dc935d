/** Response headers by name. Repeated ones are joined as RFC 9110 section 5.3 allows. */

export type Headers = ReadonlyMap<string, string>;

export function headerMap(pairs: readonly (readonly [string, string])[]): Headers {
  const map = new Map<string, string>();
  for (const [name, value] of pairs) {
    const before = map.get(name);
    map.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return map;
}
