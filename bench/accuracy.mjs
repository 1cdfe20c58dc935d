// Truth of timings: the server holds each answer for exactly 50 ms; how much more does each prober read under load?
import { aiprobe, curl, hasBlackbox, startBlackbox } from './lib/contestants.mjs';
import { heldOrigins } from './lib/origins.mjs';
import { fixed, median, quantile, table } from './lib/stats.mjs';

export const about = 'error of the time to first byte while many others are probed, plain and TLS';

const HELD_MS = 50;

export async function run({ rounds = 3, sizes = [1, 100, 1_000, 2_000], kinds = ['plain', 'tls'] }) {
  const blackbox = hasBlackbox() ? await startBlackbox() : null;
  const rows = [];
  for (const kind of kinds) {
    const tls = kind === 'tls';
    const origins = await heldOrigins(Math.max(...sizes), HELD_MS, tls);
    for (const size of sizes) {
      const urls = origins.urls.slice(0, size);
      const contestants = {
        aiprobe: aiprobe(urls, { tls, read: true }),
        'curl --parallel 64': curl(urls, { tls }),
        'curl --parallel 300': curl(urls, { tls, atOnce: 300 }),
        ...(blackbox !== null && {
          'blackbox_exporter 64': blackbox.probe(urls, { tls }),
          'blackbox_exporter all': blackbox.probe(urls, { tls, atOnce: size }),
        }),
      };
      // One endpoint alone gives one reading a run: more runs.
      const times = size === 1 ? rounds * 5 : rounds;
      const read = new Map(Object.keys(contestants).map((name) => [name, { over: [], late: [] }]));
      for (let round = 0; round < times; round += 1) {
        for (const [name, probe] of Object.entries(contestants)) {
          const { firstBytes } = await probe();
          const { over, late } = read.get(name);
          over.push(...firstBytes.map((ms) => ms - HELD_MS));
          late.push((await origins.lateness()).p99);
        }
      }
      for (const [name, { over, late }] of read) {
        rows.push([
          kind,
          size,
          name,
          fixed(median(over), 1),
          fixed(quantile(over, 0.99), 1),
          fixed(median(late), 1),
        ]);
      }
      if (blackbox === null) rows.push([kind, size, 'blackbox_exporter', 'not installed: skipped']);
    }
    await origins.stop();
  }
  await blackbox?.stop();
  return `${table([['', 'endpoints', '', 'median ms', 'p99 ms', "server's own p99"], ...rows])}\nReadings above the 50 ms that the server held the answer.\n`;
}
