// Scale: what 10,000 entries cost where nothing is on the wire: reading the config, and writing the report.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AIPROBE, expectCode, measure } from './lib/command.mjs';
import { scratch } from './lib/scratch.mjs';
import { inTurn, spread, table } from './lib/stats.mjs';

export const about =
  'reading a config of 10,000 entries, and reporting 10,000 results, with nothing on the wire';

export async function run({ rounds = 3, sizes = [10_000] }) {
  const [size] = sizes;
  const urls = file('urls.yaml', size, (i) => `- http://127.0.0.1:${1 + (i % 60_000)}/p${i}\n`);
  const full = file(
    'full.yaml',
    size,
    (i) =>
      `- { name: gpu-${i}, provider: vllm, base_url: "http://10.0.${i >> 8}.${i & 255}:8000", check: chat, model: m, tags: [gpu, t${i % 9}], timeout: 5s, expect: { status: 2xx } }\n`,
  );
  // A variable that is not set makes every probe `skipped`: the whole run but the wire.
  const skipped = file(
    'skipped.yaml',
    size,
    (i) => `- { name: s${i}, url: "http://127.0.0.1:9/\${NOT_SET}/${i}" }\n`,
  );
  const check = (...more) => ['check', '-c', skipped, '--allow-missing-env', ...more];
  const lines = {
    [`validate ${size} URLs`]: ['validate', urls],
    [`validate ${size} full entries`]: ['validate', full],
    [`check ${size} skipped, json`]: check('-r', 'json=/dev/null'),
    [`check ${size} skipped, ndjson`]: check('-r', 'ndjson=/dev/null'),
    [`check ${size} skipped, table`]: check('-r', 'table=/dev/null'),
    [`check ${size} skipped, table -v`]: check('-r', 'table=/dev/null', '-v'),
  };
  const contestants = Object.entries(lines).map(([name, line]) => ({
    name,
    run: async () => expectCode(await measure([process.execPath, AIPROBE, ...line]), name, 0),
  }));
  const results = await inTurn(rounds, contestants);
  const rows = Object.keys(lines).map((name) => {
    const outcomes = results.get(name);
    return [
      name,
      spread(outcomes.map(({ wallMs }) => wallMs)),
      spread(outcomes.map(({ cpuMs }) => cpuMs)),
      spread(outcomes.map(({ peakMb }) => peakMb)),
    ];
  });
  return table([['', 'wall ms', 'cpu ms', 'peak MB'], ...rows]);
}

function file(name, size, entry) {
  const path = join(scratch(), name);
  writeFileSync(path, Array.from({ length: size }, (_, i) => entry(i)).join(''));
  return path;
}
