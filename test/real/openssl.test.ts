import { beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../src/domain/secret.ts';
import type { TlsSettings } from '../../src/domain/target.ts';
import { freePorts, needs } from '../support/real/daemon.ts';
import { startTlsServer } from '../support/real/s-server.ts';
import { probe, type Seen } from '../support/real/verdict.ts';
import { authorityPem, certificate } from '../support/servers/index.ts';
import { httpTarget, TARGET_BASE } from '../support/target.ts';

beforeEach((context) => needs(context, 'openssl'));

async function ask(args: readonly string[], over: Partial<TlsSettings> = {}): Promise<Seen> {
  const { port } = await freePorts('port');
  const server = await startTlsServer(port, args);
  try {
    const tls = { ...TARGET_BASE.tls, ca: [await authorityPem()], ...over };
    return await probe(httpTarget(`https://127.0.0.1:${port}/`, { tls }));
  } finally {
    await server.stop();
  }
}

const OLD = ['-cipher', 'ALL:@SECLEVEL=0'];

describe('openssl s_server', () => {
  it.each([
    ['-tls1_2', 'TLSv1.2'],
    ['-tls1_3', 'TLSv1.3'],
  ])('%s is spoken', async (version, protocol) => {
    const { observation, verdict } = await ask([version]);
    expect(verdict).toBe('up');
    expect(observation.tls).toMatchObject({ protocol, subject: 'aiprobe demo', alpn: null });
  });

  it.each([
    ['TLS 1.0 alone', ['-tls1', ...OLD], 'tls.protocol'],
    ['TLS 1.1 alone', ['-tls1_1', ...OLD], 'tls.protocol'],
    ['no cipher in common', ['-tls1_2', '-cipher', 'ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0'], 'tls.protocol'],
    [
      'a client certificate, in TLS 1.2',
      ['-tls1_2', '-Verify', '1', '-verify_return_error'],
      'tls.client-cert',
    ],
    [
      'a client certificate, in TLS 1.3',
      ['-tls1_3', '-Verify', '1', '-verify_return_error'],
      'tls.client-cert',
    ],
  ])('that has %s', async (_what, args, verdict) => {
    const seen = await ask(args);
    expect(seen.observation.error).not.toBeNull();
    expect(`${seen.outcome}: ${seen.verdict}`).toBe(`${seen.outcome}: ${verdict}`);
  });

  it('lets in who has a certificate', async () => {
    const { cert, key } = await certificate('client');
    for (const version of ['-tls1_2', '-tls1_3']) {
      expect(await ask([version, '-Verify', '1'], { cert, key: new Secret(key) })).toMatchObject({
        verdict: 'up',
      });
    }
  });
});
