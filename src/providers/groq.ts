/** Groq's OpenAI-compatible API (not xAI's Grok). */

import type { Provider } from '../domain/provider.ts';
import { OPENAI_RATE_LIMIT_HEADERS, OPENAI_SHAPE } from './shapes.ts';

export const groq = {
  id: 'groq',
  name: 'GroqCloud',
  kind: 'hosted',
  base_url: 'https://api.groq.com/openai/v1',
  auth: { header: 'Authorization', scheme: 'Bearer', env: 'GROQ_API_KEY', required: true, src: ['npm-groq'] },
  reach: [
    {
      path: '/models',
      expect: [401],
      body: 'json',
      contains: ['"error"'],
      src: ['aiwatch-probe', 'groq-err'],
    },
  ],
  models: { path: '/models', list: 'data[].id', src: ['npm-groq'] },
  chat: {
    dialect: 'openai-chat',
    path: '/chat/completions',
    model: 'openai/gpt-oss-20b',
    max_tokens: 1,
    note: 'llama-3.1-8b-instant, long the cheap choice, was switched off on 2026-08-16; gpt-oss-20b reasons, so its text may be empty',
    src: ['npm-aisdk', 'https://github.com/papi-ai/groq/releases'],
  },
  stream: {
    diff: 'usage is in x_groq.usage on the last chunk; x_groq.id and x_groq.error also exist; reasoning in delta.reasoning',
    src: ['npm-groq', 'npm-aisdk'],
  },
  error_shape: OPENAI_SHAPE,
  errors: [
    { status: 401, class: 'auth.invalid-key', src: ['groq-err'] },
    { status: 403, class: 'auth.forbidden', src: ['groq-err'] },
    { status: 404, class: 'not-found.model', src: ['groq-err'] },
    {
      status: 413,
      code: 'rate_limit_exceeded',
      class: 'bad-request.too-large',
      note: 'a single request above TPM; carries retry-after although waiting cannot help',
      src: ['groq-err', 'rl-survey'],
    },
    { status: 422, class: 'bad-request.invalid', note: 'includes model hallucination', src: ['groq-err'] },
    { status: 424, class: 'server-error.other', note: 'failed dependency (MCP)', src: ['dd'] },
    { status: 429, type: 'requests', code: 'rate_limit_exceeded', class: 'rate-limit.requests', src: ['dd'] },
    { status: 429, type: 'tokens', code: 'rate_limit_exceeded', class: 'rate-limit.tokens', src: ['dd'] },
    {
      status: 498,
      code: 'capacity_exceeded',
      class: 'overloaded.capacity',
      note: 'flex tier full; only with service_tier=flex',
      src: ['dd'],
    },
    { status: 499, class: 'bad-request.other', src: ['dd'] },
    { status: 500, class: 'server-error.internal', src: ['groq-err'] },
    { status: 502, class: 'server-error.bad-gateway', src: ['groq-err'] },
    { status: 503, class: 'server-error.unavailable', src: ['groq-err'] },
  ],
  rate_limit: {
    headers: OPENAI_RATE_LIMIT_HEADERS,
    reset_format: 'Go duration with fraction, e.g. 2m59.56s, 7.66s',
    units: 'requests headers = per DAY, tokens headers = per MINUTE',
    note: "on 200s, stream or not; measured samples 6s, 370ms, 3m6s. The binding per-minute request limit is only in the 429 text ('Please try again in 2s'), so requests-reset is no wait time",
    src: ['groq-hdr', 'rl-survey'],
  },
  retry_after: { headers: ['retry-after'], note: 'seconds, only on 429', src: ['groq-hdr', 'dd'] },
  request_id: { headers: ['x-request-id'], unverified: true },
  status_page: {
    page: 'https://groqstatus.com',
    platform: 'incident.io',
    json: ['https://groqstatus.com/api/v2/summary.json'],
    components_note: 'API plus one per model',
    note: 'status.groq.com redirects here',
    src: ['aiwatch-svc', 'fr-status'],
  },
} satisfies Provider;
