/** Adds up what a grammar reads, and when it was read. */

import type { AnswerFacts } from '../domain/observation.ts';
import type { Answer, Channel } from './dialect.ts';
import { count, word } from './json.ts';

/** Finish reasons that say: the whole budget was generated (compared without case). */
const BUDGET_SPENT: ReadonlySet<string> = new Set([
  'length',
  'max_tokens',
  'max_output_tokens',
  'max_new_tokens',
  'model_length',
]);

export class Tally implements Answer {
  /** The time of whatever is read next, milliseconds since the start of the attempt. */
  at = 0;
  ended = false;
  events = 0;
  firstTokenAt: number | null = null;
  firstVisibleAt: number | null = null;
  finishReason: string | null = null;
  filtered: string | null = null;
  errorBody: unknown = null;
  readonly #streamed: boolean;
  #tokens = 0;
  #visible = 0;
  #unseen = 0;
  #lastTokenAt = 0;
  #longestGap: number | null = null;
  #malformed: string | null = null;
  #model: string | null = null;
  #input: number | null = null;
  #output: number | null = null;

  constructor(streamed: boolean) {
    this.#streamed = streamed;
  }

  say(channel: Channel, text: unknown): void {
    if (typeof text === 'string' && text !== '') this.piece(channel);
  }

  piece(channel: Channel): void {
    this.#tokens += 1;
    if (this.firstTokenAt === null) this.firstTokenAt = this.at;
    else this.#longestGap = Math.max(this.#longestGap ?? 0, this.at - this.#lastTokenAt);
    this.#lastTokenAt = this.at;
    if (channel !== 'answer') return;
    this.#visible += 1;
    this.firstVisibleAt ??= this.at;
  }

  unseen(tokens: unknown): void {
    this.#unseen = count(tokens) ?? this.#unseen;
  }

  finish(reason: unknown): void {
    this.finishReason = word(reason) ?? this.finishReason;
  }

  end(): void {
    this.ended = true;
  }

  fail(body: unknown): void {
    this.errorBody ??= body;
  }

  broken(what: string): void {
    this.#malformed ??= what;
  }

  filter(reason: unknown): void {
    this.filtered ??= word(reason);
  }

  model(name: unknown): void {
    this.#model = word(name) ?? this.#model;
  }

  usage(input: unknown, output: unknown): void {
    this.#input = count(input) ?? this.#input;
    this.#output = count(output) ?? this.#output;
  }

  facts(): AnswerFacts {
    return {
      streamed: this.#streamed,
      events: this.events,
      tokens: this.#tokens > 0 ? this.#tokens : this.#outOfSight(),
      visible: this.#visible,
      tokensPerSecond: this.#streamed ? this.#rate() : null,
      longestGapMs: this.#streamed ? this.#longestGap : null,
      finishReason: this.finishReason,
      endMarker: this.ended,
      errorBody: this.errorBody,
      malformed: this.#malformed,
      filtered: this.filtered,
      model: this.#model,
      usage: { inputTokens: this.#input, outputTokens: this.#output },
    };
  }

  #rate(): number | null {
    const elapsed = this.#lastTokenAt - (this.firstTokenAt ?? 0);
    return this.#tokens > 1 && elapsed > 0 ? ((this.#tokens - 1) / elapsed) * 1_000 : null;
  }

  /**
   * Models that keep their reasoning to themselves show nothing when it eats the budget. That they worked follows from
   * the reasoning tokens they bill, or from a finish reason that says the budget is spent (one token at the least).
   */
  #outOfSight(): number {
    if (this.#unseen > 0) return this.#unseen;
    const spent = BUDGET_SPENT.has(this.finishReason?.toLowerCase() ?? '');
    return spent ? (this.#output ?? 1) : 0;
  }
}
