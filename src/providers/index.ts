/** The catalogue: every built-in provider by its id, hosted APIs first, then apps for people, then what you run yourself. */

import type { Provider } from '../domain/provider.ts';
import { anthropic } from './anthropic.ts';
import { assemblyai } from './assemblyai.ts';
import { azureOpenai } from './azure-openai.ts';
import { bedrock } from './bedrock.ts';
import { cerebras } from './cerebras.ts';
import { characterAi } from './character-ai.ts';
import { chatgpt } from './chatgpt.ts';
import { claudeAi } from './claude-ai.ts';
import { cloudflareWorkersAi } from './cloudflare-workers-ai.ts';
import { cohere } from './cohere.ts';
import { deepgram } from './deepgram.ts';
import { deepseek } from './deepseek.ts';
import { elevenlabs } from './elevenlabs.ts';
import { fireworks } from './fireworks.ts';
import { gemini } from './gemini.ts';
import { githubModels } from './github-models.ts';
import { groq } from './groq.ts';
import { huggingface } from './huggingface.ts';
import { litellm } from './litellm.ts';
import { llamaCpp } from './llama-cpp.ts';
import { lmstudio } from './lmstudio.ts';
import { localai } from './localai.ts';
import { midjourney } from './midjourney.ts';
import { mistral } from './mistral.ts';
import { nvidiaNim } from './nvidia-nim.ts';
import { ollama } from './ollama.ts';
import { openai } from './openai.ts';
import { openrouter } from './openrouter.ts';
import { perplexity } from './perplexity.ts';
import { poe } from './poe.ts';
import { rayServe } from './ray-serve.ts';
import { replicate } from './replicate.ts';
import { sglang } from './sglang.ts';
import { stability } from './stability.ts';
import { tgi } from './tgi.ts';
import { together } from './together.ts';
import { triton } from './triton.ts';
import { vertex } from './vertex.ts';
import { vllm } from './vllm.ts';
import { voyage } from './voyage.ts';
import { xai } from './xai.ts';

export const PROVIDERS = {
  openai,
  'azure-openai': azureOpenai,
  anthropic,
  gemini,
  vertex,
  bedrock,
  mistral,
  cohere,
  groq,
  together,
  fireworks,
  deepseek,
  xai,
  openrouter,
  perplexity,
  huggingface,
  replicate,
  cerebras,
  'nvidia-nim': nvidiaNim,
  'github-models': githubModels,
  'cloudflare-workers-ai': cloudflareWorkersAi,
  stability,
  elevenlabs,
  assemblyai,
  deepgram,
  voyage,
  'character-ai': characterAi,
  poe,
  midjourney,
  chatgpt,
  'claude-ai': claudeAi,
  ollama,
  vllm,
  'llama-cpp': llamaCpp,
  tgi,
  sglang,
  lmstudio,
  litellm,
  localai,
  triton,
  'ray-serve': rayServe,
} satisfies Record<string, Provider>;

export type ProviderId = keyof typeof PROVIDERS;

/** Every id, retired ones too, in the order of the catalogue. */
export const PROVIDER_IDS: readonly string[] = Object.keys(PROVIDERS);

/** @returns the built-in entry, retired ones too (see `retired`), or null when there is none of that id */
export function lookupProvider(id: string): Provider | null {
  const registry: Readonly<Record<string, Provider>> = PROVIDERS;
  return Object.hasOwn(registry, id) ? (registry[id] ?? null) : null;
}
