/** Answers with a status of their own: the official SDKs, which go by the status, beside aiprobe, which reads the body. */

import { describe, expect, it } from 'vitest';
import {
  badRequest,
  INSUFFICIENT_QUOTA,
  modelNotFound,
  openAiInvalidKey,
  rateLimited,
  UNKNOWN_PATH,
} from '../../src/demo/http/client-errors.ts';
import { BOT_WALL, LEGAL_BLOCK, maintenancePage, ORIGIN_DOWN, WAF_BLOCK } from '../../src/demo/http/edges.ts';
import {
  ANTHROPIC_OVERLOADED,
  INTERNAL_ERROR,
  MODEL_LOADING,
  NGINX_BAD_GATEWAY,
  NGINX_GATEWAY_TIMEOUT,
  NGINX_UNAVAILABLE,
} from '../../src/demo/http/server-errors.ts';
import { always, jsonReply, type Reply } from '../../src/demo/reply.ts';
import type { Provider } from '../../src/domain/provider.ts';
import { anthropic } from '../../src/providers/anthropic.ts';
import { openai } from '../../src/providers/openai.ts';
import { errorReply } from '../deep/errors.ts';
import { differenceOf } from './agreement.ts';
import type { Outcome, Sdk } from './sdks.ts';
import { askBothAt } from './side-by-side.ts';

const bare = (status: number): Reply => jsonReply(status, { error: { message: 'sorry' } });

/** What comes, what each SDK calls it, what we call it. */
const ANSWERS: readonly (readonly [string, Reply, Readonly<Record<Sdk, Outcome>>, string])[] = [
  ['400', badRequest('bad'), same('BadRequestError'), 'bad-request.invalid'],
  ['401', openAiInvalidKey('sk'), same('AuthenticationError'), 'auth.invalid-key'],
  ['402', bare(402), { openai: 'APIError', anthropic: 'PaymentRequiredError' }, 'quota.billing'],
  ['403', bare(403), same('PermissionDeniedError'), 'auth.forbidden'],
  ['403 of a firewall', WAF_BLOCK, same('PermissionDeniedError'), 'blocked.waf'],
  ['403 of a bot wall', BOT_WALL, same('PermissionDeniedError'), 'blocked.bot-challenge'],
  ['429 of a bot wall', { ...BOT_WALL, status: 429 }, same('RateLimitError'), 'blocked.bot-challenge'],
  ['404, the model', modelNotFound('m'), same('NotFoundError'), 'not-found.model'],
  ['404, the path', UNKNOWN_PATH, same('NotFoundError'), 'not-found.path'],
  [
    '408',
    bare(408),
    { openai: 'APIError', anthropic: 'RequestTimeoutError' },
    'server-error.gateway-timeout',
  ],
  ['409', bare(409), same('ConflictError'), 'bad-request.other'],
  ['410', bare(410), same('APIError'), 'not-found.retired'],
  ['413', bare(413), { openai: 'APIError', anthropic: 'ContentTooLargeError' }, 'bad-request.too-large'],
  ['422', bare(422), same('UnprocessableEntityError'), 'bad-request.invalid'],
  ['424', bare(424), same('APIError'), 'server-error.other'],
  ['429, a limit', rateLimited(12), same('RateLimitError'), 'rate-limit.requests'],
  ['429, bare', bare(429), same('RateLimitError'), 'rate-limit.unspecified'],
  ['429, no money', INSUFFICIENT_QUOTA, same('RateLimitError'), 'quota.credits'],
  ['451', LEGAL_BLOCK, same('APIError'), 'blocked.legal'],
  ['500', INTERNAL_ERROR, same('InternalServerError'), 'server-error.internal'],
  ['502', NGINX_BAD_GATEWAY, same('InternalServerError'), 'server-error.bad-gateway'],
  ['503', NGINX_UNAVAILABLE, byStatus('ServiceUnavailableError'), 'server-error.unavailable'],
  ['503, loading', MODEL_LOADING, byStatus('ServiceUnavailableError'), 'not-ready.model-loading'],
  ['503, maintenance', maintenancePage(60), byStatus('ServiceUnavailableError'), 'maintenance.page'],
  ['504', NGINX_GATEWAY_TIMEOUT, byStatus('GatewayTimeoutError'), 'server-error.gateway-timeout'],
  ['521', ORIGIN_DOWN, same('InternalServerError'), 'server-error.origin-unreachable'],
  ['529', ANTHROPIC_OVERLOADED, byStatus('OverloadedError'), 'overloaded.capacity'],
];

function same(outcome: Outcome): Readonly<Record<Sdk, Outcome>> {
  return { openai: outcome, anthropic: outcome };
}

/** One class for every 5xx, but for Anthropic's SDK. */
function byStatus(outcome: Outcome): Readonly<Record<Sdk, Outcome>> {
  return { openai: 'InternalServerError', anthropic: outcome };
}

describe.each<Sdk>(['openai', 'anthropic'])('%s', (sdk) => {
  it.each(ANSWERS)('%s', async (_, reply, theirs, ours) => {
    const seen = await askBothAt(always(reply), { sdk, stream: false });
    expect(seen).toEqual([theirs[sdk], ours]);
    differenceOf(...seen);
  });

  it('finds the same in a stream that was refused', async () => {
    const seen = await askBothAt(always(rateLimited(12)), { sdk, stream: true });
    expect(seen).toEqual(['RateLimitError', 'rate-limit.requests']);
  });
});

describe.each<readonly [Sdk, Provider]>([
  ['openai', openai],
  ['anthropic', anthropic],
])('every error row of %s with a status', (sdk, provider) => {
  const rows = provider.errors.filter(({ where }) => where === undefined);

  it.each(
    rows.map((row) => [`${row.status} ${row.code ?? row.type ?? row.match} → ${row.class}`, row] as const),
  )('%s', async (_, row) => {
    const [theirs, ours] = await askBothAt(always(errorReply(provider, row)), { sdk, stream: false });
    expect(ours.replace(/^rate-limit\..*/, 'rate-limit')).toBe(
      row.class.replace(/^rate-limit\..*/, 'rate-limit'),
    );
    differenceOf(theirs, ours);
  });
});
