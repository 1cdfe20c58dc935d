/** Rows for what error messages say of the service where no code does; asked after every code. */

import { anyOf, on, type Rule } from '../rule.ts';

const LITELLM = 'BerriAI/litellm, exception_mapping_utils.py';
const SERVERS = 'error texts of vLLM, TGI, llama.cpp, Ollama, Hugging Face';

export const STATE_WORDS: readonly Rule[] = [
  {
    id: 'says.model-load-failed',
    when: {
      statusOrInBody: on(500, 504),
      says: [
        'error loading model',
        'error while loading model',
        'failed to load model',
        'unable to load model',
      ],
    },
    class: 'server-error.internal',
    detail: 'it could not load the model',
    hint: 'Waiting does not help: look at the log of the engine. Mostly the memory of the GPU is too small, or the file of the model is missing or damaged.',
    source: 'error texts of llama.cpp and Ollama when a model does not fit into memory',
  },
  {
    id: 'says.model-loading',
    when: {
      statusOrInBody: anyOf(425, 500, 502, 503, 504),
      says: [
        'loading model',
        'model is loading',
        'currently loading',
        'still loading',
        'model is being loaded',
        'model loading',
      ],
    },
    class: 'not-ready.model-loading',
    source: SERVERS,
  },
  {
    id: 'says.starting',
    when: {
      statusOrInBody: anyOf(502, 503, 504),
      says: [
        'starting up',
        'is starting',
        'still starting',
        'not ready yet',
        'is not ready',
        'warming up',
        'initializing',
        'cold start',
        'waking up',
      ],
    },
    class: 'not-ready.starting',
    source: SERVERS,
  },
  {
    id: 'says.overloaded',
    when: {
      statusOrInBody: anyOf(429, 498, 500, 502, 503, 529),
      says: [
        'overloaded',
        'at capacity',
        'out of capacity',
        'capacity exceeded',
        'over capacity',
        'no available capacity',
        'high demand',
        'server busy',
        'too busy',
        'temporarily unable to process',
        'backpressure',
        'queue is full',
      ],
    },
    class: 'overloaded.capacity',
    source: LITELLM,
  },
  {
    id: 'says.slow-down',
    when: {
      statusOrInBody: anyOf(429, 503),
      says: ['please slow down', 'please reduce your request rate', 'reduce your rate of requests'],
    },
    class: 'overloaded.slow-down',
    source: 'Amazon S3 SlowDown; OpenAI slow_down',
  },
  {
    id: 'says.rate-in-5xx',
    when: { statusOrInBody: on(500, 503), says: ['rate limit', 'ratelimit', 'too many requests'] },
    class: 'rate-limit.unspecified',
    source: LITELLM,
  },
  {
    id: 'says.upstream-unreachable',
    when: {
      statusOrInBody: on(500),
      says: [
        'fetch failed',
        'econnrefused',
        'econnreset',
        'enotfound',
        'other side closed',
        'all connection attempts failed',
      ],
    },
    class: 'server-error.bad-gateway',
    detail: 'the gateway cannot reach the service behind it',
    source: 'error texts of gateways in Node (Portkey) and Python (httpx)',
  },
  {
    id: 'says.gateway-timeout',
    when: {
      statusOrInBody: on(500),
      says: [
        'request timeout error',
        'request timed out',
        'timed out generating response',
        'the read operation timed out',
        'upstream timed out',
      ],
    },
    class: 'server-error.gateway-timeout',
    source: LITELLM,
  },
];
