// Isolation: what endpoints that hang, and names whose resolver is silent, do to the healthy ones beside them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { AIPROBE, expectCode, measure, ROOT } from './lib/command.mjs';
import { FIRST_PORT, heldOrigins } from './lib/origins.mjs';
import { scratch } from './lib/scratch.mjs';
import { fixed, median, quantile, spread, table } from './lib/stats.mjs';

export const about =
  'healthy probes beside 500 endpoints that hang, and beside 500 names whose resolver is silent';

const LIMIT = '3s';
const HELD_MS = 50;

export async function run({ rounds = 3, sizes = [500] }) {
  const many = sizes[0];
  const few = Math.max(1, Math.round(many / 5));
  // They accept, read the request and never say a word.
  const hanging = await heldOrigins(many, null, false, FIRST_PORT.tls);
  const healthy = await heldOrigins(few, HELD_MS, false);
  const names = await startNames();
  const good = healthy.urls;
  const port = new URL(good[0]).port;
  const dead = Array.from({ length: many }, (_, i) => `http://n${i}.dead.test:${port}/`);
  const alive = Array.from({ length: Math.ceil(few / 2) }, (_, i) => `http://n${i}.alive.test:${port}/`);
  const cases = {
    [`${few} healthy alone`]: [[], good],
    [`${few} healthy beside ${many} that hang`]: [hanging.urls, good],
    [`${alive.length} names and ${few} addresses beside ${many} silent names`]: [dead, [...alive, ...good]],
  };
  const rows = [];
  for (const [what, [bad, well]] of Object.entries(cases)) {
    const runs = [];
    for (let round = 0; round < rounds; round += 1) runs.push(await probe(bad, well, names.authority));
    const over = runs.flatMap(({ firstBytes }) => firstBytes.map((ms) => ms - HELD_MS));
    const ups = runs.map(({ up }) => up);
    rows.push([
      what,
      spread(runs.map(({ wallMs }) => wallMs)),
      `${Math.min(...ups)} of ${well.length}`,
      fixed(median(over), 1),
      fixed(quantile(over, 0.99), 1),
    ]);
  }
  await Promise.all([hanging.stop(), healthy.stop(), names.close()]);
  return `${table([['', 'wall ms', 'healthy up', 'median ms', 'p99 ms'], ...rows])}\nLimit of an attempt ${LIMIT}, no retries; readings of the healthy ones above the 50 ms that their server held the answer.\n`;
}

async function probe(bad, well, dnsServer) {
  const config = join(scratch(), 'isolation.yaml');
  const report = join(scratch(), 'isolation.json');
  writeFileSync(config, [...bad, ...well].map((url) => `- ${url}\n`).join(''));
  const flags = ['--timeout', LIMIT, '--retries', '0', '--dns-server', dnsServer, '-r', `json=${report}`];
  const line = [process.execPath, AIPROBE, 'check', '-c', config, ...flags];
  const { wallMs } = expectCode(await measure(line), 'aiprobe', bad.length === 0 ? 0 : 1);
  const all = JSON.parse(readFileSync(report, 'utf8')).results;
  const other = all
    .slice(0, bad.length)
    .find(({ reason }) => reason !== 'first-byte' && reason !== 'timeout');
  if (other !== undefined) throw new Error(`not a timeout: ${other.name}: ${other.message}`);
  const results = all.slice(bad.length);
  const up = results.filter(({ state }) => state === 'up');
  return { wallMs, up: up.length, firstBytes: up.map(({ timings_ms }) => timings_ms.first_byte) };
}

/** The demo's name server, from source: silent about everything under dead.test. */
async function startNames() {
  const outfile = join(scratch(), 'dns-server.mjs');
  await build({
    entryPoints: [join(ROOT, 'src', 'demo', 'dns-server.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    logLevel: 'error',
  });
  const { startDnsServer } = await import(pathToFileURL(outfile).href);
  return startDnsServer({ '*.dead.test': { silent: 'all' }, '*.alive.test': { A: ['127.0.0.1'] } });
}
