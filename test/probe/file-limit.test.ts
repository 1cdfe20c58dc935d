/** Out of file descriptors: in a process of its own, whose limit is low. */

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ECHO, withServer } from '../support/servers/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** It stands below node_modules, where it finds its libraries. Opens all files it may, then makes one attempt at each URL and tells how they ended. */
const PROGRAM = `
  import { openSync } from 'node:fs';
  import { attempt, outcome } from '${root}test/support/probe.ts';
  import { httpTarget } from '${root}test/support/target.ts';
  const dns = { server: '127.0.0.1:9', ip: null, allAddresses: false };
  // What is opened and closed again at the first attempt would leave room for the second.
  await attempt(httpTarget('http://127.0.0.1:1/'));
  await attempt(httpTarget('http://name.example.test/', { dns }));
  try {
    for (;;) openSync('/dev/null', 'r');
  } catch {}
  const targets = process.argv.slice(2).map((url) => httpTarget(url, { dns }));
  const seen = await Promise.all(targets.map((target) => attempt(target)));
  process.stdout.write(JSON.stringify(seen.map(outcome)));
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(root, 'node_modules', '.file-limit-'));
  buildSync({
    stdin: { contents: PROGRAM, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile: join(folder, 'program.mjs'),
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('is EMFILE, in the connect and in the lookup, and no crash', async () => {
  await withServer(ECHO, async ({ origin }) => {
    const urls = [origin, origin, 'http://name.example.test/'];
    const stdout = await new Promise<string>((resolve, reject) => {
      const command = `ulimit -n 80; exec "$0" "$@"`;
      const args = ['-c', command, process.execPath, join(folder, 'program.mjs'), ...urls];
      execFile('bash', args, (error, out, err) => (error === null ? resolve(out) : reject(new Error(err))));
    });
    expect(JSON.parse(stdout)).toEqual(['connect EMFILE', 'connect EMFILE', 'dns EMFILE']);
  });
});
