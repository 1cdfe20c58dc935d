import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { ConfigError, check } from '../../src/api/index.ts';
import { always, jsonReply, textReply } from '../../src/demo/reply.ts';
import { withServer } from '../support/servers/index.ts';

const fine = always(textReply(200, 'pong'));

describe('the library', () => {
  it('yields results as they finish and gives the report at the end', async () => {
    await withServer(fine, async ({ origin }) => {
      const run = check({ targets: [`${origin}/a`, `${origin}/b`], env: {} });
      const seen: string[] = [];
      for await (const { name, state } of run) seen.push(`${name} ${state}`);
      const report = await run.report();
      expect(seen).toHaveLength(2);
      expect(report.summary).toMatchObject({ total: 2, up: 2, exit_code: 0 });
      expect(report.results.map(({ url }) => url)).toEqual([`${origin}/a`, `${origin}/b`]);
    });
  });

  it('gives the report also to who does not care for the single results', async () => {
    const { results } = await check({
      targets: ['http://127.0.0.1:1/'],
      flags: { retries: 0 },
      env: {},
    }).report();
    expect(results[0]).toMatchObject({ state: 'down', kind: 'connect', reason: 'refused' });
  });

  it('reads a config and its variables, and keeps what is secret', async () => {
    await withServer(
      always(jsonReply(500, { error: { message: 'no such key: sk-very-secret' } })),
      async ({ origin }) => {
        const config = `probes:\n  - { name: gate, url: "${origin}/x", headers: { x-api-key: "\${KEY}" }, retries: 0 }\n`;
        const report = await check({ config, env: { KEY: 'sk-very-secret' } }).report();
        expect(report.results[0]).toMatchObject({ name: 'gate', kind: 'server-error' });
        expect(JSON.stringify(report)).not.toContain('very-secret');
      },
    );
  });

  it('tells every mistake of a config, probes nothing, and says where', async () => {
    const run = check({ config: [{ name: 'my.yaml', text: '- { url: 5, tiemout: 1s }' }], env: {} });
    const error = await run.report().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ message: expect.stringMatching(/^my\.yaml:1:\d+: /) });
    if (error instanceof ConfigError) expect(error.diagnostics.length).toBeGreaterThan(1);
  });

  it('ends early on a signal, with what is finished', async () => {
    await withServer(
      () => {},
      async ({ origin }) => {
        const stop = new AbortController();
        const run = check({ targets: [`${origin}/hangs`], env: {}, signal: stop.signal });
        setTimeout(() => stop.abort('SIGTERM'), 50);
        const report = await run.report();
        expect(report.results[0]?.state).toBe('skipped');
        expect(report.summary.exit_code).toBe(143);
      },
    );
  });

  it('has no report of a run that was left', async () => {
    const run = check({
      targets: ['http://127.0.0.1:1/a', 'http://127.0.0.1:1/b'],
      flags: { retries: 0 },
      env: {},
    });
    for await (const _ of run) break;
    await expect(run.report()).rejects.toThrow('left before its end');
  });

  it('ends what is under way when it is left', async () => {
    const [hanging, closed] = [new EventEmitter(), new EventEmitter()];
    const [isHanging, isClosed] = [once(hanging, 'now'), once(closed, 'now')];
    await withServer(
      async ({ url, socket }, response) => {
        if (url === '/hangs') {
          socket.once('close', () => closed.emit('now'));
          hanging.emit('now');
          return;
        }
        await isHanging;
        response.end('pong');
      },
      async ({ origin }) => {
        const run = check({
          targets: [`${origin}/hangs`, `${origin}/fine`],
          flags: { timeout: '10m' },
          env: {},
        });
        for await (const { url } of run) {
          expect(url).toBe(`${origin}/fine`);
          break;
        }
        await isClosed;
      },
    );
  });

  it.each([
    ['nothing at all', {}, 'settings: no probe is selected'],
    [
      'a choice that no probe is in',
      { config: '[{ name: a, url: "http://127.0.0.1:1" }]', flags: { tags: ['b'] } },
      'settings: no probe is selected',
    ],
    [
      'a state that there is none of',
      { failOn: ['dwn'] },
      'settings: failOn: "dwn" is none of degraded, down',
    ],
    ['a state, which cannot be ignored', { ignore: ['down'] }, 'settings: ignore: "down" is none of dns'],
    [
      'no attempt at a time',
      { concurrency: 0 },
      'settings: concurrency: it has to be "auto" or a whole number',
    ],
  ])('refuses %s: a gate that lets all pass is none', async (_, input, message) => {
    const failed = check({ ...input, env: {} }).report();
    await expect(failed).rejects.toThrow(ConfigError);
    await expect(failed).rejects.toThrow(message);
  });

  it('makes a run without a probe where that is wanted', async () => {
    const { summary } = await check({ targets: [], allowEmpty: true, env: {} }).report();
    expect(summary).toMatchObject({ total: 0, exit_code: 0 });
  });
});
