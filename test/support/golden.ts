/** Golden files: what the program printed when somebody looked at it and found it good. UPDATE_GOLDEN=1 writes them anew. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const ROOT = new URL('../golden/', import.meta.url);

/** @param name path below `test/golden/` */
export function expectGolden(name: string, actual: string): void {
  const path = fileURLToPath(new URL(name, ROOT));
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, actual);
  }
  expect(actual, `golden file ${name}; UPDATE_GOLDEN=1 rewrites it`).toBe(readFileSync(path, 'utf8'));
}
