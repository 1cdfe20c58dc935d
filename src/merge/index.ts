/** Result files of shards and locations, read with care and joined into one run. */

export { type RecordedRun, readDocument } from './document.ts';
export { type Merged, mergeRuns } from './merge.ts';
export { parseShard, type Shard, shardOf } from './shard.ts';
