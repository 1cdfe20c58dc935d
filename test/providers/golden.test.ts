/** What the catalogue is known to hold: a fact that gets lost, or slips in, shows here. */

import { expect, it } from 'vitest';
import { ENTRIES } from './facts.ts';

/** id, usual variable of the key, dialect of the first paid call, reach rows, error rows */
const KNOWN = [
  ['openai', 'OPENAI_API_KEY', 'openai-chat', 2, 23],
  ['azure-openai', 'AZURE_OPENAI_API_KEY', 'openai-chat', 1, 13],
  ['anthropic', 'ANTHROPIC_API_KEY', 'anthropic', 1, 34],
  ['gemini', 'GEMINI_API_KEY', 'gemini', 1, 28],
  ['vertex', 'GOOGLE_APPLICATION_CREDENTIALS', 'gemini', 1, 12],
  ['bedrock', 'AWS_ACCESS_KEY_ID', 'bedrock', 1, 17],
  ['mistral', 'MISTRAL_API_KEY', 'openai-chat', 1, 14],
  ['cohere', 'CO_API_KEY', 'cohere', 1, 15],
  ['groq', 'GROQ_API_KEY', 'openai-chat', 1, 13],
  ['together', 'TOGETHER_API_KEY', 'openai-chat', 1, 10],
  ['fireworks', 'FIREWORKS_API_KEY', 'openai-chat', 1, 15],
  ['deepseek', 'DEEPSEEK_API_KEY', 'openai-chat', 1, 7],
  ['xai', 'XAI_API_KEY', 'openai-chat', 1, 8],
  ['openrouter', 'OPENROUTER_API_KEY', 'openai-chat', 1, 20],
  ['perplexity', 'PERPLEXITY_API_KEY', 'openai-chat', 1, 2],
  ['huggingface', 'HF_TOKEN', 'openai-chat', 1, 7],
  ['replicate', 'REPLICATE_API_TOKEN', 'replicate', 1, 8],
  ['cerebras', 'CEREBRAS_API_KEY', 'openai-chat', 1, 10],
  ['nvidia-nim', 'NVIDIA_API_KEY', 'openai-chat', 5, 6],
  ['github-models', 'GITHUB_TOKEN', 'openai-chat', 1, 6],
  ['cloudflare-workers-ai', 'CLOUDFLARE_API_TOKEN', 'openai-chat', 1, 12],
  ['stability', 'STABILITY_API_KEY', null, 1, 4],
  ['elevenlabs', 'ELEVENLABS_API_KEY', 'elevenlabs', 1, 14],
  ['assemblyai', 'ASSEMBLYAI_API_KEY', 'assemblyai', 1, 6],
  ['deepgram', 'DEEPGRAM_API_KEY', 'deepgram', 1, 5],
  ['voyage', 'VOYAGE_API_KEY', 'openai-embeddings', 1, 9],
  ['character-ai', null, null, 2, 0],
  ['poe', 'POE_API_KEY', 'openai-chat', 1, 0],
  ['midjourney', null, null, 1, 0],
  ['chatgpt', null, null, 1, 0],
  ['claude-ai', null, null, 1, 0],
  ['ollama', 'OLLAMA_API_KEY', 'ollama', 2, 9],
  ['vllm', 'VLLM_API_KEY', 'openai-chat', 1, 8],
  ['llama-cpp', null, 'openai-chat', 1, 8],
  ['tgi', null, 'tgi', 4, 9],
  ['sglang', null, 'openai-chat', 4, 0],
  ['lmstudio', 'LM_API_TOKEN', 'openai-chat', 1, 2],
  ['litellm', 'LITELLM_API_KEY', 'openai-chat', 2, 10],
  ['localai', null, 'openai-chat', 2, 1],
  ['triton', null, 'kserve', 4, 2],
  ['ray-serve', null, 'openai-chat', 2, 3],
];

it('holds what it is known to hold', () => {
  const held = ENTRIES.map(({ id, auth, chat, embeddings, reach, errors }) => [
    id,
    auth?.env ?? null,
    (chat ?? embeddings)?.dialect ?? null,
    reach.length,
    errors.length,
  ]);
  expect(held).toEqual(KNOWN);
});
