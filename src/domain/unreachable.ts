/** Ends an exhaustive `switch`: a new member of a union that some consumer forgot does not compile. */

export function unreachable(value: never): never {
  throw new Error(`unhandled case: ${String(value)}`);
}
