/** What a good answer is, compiled from the config so that judging needs no library. */

/** Inclusive range of status codes. */
export interface StatusRange {
  readonly from: number;
  readonly to: number;
}

/** A test on one value. `source` is how the user wrote it, for messages. */
export interface Matcher {
  readonly source: string;
  /**
   * The value is present; an absent value never reaches a matcher.
   * @returns null when it took too long to find out
   */
  test(value: unknown): boolean | null;
  /**
   * Where the first value stands whose test has that outcome; -1 where none has.
   * @returns null when it took too long to find out
   */
  indexOf(outcome: boolean, values: readonly unknown[]): number | null;
}

export interface JsonExpectation {
  /** RFC 9535 JSONPath, as written. */
  readonly path: string;
  /** Values that the path selects, in order; null when it took too long to find them. */
  select(document: unknown): readonly unknown[] | null;
  readonly matcher: Matcher;
}

export interface Expectation {
  /** null: the check's own rule (http: 2xx; reach: the provider's rows). */
  readonly status: { readonly source: string; readonly ranges: readonly StatusRange[] } | null;
  readonly headers: readonly { readonly name: string; readonly matcher: Matcher }[];
  readonly body: readonly Matcher[];
  readonly json: readonly JsonExpectation[];
  /** The certificate must be valid for at least so many more days. */
  readonly certDays: number | null;
}

export const NO_EXPECTATION: Expectation = { status: null, headers: [], body: [], json: [], certDays: null };
