// Writes dist/types: the declarations of the library's entry and of what they refer to, for `npm pack`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const all = mkdtempSync(join(root, 'dist', '.types-'));
const types = join(root, 'dist', 'types');

try {
  execFileSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.types.json'), '--outDir', all],
    { stdio: 'inherit' },
  );
  rmSync(types, { recursive: true, force: true });
  for (const file of reachable(join(all, 'api/index.d.ts'))) {
    const place = join(types, relative(all, file));
    mkdirSync(dirname(place), { recursive: true });
    // Declarations are looked up beside JavaScript names; the sources name each other as TypeScript.
    writeFileSync(
      place,
      readFileSync(file, 'utf8').replace(/(from '\.[^']*|import\('\.[^']*)\.ts'/g, "$1.js'"),
    );
  }
} finally {
  rmSync(all, { recursive: true, force: true });
}

/** The file and every file that it, or one of those, imports. */
function reachable(entry) {
  const found = new Set([entry]);
  for (const file of found) {
    for (const [, name] of readFileSync(file, 'utf8').matchAll(/(?:from |import\()'(\.[^']+)\.ts'/g)) {
      found.add(resolve(dirname(file), `${name}.d.ts`));
    }
  }
  return found;
}
