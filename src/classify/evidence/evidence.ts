/**
 * Everything that a rule may ask, flattened out of what was seen and what was wanted. Parts that cost (parsing a body)
 * are worked out when a rule first asks for them, so that a healthy answer stays cheap.
 */

import type { AnswerFacts, Observation, Phase } from '../../domain/observation.ts';
import type { Target } from '../../domain/target.ts';
import { type NearLimit, nearLimits, type PassedLimit, passedLimits } from '../facts/headroom.ts';
import { type Limits, readLimits } from '../facts/rate-limit.ts';
import { type Acceptance, accept } from './acceptance.ts';
import { type Body, readBody } from './content.ts';
import { cloudflareCode, isCdn } from './edge.ts';
import { type Headers, headerMap } from './headers.ts';
import { isObject } from './path.ts';
import { type Problem, readProblem } from './problem.ts';
import { clockSkewMs } from './skew.ts';
import { type Unmet, unmetExpectations } from './unmet.ts';
import { readWire, type Wire } from './wire.ts';

const CHECKS_WITH_ANSWER: ReadonlySet<string> = new Set(['chat', 'stream', 'embeddings']);

export class Evidence {
  readonly target: Target;
  readonly observation: Observation;
  readonly wire: Wire;
  readonly answer: AnswerFacts | null;
  /** Wall clock when the attempt ended, milliseconds since 1970. */
  readonly now: number;
  /** Status of the response as it came; null when no header came. */
  readonly httpStatus: number | null;
  readonly headers: Headers;
  readonly acceptance: Acceptance;
  #body: Body | null = null;
  #problem: Problem | null = null;
  #limits: Limits | null = null;
  #unmet: readonly Unmet[] | null = null;
  #inBody: boolean | null = null;
  #words: string | null = null;
  #edgeCode: number | null | undefined;

  constructor(observation: Observation, target: Target) {
    this.observation = observation;
    this.target = target;
    this.wire = readWire(observation);
    this.answer = observation.answer;
    this.now = Date.parse(observation.started) + observation.marks.end;
    this.httpStatus = observation.response?.status ?? null;
    this.headers = headerMap(observation.response?.headers ?? []);
    this.acceptance = accept(target, this.httpStatus ?? 0, () => this.body);
  }

  get phase(): Phase | null {
    return this.wire.error?.phase ?? null;
  }

  get body(): Body {
    const text = this.observation.response?.body.text ?? '';
    this.#body ??= readBody(text, this.headers.get('content-type') ?? '');
    return this.#body;
  }

  /** An error object inside a 2xx. */
  get inBody(): boolean {
    this.#inBody ??= this.success && (this.#answerError() !== undefined || this.#isError());
    return this.#inBody;
  }

  get success(): boolean {
    return this.httpStatus !== null && this.httpStatus >= 200 && this.httpStatus <= 299;
  }

  /** The answer reports a failure: a status of 400 or more that was not expected, or an error inside a 2xx. */
  get failing(): boolean {
    return (this.httpStatus !== null && this.httpStatus >= 400 && !this.acceptance.accepted) || this.inBody;
  }

  /** The answer fails, or is no JSON by its first byte: it may be the page of something in between. */
  get page(): boolean {
    if (this.httpStatus === null) return false;
    if (this.httpStatus >= 400 && !this.acceptance.explicit) return true;
    return /^\s*</.test(this.observation.response?.body.text.slice(0, 64) ?? '') || this.failing;
  }

  /** The transport error decides: no failing answer outranks it, and the answer was not already whole. */
  get broken(): boolean {
    if (this.wire.error === null) return false;
    if (this.phase !== 'body') return true;
    return !this.#wholeAnswer() && !(this.httpStatus !== null && this.httpStatus >= 400 && this.failing);
  }

  /** The error object inside of a 2xx, else the body as JSON; undefined where there is none. */
  get document(): unknown {
    return this.#answerError() ?? this.#document();
  }

  get problem(): Problem {
    this.#problem ??= readProblem(this.document, this.headers, this.target.provider?.error_shape ?? null);
    return this.#problem;
  }

  /** The status that the answer means: the one inside it, where it reports an error in a 2xx. */
  get status(): number | null {
    return this.inBody ? (this.problem.status ?? this.httpStatus) : this.httpStatus;
  }

  /** What phrases are looked for in: the error's message, else the beginning of the body; lower case. */
  get words(): string {
    const { message } = this.problem;
    this.#words ??= message === '' ? this.body.head : message.toLowerCase();
    return this.#words;
  }

  /** A stream was asked for, or came. */
  get streamed(): boolean {
    if (this.answer !== null) return this.answer.streamed;
    return (
      this.target.check === 'stream' || /event-stream|ndjson/i.test(this.headers.get('content-type') ?? '')
    );
  }

  get generates(): boolean {
    return CHECKS_WITH_ANSWER.has(this.target.check);
  }

  get asksModel(): boolean {
    const { model } = this.target;
    return this.generates || (model !== null && this.observation.url.includes(encodeURIComponent(model)));
  }

  get limits(): Limits {
    this.#limits ??= readLimits(this.headers, this.now);
    return this.#limits;
  }

  get unmet(): readonly Unmet[] {
    this.#unmet ??= unmetExpectations(this.target, {
      status: this.httpStatus,
      acceptance: this.acceptance,
      headers: this.observation.response?.headers ?? [],
      text: this.observation.response?.body.text ?? '',
      body: () => this.body,
      certificateEnd: this.observation.tls?.validTo ?? null,
      now: this.now,
    });
    return this.#unmet;
  }

  get passedLimits(): readonly PassedLimit[] {
    return passedLimits(this.target, this.observation.marks);
  }

  get nearLimits(): readonly NearLimit[] {
    return nearLimits(this.limits);
  }

  /** A certificate that was accepted and has fewer days left than the probe wants. */
  get certificateEnding(): boolean {
    const tls = this.observation.tls;
    if (tls === null || tls.validTo === null || tls.verifyError !== null) return false;
    return Date.parse(tls.validTo) - this.now < this.target.certDays * 86_400_000;
  }

  /** Every address was to be probed, and some of them failed. */
  get partial(): boolean {
    return (
      this.target.dns.allAddresses && this.observation.addresses.some(({ outcome }) => outcome === 'failed')
    );
  }

  get cdn(): boolean {
    return isCdn(this.headers);
  }

  get edgeCode(): number | null {
    if (this.#edgeCode === undefined) this.#edgeCode = cloudflareCode(this.headers, this.body);
    return this.#edgeCode;
  }

  get skewMs(): number | null {
    return clockSkewMs(this.observation);
  }

  #answerError(): unknown {
    const body = this.answer?.errorBody;
    return body === null ? undefined : body;
  }

  #document(): unknown {
    return this.httpStatus === null ? undefined : this.body.json;
  }

  #isError(): boolean {
    // What the answer of a bare URL means is for `expect` to say.
    if (this.target.check === 'http' || this.target.check === 'tcp') return false;
    const document = this.#document();
    const root: unknown = Array.isArray(document) ? document[0] : document;
    if (!isObject(root)) return false;
    const { error, errors } = root;
    if ((typeof error === 'string' && error !== '') || (isObject(error) && Object.keys(error).length > 0))
      return true;
    if (root.object === 'error' || root.type === 'error') return true;
    return root.success === false && Array.isArray(errors) && errors.length > 0;
  }

  /** The stream had brought its end marker: what happens to the connection after that is no failure. */
  #wholeAnswer(): boolean {
    const answer = this.answer;
    return answer?.streamed === true && answer.endMarker && answer.tokens > 0;
  }
}
