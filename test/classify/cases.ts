/** For each row of the common tables one answer or fault that it alone explains. */

import type { Observation } from '../../src/domain/observation.ts';
import type { Target } from '../../src/domain/target.ts';
import { ANSWER_CASES } from './cases-answer.ts';
import { FAILURE_CASES } from './cases-failures.ts';
import { HTTP_CASES } from './cases-http.ts';
import { SERVICE_CASES } from './cases-service.ts';
import { TRANSPORT_CASES } from './cases-transport.ts';

export interface Case {
  /** Id of the row that must decide. */
  readonly rule: string;
  /** `kind.reason`, or `up`. */
  readonly gives: string;
  readonly saw: Observation;
  /** Default: a plain http check. */
  readonly asked?: Target;
}

export const CASES: readonly Case[] = [
  ...TRANSPORT_CASES,
  ...HTTP_CASES,
  ...SERVICE_CASES,
  ...FAILURE_CASES,
  ...ANSWER_CASES,
];
