/** DeepSeek's OpenAI-compatible API. */

import type { Provider } from '../domain/provider.ts';
import { OPENAI_SHAPE } from './shapes.ts';

export const deepseek = {
  id: 'deepseek',
  name: 'DeepSeek',
  kind: 'hosted',
  base_url: 'https://api.deepseek.com',
  auth: {
    header: 'Authorization',
    scheme: 'Bearer',
    env: 'DEEPSEEK_API_KEY',
    required: true,
    src: ['npm-aisdk'],
  },
  reach: [
    { path: '/models', expect: [401], body: 'json', contains: ['"error"'], src: ['aiwatch-probe', 'ds-err'] },
  ],
  models: {
    path: '/models',
    list: 'data[].id',
    alt: ['GET /user/balance (tells quota before inference)'],
    src: ['ds-apidog'],
  },
  chat: {
    dialect: 'openai-chat',
    path: '/chat/completions',
    model: 'deepseek-flash',
    max_tokens: 1,
    note: 'deepseek-chat and deepseek-reasoner were switched off on 2026-07-24; the models since then think by default, so max_tokens 1 may leave the text empty',
    src: ['npm-aisdk', 'ds-first'],
  },
  stream: {
    diff: 'delta.reasoning_content first on reasoning models',
    keepalive: "while queued: SSE comment lines ': keep-alive'; non-stream bodies get leading blank lines",
    note: 'only keep-alive comments = queued because busy: the first byte is quick, the first token never comes (timeout.first-token); the server closes the connection if inference has not begun after 10 min (older docs: 30 min)',
    src: ['ds-rate'],
  },
  error_shape: OPENAI_SHAPE,
  errors: [
    { status: 400, class: 'bad-request.invalid', src: ['ds-err'] },
    { status: 401, class: 'auth.invalid-key', src: ['ds-err'] },
    { status: 402, match: 'Insufficient Balance', class: 'quota.credits', src: ['ds-err'] },
    { status: 422, class: 'bad-request.invalid', src: ['ds-err'] },
    {
      status: 429,
      class: 'rate-limit.unspecified',
      note: 'too quick, or above the concurrency limit of account and model (500 or 2500)',
      src: ['ds-err', 'ds-rate'],
    },
    { status: 500, class: 'server-error.internal', src: ['ds-err'] },
    { status: 503, class: 'overloaded.capacity', note: 'documented as Server Overloaded', src: ['ds-err'] },
  ],
  rate_limit: { headers: [], src: ['perl-langertha'] },
  status_page: {
    page: 'https://status.deepseek.com',
    platform: 'flashcat',
    json: ['https://status.deepseek.com/api/status-page/{page}/summary/active'],
    note: 'the mirror https://deepseek.statuspage.io froze at 2026-05-08 but still answers 200: ignore it; the page refuses some cloud egress IPs at TLS',
    src: ['aiwatch-svc', 'fr-status'],
  },
} satisfies Provider;
