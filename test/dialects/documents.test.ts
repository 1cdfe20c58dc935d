/** Answers that come as one document: good, wrong, empty, filtered, and with an error inside a 200. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadDialect } from '../../src/dialects/index.ts';
import { SILENCE } from '../../src/dialects/silence.ts';
import type { AnswerFacts } from '../../src/domain/observation.ts';
import { DIALECTS, type DialectName } from '../../src/domain/provider.ts';
import { question, readDocument } from './helpers.ts';

type Row = readonly [DialectName, string, unknown, Partial<AnswerFacts>];

const choice = (message: object, finish = 'stop') => ({
  choices: [{ message, finish_reason: finish }],
  model: 'm-1',
});
const modelLoading = { error: 'Model X is currently loading', estimated_time: 20 };

const GOOD: readonly Row[] = [
  [
    'openai-chat',
    'text',
    { ...choice({ content: 'Hi' }), usage: { prompt_tokens: 3, completion_tokens: 1 } },
    { tokens: 1, visible: 1, finishReason: 'stop', model: 'm-1', usage: { inputTokens: 3, outputTokens: 1 } },
  ],
  [
    'openai-chat',
    'hidden reasoning',
    {
      ...choice({ content: '' }, 'length'),
      usage: { completion_tokens: 16, completion_tokens_details: { reasoning_tokens: 16 } },
    },
    { tokens: 16, visible: 0, finishReason: 'length' },
  ],
  [
    'openai-chat',
    'a refusal',
    choice({ content: null, refusal: 'no' }),
    { tokens: 1, visible: 0, filtered: null },
  ],
  ['openai-chat', 'nothing', choice({ content: '' }), { tokens: 0, finishReason: 'stop' }],
  ['openai-chat', 'a filter', choice({ content: '' }, 'content_filter'), { filtered: 'content_filter' }],
  [
    'openai-responses',
    'text',
    {
      status: 'completed',
      error: null,
      output: [
        { type: 'reasoning', summary: [{ type: 'summary_text', text: 'hm' }] },
        { type: 'message', content: [{ type: 'output_text', text: 'Hi' }] },
      ],
      usage: { input_tokens: 2, output_tokens: 5 },
    },
    { tokens: 2, visible: 1, finishReason: 'completed', errorBody: null },
  ],
  [
    'openai-responses',
    'a tool call',
    { status: 'completed', output: [{ type: 'function_call', name: 'f', arguments: '{}' }] },
    { tokens: 1, visible: 0 },
  ],
  [
    'openai-embeddings',
    'a vector',
    { data: [{ embedding: [0.1, -2] }], model: 'e', usage: { prompt_tokens: 2, total_tokens: 2 } },
    { tokens: 1, visible: 1, usage: { inputTokens: 2, outputTokens: null } },
  ],
  [
    'openai-embeddings',
    'base64 (and usage of Voyage)',
    { data: [{ embedding: 'AAAA' }], usage: { total_tokens: 3 } },
    { tokens: 1, usage: { inputTokens: 3, outputTokens: null } },
  ],
  [
    'anthropic',
    'text',
    {
      content: [
        { type: 'thinking', thinking: 'hm' },
        { type: 'text', text: 'Hi' },
      ],
      stop_reason: 'end_turn',
      model: 'c',
      usage: { input_tokens: 1, output_tokens: 2 },
    },
    { tokens: 2, visible: 1, finishReason: 'end_turn', model: 'c' },
  ],
  [
    'anthropic',
    'a spent budget',
    { content: [], stop_reason: 'max_tokens', usage: { output_tokens: 1 } },
    { tokens: 1, visible: 0 },
  ],
  [
    'gemini',
    'text',
    { candidates: [{ content: { parts: [{ text: 'Hi' }] }, finishReason: 'STOP' }] },
    { tokens: 1, finishReason: 'STOP' },
  ],
  [
    'gemini',
    'a blocked prompt',
    { promptFeedback: { blockReason: 'SAFETY' }, usageMetadata: {} },
    { filtered: 'SAFETY', malformed: null },
  ],
  [
    'cohere',
    'text',
    {
      message: { content: [{ type: 'text', text: 'Hi' }] },
      finish_reason: 'COMPLETE',
      usage: { tokens: { input_tokens: 1, output_tokens: 1 } },
    },
    { tokens: 1, finishReason: 'COMPLETE' },
  ],
  [
    'ollama',
    'text',
    { model: 'l', message: { content: 'Hi' }, done: true, done_reason: 'stop', eval_count: 1 },
    { tokens: 1, finishReason: 'stop' },
  ],
  [
    'tgi',
    'text',
    { generated_text: 'Hi', details: { finish_reason: 'length', generated_tokens: 1 } },
    { tokens: 1, finishReason: 'length' },
  ],
  ['tgi', 'in a list', [{ generated_text: 'Hi' }], { tokens: 1 }],
  [
    'bedrock',
    'text',
    {
      output: {
        message: { content: [{ reasoningContent: { reasoningText: { text: 'hm' } } }, { text: 'Hi' }] },
      },
      stopReason: 'end_turn',
      usage: { inputTokens: 1, outputTokens: 2 },
    },
    { tokens: 2, visible: 1, finishReason: 'end_turn', usage: { inputTokens: 1, outputTokens: 2 } },
  ],
  [
    'replicate',
    'done',
    { status: 'succeeded', output: 'Hi', metrics: { input_token_count: 2, output_token_count: 1 } },
    { tokens: 1, finishReason: 'succeeded', usage: { inputTokens: 2, outputTokens: 1 } },
  ],
  [
    'replicate',
    'still starting',
    { status: 'starting', output: null, error: null },
    { tokens: 0, finishReason: 'starting', errorBody: null },
  ],
  ['kserve', 'text', { model_name: 'm', text_output: 'Hi' }, { tokens: 1, model: 'm' }],
  [
    'deepgram',
    'of silence',
    { results: { channels: [{ alternatives: [{ transcript: '' }] }] }, metadata: { models: ['nova'] } },
    { tokens: 1, model: 'nova' },
  ],
  [
    'assemblyai',
    'queued',
    { id: 'x', status: 'queued', error: null, speech_model: 'best' },
    { tokens: 1, finishReason: 'queued', model: 'best' },
  ],
];

const FAILED: readonly Row[] = [
  ['openai-chat', 'error', { error: { message: 'm' } }, { malformed: null }],
  ['openai-chat', 'still loading (Hugging Face)', modelLoading, {}],
  ['openai-chat', 'flat (xAI)', { code: 'c', error: 'm' }, {}],
  ['openai-chat', 'of Cloudflare', { success: false, errors: [{ code: 3040 }] }, {}],
  ['openai-embeddings', 'error', { error: { message: 'm' } }, { malformed: null }],
  ['anthropic', 'error', { type: 'error', error: { type: 'api_error' } }, { malformed: null }],
  ['gemini', 'error', { error: { code: 429 } }, { malformed: null }],
  ['bedrock', 'error', { __type: 'ThrottlingException' }, {}],
  ['replicate', 'failed', { status: 'failed', error: 'CUDA' }, { finishReason: 'failed' }],
  ['kserve', 'error', { error: 'm' }, { malformed: null }],
  ['elevenlabs', 'error', { detail: { status: 'x' } }, { tokens: 0 }],
  ['deepgram', 'error', { err_code: 'INVALID_AUTH' }, {}],
  ['assemblyai', 'error', { status: 'error', error: 'no audio' }, {}],
];

const LACKING: readonly Row[] = [
  ['openai-chat', 'choices', { status: 'ok' }, { malformed: 'no choices in the answer' }],
  ['openai-responses', 'output', {}, { malformed: 'no output in the answer' }],
  ['openai-embeddings', 'data', {}, { malformed: 'no data in the answer' }],
  [
    'openai-embeddings',
    'numbers',
    { data: [{ embedding: [null, 1] }] },
    { malformed: 'an embedding is no list of numbers', tokens: 0 },
  ],
  ['anthropic', 'content', {}, { malformed: 'no content in the answer' }],
  ['gemini', 'candidates', {}, { malformed: 'no candidates in the answer' }],
  ['cohere', 'message', {}, { malformed: 'no message in the answer' }],
  ['ollama', 'message', {}, { malformed: 'no message in the answer' }],
  ['tgi', 'generated_text', {}, { malformed: 'no generated_text in the answer' }],
  ['bedrock', 'output', {}, { malformed: 'no output.message in the answer' }],
  ['replicate', 'status', {}, { malformed: 'no status in the answer' }],
  ['kserve', 'text_output', {}, { malformed: 'no text_output in the answer' }],
  ['deepgram', 'results', {}, { malformed: 'no results.channels in the answer' }],
  ['assemblyai', 'status', {}, { malformed: 'no status in the answer' }],
];

/** Whole, of the right form, and without content. */
const EMPTY: readonly Row[] = [
  ['openai-chat', 'choices', { choices: [] }, {}],
  ['openai-embeddings', 'vectors', { data: [] }, {}],
  ['openai-embeddings', 'dimensions', { data: [{ embedding: [] }, { embedding: '' }] }, {}],
];

