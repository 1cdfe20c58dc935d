/** The text of `aiprobe init`: a config that works at once, with the providers whose keys are in the environment. */

import type { Env } from './interpolate.ts';

interface Found {
  readonly id: string;
  readonly variable: string;
  /** No list of models that costs nothing: what would try the key costs tokens. */
  readonly deeper?: 'chat' | 'embeddings';
  /** Nothing deeper is known of it than a question about the account. */
  readonly deepest?: true;
}

/** Providers by the variable that their SDKs read; the first of a provider that is set counts. */
const KEYS: readonly Found[] = [
  { id: 'openai', variable: 'OPENAI_API_KEY' },
  { id: 'anthropic', variable: 'ANTHROPIC_API_KEY' },
  { id: 'gemini', variable: 'GEMINI_API_KEY' },
  { id: 'gemini', variable: 'GOOGLE_API_KEY' },
  { id: 'mistral', variable: 'MISTRAL_API_KEY' },
  { id: 'cohere', variable: 'CO_API_KEY' },
  { id: 'groq', variable: 'GROQ_API_KEY' },
  { id: 'together', variable: 'TOGETHER_API_KEY' },
  { id: 'fireworks', variable: 'FIREWORKS_API_KEY' },
  { id: 'deepseek', variable: 'DEEPSEEK_API_KEY' },
  { id: 'xai', variable: 'XAI_API_KEY' },
  { id: 'openrouter', variable: 'OPENROUTER_API_KEY' },
  { id: 'perplexity', variable: 'PERPLEXITY_API_KEY', deeper: 'chat' },
  { id: 'huggingface', variable: 'HF_TOKEN' },
  { id: 'cerebras', variable: 'CEREBRAS_API_KEY' },
  { id: 'nvidia-nim', variable: 'NVIDIA_API_KEY' },
  { id: 'replicate', variable: 'REPLICATE_API_TOKEN' },
  { id: 'poe', variable: 'POE_API_KEY' },
  { id: 'voyage', variable: 'VOYAGE_API_KEY', deeper: 'embeddings' },
  { id: 'stability', variable: 'STABILITY_API_KEY', deepest: true },
  { id: 'elevenlabs', variable: 'ELEVENLABS_API_KEY' },
  { id: 'assemblyai', variable: 'ASSEMBLYAI_API_KEY' },
  { id: 'deepgram', variable: 'DEEPGRAM_API_KEY' },
];

/** Asked without a key where no key is found. */
const WITHOUT_KEY = ['openai', 'anthropic', 'gemini'];

/** @returns YAML that `parseConfig` accepts; names of variables only, never their values */
export function starterConfig(env: Env): string {
  const found = KEYS.filter(
    ({ id, variable }, index) =>
      isSet(env, variable) && KEYS.findIndex((key) => key.id === id && isSet(env, key.variable)) === index,
  );
  return HEAD + (found.length === 0 ? keyless() : found.map(keyed).join('\n')) + TAIL;
}

function isSet(env: Env, variable: string): boolean {
  const value = env[variable];
  return value !== undefined && value !== '';
}

function keyed({ id, variable, deeper, deepest }: Found): string {
  if (deeper !== undefined) {
    return `  # ${variable} is set, but nothing that costs no tokens tries it: this asks without a key.
  - name: ${id}
    provider: ${id}
    check: reach                  # deeper: ${deeper} (a few tokens each time), with "model:" and "key: \${${variable}}"
    tags: [hosted]
`;
  }
  const free = deepest === true ? 'a look at the account' : 'its model list';
  const more =
    deepest === true
      ? ''
      : '                 # deeper: chat or stream (a few tokens each time); then also "model:"';
  return `  # ${variable} is set: ${free} costs nothing and proves that the key works.
  - name: ${id}
    provider: ${id}
    check: models${more}
    key: \${${variable}}
    tags: [hosted]
`;
}

function keyless(): string {
  const entries = WITHOUT_KEY.map((id) => `  - ${id}\n`).join('');
  return `  # No key was found in the environment. These need none: they show that the API is there and answers.\n${entries}`;
}

const HEAD = `# What aiprobe asks. Try:  aiprobe validate  ·  aiprobe plan  ·  aiprobe
# Every key: aiprobe schema; the providers it knows: aiprobe providers.
defaults:
  timeout: 10s                    # of one attempt
  retries: 1                      # only where another try can help
probes:
`;

const TAIL = `
  # A bare URL: up when it answers 2xx.
  # - https://api.example.com/health

  # A server of your own that speaks the OpenAI API (vllm, llama-cpp, ollama, litellm, ...).
  # - name: gpu-1
  #   provider: vllm
  #   base_url: http://10.0.0.7:8000
  #   check: chat
  #   model: llama-3.1-8b
  #   degraded: { total: 8s }     # slower than this is degraded, not down

  # A TCP port, e.g. of a vector database.
  # - tcp://10.0.0.8:6333

# Probes that stand in for one another: the run fails only when fewer than "require" are up.
# groups:
#   chat: { probes: [openai, gpu-1], require: 1 }
`;
