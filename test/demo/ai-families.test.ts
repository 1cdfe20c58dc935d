import { describe, expect, it } from 'vitest';
import { anthropic } from '../../src/demo/ai/anthropic.ts';
import { MESSAGE_FAULTS } from '../../src/demo/ai/anthropic-faults.ts';
import { aiService, type Service } from '../../src/demo/ai/exchange.ts';
import { GENERATION_FAULTS, gemini, geminiQuota } from '../../src/demo/ai/gemini.ts';
import { OLLAMA_FAULTS, ollama } from '../../src/demo/ai/ollama.ts';
import { DEMO_KEY } from '../../src/demo/ai/openai.ts';
import { withServer } from '../support/servers/index.ts';
import { dechunk, post, type RawAnswer, rawExchange, split } from '../support/servers/raw-client.ts';

function send(service: Service, request: string): Promise<RawAnswer> {
  return withServer(aiService(service), ({ port }) => rawExchange(port, { request }));
}

const get = (path: string, headers = '') =>
  `GET ${path} HTTP/1.1\r\nHost: stand-in\r\nConnection: close\r\n${headers}\r\n`;
const bodyOf = (answer: RawAnswer) => dechunk(split(answer).body).text;

describe('the Anthropic-like API', () => {
  const HEADERS = `x-api-key: ${DEMO_KEY}\r\nanthropic-version: 2023-06-01\r\n`;
  const QUESTION = { model: 'claude-demo', max_tokens: 9, messages: [{ role: 'user', content: 'ping' }] };
  const ask = (more: object = {}, messages?: Service) =>
    send(
      anthropic(messages === undefined ? {} : { messages }),
      post('/v1/messages', { ...QUESTION, ...more }, HEADERS),
    );

  const START =
    'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_demo","type":"message","role":"assistant","model":"claude-demo","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":8,"output_tokens":1}}}\n\n' +
    'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}\n\n' +
    'event: ping\ndata: {"type":"ping"}\n\n';
  const delta = (text: string) =>
    `event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"${text}"}}\n\n`;
  const error = (type: string, message: string) =>
    `event: error\ndata: {"type":"error","error":{"type":"${type}","message":"${message}"},"request_id":"req_demo"}\n\n`;

  it.each([
    ['', 401, 'authentication_error'],
    ['x-api-key: wrong\r\n', 401, 'authentication_error'],
    [`x-api-key: ${DEMO_KEY}\r\n`, 400, 'invalid_request_error'],
  ])('refuses with headers %j: %i', async (headers, status, type) => {
    const { head, body } = split(await send(anthropic(), get('/v1/models', headers)));
    expect(head).toContain(`HTTP/1.1 ${status} `);
    expect(head).toContain('request-id: req_demo');
    expect(JSON.parse(body)).toMatchObject({ type: 'error', error: { type }, request_id: 'req_demo' });
  });

  it('lists models, answers whole, and refuses what it does not know', async () => {
    const list = JSON.parse(split(await send(anthropic(), get('/v1/models', HEADERS))).body);
    expect(list.data[0]).toMatchObject({ type: 'model', id: 'claude-demo' });
    const whole = JSON.parse(split(await ask()).body);
    expect(whole).toMatchObject({ content: [{ type: 'text', text: 'pong!' }], stop_reason: 'end_turn' });
    expect(split(await ask({ model: 'nobody' })).head).toContain('404');
    expect(split(await ask({ max_tokens: undefined })).head).toContain('400');
  });

  it('streams event by event', async () => {
    const answer = await ask({ stream: true });
    expect(dechunk(split(answer).body)).toEqual({
      whole: true,
      text:
        START +
        ['po', 'ng', '!'].map(delta).join('') +
        'event: content_block_stop\ndata: {"type":"content_block_stop","index":0}\n\n' +
        'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":3}}\n\n' +
        'event: message_stop\ndata: {"type":"message_stop"}\n\n',
    });
  });

  it.each<[keyof typeof MESSAGE_FAULTS, RawAnswer['end'], string]>([
    ['stalls', 'open', START + delta('po') + delta('ng')],
    ['truncated', 'fin', START + delta('po') + delta('ng')],
    ['cut-by-rst', 'rst', START + delta('po') + delta('ng')],
    ['overloaded-first', 'fin', error('overloaded_error', 'Overloaded')],
    ['overloaded-midway', 'fin', START + delta('po') + delta('ng') + error('overloaded_error', 'Overloaded')],
    ['unknown-error', 'fin', START + delta('po') + delta('ng') + error('strange_error', 'Something else')],
  ])('%s ends by %s', async (name, end, text) => {
    const answer = await ask({ stream: true }, MESSAGE_FAULTS[name]);
    expect([answer.end, bodyOf(answer)]).toEqual([end, text]);
  });

  it.each<[keyof typeof MESSAGE_FAULTS, RegExp]>([
    ['rate-limit-midway', /"type":"rate_limit_error"/],
    ['refusal', /"stop_reason":"refusal"/],
    ['empty', /"stop_reason":"end_turn"/],
    ['thinking-only', /"thinking_delta".*"stop_reason":"max_tokens"/s],
  ])('%s', async (name, mark) => {
    const text = bodyOf(await ask({ stream: true }, MESSAGE_FAULTS[name]));
    expect(text).toMatch(mark);
    expect(text).not.toContain(name === 'rate-limit-midway' ? 'message_stop' : 'text_delta');
  });

  it('pings without a token', async () => {
    const service = anthropic({ messages: MESSAGE_FAULTS['pings-only'] });
    await withServer(aiService(service), async ({ port }) => {
      const request = post('/v1/messages', { ...QUESTION, stream: true }, HEADERS);
      const { text } = await rawExchange(port, { request, enough: 700 });
      expect(text).toContain('event: ping\ndata: {"type":"ping"}\n\n');
      expect(text).not.toContain('content_block');
    });
  });
});

