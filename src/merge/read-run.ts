/** What a result file says of the run as a whole. */

import { UserError } from '../domain/errors.ts';
import { type Cause, type GroupResult, RUN_SCHEMA, type RunFacts } from '../domain/report.ts';
import type { Node } from './node.ts';
import { classWord, LONGEST_NAME, word } from './read-result.ts';
import { parseShard } from './shard.ts';

export interface RunRecord {
  readonly run: RunFacts;
  readonly groups: readonly GroupResult[];
  readonly causes: readonly Cause[];
  /** How many results the run has by its own word; null where it gives none. */
  readonly total: number | null;
}

const MOST = 200_000;

/** @throws UserError naming the place that is wrong */
export function readRun(node: Node): RunRecord {
  const schema = node.get('schema').orNull((text) => text.text(100));
  if (schema !== RUN_SCHEMA) {
    const ours = schema?.startsWith('aiprobe/run@') === true;
    throw new UserError(
      ours
        ? `it is of another version of aiprobe ("${schema}"; this one reads "${RUN_SCHEMA}")`
        : `it is no result file of aiprobe ("schema" is not "${RUN_SCHEMA}")`,
    );
  }
  return {
    run: readFacts(node.get('run')),
    groups: node.get('groups').whole(MOST, readGroup),
    causes: node.get('causes').list(MOST, readCause),
    total: node.get('summary').orNull((summary) => summary.get('total').count()),
  };
}

function readFacts(node: Node): RunFacts {
  const shard = node.get('shard').orNull((text) => text.name(20));
  if (shard !== null && parseShard(shard) === null) throw new UserError(`run.shard "${shard}" is no I/N`);
  return {
    id: node.get('id').text(200),
    started: node.get('started').instant(),
    duration_ms: node.get('duration_ms').duration(),
    version: node.get('version').text(100),
    location: node.get('location').orNull((text) => text.name(200)),
    shard,
  };
}

function readGroup(node: Node): GroupResult {
  return {
    name: node.get('name').name(LONGEST_NAME),
    up: node.get('up').count(MOST),
    require: node.get('require').count(MOST),
    ok: node.get('ok').flag(),
    members: node.get('members').whole(MOST, (member) => member.name(LONGEST_NAME)),
  };
}

function readCause(node: Node): Cause {
  return {
    kind: node.get('kind').orNull(classWord) ?? '',
    reason: node.get('reason').orNull(classWord) ?? '',
    shared: node.get('shared').text(500),
    probes: node.get('probes').list(MOST, word),
  };
}
