/** One report with something of everything: each state, many kinds, scripts of all widths, hostile text, groups, a cause. */

import type { Report, Result } from '../../src/domain/report.ts';
import { EMPTY_EVIDENCE, failing, reportOf, STARTED, timings, up } from './report.ts';

const ESC = '\u001b';

const claude = failing('claude', 'overloaded.capacity', {
  provider: 'anthropic',
  check: 'stream',
  url: 'https://api.anthropic.com/v1/messages',
  tags: ['prod'],
  retryable: true,
  retry_after_ms: 12_000,
  rule: 'anthropic.overloaded',
  message: '529: Anthropic has no capacity left for this request; the server asks to wait 12 s.',
  hint: 'Nothing is wrong on your side. Try again in 12 s; if it stays so, send the traffic to your fallback provider.',
  http: { status: 529, version: '1.1', request_id: 'req_011CSHoEeqs5C35K2UUqR7Fy', location: null },
  timings_ms: timings({ dns: 3.1, connect: 9.8, tls: 21, first_byte: 240.3, total: 241, server: 180 }),
  stream: { tokens: 0, tokens_per_s: null, longest_gap_ms: null, finished: false },
  deepest_ok: 'models',
  model: { asked: 'claude-haiku-4-5', answered: null },
  tls: {
    protocol: 'TLSv1.3',
    alpn: 'http/1.1',
    subject: 'CN=api.anthropic.com',
    issuer: 'C=US, O=Example Trust, CN=WE1',
    valid_to: '2027-01-24T02:00:00.000Z',
    days_left: 61,
  },
  rate_limit: { requests: { limit: 60, remaining: 12, reset_ms: 12_000 }, tokens: null },
  status_page: {
    indicator: 'major',
    description: 'Partial outage',
    url: 'https://status.anthropic.com',
    incidents: [
      { name: 'Elevated errors on Haiku', status: 'investigating', started: '2026-11-24T01:40:00.000Z' },
    ],
  },
  attempts: [
    { started: STARTED, state: 'down', kind: 'overloaded', reason: 'capacity', total_ms: 233, why: 'first' },
    { started: STARTED, state: 'down', kind: 'overloaded', reason: 'capacity', total_ms: 241, why: 'retry' },
  ],
  evidence: {
    ...EMPTY_EVIDENCE,
    resolver: '10.0.0.2',
    addresses: [
      { ip: '192.0.2.7', outcome: 'connected', code: null, ms: 9.8 },
      { ip: '2001:db8::7', outcome: 'failed', code: 'ENETUNREACH', ms: 0.2 },
    ],
    headers: [
      ['content-type', 'application/json'],
      ['retry-after', '12'],
    ],
    body: '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
  },
});

const hostile = failing(`evil ${ESC}[31m${ESC}]0;owned\u0007 \u202egnp.exe`, 'mismatch.content-type', {
  url: 'https://evil.example/%1b[2J',
  message: `200: the answer is an HTML page, no JSON: "<title>${ESC}[2J${ESC}[H\u009b31mGot you\r\n::error::owned ##[error]x\u200b\u2066</title>".`,
  hint: 'Check base_url: it seems to lead to a web page, not to the API.',
  http: { status: 200, version: '1.1', request_id: `id-${ESC}[5m`, location: null },
  evidence: {
    ...EMPTY_EVIDENCE,
    headers: [['x-evil', `a${ESC}[31mb`]],
    body: `<!doctype html>\n<title>${ESC}[2J</title>\n<script>alert(1)</script>\u2028`,
  },
});

const NO_RESOLVER = {
  fault: 'network',
  retryable: true,
  timings_ms: timings({ total: 3_000.6, lag: 0.2 }),
  address: null,
  hint: 'Check the name server in /etc/resolv.conf or name another one with --dns-server.',
  attempts: [
    { started: STARTED, state: 'down', kind: 'dns', reason: 'timeout', total_ms: 3_000.6, why: 'first' },
  ],
  evidence: { ...EMPTY_EVIDENCE, phase: 'dns', code: 'ETIMEOUT', resolver: '10.0.0.2' },
} as const satisfies Partial<Result>;

const dnsFailures = ['vectors', 'rerank', 'speech'].map((name) =>
  failing(name, 'dns.timeout', {
    ...NO_RESOLVER,
    message: `The name ${name}.ai.internal could not be looked up: name server 10.0.0.2 did not answer within 3 s.`,
  }),
);

