/** The router of Hugging Face Inference Providers. */

import type { Provider } from '../domain/provider.ts';
import { OPENAI_SHAPE } from './shapes.ts';

export const huggingface = {
  id: 'huggingface',
  name: 'Hugging Face Inference Providers',
  kind: 'hosted',
  base_url: 'https://router.huggingface.co/v1',
  base_url_alt: {
    one_provider: 'https://router.huggingface.co/{provider}',
    hf_inference: 'https://router.huggingface.co/hf-inference/models/{model}',
  },
  auth: {
    header: 'Authorization',
    scheme: 'Bearer',
    env: 'HF_TOKEN',
    env_alt: ['HUGGINGFACE_API_KEY'],
    required: true,
    src: ['npm-hf', 'npm-aisdk'],
  },
  reach: [
    {
      path: 'https://huggingface.co/api/models?limit=1',
      expect: [200],
      body: 'json',
      src: ['aiwatch-probe'],
    },
  ],
  models: { path: 'https://huggingface.co/api/whoami-v2', list: null, src: ['public-code'] },
  chat: { dialect: 'openai-chat', path: '/chat/completions', max_tokens: 1, src: ['npm-hf'] },
  stream: { error: 'chunk with error as string or object', src: ['npm-hf'] },
  error_shape: {
    ...OPENAI_SHAPE,
    also: [{ message: 'error' }, { message: 'detail' }, { message: 'message' }],
    src: ['npm-hf'],
  },
  errors: [
    { status: 401, class: 'auth.invalid-key', src: ['litellm-map'] },
    {
      status: 402,
      match: 'monthly included credits',
      class: 'quota.credits',
      src: ['public-code', 'rl-survey'],
    },
    {
      status: 402,
      header: { 'x-error-message': 'monthly included credits' },
      class: 'quota.credits',
      src: ['public-code', 'rl-survey'],
    },
    { status: 422, field: { error_type: 'validation' }, class: 'bad-request.invalid', src: ['public-code'] },
    { status: 429, match: 'Rate limit reached', class: 'rate-limit.unspecified', src: ['litellm-map'] },
    {
      status: 503,
      match: 'is currently loading',
      field: { estimated_time: '*' },
      class: 'not-ready.model-loading',
      note: 'estimated_time is in seconds, a float; the SDK retries 503 without limit by default',
      src: ['public-code', 'npm-hf'],
    },
    { status: 503, match: 'Service Unavailable', class: 'server-error.unavailable', src: ['public-code'] },
  ],
  request_id: {
    headers: ['x-request-id'],
    note: "errors also show an AWS trace id, 'Root=1-..'",
    src: ['npm-hf'],
  },
  status_page: {
    page: 'https://status.huggingface.co',
    platform: 'betterstack',
    json: ['https://status.huggingface.co/index.json'],
    rss: ['https://status.huggingface.co/feed'],
    src: ['aiwatch-svc', 'asd'],
  },
  notes: [{ text: 'The optional request header X-HF-Bill-To: <org> says who pays.' }],
} satisfies Provider;
