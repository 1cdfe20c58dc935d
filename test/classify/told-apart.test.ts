/** Answers that look alike and are told apart: whose 407 it is, what a 404 does not know, what is empty and what is broken. */

import { describe, expect, it } from 'vitest';
import { classify } from '../../src/classify/index.ts';
import { NO_EXPECTATION } from '../../src/domain/expectation.ts';
import { matcherBy } from '../support/matcher.ts';
import {
  ai,
  answered,
  html,
  observation,
  classOf as of,
  provider,
  response,
  streamed,
  target,
  wireError,
} from '../support/observation.ts';

describe('a proxy and what only looks like one', () => {
  const http = { url: 'http://api.example.com/v1' };
  const proxied = { proxy: '10.0.0.3:3128' };

  it('is told of a 407 only where one was used', () => {
    const byProxy = classify({ ...answered(407), ...http, ...proxied }, target());
    expect(byProxy.message).toBe(
      'the proxy 10.0.0.3:3128 answered 407 itself (it wants a user name and password)',
    );
    const unasked = classify({ ...answered(407), ...http }, target());
    expect(unasked).toMatchObject({ state: 'unknown', fault: 'local' });
    expect(unasked.message).toMatch(/this probe uses no proxy/);
    expect(unasked.hint).toMatch(/No proxy is set/);
  });

  it('cannot have answered over https: that was the service', () => {
    for (const saw of [answered(407), { ...answered(407), ...proxied }])
      expect(of(classify(saw, target()))).toBe('bad-request.other');
    const denied = answered(403, html('Denied'), { 'x-squid-error': 'ERR_ACCESS_DENIED 0' });
    expect(of(classify({ ...denied, ...proxied }, target()))).toBe('auth.forbidden');
  });

  it('that works is not accused, and the service only where its own machine refused', () => {
    const noTunnel = (proxyReason: string) =>
      classify(
        observation({
          ...proxied,
          error: wireError('proxy', 'PROXY_STATUS', { status: 503, proxyReason, viaProxy: true }),
        }),
        target(),
      );
    expect(noTunnel('ERR_CONNECT_FAIL 111')).toMatchObject({ state: 'down', fault: 'provider' });
    for (const reason of [
      'ERR_CONNECT_FAIL 110',
      'ERR_CONNECT_FAIL 113',
      'ERR_DNS_FAIL 0',
      'ERR_CANNOT_FORWARD 0',
    ])
      expect(noTunnel(reason)).toMatchObject({ state: 'down', fault: 'network' });
    expect(noTunnel('ERR_DNS_FAIL 0').message).toMatch(/finds no address for the name/);
    expect(noTunnel('ERR_READ_TIMEOUT 0').message).toMatch(/^the proxy .* got no answer from .* in time/);
    expect(noTunnel('ERR_SHUTTING_DOWN 0')).toMatchObject({ state: 'unknown', fault: 'local' });
  });
});

describe('a 404', () => {
  const NOT_FOUND = { status: 404, class: 'not-found.model' } as const;
  const vendor = provider({ errors: [NOT_FOUND, { ...NOT_FOUND, type: 'not_found_error' }] });
  const anyWords = { error: { type: 'not_found_error', message: 'no access, or no such thing' } };

  it('is the path where the request names no model', () => {
    for (const body of ['', anyWords])
      for (const check of ['reach', 'models'] as const)
        expect(of(classify(answered(404, body), ai(check, { provider: vendor, model: null })))).toBe(
          'not-found.path',
        );
  });

  it('is the model of a question only in the words of the API', () => {
    expect(of(classify(answered(404, anyWords), ai('chat', { provider: vendor })))).toBe('not-found.model');
    for (const body of ['', html('404 Not Found'), '404 page not found', { detail: 'Not Found' }])
      expect(of(classify(answered(404, body), ai('chat', { provider: vendor })))).toBe('not-found.path');
  });

  it('is the model where it stands in the URL', () => {
    const url = 'https://api.example.com/v2/models/model-1/ready';
    const saw = { ...answered(404, anyWords), url };
    expect(of(classify(saw, ai('reach', { provider: vendor, url })))).toBe('not-found.model');
  });
});

describe('what is told of an expectation on JSON', () => {
  const expecting = (source: string) =>
    target({
      expect: {
        ...NO_EXPECTATION,
        json: [{ path: '$.x', select: () => [3], matcher: matcherBy(source, () => false) }],
      },
    });
  it.each([
    ['!= 3', 'expected $.x != 3, got 3'],
    ['>= 4', 'expected $.x >= 4, got 3'],
    ['== "a"', 'expected $.x == "a", got 3'],
    ['/4/', 'expected $.x to match /4/, got 3'],
    ['"!= 3"', 'expected $.x = "!= 3", got 3'],
    ['4', 'expected $.x = 4, got 3'],
  ])('%s', (source, sentence) => {
    expect(classify(answered(200, { x: 3 }), expecting(source)).message).toBe(`api.example.com: ${sentence}`);
  });
});

describe('an event stream that is labelled as a web page', () => {
  it('is a stream all the same', () => {
    const labelled = response(200, 'data: {}\n\n', { 'content-type': 'text/html' });
    expect(of(classify({ ...streamed(), response: labelled }, ai('stream')))).toBe('up');
  });
});

describe('embeddings that came back empty', () => {
  it('are told as such', () => {
    const saw = {
      ...streamed({ tokens: 0, visible: 0, streamed: false }),
      response: response(200, { data: [] }),
    };
    const verdict = classify(saw, ai('embeddings'));
    expect(of(verdict)).toBe('stream.empty');
    expect(verdict.message).toMatch(/sent no embedding/);
  });
});
