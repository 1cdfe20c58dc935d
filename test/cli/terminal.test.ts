/** On a terminal: progress while probes are under way, gone when the report comes. Needs `script` of util-linux. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aiprobe, BIN, quote, scratch, shell } from './aiprobe.ts';
import { HEALTHY, SILENT, serve } from './servers.ts';

const ESCAPE = String.fromCharCode(27);
const folder = scratch();

function hasScript(): boolean {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux');
  } catch {
    return false;
  }
}

/** @returns what the terminal got: both streams, unless the line sends one elsewhere */
async function onTerminal(line: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const command = line.replace(/^aiprobe/, `${quote(process.execPath)} ${quote(BIN)}`);
  const { stdout } = await shell(`script -qefc ${quote(command)} /dev/null`, {
    cwd: folder,
    env: { TERM: 'xterm-256color', ...env },
  });
  return stdout;
}

describe.skipIf(!hasScript())('a terminal', () => {
  it('shows progress and erases it, and colors the report', async () => {
    const { origin } = await serve(SILENT);
    const seen = await onTerminal(`aiprobe ${origin} --timeout 700ms --retries 0`);
    expect(seen).toMatch(/0\/1/);
    const report = seen.lastIndexOf(`${ESCAPE}[J`);
    expect(report).toBeGreaterThan(seen.indexOf('0/1'));
    // After the last erasure nothing but the report, which moves no cursor.
    const rest = seen.slice(report + 3);
    expect(rest).toContain('timeout.first-byte');
    expect(rest.replaceAll(new RegExp(`${ESCAPE}\\[[\\d;]*m`, 'g'), '')).not.toContain(ESCAPE);
    expect(rest).toContain(`${ESCAPE}[`);
  });

  it.each(['json', 'ndjson'])('gets progress alone when the report (%s) goes into a file', async (format) => {
    const { origin } = await serve(SILENT);
    const seen = await onTerminal(
      `aiprobe ${origin} --timeout 700ms --retries 0 -r ${format} > ${quote(join(folder, 'out'))}`,
    );
    expect(seen).toMatch(/0\/1/);
    const last = readFileSync(join(folder, 'out'), 'utf8').trimEnd().split('\n').at(-1) ?? '';
    const report = format === 'ndjson' ? last : readFileSync(join(folder, 'out'), 'utf8');
    expect(JSON.parse(report).summary.down).toBe(1);
  });

  it('gets no progress among results that are written as they come, here or by a filter', async () => {
    const { origin } = await serve(HEALTHY);
    for (const end of ['', ' | cat']) {
      const seen = await onTerminal(`aiprobe ${origin} ${origin}/b -r ndjson${end}`);
      expect(seen).toMatch(/^\{"name":/);
      expect(seen).not.toContain(ESCAPE);
    }
  });

  it('gets the report in color and no progress when stderr is a file', async () => {
    const { origin } = await serve(HEALTHY);
    const seen = await onTerminal(`aiprobe ${origin} 2> ${quote(join(folder, 'err'))}`);
    expect(readFileSync(join(folder, 'err'), 'utf8')).toBe('');
    expect(seen).not.toContain(`${ESCAPE}[J`);
    expect(seen).toContain(`${ESCAPE}[`);
  });

  it.each([{ TERM: 'dumb' }, { CI: 'true' }])('gets no progress with %o', async (env) => {
    const { origin } = await serve(SILENT);
    const seen = await onTerminal(`aiprobe ${origin} --timeout 300ms --retries 0`, env);
    const waited = await onTerminal(`aiprobe wait ${origin} --timeout 300ms`, env);
    for (const text of [seen, waited]) {
      expect(text).toContain('timeout.first-byte');
      expect(text).not.toMatch(/\u001b\[\d*[A-KJ]/);
      expect(text).not.toMatch(/0\/1|waiting for/);
    }
  });

  it('is left uncolored with NO_COLOR and when it is dumb', async () => {
    const { origin } = await serve(HEALTHY);
    for (const env of [{ NO_COLOR: '1' }, { TERM: 'dumb' }]) {
      const seen = await onTerminal(`aiprobe ${origin} 2>/dev/null`, env);
      expect(seen).toContain('1 up');
      expect(seen).not.toContain(ESCAPE);
    }
  });

  it('that is no terminal gets no progress', async () => {
    const { origin } = await serve(HEALTHY);
    expect((await aiprobe([origin])).stderr).toBe('');
  });
});
