/** The shape of one probe, and of `defaults`: every key, what it takes, and the words an editor shows for it. */

import * as z from 'zod';
import { isFailureClass, KINDS } from '../domain/failure.ts';
import { CHECKS } from '../domain/target.ts';
import { parseProxy } from './proxy.ts';
import {
  address,
  answeredHeader,
  count,
  duration,
  formed,
  headers,
  hostPort,
  httpUrl,
  jsonExpectation,
  name,
  oneOrMore,
  parsed,
  size,
  span,
  strict,
  text,
  textExpectation,
} from './shape-values.ts';
import { headerValueProblem, methodProblem, parseResolve, parseStatus, STATUS, TOKEN } from './values.ts';

const limits = {
  total: duration.optional().meta({ description: 'The whole attempt.' }),
  dns: duration.optional().meta({ description: 'Name resolution.' }),
  connect: duration.optional().meta({ description: 'The TCP connection (and the tunnel of a proxy).' }),
  tls: duration.optional().meta({ description: 'The TLS handshake.' }),
  first_byte: duration.optional().meta({ description: 'Until the header block is whole.' }),
  first_token: duration.optional().meta({ description: 'Until the first generated token of a stream.' }),
  idle: duration.optional().meta({ description: 'The longest silence in a body or stream.' }),
};

const timeout = z
  .union([duration, strict(limits)], { error: 'must be a duration such as 10s, or a mapping of limits' })
  .transform((value) => (typeof value === 'number' ? { total: value } : value));

const degraded = strict({
  dns: duration.optional(),
  connect: duration.optional(),
  tls: duration.optional(),
  first_byte: duration.optional(),
  first_token: duration.optional(),
  first_visible: duration.optional(),
  total: duration.optional(),
  cert_days: count(0, 3_650)
    .optional()
    .meta({ description: 'Degraded when the certificate ends in fewer days.' }),
});

const NO_STATUS = { error: 'must be a status such as 200, 2xx, "<500" or a list of them' };
const oneStatus = [z.number().meta({ multipleOf: 1, minimum: 100, maximum: 599 }), formed(STATUS)] as const;
const expectStatus = parsed(
  z.union([...oneStatus, z.array(z.union(oneStatus, NO_STATUS)).min(1, 'names no status')], NO_STATUS),
  parseStatus,
);

const expect = strict({
  status: expectStatus.optional().meta({
    description: 'Statuses of a good answer.',
    examples: [200, [200, 204], '2xx', '<500', '200-299'],
  }),
  header: z
    .record(answeredHeader, textExpectation)
    .optional()
    .meta({
      description: 'Header name to what its value holds: text that is contained, or /a regular expression/.',
      examples: [{ 'content-type': '/json/' }],
    }),
  body: oneOrMore(textExpectation, 'text or /a regular expression/')
    .optional()
    .meta({
      description: 'Text that the body holds, or /a regular expression/.',
      examples: ['pong', '/pong/i'],
    }),
  json: z
    .record(z.string().meta({ pattern: '^\\$' }), jsonExpectation)
    .optional()
    .meta({
      description:
        'JSONPath (RFC 9535) to a value of the same type, a /regex/, or an operator such as ">= 1".',
      examples: [{ '$.status': 'ok', '$.data[0].id': '/./', '$.queue': '< 10' }],
    }),
  cert_days: count(0, 3_650)
    .optional()
    .meta({ description: 'Days that the certificate must still be valid.' }),
});

const tls = strict({
  ca: text
    .optional()
    .meta({ description: 'PEM file of the authorities to trust instead of the built-in ones.' }),
  cert: text.optional().meta({ description: 'PEM file of the client certificate.' }),
  key: text.optional().meta({ description: "PEM file of the client certificate's key." }),
  servername: text.optional().meta({ description: 'Name for SNI and for verifying the certificate.' }),
  insecure: z.boolean().optional().meta({ description: 'Do not verify the certificate.' }),
});

const dns = strict({
  server: hostPort
    .optional()
    .meta({ description: 'Name server to ask.', examples: ['1.1.1.1', '10.0.0.2:5353'] }),
  ip: z.literal([4, 6]).optional().meta({ description: 'Only IPv4 or only IPv6.' }),
  all_addresses: z.boolean().optional().meta({ description: 'Probe each address behind the name.' }),
});

const method = formed(TOKEN)
  .superRefine((value, context) => {
    const problem = methodProblem(value);
    if (problem !== null) context.addIssue(problem);
  })
  .transform((value) => value.toUpperCase());

/** '' is none, as of the flag. */
const proxyUrl = parsed(z.string(), (value) => {
  const proxy = value === '' ? { value: null } : parseProxy(value, '');
  return 'problem' in proxy ? proxy : { value };
});

