import net from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { HANGING } from '../../src/demo/http/waiting.ts';
import { ECHO, http, startStandIn, tcp, withServer, withTlsServer } from '../support/servers/index.ts';
import { curl, rawExchange, split } from '../support/servers/raw-client.ts';

describe('a stand-in', () => {
  it('closes with connections open, and the port is free again', async () => {
    const standIn = await startStandIn(HANGING);
    const hung = rawExchange(standIn.port, { quietMs: 10_000 });
    await rawExchange(standIn.port, { quietMs: 20 });
    await standIn.close();
    expect((await hung).end).not.toBe('open');
    expect((await rawExchange(standIn.port)).code).toBe('ECONNREFUSED');
  });

  it('takes the port it is given, and says when it is taken', async () => {
    const standIn = await startStandIn(ECHO);
    await expect(startStandIn(ECHO, { port: standIn.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await standIn.close();
    const again = await startStandIn(ECHO, { port: standIn.port });
    expect(again.port).toBe(standIn.port);
    await again.close();
  });

  it('listens on loopback alone', async () => {
    const server = await startStandIn(tcp(() => undefined));
    expect(server.authority).toBe(`127.0.0.1:${server.port}`);
    await server.close();
  });

  it.skipIf(
    Object.values(networkInterfaces())
      .flat()
      .every((at) => at?.address !== '::1'),
  )('listens on IPv6 loopback', async () => {
    const server = await startStandIn(ECHO, { host: '::1' });
    expect(server.origin).toBe(`http://[::1]:${server.port}`);
    expect((await curl('--globoff', server.origin)).exit).toBe(0);
    await server.close();
  });

  it('answers plain HTTP on its TLS port with nothing that is HTTP, and TLS on its HTTP port in clear', async () => {
    await withTlsServer('good', ECHO, async ({ port }) => {
      expect((await rawExchange(port)).text).not.toContain('HTTP');
    });
    await withServer(ECHO, async ({ port, authority }) => {
      expect((await rawExchange(port, { tls: {} })).code).toMatch(/WRONG_VERSION_NUMBER$/);
      expect((await curl(`https://${authority}`)).exit).toBe(35);
    });
  });

  it('does what a listener or a socket handler says', async () => {
    await withServer(
      (_request, response) => void response.end('listener'),
      async ({ port }) => {
        expect(split(await rawExchange(port)).body).toBe('listener');
      },
    );
    await withServer(
      http((_request, response) => void response.end('http')),
      async ({ port }) => {
        expect(split(await rawExchange(port)).body).toBe('http');
      },
    );
    await withServer(
      tcp((socket) => void socket.end('raw')),
      async ({ port }) => {
        expect((await rawExchange(port, { request: null })).text).toBe('raw');
      },
    );
  });

  it('outlives clients that hang up midway', async () => {
    await withServer(
      tcp((socket) => void socket.write('x'.repeat(1_000_000))),
      async ({ port }) => {
        for (let i = 0; i < 5; i += 1) {
          await new Promise<void>((resolve) => {
            const socket = net.connect(port, '127.0.0.1', () => {
              socket.resetAndDestroy();
              resolve();
            });
          });
        }
        expect((await rawExchange(port, { request: null, enough: 10 })).text).toMatch(/^x+$/);
      },
    );
  });
});
