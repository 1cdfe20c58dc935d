/** Appends without `push(...items)`, which puts each item on the stack: some hundred thousand end the process. */
export function addAll<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item);
}
