import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spawnDemo } from '../../src/demo/spawn.ts';
import { UserError } from '../../src/domain/errors.ts';
import { rawExchange } from '../support/servers/raw-client.ts';

// Within the project, so that the packages are found from there.
const ROOT = join(import.meta.dirname, '../..');
let folder: string;
let entry: string;

beforeAll(async () => {
  folder = await mkdtemp(join(ROOT, 'node_modules/.demo-'));
  entry = join(folder, 'server.mjs');
  const entryPoints = [join(ROOT, 'src/demo/server.ts')];
  await build({
    entryPoints,
    outfile: entry,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function script(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe('the stand-ins in their own process', () => {
  it('start, say where they are, and stop', async () => {
    const demo = await spawnDemo(entry);
    expect(demo.expected).toMatchObject({ 'openai-like': 'up', 'anthropic-529': 'overloaded.capacity' });
    const port = Number(/name: gateway\n {4}url: http:\/\/127\.0\.0\.1:(\d+)\//.exec(demo.yaml)?.[1]);
    expect((await rawExchange(port)).text).toMatch(/^HTTP\/1\.1 200 OK/);
    await demo.stop();
    expect((await rawExchange(port)).code).toBe('ECONNREFUSED');
    await demo.stop();
  });

  it('tell why they do not start', async () => {
    await expect(spawnDemo(join(folder, 'nowhere.mjs'))).rejects.toThrow(
      /did not start: .*exit code 1.*nowhere/s,
    );
    const broken = await script(
      'broken.mjs',
      'process.stderr.write("no port left\\n"); process.exitCode = 3;',
    );
    await expect(spawnDemo(broken)).rejects.toThrow(
      "the demo's stand-ins did not start: their process ended (exit code 3): no port left",
    );
    const refused = await script(
      'refused.mjs',
      'process.stderr.write("listen EMFILE\\n"); process.exitCode = 71;',
    );
    await expect(spawnDemo(refused)).rejects.toThrow(
      new UserError("the demo's stand-ins did not start: this machine does not let them: listen EMFILE"),
    );
    const liar = await script('liar.mjs', 'process.send("hello"); setInterval(() => {}, 1000);');
    await expect(spawnDemo(liar)).rejects.toThrow(/something unexpected/);
  });

  it('are killed when they neither speak nor listen', async () => {
    const deaf = await script(
      'deaf.mjs',
      'process.on("SIGTERM", () => {}); process.on("disconnect", () => {}); setInterval(() => {}, 1000);',
    );
    await expect(spawnDemo(deaf, 300)).rejects.toThrow('no word within 300 ms');
  });

  it('end when their parent is gone without a word', async () => {
    const parent = await script(
      'parent.mjs',
      `import { fork } from 'node:child_process';
       const child = fork(${JSON.stringify(entry)}, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
       child.once('message', ({ yaml }) => { process.send({ yaml, expected: { pid: String(child.pid) } }); });
       process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));`,
    );
    const demo = await spawnDemo(parent);
    const pid = Number(demo.expected.pid);
    expect(process.kill(pid, 0)).toBe(true);
    await demo.stop();
    await expect.poll(() => alive(pid), { timeout: 10_000 }).toBe(false);
  });
});

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
