/** Faults that begin after the request was taken: the official SDKs and aiprobe beside each other. */

import { afterAll, describe, expect, it } from 'vitest';
import { anthropic } from '../../src/demo/ai/anthropic.ts';
import { MESSAGE_FAULTS } from '../../src/demo/ai/anthropic-faults.ts';
import { aiService, type Service } from '../../src/demo/ai/exchange.ts';
import { openAi } from '../../src/demo/ai/openai.ts';
import { CHAT_FAULTS } from '../../src/demo/ai/openai-faults.ts';
import { DIFFERENCES, differenceOf } from './agreement.ts';
import { STREAMED_CHATS, STREAMED_MESSAGES, type Verdicts, WHOLE_CHATS } from './faults.ts';
import { askBothAt } from './side-by-side.ts';

const told = new Set<string>();

function judge(written: Verdicts, seen: Verdicts): void {
  expect(seen).toEqual(written);
  const why = differenceOf(...seen);
  if (why !== null) told.add(why);
}

/** Of a table, the rows with the fault that plays them. */
function rowsOf(table: Readonly<Record<string, Verdicts>>, faults: Readonly<Record<string, Service>>) {
  return Object.entries(table).map(([name, written]) => {
    const fault = faults[name];
    if (fault === undefined) throw new Error(`no such fault: ${name}`);
    return [name, written, fault] as const;
  });
}

describe('OpenAI', () => {
  const standIn = (chat: Service) => aiService(openAi({ chat }));

  it.each(rowsOf(STREAMED_CHATS, CHAT_FAULTS))('stream, %s: %j', async (_, written, chat) => {
    judge(written, await askBothAt(standIn(chat), { sdk: 'openai', stream: true, expected: written }));
  });

  it.each(rowsOf(WHOLE_CHATS, CHAT_FAULTS))('document, %s: %j', async (_, written, chat) => {
    judge(written, await askBothAt(standIn(chat), { sdk: 'openai', stream: false, expected: written }));
  });
});

describe('Anthropic', () => {
  it.each(rowsOf(STREAMED_MESSAGES, MESSAGE_FAULTS))('stream, %s: %j', async (_, written, messages) => {
    const standIn = aiService(anthropic({ messages }));
    judge(written, await askBothAt(standIn, { sdk: 'anthropic', stream: true, expected: written }));
  });
});

afterAll(() => {
  const streams = DIFFERENCES.filter(({ theirs }) => theirs === 'answer' || theirs === 'waits');
  // A reason that no fault shows any more is out of date.
  expect(streams.map(({ why }) => why).filter((why) => !told.has(why))).toEqual([]);
});
