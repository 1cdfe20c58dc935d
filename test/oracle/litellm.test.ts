/**
 * LiteLLM's mapping of upstream errors to exceptions (BerriAI/litellm, exception_mapping_utils.py), as far as it goes by
 * texts and statuses, beside ours. It has no classes for overload, quota, loading or blocks: those are differences by
 * design, and every other one has its reason in the table.
 */

import { expect, it } from 'vitest';
import { always, jsonReply } from '../../src/demo/reply.ts';
import { startStandIn } from '../../src/demo/stand-in.ts';
import { lookupProvider } from '../../src/providers/index.ts';
import { ENV, entryFor } from '../deep/catalogue.ts';
import { classOf, probe } from '../deep/pipeline.ts';

const AGREES = {
  RateLimitError: /^(rate-limit|quota|overloaded)\./,
  ContextWindowExceededError: /^bad-request\.too-large$/,
  ContentPolicyViolationError: /^bad-request\.content-filter$/,
  BadRequestError: /^bad-request\./,
  NotFoundError: /^not-found\./,
  AuthenticationError: /^auth\./,
  PermissionDeniedError: /^(auth\.forbidden|blocked\.\w+)$/,
  Timeout: /^server-error\.(gateway-timeout|origin-unreachable)$/,
  InternalServerError: /^(server-error|overloaded)\./,
  BadGatewayError: /^server-error\.bad-gateway$/,
  ServiceUnavailableError: /^(server-error\.(unavailable|internal)|overloaded\..+|not-ready\..+)$/,
} as const;

interface Row {
  readonly provider: string;
  readonly status: number;
  readonly says: string;
  readonly theirs: keyof typeof AGREES;
  /** Only where we know better than they do, and why. */
  readonly ours?: string;
  readonly why?: string;
}

const row = (
  provider: string,
  status: number,
  says: string,
  theirs: Row['theirs'],
  differs: Pick<Row, 'ours' | 'why'> = {},
): Row => ({ provider, status, says, theirs, ...differs });

const ROWS: readonly Row[] = [
  row('openai', 429, 'Rate limit reached for requests', 'RateLimitError'),
  row('openai', 400, "This model's maximum context length is 4097 tokens", 'ContextWindowExceededError'),
  row('openai', 400, 'input tokens exceed the configured limit', 'ContextWindowExceededError'),
  row(
    'openai',
    400,
    'This is longer than the model: exceeds the available context size',
    'ContextWindowExceededError',
  ),
  row(
    'openai',
    400,
    'Your request was rejected as a result of our safety system',
    'ContentPolicyViolationError',
  ),
  row('openai', 400, 'violating our usage policy', 'ContentPolicyViolationError'),
  row('openai', 500, 'The server had an error processing your request', 'InternalServerError'),
  row('openai', 429, 'Request too large for gpt-x: Limit 30000, Requested 40000', 'RateLimitError'),
  row('openai', 401, 'nope', 'AuthenticationError'),
  row('openai', 404, 'nope', 'NotFoundError'),
  row('openai', 408, 'nope', 'Timeout'),
  row('openai', 422, 'nope', 'BadRequestError'),
  row('openai', 502, 'nope', 'BadGatewayError'),
  row('openai', 503, 'nope', 'ServiceUnavailableError'),
  row('openai', 504, 'nope', 'Timeout'),
  row('openai', 500, 'Request timed out', 'Timeout'),
  row('openai', 500, 'The read operation timed out', 'Timeout'),
  row('mistral', 429, 'Service tier capacity exceeded for this model', 'RateLimitError'),
  row('anthropic', 400, 'prompt is too long: 205000 tokens > 200000 maximum', 'ContextWindowExceededError'),
  row('anthropic', 529, 'Overloaded', 'InternalServerError'),
  row('anthropic', 400, 'Output blocked by content filtering policy', 'ContentPolicyViolationError'),
  row('anthropic', 403, 'nope', 'PermissionDeniedError'),
  row('anthropic', 413, 'nope', 'BadRequestError'),
  row('bedrock', 400, 'Input is too long for requested model.', 'ContextWindowExceededError'),
  row('bedrock', 400, 'Malformed input request: expected maxLength', 'BadRequestError'),
  row('bedrock', 403, 'The security token included in the request is invalid.', 'AuthenticationError'),
  row('bedrock', 500, 'nope', 'ServiceUnavailableError'),
  row('bedrock', 424, 'nope', 'BadRequestError', {
    ours: 'server-error.other',
    why: 'a model that failed is not the fault of the request',
  }),
  row('vertex', 403, 'nope', 'BadRequestError', { ours: 'auth.forbidden', why: 'a 403 is a refusal' }),
  row(
    'vertex',
    429,
    'Quota exceeded for aiplatform.googleapis.com/generate_content_requests_per_minute',
    'RateLimitError',
  ),
  row('gemini', 400, 'API key not valid. Please pass a valid API key.', 'AuthenticationError'),
  row('gemini', 503, 'The model is overloaded. Please try again later.', 'InternalServerError'),
  row('gemini', 400, 'The response was blocked.', 'ContentPolicyViolationError'),
  row(
    'azure-openai',
    400,
    "The response was filtered due to Azure OpenAI's content management policy",
    'ContentPolicyViolationError',
  ),
  row('cohere', 401, 'invalid api token', 'AuthenticationError'),
  row(
    'cohere',
    400,
    'too many tokens: total number of tokens in the prompt exceeds the limit',
    'ContextWindowExceededError',
  ),
  row('cohere', 498, 'nope', 'BadRequestError', {
    ours: 'auth.invalid-key',
    why: 'its SDK calls a 498 an invalid token',
  }),
  row('huggingface', 429, 'Rate limit reached. Please log in or use a HF access token', 'RateLimitError'),
  row('huggingface', 503, 'Service Unavailable', 'ServiceUnavailableError'),
  row('together', 524, 'A timeout occurred', 'Timeout'),
  row('replicate', 401, 'Incorrect authentication token', 'AuthenticationError'),
  row('replicate', 429, 'Request was throttled.', 'RateLimitError'),
  row('openrouter', 429, 'nope', 'RateLimitError'),
  row('openrouter', 503, 'nope', 'ServiceUnavailableError'),
];

it.each(ROWS)(
  '$provider $status "$says": $theirs',
  async ({ provider: id, status, says, theirs, ours, why }) => {
    const provider = lookupProvider(id);
    if (provider === null) throw new Error(`no provider ${id}`);
    // Words alone, without a code that would say more.
    const document = { error: { message: says }, message: says };
    const standIn = await startStandIn(always(jsonReply(status, document)));
    try {
      const result = classOf(await probe(entryFor(provider, 'chat', { base_url: standIn.origin }), ENV));
      if (why === undefined) expect(result).toMatch(AGREES[theirs]);
      else expect([result, AGREES[theirs].test(result)]).toEqual([ours, false]);
    } finally {
      await standIn.close();
    }
  },
);
