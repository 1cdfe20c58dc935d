/** What is told of one failure class. */

/** Who has to act. SPEC calls it the fault. */
export type Party = 'provider' | 'client' | 'network' | 'local';

export interface FailureInfo {
  readonly fault: Party;
  /** Another try within seconds may succeed. */
  readonly retryable: boolean;
  /** A few words, e.g. `the name does not exist`. */
  readonly title: string;
  /** What it means, for a non-expert. */
  readonly meaning: string;
  /** Likely causes, the likeliest first. */
  readonly causes: readonly string[];
  /** What to do now. */
  readonly hint: string;
}

/** One kind: its reasons. */
export type Reasons = Readonly<Record<string, FailureInfo>>;
