import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/classify/index.ts';
import { Secret } from '../../src/domain/secret.ts';
import { attempt } from '../support/probe.ts';
import { authorityPem, withTlsServer } from '../support/servers/index.ts';
import { httpTarget } from '../support/target.ts';

const DAY_MS = 86_400_000;

/** Asks a server whose certificate begins in three days, and whose clock is so many days ahead of ours. */
async function visit(daysAhead: number) {
  const requests: IncomingMessage[] = [];
  const ca = [await authorityPem()];
  return withTlsServer(
    'not-yet-valid',
    (request, response) => {
      requests.push(request);
      response.setHeader('date', new Date(Date.now() + daysAhead * DAY_MS).toUTCString());
      response.end('ok');
    },
    async ({ port }) => {
      const url = `https://127.0.0.1:${port}/v1/models?page=1`;
      const tls = { ca, cert: null, key: null, servername: null, insecure: false };
      const headers = [['authorization', new Secret('Bearer sk-very-secret')]] as const;
      const target = httpTarget(url, { tls }, { headers });
      return { verdict: classify(await attempt(target), target), requests };
    },
  );
}

describe('a certificate that is not valid yet', () => {
  it('accuses the clock of this machine where the server’s own is ahead', async () => {
    const { verdict } = await visit(10.5);
    expect(verdict).toMatchObject({
      state: 'unknown',
      failure: { kind: 'local', reason: 'clock-skew' },
      fault: 'local',
    });
    expect(verdict.message).toContain('10 days');
  });

  it('accuses the certificate where both clocks agree', async () => {
    const { verdict } = await visit(0);
    expect(verdict).toMatchObject({ state: 'down', failure: { kind: 'tls', reason: 'not-yet-valid' } });
  });

  it('gets no key, no path and no body over the connection that is not trusted', async () => {
    const { requests } = await visit(0);
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['HEAD /']);
    expect(JSON.stringify(requests[0]?.rawHeaders)).not.toContain('very-secret');
  });
});