describe('the Gemini-like API', () => {
  const KEY = `x-goog-api-key: ${DEMO_KEY}\r\n`;
  const path = (method: string) => `/v1beta/models/gemini-demo:${method}`;
  const ask = (method: string, generate?: Service) =>
    send(gemini(generate === undefined ? {} : { generate }), post(path(method), { contents: [] }, KEY));

  it.each([
    ['', 403, { status: 'PERMISSION_DENIED', message: expect.stringContaining('unregistered callers') }],
    [
      'x-goog-api-key: x\r\n',
      400,
      { status: 'INVALID_ARGUMENT', details: [expect.objectContaining({ reason: 'API_KEY_INVALID' })] },
    ],
  ])('refuses with headers %j: %i', async (headers, code, error) => {
    const { head, body } = split(await send(gemini(), get('/v1beta/models', headers)));
    expect(head).toContain(`HTTP/1.1 ${code} `);
    expect(JSON.parse(body).error).toMatchObject({ code, ...error });
  });

  it('answers whole, and lists its models for a key in the URL too', async () => {
    const whole = JSON.parse(split(await ask('generateContent')).body);
    expect(whole.candidates[0]).toMatchObject({
      content: { parts: [{ text: 'pong!' }] },
      finishReason: 'STOP',
    });
    const list = split(await send(gemini(), get(`/v1beta/models?key=${DEMO_KEY}`))).body;
    expect(JSON.parse(list).models[0].name).toBe('models/gemini-demo');
    expect(
      split(await send(gemini(), post('/v1beta/models/nobody:generateContent', {}, KEY))).head,
    ).toContain('404');
  });

  it('streams events that end with CRLF, or one array in pieces', async () => {
    const events = bodyOf(await ask('streamGenerateContent?alt=sse')).split('\r\n\r\n');
    expect(events).toHaveLength(4);
    expect(events[3]).toBe('');
    expect(events.slice(0, 3).every((event) => event.startsWith('data: {"candidates":['))).toBe(true);
    expect(events[2]).toContain('"finishReason":"STOP"');
    expect(JSON.parse(bodyOf(await ask('streamGenerateContent')))).toHaveLength(3);
  });

  it.each<[keyof typeof GENERATION_FAULTS, RegExp]>([
    ['truncated', /"text":"po"}\],"role":"model"},"index":0/],
    ['empty', /"content":{"role":"model"},"finishReason":"STOP"/],
    ['safety', /"finishReason":"SAFETY"/],
    ['prompt-blocked', /^data: {"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}/],
    ['overloaded', /^data: {"error":{"code":503,/],
  ])('%s', async (name, mark) => {
    const answer = await ask('streamGenerateContent?alt=sse', GENERATION_FAULTS[name]);
    expect(answer.end).toBe('fin');
    expect(bodyOf(answer)).toMatch(mark);
  });

  it('stalls, and names the quota that is used up', async () => {
    expect((await ask('streamGenerateContent?alt=sse', GENERATION_FAULTS.stalls)).end).toBe('open');
    expect(geminiQuota('GenerateRequestsPerDayPerProjectPerModel-FreeTier', '18s')).toMatchObject({
      status: 429,
      body: expect.stringMatching(
        /"status":"RESOURCE_EXHAUSTED".*"quotaId":"GenerateRequestsPerDay.*"retryDelay":"18s"/,
      ),
    });
  });
});

describe('the Ollama-like server', () => {
  const ask = (more: object = {}, chat?: Service) =>
    send(
      ollama(chat === undefined ? {} : { chat }),
      post('/api/chat', { model: 'llama-demo', messages: [], ...more }),
    );

  it('is running, of a version, with a model', async () => {
    expect(split(await send(ollama(), get('/'))).body).toBe('Ollama is running');
    expect(split(await send(ollama(), get('/api/version'))).body).toBe('{"version":"0.12.6"}');
    expect(JSON.parse(split(await send(ollama(), get('/api/tags'))).body).models[0].name).toBe(
      'llama-demo:latest',
    );
  });

  it('streams lines of JSON, or answers whole', async () => {
    const answer = await ask();
    expect(split(answer).head).toContain('content-type: application/x-ndjson');
    const lines = bodyOf(answer).split('\n');
    expect(lines.at(-1)).toBe('');
    const documents = lines.slice(0, -1).map((text) => JSON.parse(text));
    expect(documents.map(({ done, message }) => [done, message.content])).toEqual([
      [false, 'po'],
      [false, 'ng'],
      [false, '!'],
      [true, ''],
    ]);
    expect(documents[3]).toMatchObject({ done_reason: 'stop', prompt_eval_count: 8, eval_count: 3 });
    expect(JSON.parse(split(await ask({ stream: false })).body)).toMatchObject({
      done: true,
      message: { content: 'pong!' },
    });
  });

  it.each<[keyof typeof OLLAMA_FAULTS, RawAnswer['end'], RegExp]>([
    ['truncated', 'fin', /^\{.*"done":false\}\n$/],
    ['stalls', 'open', /^\{.*"done":false\}\n$/],
    ['error-line', 'fin', /"done":false\}\n\{"error":"[^"]+"\}\n$/],
    ['empty', 'fin', /^\{[^\n]*"done":true[^\n]*\n$/],
    ['malformed', 'fin', /\n\{"model":\n$/],
  ])('%s ends by %s', async (name, end, shape) => {
    const answer = await ask({}, OLLAMA_FAULTS[name]);
    expect(answer.end).toBe(end);
    expect(bodyOf(answer)).toMatch(shape);
  });

  it('does not know a model, or is busy', async () => {
    expect(split(await ask({ model: 'nobody' })).body).toBe('{"error":"model \'nobody\' not found"}');
    const busy = split(await ask({}, OLLAMA_FAULTS.busy));
    expect(busy.head).toContain('503');
    expect(busy.body).toContain('server busy, please try again');
  });
});
