/** An attempt that is told to stop ends at once in every phase, and none leaves anything open behind it. */

import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Blackhole, startBlackhole } from '../../src/demo/blackhole.ts';
import { HANGING, headerDrip, STALLED_BODY } from '../../src/demo/http/waiting.ts';
import { proxy } from '../../src/demo/proxy.ts';
import { TLS_FAULTS } from '../../src/demo/tls-faults.ts';
import type { Observation, Phase } from '../../src/domain/observation.ts';
import type { Target } from '../../src/domain/target.ts';
import { type ExchangeInput, exchange } from '../../src/probe/exchange.ts';
import { Lifeline } from '../../src/probe/lifeline.ts';
import { Trace } from '../../src/probe/trace.ts';
import { attempt, errorOf, outcome, until } from '../support/probe.ts';
import {
  authorityPem,
  ECHO,
  RST,
  scriptOn,
  startStandIn,
  tcp,
  withDns,
  withServer,
  withTlsServer,
} from '../support/servers/index.ts';
import { httpTarget, tcpTarget, timeouts } from '../support/target.ts';

/** Stops the attempt a little after it has begun. */
async function stopped(target: Target): Promise<Observation> {
  const controller = new AbortController();
  const pending = attempt({ ...target, timeout: timeouts({ total: 30_000 }) }, controller.signal);
  setTimeout(() => controller.abort(), 250);
  return pending;
}

function expectStopped(observation: Observation, phase: Phase): void {
  expect(errorOf(observation)).toMatchObject({ code: 'ABORTED', phase });
  expect(observation.marks.end).toBeLessThan(10_000);
}

let hole: Blackhole;
beforeAll(async () => {
  hole = await startBlackhole();
});
afterAll(() => hole.close());

describe('a signal ends an attempt', () => {
  it('before it has begun', async () => {
    const observation = await attempt(tcpTarget('127.0.0.1', hole.port), AbortSignal.abort());
    expectStopped(observation, 'connect');
  });

  it('in the lookup, also of all addresses', async () => {
    await withDns({ 'silent.test': { silent: 'all' } }, async (dns) => {
      for (const allAddresses of [false, true]) {
        const settings = { server: dns.authority, ip: null, allAddresses };
        expectStopped(await stopped(tcpTarget('silent.test', 1, { dns: settings })), 'dns');
      }
    });
  });

  it('in connect', async () => expectStopped(await stopped(tcpTarget('127.0.0.1', hole.port)), 'connect'));

  it.each([
    ['the handshake', TLS_FAULTS.silent, 'https', 'tls'],
    ['the request', HANGING, 'http', 'request'],
    ['the headers', headerDrip(5), 'http', 'headers'],
    ['the body', STALLED_BODY, 'http', 'body'],
  ] as const)('in %s', async (_what, behaviour, scheme, phase) => {
    await withServer(behaviour, async ({ authority }) => {
      expectStopped(await stopped(httpTarget(`${scheme}://${authority}/`)), phase);
    });
  });

  it('in the proxy', async () => {
    await withServer(proxy({ hang: true }), async ({ port }) => {
      const spec = { secure: false, host: '127.0.0.1', port, authorization: null, origin: '--proxy' };
      expectStopped(await stopped(httpTarget('https://api.example.test/', { proxy: spec })), 'proxy');
    });
  });

  it('for many at once, without a word about leaks', async () => {
    const warnings: Error[] = [];
    const listener = (warning: Error) => warnings.push(warning);
    process.on('warning', listener);
    const controller = new AbortController();
    const pending = Array.from({ length: 30 }, () =>
      attempt(tcpTarget('127.0.0.1', hole.port), controller.signal),
    );
    setTimeout(() => controller.abort(), 50);
    expect(new Set((await Promise.all(pending)).map(outcome))).toEqual(new Set(['connect ABORTED']));
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', listener);
    expect(warnings).toEqual([]);
  });
});

describe('after an attempt', () => {
  const resources = () =>
    process
      .getActiveResourcesInfo()
      .filter((name) => /^(TCPSocketWrap|Timeout|TLSWrap|PipeWrap|QUERYWRAP|ZLIB)$/i.test(name)).length;

  it.each([
    ['well', ECHO, {}],
    ['by a deadline', HANGING, { timeout: timeouts({ first_byte: 60 }) }],
    ['by a reset', scriptOn('request', RST), {}],
    ['by a cap', ECHO, { maxBody: 3 }],
  ] as const)('that ended %s nothing of it is left', async (_how, behaviour, over) => {
    const server = await startStandIn(behaviour);
    const before = resources();
    for (let i = 0; i < 10; i += 1) await attempt(httpTarget(server.origin, over));
    // The server's own ends close when they see ours closed.
    await until(() => resources() <= before);
    await server.close();
  });

  it('over TLS, accepted or not, the other side sees the end', async () => {
    let open = 0;
    const count = tcp((socket) => {
      open += 1;
      socket.on('close', () => {
        open -= 1;
      });
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'));
    });
    const tls = { ca: [await authorityPem()], cert: null, key: null, servername: null, insecure: false };
    await withTlsServer('good', count, async ({ origin }) => {
      expect(outcome(await attempt(httpTarget(origin, { tls })))).toBe('200');
      expect(outcome(await attempt(httpTarget(origin)))).toBe('tls CERTIFICATE');
      await until(() => open === 0);
    });
  });

  it('the connection of a tcp check is closed', async () => {
    let open = 0;
    let seen = 0;
    const server = tcp((socket) => {
      open += 1;
      seen += 1;
      socket.resume().on('close', () => {
        open -= 1;
      });
    });
    await withServer(server, async ({ port }) => {
      expect(outcome(await attempt(tcpTarget('127.0.0.1', port)))).toBe('connected');
      await until(() => seen === 1 && open === 0);
    });
  });
});

describe('a connection that is lost before undici has it', () => {
  async function exchangeOn(socket: net.Socket, origin: string): Promise<string> {
    const now = () => performance.now();
    const trace = new Trace(origin, Date.now(), now);
    const life = new Lifeline(timeouts({ total: 3_000 }), trace.now);
    const input: ExchangeInput = {
      line: { socket, absoluteForm: false },
      request: { method: 'GET', url: origin, headers: [], body: null },
      extraHeaders: [],
      maxBody: 1_000,
      trace,
      life,
      hooks: { waiting: () => {}, working: () => {} },
      onData: null,
    };
    const error = await exchange(input);
    life.close();
    return `${error?.phase} ${error?.code}`;
  }

  async function connected(port: number): Promise<net.Socket> {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('error', () => {});
    await new Promise((resolve) => socket.once('connect', resolve));
    return socket;
  }

  it('is told, not asked for again without end', async () => {
    await withServer(HANGING, async ({ port, origin }) => {
      const closed = await connected(port);
      closed.destroy();
      expect(await exchangeOn(closed, origin)).toBe('request CLOSED');
      const reset = await connected(port);
      const error = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' });
      const destroyed = new Promise((resolve) => reset.once('close', resolve));
      reset.destroy(error);
      await destroyed;
      expect(await exchangeOn(reset, origin)).toBe('request ECONNRESET');
    });
  });

  it('with words of the other side already in it, is judged by these', async () => {
    await withServer(HANGING, async ({ port, origin }) => {
      const socket = await connected(port);
      socket.unshift(Buffer.from('SSH-2.0-x\r\n'));
      expect(await exchangeOn(socket, origin)).toBe('headers MALFORMED');
    });
  });
});
