// The contestants: each probes a list of URLs once and says what it cost and what it read.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { certificate } from './certificate.mjs';
import { AIPROBE, cpuOf, expectCode, measure, peakOf, ROOT, which } from './command.mjs';
import { keep, scratch, stop } from './scratch.mjs';

/** As many at once as PERF comparisons of this kind usually take. */
const AT_ONCE = 64;
const BARE_UNDICI = join(ROOT, 'bench', 'lib', 'bare-undici.mjs');

let serial = 0;
const newFile = (name) => {
  serial += 1;
  return join(scratch(), `${serial}-${name}`);
};

/**
 * @typedef {{ cpuMs: number, wallMs: number, peakMb: number, firstBytes: number[] }} Outcome
 * CPU and peak memory are those of the contestant's whole process, start-up included; first bytes are milliseconds.
 */

/** aiprobe through its real command line: a YAML list of URLs, results as JSON. */
export function aiprobe(urls, { tls, extra = [], read = false } = {}) {
  const config = newFile('probes.yaml');
  writeFileSync(config, urls.map((url) => `- ${url}\n`).join(''));
  return async () => {
    const report = read ? newFile('report.json') : '/dev/null';
    const trust = tls ? ['--ca', (await certificate()).cert] : [];
    const line = [
      process.execPath,
      AIPROBE,
      'check',
      '-c',
      config,
      '-r',
      `json=${report}`,
      ...trust,
      ...extra,
    ];
    const cost = expectCode(await measure(line), 'aiprobe', 0);
    return { ...cost, firstBytes: read ? firstBytesOf(report) : [] };
  };
}

function firstBytesOf(report) {
  return JSON.parse(readFileSync(report, 'utf8')).results.map(({ timings_ms }) => timings_ms.first_byte);
}

/** curl --parallel with a config file; time_starttransfer counts from the transfer's own start. */
export function curl(urls, { tls, atOnce = AT_ONCE } = {}) {
  const config = newFile('curl.txt');
  writeFileSync(config, urls.map((url) => `url = "${url}"\noutput = "/dev/null"\n`).join(''));
  return async () => {
    const trust = tls ? ['--cacert', (await certificate()).cert] : [];
    const parallel = ['--parallel', '--parallel-immediate', '--parallel-max', String(atOnce)];
    const line = ['curl', '-sS', '-w', '%{time_starttransfer}\\n', ...parallel, ...trust, '-K', config];
    const cost = expectCode(await measure(line), 'curl', 0);
    return {
      ...cost,
      firstBytes: cost.stdout
        .trim()
        .split('\n')
        .map((seconds) => Number(seconds) * 1_000),
    };
  };
}

/** What undici alone costs, in a Node process of its own. */
export function bareUndici(urls, { tls }) {
  const list = newFile('urls.txt');
  writeFileSync(list, urls.join('\n'));
  return async () => {
    const trust = tls ? [(await certificate()).cert] : [];
    const line = [process.execPath, BARE_UNDICI, list, String(AT_ONCE), ...trust];
    return { ...expectCode(await measure(line), 'bare undici', 0), firstBytes: [] };
  };
}

const BLACKBOX = 'prometheus-blackbox-exporter';

export const hasBlackbox = () => which(BLACKBOX) !== null;

/** blackbox_exporter, asked for one /probe for each URL. Only its own processor time counts, not that of who asks. */
export async function startBlackbox(port = 9_115) {
  const { cert } = await certificate();
  const config = newFile('blackbox.yml');
  writeFileSync(
    config,
    JSON.stringify({
      modules: {
        plain: { prober: 'http', timeout: '10s', http: { preferred_ip_protocol: 'ip4' } },
        tls: {
          prober: 'http',
          timeout: '10s',
          http: { preferred_ip_protocol: 'ip4', tls_config: { ca_file: cert } },
        },
      },
    }),
  );
  const address = `127.0.0.1:${port}`;
  const child = keep(
    spawn(BLACKBOX, [`--config.file=${config}`, `--web.listen-address=${address}`, '--log.level=error'], {
      stdio: 'ignore',
    }),
  );
  await listening(address);
  const probe =
    (urls, { tls, atOnce = AT_ONCE }) =>
    async () => {
      const [cpu, started] = [cpuOf(child.pid), performance.now()];
      const agent = new http.Agent({ keepAlive: true, maxSockets: atOnce });
      const firstBytes = [];
      await pool(urls, atOnce, async (url) => {
        const query = `module=${tls ? 'tls' : 'plain'}&target=${encodeURIComponent(url)}`;
        const metrics = await get(`http://${address}/probe?${query}`, agent);
        if (!/^probe_success 1$/m.test(metrics)) throw new Error(`blackbox_exporter: ${url} did not succeed`);
        firstBytes.push(firstByteOf(metrics));
      });
      agent.destroy();
      const wallMs = performance.now() - started;
      return { cpuMs: cpuOf(child.pid) - cpu, wallMs, peakMb: peakOf(child.pid), firstBytes };
    };
  return { probe, stop: () => stop(child) };
}

/** The phases up to the first byte of the answer, added up. */
function firstByteOf(metrics) {
  const phases = [...metrics.matchAll(/^probe_http_duration_seconds\{phase="(\w+)"\} (\S+)$/gm)];
  return phases.reduce(
    (sum, [, phase, seconds]) => (phase === 'transfer' ? sum : sum + Number(seconds) * 1_000),
    0,
  );
}

async function pool(items, atOnce, job) {
  const left = items[Symbol.iterator]();
  const worker = async () => {
    for (const item of left) await job(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

function get(url, agent) {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(text)).on('error', reject);
    });
    request.on('error', reject);
  });
}

async function listening(address) {
  for (let tries = 0; tries < 100; tries += 1) {
    const up = await get(`http://${address}/-/healthy`, undefined).catch(() => null);
    if (up !== null) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('blackbox_exporter does not come up');
}
