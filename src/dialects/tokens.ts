/** What a question may cost, before it is asked. */

import type { Generate } from '../domain/target.ts';
import { unreachable } from '../domain/unreachable.ts';
import { promptOf } from './request.ts';

export interface TokenEstimate {
  readonly input: number;
  /** The most that may be generated. */
  readonly output: number;
}

/** A rule of thumb for English text, kind to no tokenizer: about four characters a token. */
const CHARACTERS_PER_TOKEN = 4;
/** Roles and separators that a chat template puts around a message. */
const TEMPLATE = 8;

/** Rough, for `plan` and budgets. Services that bill characters or seconds count as one token per character or none. */
export function estimateTokens(generate: Generate): TokenEstimate {
  const { dialect, maxTokens } = generate;
  const prompt = Math.ceil(promptOf(generate).length / CHARACTERS_PER_TOKEN);
  switch (dialect) {
    case 'openai-embeddings':
      return { input: prompt, output: 0 };
    case 'elevenlabs':
      return { input: Math.max(1, generate.prompt.length), output: 0 };
    case 'deepgram':
    case 'assemblyai':
      return { input: 0, output: 0 };
    case 'openai-chat':
    case 'openai-responses':
    case 'anthropic':
    case 'gemini':
    case 'cohere':
    case 'ollama':
    case 'tgi':
    case 'bedrock':
    case 'replicate':
    case 'kserve':
      return { input: prompt + TEMPLATE, output: maxTokens };
    default:
      return unreachable(dialect);
  }
}
