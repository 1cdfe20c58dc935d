/** The demo's services that are asked to generate: what only a model's answer shows. */

import { anthropic } from '../ai/anthropic.ts';
import { MESSAGE_FAULTS } from '../ai/anthropic-faults.ts';
import { type Service as AiService, aiService } from '../ai/exchange.ts';
import { gemini } from '../ai/gemini.ts';
import { ollama } from '../ai/ollama.ts';
import { DEMO_KEY, type OpenAiOptions, openAi, vllm } from '../ai/openai.ts';
import { CHAT_FAULTS, slowFirstToken } from '../ai/openai-faults.ts';
import { statuspage } from '../ai/status-pages.ts';
import type { Entry } from '../config-text.ts';
import { INSUFFICIENT_QUOTA } from '../http/client-errors.ts';
import { MODEL_LOADING, NGINX_UNAVAILABLE } from '../http/server-errors.ts';
import { always } from '../reply.ts';
import { startStandIn } from '../stand-in.ts';
import { asProvider, type Label, likeOpenAi, type Service, service } from './service.ts';

const asked = (check: string, model: string): Entry => ({ check, model, key: DEMO_KEY });
const CHAT = asked('chat', 'gpt-demo');
const STREAM = asked('stream', 'gpt-demo');
const OPEN_CHAT: Entry = { check: 'chat', model: 'llama-demo' };

/** An OpenAI-like service in good order but for its chat. */
function chatting(label: Label, chat: AiService, entry: Entry, options: OpenAiOptions = {}): Service {
  return likeOpenAi(label, aiService(openAi({ ...options, chat })), entry);
}

export const GENERATING_SERVICES: readonly Service[] = [
  likeOpenAi(['openai-stream', 'up', 'streams an answer'], aiService(openAi()), STREAM),
  likeOpenAi(['openai-chat', 'up', 'answers in one piece'], aiService(openAi()), CHAT),
  asProvider(
    ['anthropic-stream', 'up', 'streams an answer'],
    'anthropic',
    aiService(anthropic()),
    asked('stream', 'claude-demo'),
  ),
  asProvider(
    ['gemini-stream', 'up', 'streams an answer'],
    'gemini',
    aiService(gemini()),
    asked('stream', 'gemini-demo'),
  ),
  asProvider(['ollama-stream', 'up', 'streams an answer'], 'ollama', aiService(ollama()), {
    check: 'stream',
    model: 'llama-demo',
  }),
  chatting(
    ['reasoning-only', 'up', 'thinks until its budget is spent'],
    CHAT_FAULTS['reasoning-only'],
    STREAM,
  ),
  likeOpenAi(
    ['older-model', 'up', 'refuses a parameter of the probe'],
    aiService(openAi({ refuses: ['max_completion_tokens'] })),
    CHAT,
  ),
];

export const UNWELL_SERVICES: readonly Service[] = [
  chatting(['slow-first-token', 'degraded.slow', 'thinks for 700 ms before it speaks'], slowFirstToken(700), {
    ...STREAM,
    degraded: { first_token: '300ms' },
  }),
  likeOpenAi(
    ['near-limit', 'degraded.near-limit', '3 of 60 requests are left'],
    aiService(openAi({ remaining: 3 })),
    { check: 'models', key: DEMO_KEY },
  ),
  chatting(
    ['no-first-token', 'timeout.first-token', 'opens a stream and thinks for good'],
    CHAT_FAULTS['role-then-silence'],
    {
      ...STREAM,
      timeout: { first_token: '600ms', total: '4s' },
    },
  ),
  chatting(['stream-stall', 'timeout.stalled', 'falls silent amid its answer'], CHAT_FAULTS.stalls, {
    ...STREAM,
    timeout: { idle: '600ms', total: '4s' },
  }),
  chatting(['stream-cut', 'stream.truncated', 'ends without having finished'], CHAT_FAULTS.truncated, STREAM),
  chatting(['empty-answer', 'stream.empty', 'finishes without a word'], CHAT_FAULTS.empty, CHAT),
  chatting(
    ['content-filter', 'bad-request.content-filter', 'filters the answer'],
    CHAT_FAULTS['content-filter'],
    CHAT,
  ),
  asProvider(
    ['overloaded-inside', 'overloaded.capacity', 'says 200, then that it is overloaded'],
    'anthropic',
    aiService(anthropic({ messages: MESSAGE_FAULTS['overloaded-midway'] })),
    asked('stream', 'claude-demo'),
  ),
  chatting(['no-credit', 'quota.credits', 'the account is empty'], () => INSUFFICIENT_QUOTA, CHAT),
  likeOpenAi(
    ['unknown-model', 'not-found.model', 'does not know the model'],
    aiService(openAi()),
    asked('chat', 'gpt-dmeo'),
  ),
  likeOpenAi(['wrong-key', 'auth.invalid-key', 'does not take the key'], aiService(openAi()), {
    check: 'models',
    key: 'sk-demo-of-somebody-else',
  }),
  asProvider(
    ['model-loading', 'not-ready.model-loading', 'still reads its model'],
    'llama-cpp',
    always(MODEL_LOADING),
    OPEN_CHAT,
  ),
  asProvider(
    ['zombie-engine', 'timeout.first-byte', 'is alive, lists its models, and generates nothing'],
    'vllm',
    aiService(vllm({ chat: CHAT_FAULTS.hangs })),
    { ...OPEN_CHAT, timeout: { first_byte: '600ms', total: '4s' } },
  ),
  service(['admitted', 'server-error.unavailable', 'fails, and its status page says so'], async () => {
    const [api, page] = await Promise.all([
      startStandIn(always(NGINX_UNAVAILABLE)),
      startStandIn(statuspage()),
    ]);
    return {
      entry: { provider: 'openai', base_url: `${api.origin}/v1`, status_page: page.origin },
      close: async () => void (await Promise.all([api.close(), page.close()])),
    };
  }),
];
