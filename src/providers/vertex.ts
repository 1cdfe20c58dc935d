/** Gemini models in Google Cloud. */

import type { Provider } from '../domain/provider.ts';
import { GOOGLE_SHAPE } from './shapes.ts';

export const vertex = {
  id: 'vertex',
  name: 'Google Vertex AI',
  kind: 'hosted',
  base_url: 'https://{location}-aiplatform.googleapis.com',
  base_url_alt: { global: 'https://aiplatform.googleapis.com' },
  variables: { location: 'GOOGLE_CLOUD_LOCATION', project: 'GOOGLE_CLOUD_PROJECT' },
  auth: {
    header: 'Authorization',
    scheme: 'Bearer',
    env: 'GOOGLE_APPLICATION_CREDENTIALS',
    required: true,
    alt: 'x-goog-api-key in express mode',
    src: ['npm-genai', 'npm-aisdk'],
  },
  reach: [
    { path: '/v1/projects', expect: [401], body: 'json', contains: ['UNAUTHENTICATED'], unverified: true },
  ],
  models: {
    path: '/v1/projects/{project}/locations/{location}/publishers/google/models/{model}:countTokens',
    method: 'POST',
    json: { contents: [{ role: 'user', parts: [{ text: 'ping' }] }] },
    list: null,
    note: 'counts tokens, which is free; without contents it is refused',
    src: ['https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/count-tokens'],
    unverified: true,
  },
  chat: {
    dialect: 'gemini',
    path: '/v1/projects/{project}/locations/{location}/publishers/google/models/{model}:generateContent',
    stream_path:
      '/v1/projects/{project}/locations/{location}/publishers/google/models/{model}:streamGenerateContent?alt=sse',
    max_tokens: 1,
    src: ['npm-genai'],
  },
  error_shape: GOOGLE_SHAPE,
  errors: [
    {
      status: 400,
      match: ['API has not been used in project', 'Unable to find your project'],
      class: 'auth.forbidden',
      src: ['litellm-map'],
    },
    { status: 401, class: 'auth.invalid-key', src: ['litellm-map'] },
    { status: 403, type: 'PERMISSION_DENIED', class: 'auth.forbidden', src: ['vertex-err'] },
    { status: 404, type: 'NOT_FOUND', class: 'not-found.model', src: ['vertex-err'] },
    {
      status: 429,
      type: 'RESOURCE_EXHAUSTED',
      class: 'rate-limit.unspecified',
      note: 'quota OR shared capacity full; the message tells',
      src: ['vertex-err'],
    },
    {
      status: 429,
      type: 'RESOURCE_EXHAUSTED',
      match: 'temporarily out of capacity',
      class: 'overloaded.capacity',
      src: ['litellm-map'],
    },
    { status: 499, type: 'CANCELLED', class: 'bad-request.other', src: ['dd'] },
    { status: 500, class: 'server-error.internal', src: ['vertex-err'] },
    {
      status: '5xx',
      code: 429,
      class: 'rate-limit.unspecified',
      note: 'gateways wrap a 429 in a 5xx',
      src: ['litellm-map'],
    },
    {
      status: 503,
      type: 'UNAVAILABLE',
      match: ['model is overloaded', 'experiencing high demand'],
      class: 'overloaded.capacity',
      src: ['litellm-map', 'https://github.com/continuedev/continue/issues/12767'],
    },
    { status: 503, type: 'UNAVAILABLE', class: 'server-error.unavailable', src: ['vertex-err'] },
    {
      status: 504,
      type: 'DEADLINE_EXCEEDED',
      class: 'server-error.gateway-timeout',
      note: 'server default deadline 10 min',
      src: ['vertex-err'],
    },
  ],
  rate_limit: { headers: [], unverified: true },
  status_page: {
    page: 'https://status.cloud.google.com',
    platform: 'google-cloud',
    json: ['https://status.cloud.google.com/incidents.json'],
    components: ['Vertex', 'Gemini'],
    schema: 'https://status.cloud.google.com/incidents.schema.json',
    components_json: 'https://status.cloud.google.com/products.json',
    components_note: 'titles starting with Vertex or Gemini',
    src: ['fr-status', 'public-code'],
  },
  notes: [
    {
      text: 'GOOGLE_APPLICATION_CREDENTIALS names a credentials file. The Bearer is a short-lived access token made from it, e.g. by gcloud auth print-access-token.',
      unverified: true,
    },
  ],
} satisfies Provider;
