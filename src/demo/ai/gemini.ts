/** A Gemini-like API: models, generateContent and its stream, https://ai.google.dev/api/generate-content */

import { jsonReply, type Reply } from '../reply.ts';
import { END, send } from '../script.ts';
import { type Ask, eventStream, type Outcome, paced, type Service, unfinished } from './exchange.ts';
import { DEMO_KEY } from './openai.ts';
import { PIECES } from './openai-wire.ts';

export const GEMINI_MODELS = ['gemini-demo'] as const;

export interface GeminiOptions {
  readonly key?: string;
  readonly generate?: Service;
}

export function googleError(
  code: number,
  status: string,
  message: string,
  details: readonly unknown[] = [],
): Reply {
  const error = { code, message, status, ...(details.length === 0 ? {} : { details }) };
  return jsonReply(
    code,
    { error },
    { 'content-type': 'application/json; charset=UTF-8', server: 'scaffolding on HTTPServer2' },
  );
}

const UNREGISTERED = googleError(
  403,
  'PERMISSION_DENIED',
  "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
);

const INVALID_KEY = googleError(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
  {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    reason: 'API_KEY_INVALID',
    domain: 'googleapis.com',
    metadata: { service: 'generativelanguage.googleapis.com' },
  },
]);

/** A used-up allowance names its quota and the wait in the body, not in headers. */
export function geminiQuota(quotaId: string, retryDelay: string): Reply {
  return googleError(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota.', [
    { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId }] },
    { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay },
  ]);
}

export function gemini(options: GeminiOptions = {}): Service {
  const key = options.key ?? DEMO_KEY;
  return (ask) => {
    const given = ask.header('x-goog-api-key') ?? ask.query.get('key');
    if (given === null) return UNREGISTERED;
    if (given !== key) return INVALID_KEY;
    if (ask.method === 'GET' && ask.path === '/v1beta/models') return modelList();
    const [, model, method] = /^\/v1beta\/models\/([^:/]+):(\w+)$/.exec(ask.path) ?? [];
    const known: readonly string[] = GEMINI_MODELS;
    if (model === undefined || !known.includes(model)) {
      return googleError(404, 'NOT_FOUND', `models/${model ?? '?'} is not found for API version v1beta.`);
    }
    if (method !== 'generateContent' && method !== 'streamGenerateContent') {
      return googleError(404, 'NOT_FOUND', 'Method not found.');
    }
    return (options.generate ?? healthyGeneration)(ask);
  };
}

function modelList(): Reply {
  const models = GEMINI_MODELS.map((id) => ({
    name: `models/${id}`,
    version: '1',
    displayName: id,
    supportedGenerationMethods: ['generateContent', 'countTokens'],
  }));
  return jsonReply(200, { models });
}

const healthyGeneration: Service = (ask) =>
  delivered(
    ask,
    PIECES.map((text, i) => part(text, i === PIECES.length - 1 ? 'STOP' : null)),
  );

/** One piece of an answer, or all of it. */
export function part(text: string | null, finishReason: string | null): unknown {
  return {
    candidates: [
      {
        content: { ...(text === null ? {} : { parts: [{ text }] }), role: 'model' },
        ...(finishReason === null ? {} : { finishReason }),
        index: 0,
      },
    ],
    usageMetadata: { promptTokenCount: 8, candidatesTokenCount: 3, totalTokenCount: 11 },
    modelVersion: 'gemini-demo',
    responseId: 'demo',
  };
}

/** As the question wants it: SSE with CRLF (`alt=sse`), one JSON array in pieces, or one document. */
export function delivered(ask: Ask, parts: readonly unknown[]): Outcome {
  if (!ask.path.endsWith(':streamGenerateContent')) return jsonReply(200, merged(parts));
  if (ask.query.get('alt') === 'sse') return eventStream(paced(parts.map(geminiEvent)));
  const pieces = parts.map((document, i) => (i === 0 ? '[' : ',\r\n') + JSON.stringify(document));
  return { contentType: 'application/json; charset=UTF-8', steps: [...unfinished(pieces), send(']'), END] };
}

export function geminiEvent(document: unknown): string {
  return `data: ${JSON.stringify(document)}\r\n\r\n`;
}

function merged(parts: readonly unknown[]): unknown {
  return parts.length === 1 ? parts[0] : part(PIECES.join(''), 'STOP');
}

export const GENERATION_FAULTS = {
  hangs: () => 'hang',
  truncated: (ask) => delivered(ask, [part('po', null)]),
  stalls: () => eventStream([send(geminiEvent(part('po', null)))]),
  /** STOP without a part. */
  empty: (ask) => delivered(ask, [part(null, 'STOP')]),
  safety: (ask) => delivered(ask, [part(null, 'SAFETY')]),
  'prompt-blocked': (ask) =>
    delivered(ask, [
      {
        promptFeedback: { blockReason: 'PROHIBITED_CONTENT' },
        usageMetadata: { promptTokenCount: 8, totalTokenCount: 8 },
      },
    ]),
  /** An error object inside the 200. */
  overloaded: (ask) =>
    delivered(ask, [
      {
        error: {
          code: 503,
          message: 'The model is overloaded. Please try again later.',
          status: 'UNAVAILABLE',
        },
      },
    ]),
} as const satisfies Readonly<Record<string, Service>>;
