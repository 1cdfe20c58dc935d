import { generate } from 'selfsigned';
import { beforeAll, describe, expect, it } from 'vitest';
import { plan, target } from './helpers.ts';

let own = { cert: '', private: '' };
let other = { cert: '', private: '' };

beforeAll(async () => {
  own = await generate([{ name: 'commonName', value: 'own' }]);
  other = await generate([{ name: 'commonName', value: 'other' }]);
});

describe('certificate files', () => {
  it('are read beside the config', async () => {
    const files = { 'ca.pem': other.cert, 'own.pem': own.cert, '/abs/key.pem': own.private };
    const made = await target(
      '- {url: https://h, tls: {ca: ca.pem, cert: own.pem, key: /abs/key.pem, servername: x}}',
      { files },
    );
    expect(made.tls).toMatchObject({ ca: [other.cert], cert: own.cert, servername: 'x', insecure: false });
    expect(made.tls.key?.reveal()).toBe(own.private);
    expect(JSON.stringify(made)).not.toContain('PRIVATE');
  });

  it.each([
    ['{ca: none.pem}', '1:21 tls.ca: none.pem cannot be read: no such file'],
    ['{ca: text.pem}', '1:21 tls.ca: text.pem is no PEM file with a certificate'],
    ['{ca: broken.pem}', '1:16 certificate files: OpenSSL refuses them'],
    ['{cert: own.pem}', '1:16 a client certificate needs both "tls.cert" and "tls.key"'],
    ['{cert: own.pem, key: other.key}', '1:16 certificate files: the key does not belong to the certificate'],
  ])('%s', async (tls, message) => {
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
    const files = {
      'text.pem': 'hello',
      'broken.pem': broken,
      'own.pem': own.cert,
      'other.key': other.private,
    };
    const { problems } = await plan(`- {url: https, tls: ${tls}}`.replace('https', 'https://h'), { files });
    expect(problems.join()).toContain(message.replace(/^1:\d+ /, ''));
  });

  it('--ca goes before SSL_CERT_FILE, whose absence stops nothing', async () => {
    const files = { a: own.cert, b: other.cert };
    const env = { SSL_CERT_FILE: 'a', NODE_EXTRA_CA_CERTS: 'b' };
    expect((await target('- https://h', { files, env })).tls.ca).toEqual([own.cert, other.cert]);
    expect((await target('- https://h', { files, env, flags: { ca: 'b' } })).tls.ca).toEqual([other.cert]);
    const { plan: made, problems } = await plan('- https://h\n- https://i', {
      env: { SSL_CERT_FILE: 'none' },
    });
    expect(problems).toEqual(['$SSL_CERT_FILE warning: $SSL_CERT_FILE: none cannot be read: no such file']);
    expect(made.targets).toHaveLength(2);
  });

  it('are the same array for all probes that share them', async () => {
    const { plan: made } = await plan('- https://h\n- https://i', {
      files: { a: own.cert },
      env: { SSL_CERT_FILE: 'a' },
    });
    expect(made.targets[0]?.tls.ca).toBe(made.targets[1]?.tls.ca);
  });
});
