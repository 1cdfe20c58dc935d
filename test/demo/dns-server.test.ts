import dgram from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { describe, expect, it } from 'vitest';
import type { DnsServer } from '../../src/demo/dns-server.ts';
import { startDnsServer } from '../../src/demo/dns-server.ts';
import type { Zone } from '../../src/demo/dns-zone.ts';
import { withDns } from '../support/servers/index.ts';

const many = Array.from({ length: 60 }, (_, i) => `127.0.1.${i + 1}`);

const ZONE: Zone = {
  'four.test': { A: ['127.0.0.1', '127.0.0.2'] },
  'six.test': { AAAA: ['::1'] },
  'both.test': { A: ['127.0.0.1'], AAAA: ['::1'] },
  'nothing.test': {},
  'servfail.test': { rcode: 'SERVFAIL' },
  'refused.test': { rcode: 'REFUSED' },
  'formerr.test': { rcode: 'FORMERR' },
  'notimp.test': { rcode: 'NOTIMP' },
  'silent.test': { silent: 'all' },
  'half-silent.test': { A: ['127.0.0.1'], silent: 'AAAA' },
  'truncated.test': { A: ['127.0.0.3'], truncated: true },
  'many.test': { A: many },
  'alias.test': { CNAME: 'middle.test' },
  'middle.test': { CNAME: 'four.test' },
  'dangling.test': { CNAME: 'gone.test' },
  'loop-a.test': { CNAME: 'loop-b.test' },
  'loop-b.test': { CNAME: 'loop-a.test' },
  'slow.test': { A: ['127.0.0.1'], delayMs: 60 },
  'malformed.test': { A: ['127.0.0.1'], malformed: true },
  '*.wild.test': { A: ['127.0.0.9'] },
};

function resolverOf(dns: DnsServer): Resolver {
  const resolver = new Resolver({ timeout: 150, tries: 1 });
  resolver.setServers([dns.authority]);
  return resolver;
}

describe('the demo name server', () => {
  it.each([
    ['four.test', ['127.0.0.1', '127.0.0.2']],
    ['FOUR.test', ['127.0.0.1', '127.0.0.2']],
    ['alias.test', ['127.0.0.1', '127.0.0.2']],
    ['truncated.test', ['127.0.0.3']],
    ['many.test', many],
    ['slow.test', ['127.0.0.1']],
    ['a.b.wild.test', ['127.0.0.9']],
    ['half-silent.test', ['127.0.0.1']],
    ['loop-a.test', []],
  ])('gives the addresses of %s', async (name, addresses) => {
    await withDns(ZONE, async (dns) => {
      expect(await resolverOf(dns).resolve4(name)).toEqual(addresses);
    });
  });

  it.each([
    ['gone.test', 'ENOTFOUND'],
    ['wild.test', 'ENOTFOUND'],
    ['dangling.test', 'ENOTFOUND'],
    ['nothing.test', 'ENODATA'],
    ['six.test', 'ENODATA'],
    ['servfail.test', 'ESERVFAIL'],
    ['refused.test', 'EREFUSED'],
    ['formerr.test', 'EFORMERR'],
    ['notimp.test', 'ENOTIMP'],
    ['silent.test', 'ETIMEOUT'],
    ['malformed.test', 'EBADRESP'],
  ])('fails for %s with %s', async (name, code) => {
    await withDns(ZONE, async (dns) => {
      await expect(resolverOf(dns).resolve4(name)).rejects.toMatchObject({ code });
    });
  });

  it('answers for each family on its own', async () => {
    await withDns(ZONE, async (dns) => {
      const resolver = resolverOf(dns);
      expect(await resolver.resolve6('six.test')).toEqual(['::1']);
      expect(await resolver.resolve6('both.test')).toEqual(['::1']);
      await expect(resolver.resolve6('half-silent.test')).rejects.toMatchObject({ code: 'ETIMEOUT' });
    });
  });

  it('sends a truncated answer to TCP, and notes every question', async () => {
    await withDns(ZONE, async (dns) => {
      await resolverOf(dns).resolve4('truncated.test');
      expect(dns.queries).toEqual([
        { name: 'truncated.test', type: 'A', transport: 'udp' },
        { name: 'truncated.test', type: 'A', transport: 'tcp' },
      ]);
    });
  });

  it('sets the truncation bit, and no record, where the answer is too long for plain UDP', async () => {
    await withDns(ZONE, async (dns) => {
      const reply = await askPlainly(dns.port, 'many');
      expect(reply.readUInt16BE(0)).toBe(0x1234);
      expect(reply.readUInt16BE(2) & 0x8200).toBe(0x8200);
      expect(reply.readUInt16BE(6)).toBe(0);
    });
  });

  it('survives nonsense, and closes while an answer is due', async () => {
    const dns = await startDnsServer({ 'late.test': { A: ['127.0.0.1'], delayMs: 60_000 } });
    const client = dgram.createSocket('udp4');
    await new Promise((resolve) => client.send('nonsense', dns.port, dns.address, resolve));
    client.close();
    await expect(resolverOf(dns).resolve4('late.test')).rejects.toMatchObject({ code: 'ETIMEOUT' });
    expect(dns.queries.map(({ name }) => name)).toEqual(['late.test']);
    await dns.close();
  });
});

/** A question without EDNS for LABEL.test, A, IN, by hand. */
function askPlainly(port: number, label: string): Promise<Buffer> {
  const head = Buffer.from([0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  const name = Buffer.from(`\x04${label}\x04test\x00`, 'latin1');
  const question = Buffer.concat([head, name, Buffer.from([0, 1, 0, 1])]);
  return new Promise((resolve) => {
    const client = dgram.createSocket('udp4');
    client.once('message', (message) => {
      client.close();
      resolve(message);
    });
    client.send(question, port, '127.0.0.1');
  });
}
