/** LiteLLM's provider prefixes (https://docs.litellm.ai/docs/providers) and the entries of our catalogue that they mean. */

export const PROVIDER_OF: Readonly<Record<string, string>> = {
  openai: 'openai',
  'text-completion-openai': 'openai',
  openai_like: 'openai',
  custom_openai: 'openai',
  azure: 'azure-openai',
  anthropic: 'anthropic',
  gemini: 'gemini',
  vertex_ai: 'vertex',
  vertex_ai_beta: 'vertex',
  bedrock: 'bedrock',
  bedrock_converse: 'bedrock',
  mistral: 'mistral',
  cohere: 'cohere',
  cohere_chat: 'cohere',
  groq: 'groq',
  together_ai: 'together',
  fireworks_ai: 'fireworks',
  deepseek: 'deepseek',
  xai: 'xai',
  openrouter: 'openrouter',
  perplexity: 'perplexity',
  huggingface: 'huggingface',
  replicate: 'replicate',
  cerebras: 'cerebras',
  nvidia_nim: 'nvidia-nim',
  github: 'github-models',
  cloudflare: 'cloudflare-workers-ai',
  elevenlabs: 'elevenlabs',
  assemblyai: 'assemblyai',
  deepgram: 'deepgram',
  voyage: 'voyage',
  ollama: 'ollama',
  ollama_chat: 'ollama',
  vllm: 'vllm',
  hosted_vllm: 'vllm',
  llamafile: 'llama-cpp',
  lm_studio: 'lmstudio',
  triton: 'triton',
  litellm_proxy: 'litellm',
};

/** Providers of which the catalogue knows only whether they answer. */
const REACH_ONLY: ReadonlySet<string> = new Set([
  'elevenlabs',
  'assemblyai',
  'deepgram',
  'triton',
  'replicate',
]);

export function isReachOnly(provider: string): boolean {
  return REACH_ONLY.has(provider);
}

/** Names without a prefix that LiteLLM knows by themselves. */
const BARE: readonly (readonly [RegExp, string])[] = [
  [/^(?:gpt-|o\d|chatgpt-|text-embedding-(?:3|ada)|davinci|babbage|whisper|tts-|dall-e)/, 'openai'],
  [/^claude-/, 'anthropic'],
  [/^gemini-/, 'vertex'],
  [/^(?:command|embed-)/, 'cohere'],
  [/^mistral-/, 'mistral'],
];

export interface Route {
  readonly provider: string;
  /** The model's name for that provider; may be `*`. */
  readonly model: string;
}

/** @returns the unknown prefix where nothing is known of it */
export function routeOf(
  model: string,
  custom: string | undefined,
  hasBase: boolean,
): Route | { readonly unknown: string } {
  const [, prefix, rest = ''] = /^([\w-]+)\/(.+)$/s.exec(model) ?? [];
  const named = custom ?? prefix;
  const provider = named === undefined || !Object.hasOwn(PROVIDER_OF, named) ? undefined : PROVIDER_OF[named];
  if (provider !== undefined)
    return { provider, model: named === prefix ? withoutRoute(provider, rest) : model };
  const bare = BARE.find(([pattern]) => prefix === undefined && pattern.test(model))?.[1];
  if (bare !== undefined) return { provider: bare, model };
  // Whatever has an address of its own is spoken to in OpenAI's dialect.
  return hasBase && custom === undefined && prefix === undefined
    ? { provider: 'openai', model }
    : { unknown: named ?? model };
}

/** `bedrock/converse/anthropic.claude...`, `bedrock/us-west-2/...` and `azure/responses/...` name a way to ask, not a model. */
function withoutRoute(provider: string, model: string): string {
  switch (provider) {
    case 'bedrock':
      return model.replace(/^(?:converse|invoke|[a-z]{2}(?:-gov)?-[a-z]+-\d)\//, '');
    case 'azure-openai':
    case 'openai':
      return model.replace(/^responses\//, '');
    default:
      return model;
  }
}
