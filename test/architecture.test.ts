/** The rules of the house that a reader of CONTRIBUTING.md relies on, held against the source itself. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { findCycles, readSourceTree } from './support/source-tree.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = readSourceTree(root);

/** Part of the source → the parts that it may import besides itself. The same table stands in CONTRIBUTING.md. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'main.ts': ['api', 'cli', 'version.ts'],
  'version.ts': [],
  cli: [
    'api',
    'config',
    'demo',
    'dialects',
    'domain',
    'import',
    'merge',
    'probe',
    'providers',
    'report',
    'run',
    'state',
    'statuspage',
    'version.ts',
  ],
  api: ['config', 'dialects', 'domain', 'probe', 'providers', 'run', 'statuspage', 'version.ts'],
  run: ['classify', 'domain'],
  probe: ['dialects', 'domain'],
  config: ['domain'],
  classify: ['domain'],
  dialects: ['domain'],
  providers: ['domain'],
  report: ['domain'],
  statuspage: ['domain'],
  demo: ['domain'],
  import: ['config', 'domain'],
  merge: ['domain'],
  state: ['domain'],
  domain: [],
};

/** Modules of Node that reach outside the process: only these parts have them. */
const REACHES_OUT: Readonly<Record<string, readonly string[]>> = {
  cli: ['node:fs'],
  api: ['node:fs'],
  // To read addresses and PEM texts; that no socket is opened is tested below.
  config: ['node:net', 'node:tls'],
  run: ['node:net'],
  probe: ['node:dns', 'node:fs', 'node:net', 'node:tls'],
  demo: [
    'node:child_process',
    'node:dgram',
    'node:fs/promises',
    'node:http',
    'node:https',
    'node:net',
    'node:os',
    'node:tls',
    'node:worker_threads',
  ],
};

/** What node:net and node:tls open sockets with. */
const OPENS_SOCKETS = /^(?:connect|createConnection|createServer|Socket|Server|TLSSocket)$/;

/** Modules of Node that only compute. */
const COMPUTES = [
  'node:buffer',
  'node:crypto',
  'node:events',
  'node:path',
  'node:stream',
  'node:timers/promises',
  'node:url',
  'node:util',
  'node:vm',
  'node:zlib',
];

/** Every library, and the parts that may know of it. */
const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  aws4fetch: ['dialects'],
  chalk: ['config', 'report'],
  'cli-table3': ['report'],
  commander: ['cli'],
  croner: ['config'],
  'dns-packet': ['demo'],
  'eventsource-parser': ['dialects'],
  'json-p3': ['config'],
  selfsigned: ['demo'],
  'string-width': ['config', 'report'],
  undici: ['probe'],
  yaml: ['config', 'import'],
  zod: ['config'],
};

/** What comes in as a parameter everywhere else: the process, the console, clocks and timers, chance. */
const AMBIENT =
  /^(?:process|console|globalThis|performance|fetch|Date\.now|new Date\(\)|Math\.random|set(?:Timeout|Interval|Immediate))\b/;
