import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ENDLESS_REDIRECTS,
  MISSING_LOCATION,
  REDIRECT_LOOP,
  REDIRECT_TO_FILE,
  redirectChain,
  redirectTo,
} from '../../src/demo/http/redirects.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { HttpRequest } from '../../src/domain/target.ts';
import { follow } from '../../src/probe/redirect.ts';
import { bodyOf, errorOf, get, outcome } from '../support/probe.ts';
import { authorityPem, ECHO, http, withServer, withTlsServer } from '../support/servers/index.ts';

const REQUEST: HttpRequest = {
  method: 'POST',
  url: 'https://api.example.test/v1/a?x=1',
  headers: [
    ['content-type', 'application/json'],
    ['accept', 'application/json'],
    ['host', 'api.example.test'],
    ['authorization', new Secret('Bearer planted')],
    ['x-api-key', 'planted'],
    ['x-goog-api-key', 'planted'],
    ['api-key', 'planted'],
    ['xi-api-key', 'planted'],
    ['cookie', 'planted'],
    ['x-auth-token', 'planted'],
    ['x-subscription-key', 'planted'],
    ['x-custom', new Secret('planted')],
    ['x-team', 'search'],
  ],
  body: '{"a":1}',
};

function next(location: string, status = 302, request = REQUEST): HttpRequest {
  const outcome = follow(request, { status, location }, [], 5);
  if (!outcome.ok) throw new Error(outcome.error.code);
  return outcome.value;
}

describe('what is sent on', () => {
  it.each([
    ['another host', 'https://other.example.test/'],
    ['another port', 'https://api.example.test:8443/'],
    ['a host that only begins the same', 'https://api.example.test.evil.test/'],
    ['a path that looks like the same host', '//evil.test/https://api.example.test/'],
    ['userinfo that looks like the same host', 'https://api.example.test@evil.test/'],
  ])('to %s holds no credential', (_where, location) => {
    const { headers, url } = next(location, 307);
    expect(headers.map(([name]) => name)).toEqual(['content-type', 'accept', 'x-team']);
    expect(JSON.stringify([headers, url])).not.toContain('planted');
  });

  it('to the same origin keeps them', () => {
    expect(next('/v2', 307).headers).toEqual(REQUEST.headers);
  });

  it('to another origin has no body that holds a secret', () => {
    const request = { ...REQUEST, body: new Secret('{"key":"planted"}') };
    expect(next('https://other.test/', 307, request).body).toBeNull();
    expect(next('/v2', 307, request).body).toBe(request.body);
    expect(next('https://other.test/', 307).body).toBe(REQUEST.body);
  });

  it.each([
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'POST', 'GET'],
    [303, 'PUT', 'GET'],
    [303, 'HEAD', 'HEAD'],
    [301, 'PUT', 'PUT'],
    [302, 'HEAD', 'HEAD'],
    [307, 'POST', 'POST'],
    [308, 'POST', 'POST'],
  ])('after %d %s is %s', (status, method, expected) => {
    const request = next('/b', status, { ...REQUEST, method });
    expect(request.method).toBe(expected);
    const kept = expected === method && method !== 'HEAD';
    if (method !== 'HEAD') expect(request.body !== null).toBe(kept);
    if (method !== 'HEAD') expect(request.headers.some(([name]) => name === 'content-type')).toBe(kept);
  });

  it('has no userinfo and no fragment of the Location', () => {
    expect(next('https://user:pass@other.test/b#frag').url).toBe('https://other.test/b');
  });

  it.each(['https://[::1]/', 'https://127.0.0.1/', `https://${'a'.repeat(63)}.test./`])(
    'goes to %s',
    (location) => {
      expect(next(location).url).toBe(location);
    },
  );

  it('reads a Location that is UTF-8', () => {
    const latin1 = Buffer.from('/caf\u00e9').toString('latin1');
    expect(next(latin1).url).toBe('https://api.example.test/caf%C3%A9');
  });
});

