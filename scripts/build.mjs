// Bundles src/ into dist/: one small entry, and a chunk for each thing that loads only when it is needed.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { manPage } from './man.mjs';
import { slim } from './slim.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const dist = join(root, 'dist');

const target = 'node20.19';
const minify = { minifySyntax: true, minifyWhitespace: true, legalComments: 'none' };

const { metafile, outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: {
    main: 'src/main.ts',
    index: 'src/api/index.ts',
    'demo-server': 'src/demo/server.ts',
    'string-width': 'string-width',
  },
  outdir: dist,
  write: false,
  bundle: true,
  // esbuild splits ES modules only.
  splitting: true,
  format: 'esm',
  platform: 'node',
  target,
  // ES modules where a package has both: their named exports survive bundling, and what is unused falls away.
  mainFields: ['module', 'main'],
  ...minify,
  metafile: true,
  define: { __VERSION__: JSON.stringify(version) },
  plugins: [slim],
});
const files = await Promise.all(outputFiles.map(async ({ path, text }) => [path, await toCommonJs(text)]));

// Written beside and swapped in: a command that runs meanwhile finds the old chunks or the new ones, never half of them.
const fresh = `${dist}.${process.pid}`;
mkdirSync(fresh);
for (const [path, code] of files) writeFileSync(join(fresh, basename(path)), code);
writeFileSync(join(fresh, 'package.json'), '{ "type": "commonjs" }\n');
writeFileSync(join(fresh, 'THIRD-PARTY-NOTICES.txt'), notices(Object.keys(metafile.inputs)));
writeFileSync(join(fresh, 'aiprobe.1'), await manPage(root, version));
swapIn();

function swapIn() {
  const old = `${fresh}.old`;
  // Declarations stay: `npm pack` makes them (prepack) before it builds once more (prepare).
  const types = join(dist, 'types');
  if (existsSync(types)) renameSync(types, join(fresh, 'types'));
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  rmSync(old, { recursive: true, force: true });
}

/**
 * Node loads CommonJS faster: 25 small files take 3 ms over bare Node, as ES modules 19 (Node 20, where bare Node takes
 * 105 ms). So the chunks become CommonJS; their imports are required when the chunk that names them is.
 */
async function toCommonJs(module) {
  const { code } = await transform(module, {
    format: 'cjs',
    platform: 'node',
    target,
    supported: { 'dynamic-import': false },
    ...minify,
    define: { 'import.meta.url': '__moduleUrl' },
  });
  const url = "const __moduleUrl=require('node:url').pathToFileURL(__filename).href;";
  return code.includes('__moduleUrl') ? url + code : code;
}

/** Licence texts of what is bundled, which most of those licences ask to be kept with copies. */
function notices(inputs) {
  const packages = new Set(
    inputs.flatMap((input) => /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []),
  );
  return [...packages]
    .sort()
    .map((name) => {
      const folder = join(root, 'node_modules', name);
      const { version: v, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      return `${name} ${v} (${license})\n\n${licenceText(folder)}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function licenceText(folder) {
  for (const file of ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license', 'LICENCE', 'LICENSE-MIT.txt']) {
    try {
      return readFileSync(join(folder, file), 'utf8').trim();
    } catch {
      // the next spelling
    }
  }
  return '(no licence file in the package)';
}
