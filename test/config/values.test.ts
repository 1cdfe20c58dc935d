import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinPath, parseAddress } from '../../src/config/url.ts';
import {
  formatSize,
  type Parsed,
  parseHostPort,
  parseLimit,
  parseResolve,
  parseSize,
  parseSpan,
  parseStatus,
} from '../../src/config/values.ts';

const value = <T>(parsed: Parsed<T>): T | string => ('value' in parsed ? parsed.value : parsed.problem);
const ok = (parsed: Parsed<unknown>) => 'value' in parsed;

describe('durations', () => {
  it('add up their units', () => {
    const parts = fc.record({ h: fc.nat(23), m: fc.nat(59), s: fc.nat(59), ms: fc.nat(999) });
    fc.assert(
      fc.property(parts, ({ h, m, s, ms }) => {
        expect(value(parseSpan(`${h}h${m}m${s}s${ms}ms`))).toBe(((h * 60 + m) * 60 + s) * 1000 + ms);
      }),
    );
  });
  it('never throw, and are whole milliseconds of a timer where they are taken', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double(), fc.integer()), (input) => {
        const parsed = parseLimit(input);
        if ('value' in parsed) expect(parsed.value > 0 && parsed.value < 2 ** 31).toBe(true);
        else expect(parsed.problem).not.toBe('');
      }),
    );
  });
  it.each([
    [0, 'must be longer than 0'],
    ['0s', 'must be longer than 0'],
    [-1, 'must not be negative'],
    ['-2s', 'must not be negative'],
    ['25d', '"25d" is too long (the limit is 24 days)'],
    ['5x', '"5x" is no duration; write 250ms, 2s, 1m30s, 2h or a number of milliseconds'],
    ['', '"" is no duration; write 250ms, 2s, 1m30s, 2h or a number of milliseconds'],
  ])('%j: %s', (input, problem) => expect(value(parseLimit(input))).toBe(problem));
});

describe('sizes', () => {
  it('know both kinds of kilo', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (n) => {
        expect(value(parseSize(`${n}KiB`))).toBe(n * 1024);
        expect(value(parseSize(`${n}kB`))).toBe(n * 1000);
        expect(value(parseSize(`${n} MiB`))).toBe(n * 1024 * 1024);
        expect(value(parseSize(n))).toBe(n);
        expect(value(parseSize(formatSize(n)))).toBe(n);
      }),
    );
  });
  it.each(['', '5 potatoes', '-1', '0', '2GiB', 'constructor', '1e3', 'NaN'])('%j is none', (input) => {
    expect(ok(parseSize(input))).toBe(false);
  });
});

describe('statuses', () => {
  it.each<[Parameters<typeof parseStatus>[0], number[][]]>([
    [200, [[200, 200]]],
    [
      [200, 204],
      [
        [200, 200],
        [204, 204],
      ],
    ],
    ['2xx', [[200, 299]]],
    ['<500', [[100, 499]]],
    ['<=404', [[100, 404]]],
    ['>= 400', [[400, 599]]],
    [
      '200-299, 404',
      [
        [200, 299],
        [404, 404],
      ],
    ],
  ])('%j', (input, ranges) => {
    expect(value(parseStatus(input))).toMatchObject({ ranges: ranges.map(([from, to]) => ({ from, to })) });
  });
  it.each([99, 600, '2x', '6xx', '299-200', '<100', '', 'ok', 200.5])('%j is none', (input) => {
    expect(ok(parseStatus(input))).toBe(false);
  });
});

describe('hosts and addresses', () => {
  it.each([
    ['1.1.1.1', { host: '1.1.1.1', port: null }],
    ['ns.example:5353', { host: 'ns.example', port: 5353 }],
    ['[::1]:53', { host: '::1', port: 53 }],
    ['::1', { host: '::1', port: null }],
  ])('%s', (text, expected) => expect(value(parseHostPort(text))).toEqual(expected));
  it.each(['a b', 'h:0', 'h:65536', '[x]:1', 'http://h', ''])('%j is no host', (text) => {
    expect(ok(parseHostPort(text))).toBe(false);
  });
  it('--resolve takes IPv6 on both sides', () => {
    expect(value(parseResolve('A.example:443:::1'))).toEqual({
      host: 'a.example',
      port: 443,
      address: '::1',
    });
    expect(value(parseResolve('[::2]:443:[::1]'))).toEqual({ host: '::2', port: 443, address: '::1' });
    expect(ok(parseResolve('a:443:b'))).toBe(false);
  });
  it.each([
    'ftp://h',
    '//h',
    'http://',
    'http:/h',
    'http://h:0/',
    'http://h\n',
    'tcp://h:1/x',
    'tcp://u@h:1',
    'tcp://h%20:1',
    'http://a..b:99999',
  ])('%j cannot be probed', (text) => expect(ok(parseAddress(text))).toBe(false));
  it('never throw', () => {
    fc.assert(fc.property(fc.webUrl(), fc.string(), (url, noise) => void parseAddress(url + noise)));
  });
});

describe('joining', () => {
  it.each([
    ['https://h/v1', '/models', ['/models'], 'https://h/v1/models'],
    ['http://h:8000/v1/', '/v1/models', ['/v1/models'], 'http://h:8000/v1/models'],
    ['http://h/v1', '/health', ['/health', '/v1/models'], 'http://h/health'],
    ['http://h/gw/v1', '/v1beta/x', ['/v1beta/x'], 'http://h/gw/v1/v1beta/x'],
    ['http://h/?tenant=a', '/x?alt=sse', ['/x'], 'http://h/x?tenant=a&alt=sse'],
    ['http://h', 'https://other/x', [], 'https://other/x'],
  ])('%s + %s', (root, path, paths, url) => expect(joinPath(root, path, paths)).toBe(url));
});
