/** The shape of a provider under `providers:`, the same as a built-in entry; what most of them share may be left out. */

import * as z from 'zod';
import { FAILURES, type FailureClass } from '../domain/failure.ts';
import { DIALECTS } from '../domain/provider.ts';
import { headers, httpUrl, strict, text } from './shape-values.ts';

const CLASSES: readonly string[] = Object.entries(FAILURES).flatMap(([kind, reasons]) =>
  Object.keys(reasons).map((reason) => `${kind}.${reason}`),
);

function isFailureClass(value: string): value is FailureClass {
  return CLASSES.includes(value);
}

const failureClass = z
  .string()
  .refine(isFailureClass, { error: 'is no kind.reason; `aiprobe explain` lists them' });
const rowClass = z
  .string()
  .refine((value): value is FailureClass | 'up' => value === 'up' || isFailureClass(value), {
    error: 'is neither "up" nor a kind.reason; `aiprobe explain` lists them',
  });

const sourced = {
  note: z.string().exactOptional(),
  src: z.array(z.string()).exactOptional(),
  unverified: z.union([z.boolean(), z.array(z.string())]).exactOptional(),
};
const status = z.int().min(100).max(599);
const texts = z.union([z.string(), z.array(z.string()).min(1)]);
const path = z.string().regex(/^(\/|\{|https?:\/\/)/, 'must begin with /');

const auth = strict({
  ...sourced,
  header: z
    .string()
    .nullable()
    .default('authorization')
    .meta({ description: 'Header that carries the key.' }),
  scheme: z.enum(['Bearer', 'Token', 'raw', 'sigv4']).default('Bearer'),
  env: z.string().nullable().default(null).meta({ description: 'Variable that usually holds the key.' }),
  env_alt: z.array(z.string()).exactOptional(),
  env_more: z.array(z.string()).exactOptional(),
  required: z.boolean().default(true).meta({ description: 'Checks deeper than reach need a key.' }),
  alt: z.string().exactOptional(),
  flag: z.string().exactOptional(),
  guard: z.string().exactOptional(),
  open_paths: z.array(z.string()).exactOptional(),
  scope: z.string().exactOptional(),
});

const reach = strict({
  ...sourced,
  path,
  method: z.string().exactOptional(),
  expect: z
    .union([status, z.array(status).min(1)])
    .transform((value) => (Array.isArray(value) ? value : [value])),
  body: z.enum(['json', 'text', 'any', 'empty']).exactOptional(),
  contains: z.array(z.string()).exactOptional(),
  class_of: z.record(z.string().regex(/^\d{3}$/), failureClass).exactOptional(),
  down: z.array(status).exactOptional(),
  alias: z.array(z.string()).exactOptional(),
  open: z.boolean().exactOptional(),
});

const errorRow = strict({
  ...sourced,
  status: z.union([status, z.array(status), z.enum(['4xx', '5xx'])]).exactOptional(),
  where: z.enum(['stream', 'prediction']).exactOptional(),
  type: texts.exactOptional(),
  code: z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))]).exactOptional(),
  param: z.string().exactOptional(),
  inner: z.string().exactOptional(),
  legacy: z.string().exactOptional(),
  match: texts.exactOptional(),
  header: z.record(z.string(), z.string()).exactOptional(),
  field: z.record(z.string(), z.string()).exactOptional(),
  body: z.enum(['html', 'empty', 'text']).exactOptional(),
  keyless: z.boolean().exactOptional(),
  path: z.string().exactOptional(),
  class: rowClass,
  fault: z.enum(['provider', 'client', 'network', 'local']).exactOptional(),
});

const call = {
  ...sourced,
  path,
  stream_path: path.exactOptional(),
  model: z.string().exactOptional(),
  max_tokens: z.int().min(1).exactOptional(),
  max_tokens_key: z.enum(['max_tokens', 'max_completion_tokens', 'max_output_tokens']).exactOptional(),
};

const generation = strict({
  ...call,
  dialect: z.enum(DIALECTS),
  alt: z
    .array(strict({ ...call, name: z.string(), dialect: z.enum(DIALECTS).exactOptional() }))
    .exactOptional(),
});

