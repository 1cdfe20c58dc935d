// Start-up: how long one short command takes from fork to exit, against a Node that does nothing and against curl.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AIPROBE, expectCode, measure } from './lib/command.mjs';
import { heldOrigins } from './lib/origins.mjs';
import { scratch } from './lib/scratch.mjs';
import { inTurn, median, spread, table } from './lib/stats.mjs';

export const about = 'one short command from start to exit, against bare Node and curl';

/** Times over bare Node that are aimed at. */
const AIMS = { 'aiprobe --version': 1.3, 'aiprobe check URL': 1.6 };

export async function run({ rounds = 15 }) {
  const origin = await heldOrigins(1, 0, false);
  const [url] = origin.urls;
  const config = join(scratch(), 'five.yaml');
  writeFileSync(config, Array.from({ length: 5 }, (_, i) => `- http://127.0.0.1:${i + 1}/\n`).join(''));
  const node = process.execPath;
  const lines = {
    'node -e 0': [node, '-e', '0'],
    'aiprobe --version': [node, AIPROBE, '--version'],
    'aiprobe --help': [node, AIPROBE, '--help'],
    'aiprobe check URL': [node, AIPROBE, 'check', url],
    'aiprobe check URL --json': [node, AIPROBE, 'check', url, '--json'],
    'aiprobe validate FILE': [node, AIPROBE, 'validate', config],
    'curl URL': ['curl', '-s', url],
  };
  const contestants = Object.entries(lines).map(([name, line]) => ({
    name,
    run: async () => expectCode(await measure(line), name, 0),
  }));
  await inTurn(1, contestants);
  const results = await inTurn(rounds, contestants);
  await origin.stop();
  const wall = (name) => results.get(name).map(({ wallMs }) => wallMs);
  const cpu = (name) => results.get(name).reduce((sum, { cpuMs }) => sum + cpuMs, 0) / rounds;
  const rows = Object.keys(lines).map((name) => [
    name,
    spread(wall(name)),
    (median(wall(name)) / median(wall('node -e 0'))).toFixed(2),
    cpu(name).toFixed(0),
    (cpu(name) / cpu('node -e 0')).toFixed(2),
    AIMS[name] ?? '',
  ]);
  return table([['command', 'wall ms', 'x node', 'cpu ms', 'x node', 'aim'], ...rows]);
}
