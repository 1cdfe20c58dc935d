/** The demo's services that work, some of them with a blemish. */

import { anthropic } from '../ai/anthropic.ts';
import { aiService } from '../ai/exchange.ts';
import { gemini } from '../ai/gemini.ts';
import { ollama } from '../ai/ollama.ts';
import { openAi, vllm } from '../ai/openai.ts';
import { slow } from '../http/waiting.ts';
import { always, jsonReply } from '../reply.ts';
import { scripted } from '../script.ts';
import { startStandIn } from '../stand-in.ts';
import { tlsWith } from '../tls-faults.ts';
import { asProvider, atUrl, likeOpenAi, overTls, type Service, service } from './service.ts';

const HEALTH = jsonReply(200, { status: 'ok', model: 'demo' });
export const HEALTHY = always(HEALTH);

export const HEALTHY_SERVICES: readonly Service[] = [
  likeOpenAi(['openai-like', 'up', 'asks for a key, as it should'], aiService(openAi())),
  asProvider(['anthropic-like', 'up', 'asks for a key, as it should'], 'anthropic', aiService(anthropic())),
  asProvider(['gemini-like', 'up', 'asks for a key, as it should'], 'gemini', aiService(gemini())),
  asProvider(['ollama', 'up', 'a local model server'], 'ollama', aiService(ollama())),
  asProvider(['vllm', 'up', 'an inference engine'], 'vllm', aiService(vllm())),
  atUrl(['gateway', 'up', 'answers as expected'], HEALTHY, {
    expect: { status: 200, json: { '$.status': 'ok' } },
  }),
  overTls(['gateway-tls', 'up', 'the same over TLS'], () => tlsWith('good'), HEALTHY),
  service(['vector-db', 'up', 'a port that takes connections'], async () => {
    const standIn = await startStandIn(scripted('connection', []));
    return { entry: { url: `tcp://${standIn.authority}` }, close: standIn.close };
  }),
  atUrl(['slow', 'degraded.slow', 'takes 400 ms to answer'], slow(400, HEALTH), {
    degraded: { first_byte: '150ms' },
  }),
  overTls(
    ['cert-expiring', 'degraded.cert-expiring', 'its certificate ends in 5 days'],
    () => tlsWith('short-lived'),
    HEALTHY,
  ),
];
