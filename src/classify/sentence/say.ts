/** The shape of the sentences: for each class, the facts it is told by. */

import type { FailureClass, Kind } from '../../domain/failure.ts';
import type { Evidence } from '../evidence/evidence.ts';

export type Say = (evidence: Evidence) => string;

/** Every class of these kinds, and no other. */
export type SentencesOf<K extends Kind> = {
  readonly [C in FailureClass as C extends `${K}.${string}` ? C : never]: Say;
};
