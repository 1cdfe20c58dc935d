/** What is allowed by the letter and hardly meant: a body left empty, a number of seconds where milliseconds are read. */

import { type Diagnostic, diagnose } from './diagnostic.ts';
import { nodeAt, type Path, type Tree } from './tree.ts';

/** Fewer milliseconds than any answer from another machine takes. */
const HARDLY_MS = 100;
const WAITS: readonly Path[] = [['timeout'], ['timeout', 'total'], ['interval']];

export function pitfalls(tree: Tree): Diagnostic[] {
  return [...emptyDocuments(tree), ...WAITS.flatMap((path) => withoutUnit(tree, path))];
}

/** `json:` and nothing behind it is null in YAML, and null is a JSON document. */
function emptyDocuments(tree: Tree): Diagnostic[] {
  const expected = nodeAt(tree, ['expect', 'json']);
  const paths: Path[] = [['json']];
  if (expected?.kind === 'map')
    for (const key of expected.entries.keys()) paths.push(['expect', 'json', key]);
  return paths.flatMap((path) => {
    const node = nodeAt(tree, path);
    if (node?.kind !== 'scalar' || node.value !== null || node.raw !== '' || node.refused) return [];
    const hint = 'write null where the JSON null is meant';
    return [diagnose(node.place, 'value', `${path.join('.')}: has no value`, { hint })];
  });
}

function withoutUnit(tree: Tree, path: Path): Diagnostic[] {
  const node = nodeAt(tree, path);
  if (node?.kind !== 'scalar' || !/^\d+(?:\.\d+)?$/.test(String(node.value))) return [];
  const number = Number(node.value);
  if (number === 0 || number >= HARDLY_MS) return [];
  const message = `${path.join('.')}: ${number} is ${number} milliseconds`;
  return [
    diagnose(node.place, 'unit', message, { severity: 'warning', hint: `for seconds write ${number}s` }),
  ];
}
