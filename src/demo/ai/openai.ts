/** An OpenAI-like API: models, chat completions (whole and streamed), embeddings; and vLLM, which speaks the same. */

import {
  badRequest,
  modelNotFound,
  OPENAI_MISSING_KEY,
  openAiInvalidKey,
  UNKNOWN_PATH,
} from '../http/client-errors.ts';
import { jsonReply, type Reply, textReply } from '../reply.ts';
import { type Ask, eventStream, type Outcome, paced, type Service } from './exchange.ts';
import { chunk, completion, DONE, modelOf, pieces, roleChunk, usage, usageChunks } from './openai-wire.ts';

export interface OpenAiOptions {
  /** The one key that is accepted; null: the API is open. */
  readonly key?: string | null;
  readonly models?: readonly string[];
  /** How a chat is answered, once key and model are right. Default: well. */
  readonly chat?: Service;
  /** Keys of the chat request that the model refuses, e.g. `max_tokens`. */
  readonly refuses?: readonly string[];
  /** Of 60 requests a minute, how many are left. */
  readonly remaining?: number;
}

/** Opens the demo's stand-ins and nothing else. */
export const DEMO_KEY = 'sk-demo-0123456789abcdef';
export const OPENAI_MODELS = ['gpt-demo', 'gpt-demo-mini'] as const;
const LIMIT = 60;

export function openAi(options: OpenAiOptions = {}): Service {
  const key = options.key === undefined ? DEMO_KEY : options.key;
  return (ask) => {
    if (!ask.path.startsWith('/v1/')) return UNKNOWN_PATH;
    const refused = key === null ? null : refuseKey(ask, key);
    return refused ?? withLimits(answer(ask, options), options.remaining ?? LIMIT - 1);
  };
}

function refuseKey(ask: Ask, key: string): Reply | null {
  const given = /^Bearer (.+)$/.exec(ask.header('authorization') ?? '')?.[1];
  if (given === undefined) return OPENAI_MISSING_KEY;
  return given === key ? null : openAiInvalidKey(given);
}

function answer(ask: Ask, options: OpenAiOptions): Outcome {
  const models = options.models ?? OPENAI_MODELS;
  switch (`${ask.method} ${ask.path}`) {
    case 'GET /v1/models':
      return modelList(models);
    case 'POST /v1/chat/completions':
      return refuseQuestion(ask, models, options.refuses ?? []) ?? (options.chat ?? healthyChat)(ask);
    case 'POST /v1/embeddings':
      return refuseQuestion(ask, models, []) ?? embedding(ask);
    default:
      return UNKNOWN_PATH;
  }
}

function modelList(models: readonly string[]): Reply {
  const data = models.map((id) => ({ id, object: 'model', created: 1_767_225_600, owned_by: 'demo' }));
  return jsonReply(200, { object: 'list', data });
}

/** Newer models know one name of the budget, older ones the other. */
const INSTEAD: Readonly<Record<string, string>> = {
  max_tokens: " Use 'max_completion_tokens' instead.",
  max_completion_tokens: " Use 'max_tokens' instead.",
};

function refuseQuestion(ask: Ask, models: readonly string[], refuses: readonly string[]): Reply | null {
  const model = modelOf(ask);
  if (model === '') return badRequest('you must provide a model parameter');
  if (!models.includes(model)) return modelNotFound(model);
  const key = refuses.find((name) => ask.body[name] !== undefined);
  if (key === undefined) return null;
  return badRequest(
    `Unsupported parameter: '${key}' is not supported with this model.${INSTEAD[key] ?? ''}`,
    key,
    'unsupported_parameter',
  );
}

export const healthyChat: Service = (ask) => {
  const { said, finish } = pieces(ask);
  const used = usage(said.length);
  if (ask.body.stream !== true)
    return jsonReply(200, completion(ask, { content: said.join('') }, finish, used));
  return eventStream(
    paced([
      roleChunk(ask),
      ...said.map((content) => chunk(ask, { content })),
      chunk(ask, {}, finish),
      ...usageChunks(ask, used),
      DONE,
    ]),
  );
};

function embedding(ask: Ask): Reply {
  return jsonReply(200, {
    object: 'list',
    data: [{ object: 'embedding', index: 0, embedding: [0.1, -0.2, 0.3] }],
    model: modelOf(ask),
    usage: { prompt_tokens: 1, total_tokens: 1 },
  });
}

function withLimits(outcome: Outcome, remaining: number): Outcome {
  if (outcome === 'hang' || !('status' in outcome)) return outcome;
  const headers = {
    'x-request-id': 'req_demo',
    'openai-processing-ms': '7',
    'x-ratelimit-limit-requests': String(LIMIT),
    'x-ratelimit-remaining-requests': String(remaining),
    'x-ratelimit-reset-requests': '1s',
  };
  return { ...outcome, headers: { ...headers, ...outcome.headers } };
}

/** vLLM's OpenAI server: open, `/health` is 200 without a body while the engine lives. */
export function vllm(options: OpenAiOptions = {}): Service {
  const api = openAi({ key: null, models: ['llama-demo'], ...options });
  return (ask) => {
    switch (ask.path) {
      case '/health':
        return { ...textReply(200, ''), headers: {} };
      case '/version':
        return jsonReply(200, { version: '0.11.0' });
      default:
        return api(ask);
    }
  };
}
