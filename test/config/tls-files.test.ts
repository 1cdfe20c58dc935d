import { createPrivateKey } from 'node:crypto';
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
    ['{ca: none.pem}', '1:21 tls.ca: cannot read none.pem: no such file'],
    ['{ca: text.pem}', '1:21 tls.ca: text.pem is no PEM file with a certificate'],
    ['{ca: cut.pem}', '1:21 tls.ca: cut.pem breaks off within a certificate'],
    ['{ca: broken.pem}', '1:21 tls.ca: broken.pem holds a certificate that OpenSSL cannot read (ERR_'],
    ['{cert: own.pem, key: locked.key}', '1:36 tls.key: locked.key is encrypted; a key without a passphrase'],
    ['{cert: own.pem}', '1:16 a client certificate needs both "tls.cert" and "tls.key"'],
    ['{cert: own.pem, key: other.key}', '1:36 tls.key: other.key does not belong to the certificate'],
  ])('%s', async (tls, message) => {
    const locked = String(
      createPrivateKey(own.private).export({
        type: 'pkcs8',
        format: 'pem',
        cipher: 'aes-256-cbc',
        passphrase: 'x',
      }),
    );
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
    const files = {
      'text.pem': 'hello',
      'broken.pem': broken,
      'cut.pem': own.cert.slice(0, -20),
      'locked.key': locked,
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
    expect(problems).toEqual(['$SSL_CERT_FILE warning: cannot read none: no such file']);
    expect(made.targets).toHaveLength(2);
  });

  it('that two variables name are one, also in what plan shows', async () => {
    const env = { SSL_CERT_FILE: 'a', NODE_EXTRA_CA_CERTS: 'a' };
    const { plan: made } = await plan('- https://h', { files: { a: own.cert }, env });
    expect(made.targets[0]?.tls).toMatchObject({ ca: [own.cert], files: { ca: ['a'] } });
    const shown = made.settings.get('h')?.filter(({ key }) => key === 'tls.ca');
    expect(shown).toEqual([{ key: 'tls.ca', value: 'a', origin: '$SSL_CERT_FILE' }]);
  });

  it('are the same array for all probes that share them', async () => {
    const { plan: made } = await plan('- https://h\n- https://i', {
      files: { a: own.cert },
      env: { SSL_CERT_FILE: 'a' },
    });
    expect(made.targets[0]?.tls.ca).toBe(made.targets[1]?.tls.ca);
  });
});
