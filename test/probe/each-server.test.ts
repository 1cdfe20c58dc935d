import dns from 'node:dns';
import { describe, expect, it } from 'vitest';
import type { Zone } from '../../src/demo/dns-zone.ts';
import { holdRefusedPort } from '../../src/demo/refused-port.ts';
import { eachServer, type Service } from '../../src/probe/each-server.ts';
import { bothFamilies } from '../../src/probe/families.ts';
import { withDns } from '../support/servers/index.ts';

describe('of several name servers', () => {
  const WORKING: Zone = { 'web.test': { A: ['127.0.0.1'] } };
  const codeOf = (error: unknown) => String(Reflect.get(Object(error), 'code'));
  const SERVICE: Readonly<Record<string, Service>> = {
    ESERVFAIL: 'cannot-serve',
    EREFUSED: 'cannot-serve',
    ECONNREFUSED: 'silent',
  };
  const serviceOf = (answer: string): Service => SERVICE[answer] ?? 'serves';

  function resolverOf(...servers: string[]): dns.promises.Resolver {
    const resolver = new dns.promises.Resolver({ timeout: 1_000, tries: 1 });
    resolver.setServers(servers);
    return resolver;
  }

  function resolve4(resolver: dns.promises.Resolver, servers: string[], name = 'web.test'): Promise<string> {
    return eachServer(resolver, servers, () => resolver.resolve4(name).then(String, codeOf), serviceOf);
  }

  async function ask(first: Zone, second: Zone): Promise<string> {
    return withDns(first, (one) =>
      withDns(second, (two) => {
        const servers = [one.authority, two.authority];
        return resolve4(resolverOf(...servers), servers);
      }),
    );
  }

  it.each(['SERVFAIL', 'REFUSED'] as const)('one that answers %s leads on to the next', async (rcode) => {
    expect(await ask({ 'web.test': { rcode } }, WORKING)).toBe('127.0.0.1');
  });

  it('the first answer stands where it is one, and where no server can do better', async () => {
    expect(await ask({}, WORKING)).toBe('ENOTFOUND');
    const failing = await ask({ 'web.test': { rcode: 'SERVFAIL' } }, { 'web.test': { rcode: 'REFUSED' } });
    expect(failing).toBe('ESERVFAIL');
  });

  it('one that is not there takes nothing from the answer of the first', async () => {
    const { port, close } = await holdRefusedPort();
    await withDns({ 'web.test': { rcode: 'SERVFAIL' } }, async ({ authority }) => {
      const servers = [authority, `127.0.0.1:${port}`];
      expect(await resolve4(resolverOf(...servers), servers)).toBe('ESERVFAIL');
    });
    await close();
  });

  it('all are asked about the next name, too', async () => {
    await withDns({ ...WORKING, 'web.test.search.test': { rcode: 'SERVFAIL' } }, (one) =>
      withDns({}, async (two) => {
        const servers = [one.authority, two.authority];
        const resolver = resolverOf(...servers);
        expect(await resolve4(resolver, servers, 'web.test.search.test')).toBe('ENOTFOUND');
        expect(await resolve4(resolver, servers)).toBe('127.0.0.1');
      }),
    );
  });

  it('the next one waits for the family that is still out', async () => {
    // c-ares refuses to change its servers while a query is under way.
    await withDns({ 'web.test': { rcode: 'SERVFAIL', silent: 'AAAA' } }, (one) =>
      withDns(WORKING, async (two) => {
        const servers = [one.authority, two.authority];
        const resolver = new dns.promises.Resolver({ timeout: 100, tries: 1 });
        resolver.setServers(servers);
        const query = () => bothFamilies('web.test', resolver);
        const found = await eachServer(resolver, servers, query, ({ ok }) =>
          ok ? 'serves' : 'cannot-serve',
        );
        expect(found).toMatchObject({ ok: true, value: { addresses: [{ ip: '127.0.0.1' }] } });
        expect(two.queries.filter(({ type }) => type === 'A')).toHaveLength(1);
      }),
    );
  });
});