const statusPage = strict({
  ...sourced,
  page: httpUrl,
  platform: z
    .enum([
      'atlassian',
      'incident.io',
      'instatus',
      'betterstack',
      'checkly',
      'flashcat',
      'onlineornot',
      'google-cloud',
      'aws-health',
      'azure-rss',
      'custom',
      'html',
      'detect',
    ])
    .default('detect'),
  json: z.array(httpUrl).exactOptional(),
  rss: z.array(httpUrl).exactOptional(),
  components: z.array(z.string()).exactOptional(),
  component_ids: z.record(z.string(), z.string()).exactOptional(),
  components_note: z.string().exactOptional(),
  components_json: z.string().exactOptional(),
  filter: z.string().exactOptional(),
  severities: z.array(z.string()).exactOptional(),
  schema: z.string().exactOptional(),
  json_alt: z.string().exactOptional(),
  page_old: z.string().exactOptional(),
});

const errorParts = {
  ...sourced,
  type: z.string().exactOptional(),
  code: z.string().exactOptional(),
  message: z.string().exactOptional(),
  param: z.string().exactOptional(),
  inner: z.string().exactOptional(),
  legacy: z.string().exactOptional(),
  reason: z.string().exactOptional(),
  request_id: z.string().exactOptional(),
  marker: z.string().exactOptional(),
};
const errorShape = strict({ ...errorParts, also: z.array(strict(errorParts)).exactOptional() });

const streamFacts = strict({
  ...sourced,
  framing: z.string().exactOptional(),
  diff: z.string().exactOptional(),
  first_token: z.string().exactOptional(),
  finish: z.string().exactOptional(),
  finish_bad: z.array(z.string()).exactOptional(),
  usage: z.string().exactOptional(),
  terminator: z.string().exactOptional(),
  keepalive: z.string().exactOptional(),
  error: z.string().exactOptional(),
});
const kind = z.enum(['hosted', 'self-hosted', 'consumer']);
const headerNames = z.array(z.string());

const baseUrl = z.string().regex(/^https?:\/\/[^\s\\]+$/i, 'must begin with http:// or https://');

export const providerShape = strict({
  name: text.exactOptional(),
  kind: kind.default('hosted'),
  also: z.array(kind).exactOptional(),
  retired: z.string().exactOptional(),
  base_url: baseUrl.meta({ description: 'Root of the API; {x} is to be filled in.' }),
  base_url_alt: z.record(z.string(), baseUrl).exactOptional(),
  variables: z.record(z.string(), z.string()).exactOptional(),
  site: z.string().exactOptional(),
  auth: auth.nullable().default(null),
  headers: headers.exactOptional(),
  query: z.record(z.string(), z.string()).exactOptional(),
  edge: strict({ ...sourced, cdn: z.string(), headers: headerNames }).exactOptional(),
  reach: z
    .array(reach)
    .default([])
    .meta({ description: 'Free calls without a key; default: the model list.' }),
  models: strict({
    ...sourced,
    path,
    method: z.enum(['GET', 'POST']).exactOptional(),
    json: z.record(z.string(), z.json()).exactOptional(),
    list: z.string().nullable().default('data[].id'),
    ok: z.string().exactOptional(),
    alt: z.array(z.string()).exactOptional(),
  }).exactOptional(),
  chat: generation.exactOptional(),
  embeddings: generation.exactOptional(),
  stream: streamFacts.exactOptional(),
  error_shape: errorShape.exactOptional(),
  errors: z.array(errorRow).default([]),
  rate_limit: strict({
    ...sourced,
    headers: headerNames,
    more: z.string().exactOptional(),
    reset_format: z.string().exactOptional(),
    units: z.string().exactOptional(),
    limits: z.string().exactOptional(),
  }).exactOptional(),
  retry_after: strict({
    ...sourced,
    headers: headerNames,
    body: z.string().exactOptional(),
    statuses: z.array(status).exactOptional(),
    hint: z.string().exactOptional(),
  }).exactOptional(),
  sdk_retry: strict({ ...sourced, statuses: z.array(status).exactOptional() }).exactOptional(),
  request_id: strict({ ...sourced, headers: headerNames, body: z.string().exactOptional() }).exactOptional(),
  other_headers: strict({ ...sourced, headers: headerNames }).exactOptional(),
  server_timing: z.array(z.string()).exactOptional(),
  expensive: z.array(strict({ ...sourced, path: z.string() })).exactOptional(),
  status_page: statusPage.exactOptional(),
  notes: z.array(strict({ ...sourced, text: z.string() })).exactOptional(),
}).meta({ description: 'A service that the catalogue does not know, in the same shape as its entries.' });

export type ProviderSpec = z.output<typeof providerShape>;
