/** The dialects by name. Each loads when it is first spoken. */

import type { DialectName } from '../domain/provider.ts';
import type { Dialect } from './dialect.ts';

export type { AnswerReader, Dialect } from './dialect.ts';
export type { Mended } from './mend.ts';
export { mend } from './mend.ts';
export type { TokenEstimate } from './tokens.ts';
export { estimateTokens } from './tokens.ts';

export const DIALECTS_BY_NAME = {
  'openai-chat': () => import('./openai-chat.ts'),
  'openai-responses': () => import('./openai-responses.ts'),
  'openai-embeddings': () => import('./openai-embeddings.ts'),
  anthropic: () => import('./anthropic.ts'),
  gemini: () => import('./gemini.ts'),
  cohere: () => import('./cohere.ts'),
  ollama: () => import('./ollama.ts'),
  tgi: () => import('./tgi.ts'),
  bedrock: () => import('./bedrock.ts'),
  replicate: () => import('./replicate.ts'),
  kserve: () => import('./kserve.ts'),
  elevenlabs: () => import('./elevenlabs.ts'),
  deepgram: () => import('./deepgram.ts'),
  assemblyai: () => import('./assemblyai.ts'),
} satisfies Record<DialectName, () => Promise<{ readonly default: Dialect }>>;

export async function loadDialect(name: DialectName): Promise<Dialect> {
  const loaded = await DIALECTS_BY_NAME[name]();
  return loaded.default;
}
