/** `aiprobe wait`: what it says while it waits, and at its end why it gave up. */

import { describe, expect, it } from 'vitest';
import { always, jsonReply, sendReply } from '../../src/demo/reply.ts';
import { aiprobe } from './aiprobe.ts';
import { HEALTHY, serve } from './servers.ts';

const LOADING = always(jsonReply(503, { error: { message: 'Loading model', type: 'unavailable_error' } }));

function lastLine(stderr: string): string {
  return stderr.trimEnd().split('\n').at(-1) ?? '';
}

describe('aiprobe wait', () => {
  it('ends when all are up, with a line for each change and no report', async () => {
    let asked = 0;
    const late = await serve({
      via: 'http',
      listener: (request, response) => {
        request.resume();
        asked += 1;
        sendReply(response, jsonReply(asked < 3 ? 503 : 200, { status: 'x' }));
      },
    });
    const { code, stdout, stderr } = await aiprobe(['wait', late.origin, '--interval', '100ms']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringContaining('server-error.unavailable: 503'),
      expect.stringMatching(/: up$/),
      expect.stringMatching(/^aiprobe: all up after \d/),
    ]);
  });

  it('names each that is not up, and why, when it gives up', async () => {
    const [well, ill] = await Promise.all([serve(HEALTHY), serve(LOADING)]);
    const args = [
      well.origin,
      `${ill.origin}/a`,
      `${ill.origin}/b`,
      '--timeout',
      '700ms',
      '--interval',
      '200ms',
    ];
    const { code, stderr, stdout } = await aiprobe(['wait', ...args]);
    expect(code).toBe(1);
    expect(lastLine(stderr)).toMatch(
      /^aiprobe: gave up after .*: not up: \S+\/a \(not-ready\.model-loading\), \S+\/b \(not-ready\.model-loading\)$/,
    );
    expect(stdout).toContain('not-ready.model-loading');
  });

  it('does not take its own last look, cut short for want of time, for a reason', async () => {
    const { origin } = await serve({
      via: 'http',
      listener: (request, response) => {
        request.resume();
        setTimeout(() => sendReply(response, jsonReply(500, { error: { message: 'no' } })), 300);
      },
    });
    const { code, stderr } = await aiprobe(['wait', origin, '--timeout', '800ms', '--interval', '200ms']);
    expect(code).toBe(1);
    expect(lastLine(stderr)).toContain('(server-error.internal)');
    expect(stderr).not.toContain('timeout.');
  });

  it('says what waiting does not mend', async () => {
    const { origin } = await serve(always(jsonReply(401, { error: { message: 'no key' } })));
    const { code, stderr } = await aiprobe(['wait', origin]);
    expect(code).toBe(1);
    expect(lastLine(stderr)).toMatch(/waiting does not mend \S+ \(auth\.missing-key\) \(--keep-waiting/);
  });

  it('says how far it came when all were up, but not often enough', async () => {
    const { origin } = await serve(HEALTHY);
    const args = ['wait', origin, '--stable', '50', '--timeout', '500ms', '--interval', '100ms', '--json'];
    const { code, stderr, stdout } = await aiprobe(args);
    expect(code).toBe(1);
    expect(lastLine(stderr)).toMatch(/all up, but only \d of 50 times in a row$/);
    expect(JSON.parse(stdout).summary).toMatchObject({ up: 1, exit_code: 1 });
  });

  it('ends with 1 when it gives up, also where nothing can be told', async () => {
    const challenge = { status: 403, headers: { 'cf-mitigated': 'challenge', 'content-type': 'text/html' } };
    const { origin } = await serve(always({ ...challenge, body: '<html>Just a moment...</html>' }));
    const flags = ['--timeout', '500ms', '--keep-waiting', '--json'];
    const { code, stdout } = await aiprobe(['wait', '-c', '-', ...flags], {
      stdin: `- { name: wall, provider: openai, base_url: "${origin}/v1" }\n`,
    });
    expect(JSON.parse(stdout)).toMatchObject({ summary: { unknown: 1, exit_code: 1 } });
    expect(code).toBe(1);
  });

  it('reports what it saw last when it is interrupted', async () => {
    const { origin } = await serve(LOADING);
    const { code, stdout, stderr } = await aiprobe(['wait', origin, '--interval', '20s', '--json'], {
      meanwhile: (child) => child.stderr?.once('data', () => child.kill('SIGTERM')),
    });
    expect(code).toBe(143);
    expect(lastLine(stderr)).toMatch(/interrupted after .*: not up: \S+ \(not-ready\.model-loading\)$/);
    expect(JSON.parse(stdout)).toMatchObject({
      summary: { down: 1, skipped: 0, exit_code: 143 },
      results: [{ kind: 'not-ready' }],
    });
  });

  it('is silent with -q when all comes up, and not when it gives up', async () => {
    const [well, ill] = await Promise.all([serve(HEALTHY), serve(LOADING)]);
    const silent = { code: 0, signal: null, stdout: '', stderr: '' };
    expect(await aiprobe(['wait', well.origin, '-q'])).toEqual(silent);
    const gave = await aiprobe(['wait', ill.origin, '-q', '--timeout', '200ms']);
    expect(gave.stderr.trimEnd().split('\n')).toEqual([expect.stringContaining('not-ready.model-loading')]);
  });

  it('warns of a bare number that looks like seconds', async () => {
    const { stderr } = await aiprobe(['wait', 'http://127.0.0.1:9/', '--timeout', '5']);
    expect(stderr).toMatch(/^aiprobe: --timeout 5 means 5 ms; for seconds write 5s\n/);
  });
});