describe('documents', () => {
  it.each(EMPTY)('%s: none of the %s is no breach of the form', async (dialect, _name, document) => {
    expect(await readDocument(dialect, JSON.stringify(document))).toMatchObject({
      malformed: null,
      errorBody: null,
      tokens: 0,
    });
  });

  it.each(GOOD)('%s: %s', async (dialect, _name, document, facts) => {
    const whole = { streamed: false, events: 1, endMarker: true, malformed: null, errorBody: null };
    expect(await readDocument(dialect, JSON.stringify(document))).toMatchObject({ ...whole, ...facts });
  });

  it.each(FAILED)('%s: an error inside a 200: %s', async (dialect, _name, document, facts) => {
    expect(await readDocument(dialect, JSON.stringify(document))).toMatchObject({
      ...facts,
      errorBody: document,
    });
  });

  it.each(LACKING)('%s: without %s', async (dialect, _name, document, facts) => {
    expect(await readDocument(dialect, JSON.stringify(document))).toMatchObject({
      ...facts,
      errorBody: null,
    });
  });

  it('skips the blank lines that keep a connection alive (DeepSeek), and a byte order mark', async () => {
    const text = JSON.stringify(choice({ content: 'Hi' }));
    expect(await readDocument('openai-chat', `\n\n\n${text}`)).toMatchObject({ tokens: 1, malformed: null });
    expect(await readDocument('openai-chat', `\ufeff${text}`)).toMatchObject({ tokens: 1, malformed: null });
  });

  it('tells an empty body, text that is no JSON, and JSON that is no object apart', async () => {
    const texts = ['', ' \n', '<html>', '{"choices":', '[1,2]', '5'];
    const facts = await Promise.all(texts.map((text) => readDocument('openai-chat', text)));
    expect(facts.map(({ malformed }) => malformed)).toEqual([
      'the body is empty',
      'the body is empty',
      'the body is no JSON',
      'the body is no JSON',
      'the body is no JSON object',
      'the body is no JSON object',
    ]);
    expect(facts.every(({ endMarker, events }) => !endMarker && events === 0)).toBe(true);
  });

  it('reads any JSON and any text without a throw, in every dialect', async () => {
    const keys = [
      'error',
      'choices',
      'message',
      'content',
      'candidates',
      'output',
      'data',
      'usage',
      'type',
      'status',
      'results',
    ];
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom<unknown>(null, true, -1, 1e300, '', 'text', 'error'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...keys, 'parts', 'text', 'delta', 'embedding'), tie('value'), {
          maxKeys: 5,
        }),
      ),
    })).value;
    const text = fc.oneof(
      json.map((value) => JSON.stringify(value)),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...DIALECTS), text, async (dialect, body) => {
        const facts = await readDocument(dialect, body);
        expect(facts.tokens).toBeGreaterThanOrEqual(facts.visible);
        const reader = (await loadDialect(dialect)).reader(question(dialect));
        reader.push(Buffer.from(`data: ${body}\n\n${body}\n`), 1);
        expect(reader.finish({ complete: true, at: 2 }).streamed).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('silence', () => {
  it('is a WAV file whose lengths fit, all of it ASCII', () => {
    const bytes = Buffer.from(SILENCE);
    expect(bytes).toHaveLength(SILENCE.length);
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
    expect(bytes.toString('latin1', 8, 16)).toBe('WAVEfmt ');
    expect(bytes.readUInt32LE(40)).toBe(bytes.length - 44);
  });
});