export const RICH: Report = reportOf(
  [
    up('openai', {
      provider: 'openai',
      check: 'reach',
      http: { status: 401, version: '1.1', request_id: 'req_1', location: null },
    }),
    claude,
    up('gpu-7', {
      provider: 'vllm',
      check: 'chat',
      timings_ms: timings({
        connect: 0.4,
        first_byte: 84,
        first_token: 84.2,
        first_visible: 84.2,
        total: 91.7,
      }),
      model: { asked: 'llama-3.1-8b', answered: 'llama-3.1-8b-awq' },
      usage: { input_tokens: 9, output_tokens: 1 },
      notes: ['The model that answered (llama-3.1-8b-awq) is not the one asked for (llama-3.1-8b).'],
    }),
    failing('gemini', 'degraded.slow', {
      state: 'degraded',
      provider: 'gemini',
      check: 'stream',
      message: 'Up, but the first token took 4.2 s; the limit is 2 s.',
      hint: 'See whether a smaller model or another region is quicker.',
      http: { status: 200, version: '2', request_id: null, location: null },
      timings_ms: timings({
        dns: 12,
        connect: 18,
        tls: 25,
        first_byte: 310,
        first_token: 4_210,
        total: 5_020,
      }),
      status_page: {
        indicator: 'none',
        description: null,
        url: 'https://status.cloud.google.com',
        incidents: [],
      },
    }),
    failing('mistral', 'rate-limit.requests', {
      provider: 'mistral',
      check: 'chat',
      fault: 'client',
      retryable: true,
      retry_after_ms: 48_000,
      message: '429: 60 requests/min used up; the server asks to wait 48 s.',
      hint: 'Send fewer requests per minute or ask Mistral for a higher limit.',
      http: { status: 429, version: '1.1', request_id: null, location: null },
      timings_ms: timings({ dns: 3, connect: 11, tls: 24, first_byte: 61, total: 61.5 }),
      optional: true,
    }),
    failing('qdrant', 'connect.refused', {
      check: 'tcp',
      url: 'tcp://10.0.0.8:6333',
      message: 'Nothing listens on 10.0.0.8 port 6333: the connection was refused.',
      hint: 'Start the service, or correct the port.',
      timings_ms: timings({ connect: null, total: 0.9 }),
      evidence: {
        ...EMPTY_EVIDENCE,
        phase: 'connect',
        code: 'ECONNREFUSED',
        addresses: [{ ip: '10.0.0.8', outcome: 'failed', code: 'ECONNREFUSED', ms: 0.6 }],
      },
    }),
    ...dnsFailures,
    hostile,
    up('東京の推論サーバー', {
      provider: 'ollama',
      check: 'models',
      timings_ms: timings({ connect: 1, first_byte: 3, total: 3.2 }),
    }),
    up('שלום-עולם', { check: 'http' }),
    up('👩‍💻 देवनागरी é ไทย', { provider: 'tgi', check: 'models' }),
    up(
      'https://very-long-subdomain.of-some-inference-gateway.example.com:8443/v1/deployments/llama-3/health',
      {
        timings_ms: timings({ dns: 1, connect: 2, tls: 30, first_byte: 980, total: 1_240, lag: 160 }),
      },
    ),
    failing('azure', 'blocked.bot-challenge', {
      state: 'unknown',
      provider: 'azure-openai',
      check: 'reach',
      fault: 'network',
      message:
        '403: a bot wall answered before the API did, so nothing is known about the service behind it.',
      hint: 'Probe with a key (check: models), or from a network that the wall lets through.',
      http: { status: 403, version: '1.1', request_id: null, location: null },
    }),
    failing('batch', 'config.missing-env', {
      state: 'skipped',
      provider: 'groq',
      check: 'chat',
      fault: 'local',
      message: 'The variable GROQ_API_KEY is not set.',
      hint: 'Set GROQ_API_KEY.',
      timings_ms: timings({ lag: null }),
      attempts: [],
      optional: true,
    }),
  ],
  {
    groups: [
      {
        name: 'chat',
        up: 1,
        require: 1,
        ok: true,
        members: ['claude', 'gpu-7'],
        note: 'gpu-7 carries it while claude is down',
      },
      { name: 'search', up: 0, require: 1, ok: false, members: ['vectors', 'qdrant'] },
    ],
    causes: [
      {
        kind: 'dns',
        reason: 'timeout',
        shared: 'resolver 10.0.0.2',
        probes: ['vectors', 'rerank', 'speech'],
      },
    ],
  },
);
