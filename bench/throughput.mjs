// Throughput: processor time, wall time and peak memory of probing many distinct origins once.
import { aiprobe, bareUndici, curl, hasBlackbox, startBlackbox } from './lib/contestants.mjs';
import { nginxOrigins } from './lib/origins.mjs';
import { inTurn, median, spread, table } from './lib/stats.mjs';

export const about = 'cost of a probe at 100, 1,000 and 10,000 distinct origins, plain and TLS';

export async function run({ rounds = 3, sizes = [100, 1_000, 10_000], kinds = ['plain', 'tls'] }) {
  const blackbox = hasBlackbox() ? await startBlackbox() : null;
  const rows = [];
  for (const kind of kinds) {
    const tls = kind === 'tls';
    const origins = await nginxOrigins(Math.max(...sizes), tls);
    for (const size of sizes) {
      const urls = origins.urls.slice(0, size);
      const contestants = [
        { name: 'aiprobe', run: aiprobe(urls, { tls }) },
        { name: 'undici alone', run: bareUndici(urls, { tls }) },
        { name: 'curl --parallel', run: curl(urls, { tls }) },
      ];
      if (blackbox !== null)
        contestants.push({ name: 'blackbox_exporter', run: blackbox.probe(urls, { tls }) });
      const results = await inTurn(roundsFor(size, rounds), contestants);
      for (const { name } of contestants) rows.push(row(kind, size, name, results));
      if (blackbox === null) rows.push([kind, size, 'blackbox_exporter', 'not installed: skipped']);
    }
    await origins.stop();
  }
  await blackbox?.stop();
  return table([['', 'origins', '', 'cpu us/probe', 'x aiprobe', 'probes/s', 'peak MB'], ...rows]);
}

/** A large run repeats itself; a small one is short. */
function roundsFor(size, rounds) {
  return size >= 10_000 ? rounds : rounds * 3;
}

function row(kind, size, name, results) {
  const each = (contestant) => results.get(contestant).map(({ cpuMs }) => (cpuMs * 1_000) / size);
  const outcomes = results.get(name);
  return [
    kind,
    size,
    name,
    spread(each(name)),
    (median(each(name)) / median(each('aiprobe'))).toFixed(2),
    spread(outcomes.map(({ wallMs }) => (size * 1_000) / wallMs)),
    spread(outcomes.map(({ peakMb }) => peakMb)),
  ];
}