/** A kind or `kind.reason`. */
const failureName = z
  .string()
  .meta({ pattern: `^(?:${KINDS.join('|')})(?:\\.[a-z-]+)?$` })
  .refine((name) => KINDS.some((kind) => kind === name) || isFailureClass(name), {
    error: 'is no kind of failure; `aiprobe explain` lists them',
  });

const keys = {
  provider: text
    .optional()
    .meta({ description: 'Id of a provider: `aiprobe providers` lists them.', examples: ['openai'] }),
  url: address.optional().meta({ description: 'What to ask: http://, https:// or tcp://host:port.' }),
  base_url: httpUrl.optional().meta({
    description: "Root of the API, where it is not the provider's own.",
    examples: ['http://10.0.0.7:8000'],
  }),
  variables: z
    .record(z.string(), z.union([z.string(), z.number()], { error: 'must be text' }).transform(String))
    .optional()
    .meta({
      description: "Values for the {placeholders} in the provider's URLs.",
      examples: [{ region: 'eu-west-1' }],
    }),
  check: z
    .enum(CHECKS)
    .optional()
    .meta({ description: 'How deep to look; default: reach, or http and tcp for a URL.' }),
  model: text.optional().meta({ description: 'The model to ask.' }),
  key: z
    .string()
    .superRefine((value, context) => {
      const problem = headerValueProblem(value);
      if (problem !== null) context.addIssue(`cannot be sent: ${problem}`);
    })
    .optional()
    .meta({
      description: "API key; default: the provider's usual environment variable.",
      examples: ['${OPENAI_API_KEY}'],
    }),
  degraded: degraded.optional().meta({
    description: 'Slower than this is degraded, not down.',
    examples: [{ first_token: '2s', total: '8s' }],
  }),
  tags: oneOrMore(name, 'a tag')
    .optional()
    .meta({ description: 'For --tag, groups of reports and maintenance.' }),
  method: method.optional().meta({ description: 'HTTP method; default: GET, or POST with a body.' }),
  headers: headers.optional().meta({ description: 'Headers to send.' }),
  json: z.json().optional().meta({ description: 'Body to send, as JSON.' }),
  body: z.string().optional().meta({ description: 'Body to send, as text.' }),
  timeout: timeout.optional().meta({
    description: 'Limits of one attempt; a plain duration is the total. Default: 10s.',
    examples: ['10s', { connect: '2s', total: '10s' }],
  }),
  expect: expect.optional().meta({ description: 'What a good answer is.' }),
  optional: z.boolean().optional().meta({ description: 'Reported, never fails the run.' }),
  interval: duration
    .optional()
    .meta({ description: 'How often it is to be asked, by what asks again and again; a run asks once.' }),
  http_version: z
    .literal([1.1, 2, '1.1', '2'])
    .transform((value): '1.1' | '2' => (String(value) === '2' ? '2' : '1.1'))
    .optional()
    .meta({ description: 'HTTP version; default: 1.1.' }),
  retries: count(0, 10)
    .optional()
    .meta({ description: 'Further attempts where another try can help; default: 1.' }),
  retry_delay: span.optional().meta({ description: 'Pause before a retry; default: 500ms.' }),
  redirects: count(0, 20)
    .optional()
    .meta({ description: 'Redirects to follow; default: 0 for APIs, 5 for http.' }),
  proxy: z
    .union([proxyUrl, z.literal(false)], { error: 'must be a URL, or false for none' })
    .optional()
    .meta({ description: 'HTTP proxy, or false for none whatever the environment says.' }),
  tls: tls.optional().meta({ description: 'Trust, client certificate, server name.' }),
  dns: dns.optional().meta({ description: 'How the name is resolved.' }),
  resolve: oneOrMore(parsed(z.string(), parseResolve), 'HOST:PORT:ADDRESS')
    .optional()
    .meta({
      description: 'Addresses to use for names, as --resolve of curl.',
      examples: ['api.example.com:443:10.0.0.7'],
    }),
  status_page: z
    .union([httpUrl, z.literal(false)], { error: 'must be a URL, or false' })
    .optional()
    .meta({ description: "URL of the service's status page, or false to leave it alone." }),
  max_body: size.optional().meta({ description: 'Cap on the body; default: 1MiB.' }),
  prompt: text.optional().meta({ description: 'What to ask the model; default: a few words.' }),
  max_tokens: count(1, 100_000).optional().meta({ description: 'Token budget of the answer.' }),
  count_as: z
    .record(failureName, z.enum(['up', 'down', 'ignore']))
    .optional()
    .meta({
      description: 'Failure kinds that count otherwise in the statistics.',
      examples: [{ 'rate-limit': 'down' }],
    }),
};

export const defaultsShape = strict(keys);
export const probeShape = strict({
  name: name.optional().meta({ description: 'Unique; default: derived from the provider or the URL.' }),
  ...keys,
});

export type ProbeSpec = z.output<typeof probeShape>;
