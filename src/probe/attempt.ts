/** One attempt from start to end: dial, ask, follow redirects, read the answer; all that was seen becomes the observation. */

import type { WireError } from '../domain/observation.ts';
import type { AttemptHooks } from '../domain/ports.ts';
import type { Text } from '../domain/secret.ts';
import type { HttpRequest } from '../domain/target.ts';
import type { Address } from './address.ts';
import { fromUrl } from './destination.ts';
import { type DialContext, type DialTools, dial } from './dial.ts';
import { type ExchangeInput, exchange } from './exchange.ts';
import type { Prepared, Question } from './prepare.ts';
import { follow, isRedirect } from './redirect.ts';
import type { Trace } from './trace.ts';

export interface AttemptTools extends DialTools {
  /** Value of the User-Agent header. */
  readonly userAgent: string;
}

export interface AttemptInput extends DialContext {
  /** What is to be asked, in words. */
  readonly prepared: Prepared;
  readonly hooks: AttemptHooks;
  /** Talk to this address of the target's host and no other. */
  readonly pinned: Address | null;
}

/** @returns what ended the attempt early, or null */
export async function attemptOnce(tools: AttemptTools, input: AttemptInput): Promise<WireError | null> {
  const { ask } = input.target;
  if (ask.via === 'tcp') return touch(tools, input, ask.host, ask.port);
  const { request, question } = input.prepared;
  if (request === null) throw new Error(`no request was prepared for ${ask.via}`);
  return question === null
    ? askFollowing(tools, input, request, null)
    : generate(tools, input, request, question);
}

/** The tcp check: a connection that is up is all that is asked. */
async function touch(
  tools: AttemptTools,
  input: AttemptInput,
  host: string,
  port: number,
): Promise<WireError | null> {
  input.hooks.waiting();
  const line = await dial(tools, input, { host, port, secure: false, pinned: input.pinned });
  input.hooks.working();
  if (!line.ok) return line.error;
  line.value.socket.destroy();
  return null;
}

async function generate(
  tools: AttemptTools,
  input: AttemptInput,
  request: HttpRequest,
  { dialect, generate: asked }: Question,
): Promise<WireError | null> {
  const { trace, life } = input;
  if (!asked.stream) {
    const error = await askFollowing(tools, input, request, null);
    if (error === null && isSuccess(trace)) {
      trace.answer = dialect.readDocument(trace.response?.body.text ?? '', asked);
    }
    return error;
  }
  const reader = dialect.reader(asked);
  life.awaitToken();
  const error = await askFollowing(tools, input, request, (chunk, at) => {
    reader.push(chunk, at);
    if (reader.firstTokenAt !== null) life.gotToken();
  });
  if (!isSuccess(trace)) return error;
  trace.marks.firstToken = reader.firstTokenAt;
  trace.marks.firstVisible = reader.firstVisibleAt;
  trace.answer = reader.finish({ complete: error === null, at: trace.now() });
  return error;
}

function isSuccess({ response }: Trace): boolean {
  return response !== null && response.status >= 200 && response.status <= 299;
}

async function askFollowing(
  tools: AttemptTools,
  input: AttemptInput,
  first: HttpRequest,
  onData: ExchangeInput['onData'],
): Promise<WireError | null> {
  const { target, trace } = input;
  for (let request = withDefaults(first, tools.userAgent, onData !== null); ; ) {
    trace.url = request.url;
    const error = await askOnce(tools, input, request, onData);
    if (error !== null) return error;
    const { response } = trace;
    if (response === null || !isRedirect(response.status) || target.redirects === 0) return null;
    const location = response.headers.find(([name]) => name === 'location')?.[1] ?? null;
    const next = follow(request, { status: response.status, location }, trace.hops, target.redirects);
    if (!next.ok) return next.error;
    trace.nextHop({ url: request.url, status: response.status, location: location ?? '' });
    request = next.value;
  }
}

async function askOnce(
  tools: AttemptTools,
  input: AttemptInput,
  request: HttpRequest,
  onData: ExchangeInput['onData'],
): Promise<WireError | null> {
  const { target, trace, life, hooks } = input;
  const pinned = trace.hops.length === 0 ? input.pinned : null;
  hooks.waiting();
  const line = await dial(tools, input, { ...fromUrl(request.url), pinned });
  hooks.working();
  if (!line.ok) return line.error;
  const authorization = target.proxy?.authorization ?? null;
  const extraHeaders: [string, Text][] =
    line.value.absoluteForm && authorization !== null ? [['proxy-authorization', authorization]] : [];
  const { maxBody } = target;
  return exchange({ line: line.value, request, extraHeaders, maxBody, trace, life, hooks, onData });
}

/** A stream is asked for uncompressed: a compressor may hold back tokens, and their times are what is measured. */
function withDefaults(request: HttpRequest, userAgent: string, streamed: boolean): HttpRequest {
  const defaults: [string, Text][] = [
    ['user-agent', userAgent],
    ['accept', '*/*'],
    ['accept-encoding', streamed ? 'identity' : 'gzip, deflate, br'],
  ];
  const given = new Set(request.headers.map(([name]) => name));
  return { ...request, headers: [...request.headers, ...defaults.filter(([name]) => !given.has(name))] };
}
