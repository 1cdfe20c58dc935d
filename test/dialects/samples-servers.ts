/** Streams of servers that people run themselves, of Replicate and of speech services, as they look on the wire. */

import { events, type Sample } from './helpers.ts';

const lines = (...data: readonly object[]) => data.map((item) => `${JSON.stringify(item)}\n`).join('');
const ollama = (name: string, body: string, expect: Sample['expect']): Sample => ({
  name: `ollama: ${name}`,
  dialect: 'ollama',
  body,
  expect,
});
const say = (message: object) => ({ model: 'l', message: { role: 'assistant', ...message }, done: false });
const last = {
  model: 'l',
  message: { content: '' },
  done: true,
  done_reason: 'stop',
  prompt_eval_count: 5,
  eval_count: 1,
};

const OLLAMA: readonly Sample[] = [
  ollama('healthy', lines(say({ content: 'Hi' }), last), {
    events: 2,
    tokens: 1,
    visible: 1,
    finishReason: 'stop',
    endMarker: true,
    model: 'l',
    usage: { inputTokens: 5, outputTokens: 1 },
  }),
  ollama('no line end at the end', lines(say({ content: 'Hi' }), last).trimEnd(), {
    tokens: 1,
    endMarker: true,
  }),
  ollama('thinking alone', lines(say({ thinking: 'hm', content: '' }), { ...last, done_reason: 'length' }), {
    tokens: 1,
    visible: 0,
  }),
  ollama(
    'of /api/generate',
    lines(
      { model: 'l', response: 'Hi', done: false },
      { model: 'l', response: '', done: true, done_reason: 'stop' },
    ),
    { tokens: 1, endMarker: true },
  ),
  ollama('an error line', lines(say({ content: 'Hi' }), { error: 'llama runner crashed' }), {
    errorBody: { error: 'llama runner crashed' },
    endMarker: false,
  }),
  ollama('without done', lines(say({ content: 'Hi' })), { endMarker: false, finishReason: null }),
  ollama('cut within a line', lines(say({ content: 'Hi' })).slice(0, -9), {
    endMarker: false,
    malformed: null,
    events: 0,
  }),
  ollama('malformed', `${lines(say({ content: 'Hi' }))}oops\n${lines(last)}`, {
    malformed: 'event 2 is no JSON object',
    endMarker: true,
  }),
];

const token = (id: number, word: string, special = false) => ({
  index: id,
  token: { id, text: word, special },
  generated_text: null,
});

const OTHERS: readonly Sample[] = [
  {
    name: 'tgi: healthy',
    dialect: 'tgi',
    body: events(token(1, 'Hi'), {
      ...token(2, '</s>', true),
      generated_text: 'Hi',
      details: { finish_reason: 'eos_token', generated_tokens: 2 },
    }),
    expect: {
      tokens: 1,
      visible: 1,
      finishReason: 'eos_token',
      endMarker: true,
      usage: { inputTokens: null, outputTokens: 2 },
    },
  },
  {
    name: 'tgi: an error after 200',
    dialect: 'tgi',
    body: events(token(1, 'Hi'), { error: 'Request failed during generation', error_type: 'generation' }),
    expect: {
      tokens: 1,
      errorBody: { error: 'Request failed during generation', error_type: 'generation' },
      endMarker: false,
    },
  },
  {
    name: 'kserve: healthy',
    dialect: 'kserve',
    body: events({ model_name: 'm', text_output: 'Hi' }, { text_output: '' }),
    expect: { tokens: 1, endMarker: true, model: 'm', finishReason: null },
  },
  {
    name: 'kserve: an error',
    dialect: 'kserve',
    body: events({ error: 'out of memory' }),
    expect: { tokens: 0, errorBody: { error: 'out of memory' } },
  },
  {
    name: 'kserve: cut',
    dialect: 'kserve',
    body: events({ text_output: 'Hi' }),
    incomplete: true,
    expect: { tokens: 1, endMarker: false },
  },
  {
    name: 'replicate: events',
    dialect: 'replicate',
    body: 'event: output\ndata: Hi\n\nevent: output\ndata: {"a":1}\n\nevent: logs\ndata: x\n\nevent: done\ndata: {}\n\n',
    expect: { tokens: 2, finishReason: 'done', endMarker: true, malformed: null },
  },
  {
    name: 'replicate: an error event',
    dialect: 'replicate',
    body: 'event: error\ndata: {"detail":"x"}\n\n',
    expect: { errorBody: { error: { detail: 'x' } } },
  },
  {
    name: 'replicate: a prediction',
    dialect: 'replicate',
    body: JSON.stringify({ status: 'succeeded', output: ['H', 'i'], error: null }),
    expect: { tokens: 2, finishReason: 'succeeded', endMarker: true },
  },
  {
    name: 'elevenlabs: audio',
    dialect: 'elevenlabs',
    body: Buffer.from('ID3\x04audio'),
    expect: { tokens: 1, visible: 1, endMarker: true, errorBody: null },
  },
  {
    name: 'elevenlabs: audio that begins like JSON',
    dialect: 'elevenlabs',
    body: '{\x00\x01\x02',
    expect: { tokens: 1, endMarker: true, errorBody: null },
  },
  {
    name: 'elevenlabs: an error',
    dialect: 'elevenlabs',
    body: '{"detail":{"status":"quota_exceeded"}}',
    expect: { tokens: 0, errorBody: { detail: { status: 'quota_exceeded' } } },
  },
  { name: 'elevenlabs: nothing', dialect: 'elevenlabs', body: '', expect: { tokens: 0, events: 0 } },
  {
    name: 'elevenlabs: cut',
    dialect: 'elevenlabs',
    body: 'ID3',
    incomplete: true,
    expect: { tokens: 1, endMarker: false },
  },
];

export const SERVERS: readonly Sample[] = [...OLLAMA, ...OTHERS];