const AMBIENT_ALLOWED: readonly { readonly where: RegExp; readonly what: RegExp; readonly why: string }[] = [
  { where: /^main\.ts$/, what: /^(?!console)/, why: 'the composition root hands them on' },
  { where: /^demo\/server\.ts$/, what: /^process\b/, why: 'the main program of a process of its own' },
  { where: /^demo\//, what: /^(?:setTimeout|Date\.now)/, why: 'servers that wait, certificates that expire' },
  { where: /^probe\//, what: /^set(?:Timeout|Interval|Immediate)/, why: 'deadlines destroy sockets' },
  { where: /^probe\/resolve\.ts$/, what: /^process\.(?:platform|env)$/, why: 'where the hosts file is' },
  { where: /^cli\/check\.ts$/, what: /^setInterval/, why: 'the ports of a run are made here' },
  {
    where: /^probe\/late-builtins\.ts$/,
    what: /^process\.getBuiltinModule$/,
    why: 'modules of Node that load when they are needed',
  },
  { where: /^api\/system-clock\.ts$/, what: /^(?!process|console)/, why: 'the real clock' },
  { where: /^api\/open-run\.ts$/, what: /^setImmediate/, why: 'the ports of a run are made here' },
  { where: /^api\/index\.ts$/, what: /^(?:process\.env|Date\.now)$/, why: 'what the caller leaves out' },
  { where: /^cli\/system-files\.ts$/, what: /^process\.pid$/, why: 'the name of a temporary file' },
];

it('reads the whole source', () => {
  expect(files.length).toBeGreaterThan(200);
  expect(files.flatMap(({ imports }) => imports).length).toBeGreaterThan(files.length);
  expect([...new Set(files.map(({ part }) => part))].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
});

it('lets each part import only what the table allows', () => {
  const wrong = files.flatMap(({ path, part, imports }) =>
    imports
      .filter(({ file }) => file !== null)
      .filter(({ file }) => {
        const other = file?.split('/')[0] ?? '';
        return other !== part && MAY_IMPORT[part]?.includes(other) !== true;
      })
      .map(({ from }) => `${path} imports ${from}`),
  );
  expect(wrong).toEqual([]);
});

it('shows the same table in CONTRIBUTING.md', () => {
  const text = readFileSync(`${root}/CONTRIBUTING.md`, 'utf8');
  for (const [part, others] of Object.entries(MAY_IMPORT)) {
    const name = part.endsWith('.ts') ? part : `${part}/`;
    const cell = others.map((other) => `\`${other}\``).join(' ') || 'nothing';
    expect(text).toContain(`| \`${name}\` | ${cell} |`);
  }
});

it('has no import cycle, types included', () => {
  const edges = new Map(
    files.map(({ path, imports }) => [path, imports.flatMap(({ file }) => file ?? [])] as const),
  );
  expect(findCycles(edges)).toEqual([]);
});

it('would find a cycle', () => {
  const edges = new Map([
    ['a', ['b', 'd']],
    ['b', ['c']],
    ['c', ['b']],
    ['d', ['c']],
  ]);
  expect(findCycles(edges)).toEqual(['b → c → b']);
});

it('reaches outside the process only from the parts that are there for it', () => {
  const wrong = files.flatMap(({ path, part, imports }) =>
    imports
      .filter(({ from, file }) => file === null && from.startsWith('node:'))
      .filter(({ from }) => !COMPUTES.includes(from) && REACHES_OUT[part]?.includes(from) !== true)
      .map(({ from }) => `${path} imports ${from}`),
  );
  expect(wrong).toEqual([]);
});

it('opens sockets in probe/ and demo/ alone', () => {
  const wrong = files
    .filter(({ part }) => part !== 'probe' && part !== 'demo')
    .filter(({ imports }) => imports.some(({ from }) => from === 'node:net' || from === 'node:tls'))
    .flatMap(({ path, names }) =>
      names.filter(({ what }) => OPENS_SOCKETS.test(what)).map(({ what, line }) => `${path}:${line} ${what}`),
    );
  expect(wrong).toEqual([]);
});

it('uses each library where it is at home, and no other', () => {
  const wrong = files.flatMap(({ path, part, imports }) =>
    imports
      .filter(({ from, file }) => file === null && !from.startsWith('node:'))
      .filter(({ from }) => LIBRARIES[packageOf(from)]?.includes(part) !== true)
      .map(({ from }) => `${path} imports ${from}`),
  );
  expect(wrong).toEqual([]);
});

it('declares the libraries that it uses, and tells in CONTRIBUTING.md what each is for', () => {
  const manifest: { dependencies: Record<string, string> } = JSON.parse(
    readFileSync(`${root}/package.json`, 'utf8'),
  );
  const used = new Set(
    files.flatMap(({ imports }) => imports.filter(({ file }) => file === null).map(({ from }) => from)),
  );
  const libraries = [...used].filter((from) => !from.startsWith('node:')).map(packageOf);
  expect(Object.keys(manifest.dependencies).sort()).toEqual([...new Set(libraries)].sort());
  const text = readFileSync(`${root}/CONTRIBUTING.md`, 'utf8');
  for (const name of Object.keys(manifest.dependencies)) expect(text).toContain(`| \`${name}\` |`);
});

it('keeps functions out of the catalogue: what is known of providers is data', () => {
  // index.ts finds an entry by its id.
  const wrong = files
    .filter(({ path, part }) => part === 'providers' && path !== 'providers/index.ts')
    .flatMap(({ path, functions }) => functions.map(({ line }) => `${path}:${line}`));
  expect(wrong).toEqual([]);
});

it('takes process, console, clock, timers and chance as parameters', () => {
  const wrong = files.flatMap(({ path, names }) =>
    names
      .filter(({ what }) => AMBIENT.test(what))
      .filter(({ what }) => !AMBIENT_ALLOWED.some((one) => one.where.test(path) && one.what.test(what)))
      .map(({ what, line }) => `${path}:${line} ${what}`),
  );
  expect(wrong).toEqual([]);
});

it('has no `any` and no comment that silences a tool', () => {
  const anys = files.flatMap(({ path, anys }) => anys.map(({ line }) => `${path}:${line}`));
  expect(anys).toEqual([]);
  const silenced = files.filter(({ text }) =>
    /@ts-(?:ignore|expect-error|nocheck)|biome-ignore|eslint-disable/.test(text),
  );
  expect(silenced.map(({ path }) => path)).toEqual([]);
});

it('asserts a type hardly ever', () => {
  const assertions = files.flatMap(({ path, assertions }) =>
    assertions.map(({ what, line }) => `${path}:${line} ${what}`),
  );
  // Each of these is something that TypeScript cannot know; look for another way before raising the number.
  expect(assertions.length, assertions.join('\n')).toBeLessThanOrEqual(8);
});

it('keeps files short, and opens each with a word on what it is for', () => {
  const lines = files.map((file) => file.lines).sort((a, b) => a - b);
  expect(lines[lines.length >> 1]).toBeLessThan(100);
  expect(files.filter((file) => file.lines > 300).map(({ path }) => path)).toEqual([]);
  expect(files.filter(({ text }) => !/^(?:\/\*\*|\/\/)/.test(text)).map(({ path }) => path)).toEqual([]);
});

/** `undici` of `undici/lib/dispatcher/client.js`. */
function packageOf(from: string): string {
  return /^(?:@[^/]+\/)?[^/]+/.exec(from)?.[0] ?? from;
}