describe('a redirect that is not followed', () => {
  it.each([
    ['http://api.example.test/', 'REDIRECT_INSECURE'],
    ['ftp://api.example.test/', 'REDIRECT_TARGET'],
    ['javascript:alert(1)', 'REDIRECT_TARGET'],
    ['https://[::1/', 'REDIRECT_TARGET'],
    ['https://host:99999/', 'REDIRECT_TARGET'],
    ['https://a..b/', 'REDIRECT_TARGET'],
    [`https://${'a'.repeat(64)}.test/`, 'REDIRECT_TARGET'],
    [`https://${'a.'.repeat(127)}test/`, 'REDIRECT_TARGET'],
  ])('to %s is %s', (location, code) => {
    expect(follow(REQUEST, { status: 302, location }, [], 5)).toMatchObject({
      ok: false,
      error: { code, phase: 'headers', afterBytes: true },
    });
  });

  it('is a loop when the same is asked again, however its address is written', () => {
    const request = { ...REQUEST, method: 'GET', url: 'https://api.example.test' };
    const answer = { status: 302, location: 'HTTPS://API.example.test:443/#again' };
    expect(follow(request, answer, [], 5)).toMatchObject({ error: { code: 'REDIRECT_LOOP' } });
  });

  it('is no loop when a form answers at its own address', () => {
    expect(next(REQUEST.url, 303)).toMatchObject({ method: 'GET', url: REQUEST.url, body: null });
  });

  it('never carries a credential abroad, whatever the Location', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.string().map((text) => `//${text}`),
        ),
        (location) => {
          const outcome = follow(REQUEST, { status: 308, location }, [], 5);
          if (!outcome.ok || new URL(outcome.value.url).origin === 'https://api.example.test') return;
          expect(JSON.stringify(outcome.value.headers)).not.toMatch(/planted|\*\*\*/);
        },
      ),
    );
  });
});

describe('on the wire', () => {
  it('the chain is in the hops, and the last answer is told', async () => {
    await withServer(redirectChain(3), async ({ origin }) => {
      const observation = await get(`${origin}/`);
      expect(bodyOf(observation)).toBe('arrived');
      expect(observation.url).toBe(`${origin}/0`);
      expect(observation.hops).toEqual([
        { url: `${origin}/`, status: 302, location: '/2' },
        { url: `${origin}/2`, status: 302, location: '/1' },
        { url: `${origin}/1`, status: 302, location: '/0' },
      ]);
      expect(observation.addresses).toHaveLength(1);
    });
  });

  it.each([
    ['a loop', REDIRECT_LOOP, 'headers REDIRECT_LOOP'],
    ['too many', ENDLESS_REDIRECTS, 'headers REDIRECT_LIMIT'],
    ['no Location', MISSING_LOCATION, 'headers NO_LOCATION'],
    ['no web address', REDIRECT_TO_FILE, 'headers REDIRECT_TARGET'],
  ])('%s ends it, with the answer kept', async (_what, server, expected) => {
    await withServer(server, async ({ origin }) => {
      const observation = await get(`${origin}/`, { redirects: 3 });
      expect(outcome(observation)).toBe(expected);
      expect(observation.response?.status).toBe(302);
    });
  });

  it('none is followed where none may be', async () => {
    await withServer(redirectChain(1), async ({ origin }) => {
      const observation = await get(`${origin}/`, { redirects: 0 });
      expect(outcome(observation)).toBe('302');
      expect(observation.hops).toEqual([]);
    });
  });

  it('from TLS to none is refused', async () => {
    const tls = { ca: [await authorityPem()], cert: null, key: null, servername: null, insecure: false };
    await withTlsServer('good', redirectTo('http://127.0.0.1:1/'), async ({ origin }) => {
      expect(outcome(await get(origin, { tls }))).toBe('headers REDIRECT_INSECURE');
    });
  });

  it('a planted key stays with its origin', async () => {
    await withServer(ECHO, async (stranger) => {
      await withServer(redirectTo(`${stranger.origin}/landed`, 307), async ({ origin }) => {
        const key = new Secret('sk-planted');
        const headers = [
          ['authorization', key],
          ['x-api-key', key],
          ['cookie', 'sk-planted'],
        ] as const;
        const observation = await get(origin, {}, { method: 'POST', headers, body: '{}' });
        expect(bodyOf(observation)).toContain('/landed');
        expect(JSON.stringify(observation)).not.toContain('sk-planted');
      });
    });
  });

  it('a target that dies after a redirect has marks of its own, from the same start', async () => {
    await withServer(
      http((_request, response) => {
        setTimeout(() => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), 50);
      }),
      async ({ origin }) => {
        const observation = await get(origin);
        expect(errorOf(observation)).toMatchObject({ phase: 'connect', code: 'ECONNREFUSED' });
        expect(observation).toMatchObject({ response: null, address: null, url: 'http://127.0.0.1:1/' });
        expect(observation.hops).toHaveLength(1);
        expect(observation.marks).toMatchObject({
          connect: null,
          requestSent: null,
          firstByte: null,
          headers: null,
        });
        expect(observation.marks.connectStart).toBeGreaterThanOrEqual(45);
      },
    );
  });
});
