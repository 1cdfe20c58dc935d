/** The source as TypeScript's own parser sees it: what each file imports, and what a rule of the house may be about. */

import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type Node, SyntaxKind } from 'typescript/unstable/ast';
import {
  isAsExpression,
  isCallExpression,
  isExportDeclaration,
  isIdentifier,
  isImportDeclaration,
  isImportTypeNode,
  isLiteralTypeNode,
  isNewExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isStringLiteral,
  isTypeReferenceNode,
} from 'typescript/unstable/ast/is';
import { API } from 'typescript/unstable/sync';

export interface Import {
  /** As written. */
  readonly from: string;
  /** The file of this tree that it leads to, null for a library or a module of Node. */
  readonly file: string | null;
}

export interface Place {
  readonly what: string;
  readonly line: number;
}

export interface SourceFile {
  /** Relative to `src/`, with forward slashes. */
  readonly path: string;
  /** The first folder of the path; the file itself for one that is in none. */
  readonly part: string;
  readonly text: string;
  readonly lines: number;
  /** Static, dynamic, re-exported and for types alone. */
  readonly imports: readonly Import[];
  /** Functions, methods and classes, with the number of lines of each. */
  readonly functions: readonly { readonly line: number; readonly lines: number }[];
  /** `any` as a type. */
  readonly anys: readonly Place[];
  /** Type assertions, `as const` apart. */
  readonly assertions: readonly Place[];
  /** Free names: identifiers that are neither a property nor a key, with what is read from them (`Date.now`, `process`). */
  readonly names: readonly Place[];
}

/** Every TypeScript file of `root/src` that the project's tsconfig.json takes in. */
export function readSourceTree(root: string): readonly SourceFile[] {
  const api = new API({ cwd: root });
  try {
    const snapshot = api.updateSnapshot({ openProjects: [join(root, 'tsconfig.json')] });
    return snapshot.getProjects().flatMap(({ rootFiles, program }) =>
      rootFiles.flatMap((file) => {
        const path = relative(join(root, 'src'), file).replaceAll('\\', '/');
        const tree = path.startsWith('..') ? undefined : program.getSourceFile(file);
        return tree === undefined ? [] : [describeFile(path, readFileSync(file, 'utf8'), tree)];
      }),
    );
  } finally {
    api.close();
  }
}

function describeFile(path: string, text: string, tree: Node): SourceFile {
  const nodes = descendants(tree);
  const line = (position: number): number => text.slice(0, position).split('\n').length;
  const place = (node: Node): Place => ({
    what: text.slice(node.pos, node.end).trim(),
    line: line(startOf(node, text)),
  });
  return {
    path,
    part: path.split('/')[0] ?? path,
    text,
    lines: text.trimEnd().split('\n').length,
    imports: nodes.flatMap((node) => importOf(node, path)),
    functions: nodes
      .filter(({ kind }) => FUNCTIONS.has(kind))
      .map((node) => {
        const first = line(startOf(node, text));
        return { line: first, lines: line(node.end) - first + 1 };
      }),
    anys: nodes.filter(({ kind }) => kind === SyntaxKind.AnyKeyword).map(place),
    assertions: nodes.filter((node) => isAsExpression(node) && !isConst(node.type)).map(place),
    names: nodes.filter(isFreeName).map((node) => place(memberOf(node))),
  };
}

function descendants(node: Node): readonly Node[] {
  const found: Node[] = [];
  const visit = (one: Node): void => {
    found.push(one);
    one.forEachChild(visit);
  };
  visit(node);
  return found;
}

const FUNCTIONS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.FunctionDeclaration,
  SyntaxKind.FunctionExpression,
  SyntaxKind.ArrowFunction,
  SyntaxKind.MethodDeclaration,
  SyntaxKind.GetAccessor,
  SyntaxKind.SetAccessor,
  SyntaxKind.Constructor,
  SyntaxKind.ClassDeclaration,
  SyntaxKind.ClassExpression,
]);

/** A node begins with the white space and the comments before it. */
function startOf(node: Node, text: string): number {
  const blank = /^(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*/.exec(text.slice(node.pos, node.end));
  return node.pos + (blank?.[0].length ?? 0);
}

function importOf(node: Node, path: string): readonly Import[] {
  const from = specifierOf(node);
  if (from === null) return [];
  return [{ from, file: from.startsWith('.') ? join(dirname(path), from).replaceAll('\\', '/') : null }];
}

function specifierOf(node: Node): string | null {
  if (isImportDeclaration(node) || isExportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (isCallExpression(node) && node.expression.kind === SyntaxKind.ImportKeyword)
    return textOf(node.arguments[0]);
  if (isImportTypeNode(node) && isLiteralTypeNode(node.argument)) return textOf(node.argument.literal);
  return null;
}

function textOf(node: Node | undefined): string | null {
  return node !== undefined && isStringLiteral(node) ? node.text : null;
}

function isConst(type: Node): boolean {
  return isTypeReferenceNode(type) && isIdentifier(type.typeName) && type.typeName.text === 'const';
}

function isFreeName(node: Node): boolean {
  if (!isIdentifier(node)) return false;
  const { parent } = node;
  if (isPropertyAccessExpression(parent) || isPropertyAssignment(parent)) return parent.name !== node;
  return true;
}

/** `Date.now` rather than `Date`, and `new Date()` as a whole: the bare name says too little. */
function memberOf(node: Node): Node {
  const { parent } = node;
  if (isPropertyAccessExpression(parent) && parent.expression === node) return parent;
  if (isNewExpression(parent) && parent.expression === node) return parent;
  return node;
}

/** Ways through the graph that end where they began, one for each edge that closes one. */
export function findCycles(edges: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (node: string, way: readonly string[]): void => {
    const seen = way.indexOf(node);
    if (seen !== -1) cycles.push([...way.slice(seen), node].join(' → '));
    if (seen !== -1 || done.has(node)) return;
    for (const next of edges.get(node) ?? []) visit(next, [...way, node]);
    done.add(node);
  };
  for (const node of edges.keys()) visit(node, []);
  return cycles;
}
