import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DnsSettings } from '../../src/domain/target.ts';
import { type Daemon, findProgram, freePorts, needs } from '../support/real/daemon.ts';
import { startNamed, zoneFile } from '../support/real/named.ts';
import { probe, type Seen } from '../support/real/verdict.ts';
import { ECHO, type StandIn, startStandIn } from '../support/servers/index.ts';
import { httpTarget } from '../support/target.ts';

let ports: Readonly<Record<'authority' | 'resolver', number>>;
let web: StandIn;
const daemons: Daemon[] = [];

/** So many addresses do not fit into one datagram, with EDNS neither; BIND takes a hundred for one name. */
const MANY = Array.from({ length: 95 }, (_, i) => `large IN A 127.0.${i}.9`);

const ZONES = `
  zone "example.test" { type primary; file "example"; };
  zone "broken.test" { type primary; file "no-such-file"; };
  zone "private.test" { type primary; file "example"; allow-query { none; }; };
  zone "signed.test" { type primary; file "example"; };`;

/** It asks the authority for everything; of signed.test it knows a key that nothing there was ever signed with. */
const RESOLVER = (authority: number) => `
  trust-anchors { signed.test. static-key 257 3 13 "${Buffer.alloc(64, 7).toString('base64')}"; };
  ${['example', 'signed', 'lame']
    .map(
      (name) =>
        `zone "${name}.test" { type forward; forward only; forwarders { 127.0.0.1 port ${authority}; }; };`,
    )
    .join('\n')}`;

beforeAll(async () => {
  if (findProgram('named') === null) return;
  web = await startStandIn(ECHO);
  ports = await freePorts('authority', 'resolver');
  const records = [
    'good IN A 127.0.0.1',
    'both IN A 127.0.0.1',
    'both IN AAAA ::1',
    'nodata IN TXT "no address"',
    'alias IN CNAME second',
    'second IN CNAME good',
    'dangling IN CNAME gone',
    'loop IN CNAME pool',
    'pool IN CNAME loop',
    '*.wild IN A 127.0.0.1',
    ...MANY,
    'large IN A 127.0.0.1',
  ];
  daemons.push(
    await startNamed({
      port: ports.authority,
      options: 'recursion no;',
      statements: ZONES,
      files: { example: zoneFile(records) },
    }),
    await startNamed({
      port: ports.resolver,
      options: 'recursion yes; allow-recursion { any; }; dnssec-validation yes; qname-minimization off;',
      statements: RESOLVER(ports.authority),
    }),
  );
});
afterAll(async () => {
  await Promise.all(daemons.map((daemon) => daemon.stop()));
  await web?.close();
});
beforeEach((context) => needs(context, 'named'));

function ask(name: string, server: keyof typeof ports, over: Partial<DnsSettings> = {}): Promise<Seen> {
  const dns = { server: `127.0.0.1:${ports[server]}`, ip: null, allAddresses: false, ...over };
  return probe(httpTarget(`http://${name}:${web.port}/`, { dns }));
}

describe('BIND', () => {
  it.each([
    ['nosuch.example.test', 'dns ENOTFOUND', 'dns.not-found', 'NXDOMAIN'],
    ['nodata.example.test', 'dns ENODATA', 'dns.no-address', 'NODATA'],
    ['www.broken.test', 'dns ESERVFAIL', 'dns.server-failure', 'a zone that could not be loaded'],
    ['www.private.test', 'dns EREFUSED', 'dns.refused', 'allow-query'],
    ['www.elsewhere.test', 'dns EREFUSED', 'dns.refused', 'a zone that it does not serve'],
    ['dangling.example.test', 'dns ENOTFOUND', 'dns.not-found', 'an alias of nothing'],
    ['loop.example.test', 'dns ESERVFAIL', 'dns.server-failure', 'aliases in a circle'],
    ['good.example.test', '200', 'up', 'an address'],
    ['alias.example.test', '200', 'up', 'aliases'],
    ['any.wild.example.test', '200', 'up', 'a wildcard'],
  ])('as the authority, of %s: %s, %s (%s)', async (name, outcome, verdict) => {
    expect(await ask(name, 'authority')).toMatchObject({ outcome, verdict });
  });

  it.each([
    ['good.example.test', '200', 'up', 'an address'],
    ['nosuch.example.test', 'dns ENOTFOUND', 'dns.not-found', 'NXDOMAIN'],
    ['www.signed.test', 'dns ESERVFAIL', 'dns.server-failure', 'a chain of trust that is broken'],
    ['www.lame.test', 'dns ESERVFAIL', 'dns.server-failure', 'a server that does not serve what it should'],
  ])('as a resolver, of %s: %s, %s (%s)', async (name, outcome, verdict) => {
    expect(await ask(name, 'resolver')).toMatchObject({ outcome, verdict });
  });

  it('is asked over TCP for what does not fit into a datagram', async () => {
    const { observation } = await ask('large.example.test', 'authority', { ip: 4 });
    expect(observation.error?.phase).not.toBe('dns');
    expect(observation.addresses).toHaveLength(MANY.length + 1);
  });

  it('gives both families, and the one that answers wins', async () => {
    const { observation, verdict } = await ask('both.example.test', 'authority');
    expect(verdict).toBe('up');
    expect(observation.addresses.map(({ ip, outcome }) => `${ip} ${outcome}`)).toEqual([
      '::1 failed',
      '127.0.0.1 connected',
    ]);
    expect(observation.resolver).toBe(`127.0.0.1:${ports.authority}`);
  });
});
