/** `aiprobe providers`: the catalogue, one service a line. */

import type { DialectName, Provider } from '../domain/provider.ts';
import { palette } from './palette.ts';
import { rows } from './rows.ts';
import { safeText } from './safe.ts';
import type { Style } from './types.ts';

/** Speech and transcription: one document, no tokens that could be streamed. */
const NOT_STREAMED: ReadonlySet<DialectName> = new Set(['elevenlabs', 'deepgram', 'assemblyai']);

export function renderProviders(list: readonly Provider[], style: Style): string {
  const paint = palette(style.color);
  const head = ['id', 'checks', 'key', 'service'].map((name) => paint.dim(name));
  const lines = list.map((provider) => [
    (provider.retired === undefined ? paint.strong : paint.dim)(safeText(provider.id, 60)),
    checksOf(provider).join(' '),
    keyOf(provider),
    safeText(provider.name, 100) +
      (provider.retired === undefined ? '' : paint.dim(` (retired ${safeText(provider.retired, 20)})`)),
  ]);
  const more = `${list.length} services. ${paint.strong('aiprobe providers ID')} shows one with its facts and sources.`;
  return `${[...rows([head, ...lines]), '', more].join('\n')}\n`;
}

/** The depths that the catalogue knows how to ask for. */
export function checksOf(provider: Provider): string[] {
  const { reach, models, chat, embeddings } = provider;
  return [
    ...(reach.length > 0 ? ['reach'] : []),
    ...(models === undefined ? [] : ['models']),
    ...(chat === undefined ? [] : ['chat']),
    ...(chat === undefined || NOT_STREAMED.has(chat.dialect) ? [] : ['stream']),
    ...(embeddings === undefined ? [] : ['embeddings']),
  ];
}

function keyOf({ auth }: Provider): string {
  if (auth === null || auth.env === null) return auth?.required ? 'needed' : 'none';
  return `$${safeText(auth.env, 60)}${auth.required ? '' : ' (if set up)'}`;
}
