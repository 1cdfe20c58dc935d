/** The package as it is published: what is in it, and that it runs from an empty folder. */

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

let folder = '';
let packed: Packed;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiprobe-package-'));
  // `npm test` has built; building again here would pull dist/ from under other tests.
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
  });
  const [only]: readonly Packed[] = JSON.parse(stdout);
  if (only === undefined) throw new Error(`npm pack said: ${stdout}`);
  packed = only;
  await run('tar', ['-xzf', join(folder, packed.filename), '-C', folder]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const paths = (): readonly string[] => packed.files.map(({ path }) => path);

it('holds what a user needs', () => {
  expect(paths()).toEqual(
    expect.arrayContaining([
      'package.json',
      'README.md',
      'CHANGELOG.md',
      'LICENSE',
      'bin/aiprobe.js',
      'dist/main.js',
      'dist/demo-server.js',
      'dist/THIRD-PARTY-NOTICES.txt',
      'schema/run.schema.json',
      'probes.example.yaml',
    ]),
  );
});

it('holds nothing else', () => {
  const others = paths().filter(
    (path) =>
      !/^(?:bin|dist|schema)\/|^(?:package\.json|probes\.example\.yaml|LICENSE|[A-Z]+\.md)$/.test(path),
  );
  expect(others).toEqual([]);
  expect(paths().filter((path) => /(?<!\.d)\.ts$|\.map$/.test(path))).toEqual([]);
});

it('names the licence of every library that is bundled', async () => {
  const notices = await readFile(join(folder, 'package/dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
  for (const name of ['chalk', 'cli-table3', 'commander', 'undici', 'yaml', 'zod'])
    expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'));
  expect(notices).not.toContain('no licence file');
});

it('can be executed', async () => {
  const { mode } = await stat(join(folder, 'package/bin/aiprobe.js'));
  expect(mode & 0o111).not.toBe(0);
});

// Everything is in the bundle: a folder without node_modules is enough.
it('tells its version and probes the demo from an empty folder', async () => {
  const bin = join(folder, 'package/bin/aiprobe.js');
  const manifest: { version: string } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const env = { PATH: process.env.PATH, HOME: folder };
  const version = await run(process.execPath, [bin, '--version'], { cwd: folder, env });
  expect(version.stdout).toBe(`${manifest.version}\n`);
  const demo = await run(process.execPath, [bin, 'demo', '--json'], { cwd: folder, env, maxBuffer: 2 ** 24 });
  const report: { summary: { total: number }; run: { version: string } } = JSON.parse(demo.stdout);
  expect(report.run.version).toBe(manifest.version);
  expect(report.summary.total).toBeGreaterThanOrEqual(20);
});
