/** Voyage AI's embeddings. */

import type { Provider } from '../domain/provider.ts';

export const voyage = {
  id: 'voyage',
  name: 'Voyage AI',
  kind: 'hosted',
  base_url: 'https://api.voyageai.com/v1',
  auth: {
    header: 'Authorization',
    scheme: 'Bearer',
    env: 'VOYAGE_API_KEY',
    required: true,
    src: ['voy-api'],
  },
  reach: [{ path: '/embeddings', expect: [401, 405], body: 'json', src: ['aiwatch-probe'] }],
  embeddings: {
    dialect: 'openai-embeddings',
    path: '/embeddings',
    model: 'voyage-3.5-lite',
    note: 'usage in usage.total_tokens',
    src: ['voy-api'],
  },
  error_shape: { message: 'detail', src: ['voy-api', 'public-code'] },
  errors: [
    {
      status: 400,
      class: 'bad-request.invalid',
      note: 'too many tokens or too large a batch too',
      src: ['voy-api', 'voy-err'],
    },
    { status: 401, class: 'auth.invalid-key', src: ['voy-err'] },
    {
      status: 403,
      class: 'blocked.ip',
      note: 'the address of the caller may be forbidden',
      src: ['voy-err'],
    },
    {
      status: 429,
      match: 'not yet added your payment method .. 3 RPM and 10K TPM',
      class: 'rate-limit.unspecified',
      note: 'account without card: very low limit, not an outage; a new card counts after minutes',
      src: ['voy-api', 'public-code'],
    },
    { status: 429, class: 'rate-limit.unspecified', src: ['voy-api'] },
    { status: 500, class: 'server-error.internal', src: ['voy-err'] },
    {
      status: 502,
      class: 'server-error.bad-gateway',
      note: '502, 503 and 504 are documented together as Service Unavailable for high traffic',
      src: ['voy-err'],
    },
    { status: 503, class: 'overloaded.capacity', note: 'documented as high traffic', src: ['voy-err'] },
    { status: 504, class: 'server-error.gateway-timeout', src: ['voy-err'] },
  ],
  status_page: {
    page: 'https://voyageai-status.statuspage.io',
    platform: 'atlassian',
    json: ['https://voyageai-status.statuspage.io/api/v2/summary.json'],
    src: ['aiwatch-svc'],
  },
  notes: [{ text: 'No call checks a key without using tokens.', src: ['rust-rig'] }],
} satisfies Provider;
