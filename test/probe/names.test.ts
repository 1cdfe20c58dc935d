/** The files that name resolution reads, as text. */

import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ofFamily } from '../../src/probe/address.ts';
import { parseHosts } from '../../src/probe/hosts.ts';
import { candidateNames, NO_SEARCH, parseResolvConf } from '../../src/probe/resolv-conf.ts';

describe('the hosts file', () => {
  const table = parseHosts(
    [
      '# a comment',
      '127.0.0.1\tlocalhost  gpu-7 GPU-7.lan.  # trailing',
      '::1 localhost',
      '10.0.0.8 gpu-7',
      '10.0.0.8 gpu-7',
      'fe80::1%lo0 scoped',
      '999.1.1.1 nonsense',
      'not-an-address name',
      '10.0.0.9',
      '   10.0.0.10   indented\r',
    ].join('\n'),
  );

  it.each([
    ['localhost', ['127.0.0.1', '::1']],
    ['gpu-7', ['127.0.0.1', '10.0.0.8']],
    ['gpu-7.lan', ['127.0.0.1']],
    ['scoped', ['fe80::1%lo0']],
    ['indented', ['10.0.0.10']],
    ['nonsense', undefined],
    ['name', undefined],
  ])('gives %s', (name, addresses) => expect(table.get(name)).toEqual(addresses));

  it('holds nothing but addresses, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const addresses of parseHosts(text).values()) {
          expect(addresses.length).toBeGreaterThan(0);
          for (const address of addresses) expect(isIP(address)).not.toBe(0);
        }
      }),
    );
  });
});

describe('resolv.conf', () => {
  it.each([
    ['', NO_SEARCH],
    ['nameserver 10.0.0.2\nsearch a.test b.test.\n', { search: ['a.test', 'b.test'], ndots: 1 }],
    ['search a.test\ndomain b.test c.test', { search: ['b.test'], ndots: 1 }],
    ['domain b.test\nsearch a.test ; comment', { search: ['a.test'], ndots: 1 }],
    ['options timeout:1 ndots:5 rotate', { search: [], ndots: 5 }],
    ['options ndots:99', { search: [], ndots: 15 }],
    ['options ndots:2\noptions rotate', { search: [], ndots: 2 }],
    ['search .', { search: [], ndots: 1 }],
    ['# search x.test\nsearched y.test', NO_SEARCH],
  ])('%j', (text, expected) => expect(parseResolvConf(text)).toEqual(expected));

  it('stays within its bounds, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('search', 'domain', 'options', 'ndots:7', '\n'))),
        (words) => {
          const { search, ndots } = parseResolvConf(words.join(' '));
          expect(search.length).toBeLessThanOrEqual(16);
          expect(ndots).toBeLessThanOrEqual(15);
        },
      ),
    );
  });
});

describe('the search list', () => {
  const rules = { search: ['a.test', 'b.test'], ndots: 2 };
  it.each([
    ['short', ['short.a.test', 'short.b.test', 'short']],
    ['one.dot', ['one.dot.a.test', 'one.dot.b.test', 'one.dot']],
    ['has.two.dots', ['has.two.dots', 'has.two.dots.a.test', 'has.two.dots.b.test']],
    ['final.', ['final']],
  ])('makes of %s', (name, candidates) => expect(candidateNames(name, rules)).toEqual(candidates));

  const label = fc.stringMatching(/^[a-z0-9]{1,8}$/);
  it('asks for the name itself once, and for each domain once', () => {
    fc.assert(
      fc.property(
        fc.array(label, { minLength: 1, maxLength: 5 }),
        fc.uniqueArray(label, { maxLength: 4 }),
        fc.nat(15),
        (labels, search, ndots) => {
          const name = labels.join('.');
          const names = candidateNames(name, { search, ndots });
          expect(names).toHaveLength(search.length + 1);
          expect(names.filter((candidate) => candidate === name)).toHaveLength(1);
          expect(names[labels.length - 1 >= ndots ? 0 : names.length - 1]).toBe(name);
        },
      ),
    );
  });
});

describe('addresses', () => {
  it('are taken by turns, IPv6 first, each family in its order', () => {
    const ips = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '::1', '::2'];
    expect(ofFamily(ips, null).map(({ ip }) => ip)).toEqual([
      '::1',
      '10.0.0.1',
      '::2',
      '10.0.0.2',
      '10.0.0.3',
    ]);
    expect(ofFamily(ips, 4).map(({ ip }) => ip)).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3']);
    expect(ofFamily(ips, 6)).toEqual([
      { ip: '::1', family: 6 },
      { ip: '::2', family: 6 },
    ]);
    expect(ofFamily(['::ffff:10.0.0.1', 'fe80::1%eth0'], 4)).toEqual([]);
  });
});
