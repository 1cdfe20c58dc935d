/** A secret in every spelling in which services give back what they were sent. */

import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactor, Secret } from '../../src/domain/secret.ts';

const KEY = `sk-pl/9f+8e&3"2<1>'key=Zz:\`q@ ü`;

const base64 = (text: string) => Buffer.from(text).toString('base64');
const json = (text: string) => JSON.stringify(text).slice(1, -1);

const entities = (others: Readonly<Record<string, string>>) => {
  const all: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', ...others };
  return [...KEY].map((character) => all[character] ?? character).join('');
};

/** Encoder → the text as it stands in an answer. */
const ECHOES: Readonly<Record<string, string>> = {
  'as it is': KEY,
  'in lower case': KEY.toLowerCase(),
  'percent-encoded': encodeURIComponent(KEY),
  'percent-encoded in lower case': encodeURIComponent(KEY).replace(/%../g, (hex) => hex.toLowerCase()),
  'percent-encoded with apostrophes': encodeURIComponent(KEY).replaceAll("'", '%27'),
  'form-encoded': new URLSearchParams({ a: KEY }).toString().slice(2),
  'as JSON': json(KEY),
  'as JSON with escaped slashes': json(KEY).replaceAll('/', '\\/'),
  'as JSON for web pages': json(KEY)
    .replaceAll('&', '\\u0026')
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e'),
  'as JSON within JSON': json(json(KEY)),
  'as HTML': KEY.replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;'),
  'as HTML by Python': entities({ '"': '&quot;', "'": '&#x27;' }),
  'as HTML by Go': entities({ '"': '&#34;', "'": '&#39;', '+': '&#43;' }),
  'as HTML by Handlebars': entities({ '"': '&quot;', "'": '&#x27;', '`': '&#x60;', '=': '&#x3D;' }),
  'as HTML by Mustache': entities({
    '"': '&quot;',
    "'": '&#39;',
    '`': '&#x60;',
    '=': '&#x3D;',
    '/': '&#x2F;',
  }),
  'as JSON by .NET': 'sk-pl/9f\\u002B8e\\u00263\\u00222\\u003C1\\u003E\\u0027key=Zz:\\u0060q@ \\u00FC',
  'percent-encoded by Python': encodeURIComponent(KEY).replaceAll('%2F', '/'),
  'percent-encoded as a path segment': "sk-pl%2F9f+8e&3%222%3C1%3E'key=Zz:%60q@%20%C3%BC",
  'percent-encoded twice': encodeURIComponent(encodeURIComponent(KEY)),
  'sent bare and read as a form': KEY.replaceAll('+', ' '),
  'as base64': base64(KEY).replace(/=+$/, ''),
  'as base64 for URLs': Buffer.from(KEY).toString('base64url'),
};

describe('a secret', () => {
  it('is never shown by printing it', () => {
    const secret = new Secret(KEY);
    expect(
      [`${secret}`, JSON.stringify({ secret }), inspect(secret), inspect({ secret })].join(),
    ).not.toContain('sk-pl');
    expect(secret.reveal()).toBe(KEY);
  });

  it.each(Object.entries(ECHOES))('is masked %s', (_, echo) => {
    const redacted = redactor([new Secret(KEY)])(`before ${echo} after`);
    expect(redacted).toBe('before *** after');
  });

  it.each([0, 1, 2])('is masked in base64 after %i other bytes', (before) => {
    const secret = 'sk-0123456789abcdef';
    const encoded = base64(`${'u'.repeat(before)}${secret}:x`);
    // What its neighbours' bits are mixed into may stay: some characters at either end.
    const redacted = redactor([new Secret(secret)])(encoded);
    expect(redacted).toMatch(/^.{0,4}\*\*\*.{0,6}$/);
  });

  it('of several lines is masked line by line', () => {
    const redact = redactor([new Secret('-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\nc2hvcnQ=\n')]);
    expect(redact('it says MIIEvQIBADANBgkqhkiG9w0B')).toBe('it says ***');
  });

  it.each(['…', '…"', '"', '\\"', "'", ''])('that was cut short is masked before %j', (end) => {
    const redact = redactor([new Secret('sk-0123456789abcdef')]);
    expect(redact(`refused: "sk-0123456789ab${end}`)).toBe(`refused: "***${end}`);
    expect(redact(`refused: "sk-01${end}`)).toBe(`refused: "sk-01${end}`);
  });

  it('is not seen in a text that merely begins like it', () => {
    const redact = redactor([new Secret('https://hooks.example.com/T0/B0')]);
    expect(redact('https://hooks.example.com/help is up')).toBe('https://hooks.example.com/help is up');
  });

  it('that stands in ordinary words is left alone', () => {
    expect(redactor([new Secret('ab'), new Secret('')])('about')).toBe('about');
  });

  it('is not seen in blanks, which a server would read for its plus signs', () => {
    const redact = redactor([new Secret('++++'), new Secret('in+a')]);
    expect(redact('in a    row')).toBe('in a    row');
    expect(redact('++++ in+a')).toBe('*** ***');
  });

  it('that contains another is masked whole, and so is the other where it stands alone', () => {
    const redact = redactor(['abcd-ef', 'abcd', 'abcd-efgh'].map((value) => new Secret(value)));
    expect(redact('abcd abcd-e abcd-ef abcd-efg abcd-efgh')).toBe('*** ***-e *** ***g ***');
  });

  it('is found among a thousand that begin alike, in a text that is full of such beginnings', () => {
    const secrets = Array.from(
      { length: 1_000 },
      (_, i) => new Secret(`sk-proj-${'aB3+/='.repeat(8)}${i}-of-1000`),
    );
    const redact = redactor(secrets);
    const text = `sk-proj-${'aB3+/='.repeat(8)} `.repeat(18_000);
    expect(redact(`${text}sk-proj-${'aB3+/='.repeat(8)}731-of-1000`)).toBe(`${text}***`);
    // Where one form after another is compared, it takes half a minute (measured).
  }, 10_000);

  it('may be any text, and what is left holds nothing of it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4, unit: 'binary' }), fc.string(), (secret, around) => {
        const redacted = redactor([new Secret(secret)])(around + secret + around);
        expect(redacted.includes(secret) && !'***'.includes(secret) && !around.includes(secret)).toBe(
          `${around}***${around}`.includes(secret),
        );
      }),
    );
  });
});
