/** The demo's services that answer, and whose answer is a failure. */

import { rateLimited } from '../http/client-errors.ts';
import { BOT_WALL, HTML_WITH_200, maintenancePage, ORIGIN_DOWN } from '../http/edges.ts';
import { BAD_GZIP } from '../http/excess.ts';
import { REDIRECT_LOOP, redirectTo } from '../http/redirects.ts';
import {
  ANTHROPIC_OVERLOADED,
  INTERNAL_ERROR,
  NGINX_BAD_GATEWAY,
  NGINX_GATEWAY_TIMEOUT,
  NGINX_UNAVAILABLE,
} from '../http/server-errors.ts';
import { proxy } from '../proxy.ts';
import { always, jsonReply } from '../reply.ts';
import { startStandIn } from '../stand-in.ts';
import { tlsWith } from '../tls-faults.ts';
import { HEALTHY } from './healthy.ts';
import { asProvider, atUrl, likeOpenAi, overTls, type Service, service } from './service.ts';

export const FAILING_SERVICES: readonly Service[] = [
  likeOpenAi(['internal-error', 'server-error.internal', 'fails inside: 500'], always(INTERNAL_ERROR)),
  likeOpenAi(
    ['bad-gateway', 'server-error.bad-gateway', 'a proxy without its upstream: 502'],
    always(NGINX_BAD_GATEWAY),
  ),
  likeOpenAi(['unavailable', 'server-error.unavailable', 'a bare 503'], always(NGINX_UNAVAILABLE)),
  likeOpenAi(
    ['gateway-timeout', 'server-error.gateway-timeout', 'a proxy that lost patience: 504'],
    always(NGINX_GATEWAY_TIMEOUT),
  ),
  likeOpenAi(
    ['origin-down', 'server-error.origin-unreachable', 'a CDN without its origin: 521'],
    always(ORIGIN_DOWN),
  ),
  asProvider(
    ['anthropic-529', 'overloaded.capacity', 'too many customers at once'],
    'anthropic',
    always(ANTHROPIC_OVERLOADED),
  ),
  likeOpenAi(
    ['rate-limited', 'rate-limit.requests', 'this client asked too often: 429, wait 20 s'],
    always(rateLimited(20)),
  ),
  likeOpenAi(['maintenance', 'maintenance.page', 'a page says: back soon'], always(maintenancePage(3_600))),
  likeOpenAi(['bot-wall', 'blocked.bot-challenge', 'a CDN wants a browser'], always(BOT_WALL)),
  atUrl(['redirect-loop', 'redirect.loop', 'sends in a circle'], REDIRECT_LOOP),
  overTls(
    ['insecure-redirect', 'redirect.insecure', 'sends from https to http'],
    () => tlsWith('good'),
    redirectTo('http://127.0.0.1:9/'),
  ),
  atUrl(['html-page', 'mismatch.content-type', 'a page where JSON is due'], always(HTML_WITH_200), {
    expect: { json: { '$.status': 'ok' } },
  }),
  atUrl(
    ['wrong-answer', 'mismatch.json', 'answers 200 and says that it is not well'],
    always(jsonReply(200, { status: 'degraded' })),
    { expect: { json: { '$.status': 'ok' } } },
  ),
  atUrl(['bad-encoding', 'protocol.encoding', 'says gzip and sends none'], always(BAD_GZIP)),
  service(['proxy-refuses', 'local.proxy', 'our own proxy wants a password'], async () => {
    const [target, refusing] = await Promise.all([
      startStandIn(HEALTHY),
      startStandIn(proxy({ refuse: 407 })),
    ]);
    return {
      entry: { url: `${target.origin}/health`, proxy: refusing.origin },
      close: async () => void (await Promise.all([target.close(), refusing.close()])),
    };
  }),
];
