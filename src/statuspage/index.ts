/** The provider's own word: status pages of the common platforms, in one shape, beside what we saw. */

export type { PageToRead } from './candidates.ts';
export { type Agreement, type Comparison, compareWords, theirs } from './compare.ts';
export type { StatusInput } from './document.ts';
export type { Fetched, FetchText, StatusFailure, StatusProblem } from './fetched.ts';
export { type ParseResult, parseStatusPage } from './parse.ts';
export { createStatusReader, readStatusPage, type StatusReader } from './reader.ts';
export { type StatusReading, toStatusPageResult } from './reading.ts';
export type {
  ComponentStatus,
  Indicator,
  StatusComponent,
  StatusIncident,
  StatusMaintenance,
  StatusPlatform,
  StatusSnapshot,
} from './snapshot.ts';
