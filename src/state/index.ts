/** What is remembered from one run to the next, and what that makes of a report. */

export { type Change, type Changes, changesSince, standingText } from './changes.ts';
export {
  decodeSnapshot,
  encodeSnapshot,
  LARGEST_SNAPSHOT,
  NOTHING_KNOWN,
  type ProbeStanding,
  type Snapshot,
} from './snapshot.ts';
