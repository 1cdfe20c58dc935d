// What the figures stand on: they mean something only together with this.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { ROOT, which } from './command.mjs';

export function machine() {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const cpus = os.cpus();
  return [
    `${new Date().toISOString().slice(0, 16)}Z · ${os.type()} ${os.release()} · ${cpus.length} x ${cpus[0]?.model.trim() ?? '?'} · load ${os.loadavg()[0].toFixed(1)}`,
    `aiprobe ${version} · Node ${process.versions.node} · ${versionOf('curl', /curl (\S+)/)} · ${versionOf('prometheus-blackbox-exporter', /version (\S+)/)}`,
  ].join('\n');
}

function versionOf(program, pattern) {
  if (which(program) === null) return `${program}: not installed`;
  // Some say it on stdout, some on stderr.
  const told = execFileSync('sh', ['-c', `${program} --version 2>&1`], { encoding: 'utf8' });
  return `${program} ${pattern.exec(told)?.[1] ?? '?'}`;
}
