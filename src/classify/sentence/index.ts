/** One sentence for each class, with the facts that the row, the server and its headers give. */

import { formatDuration } from '../../domain/duration.ts';
import type { FailureClass } from '../../domain/failure.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { quoteOf } from '../facts/place.ts';
import { DEGRADED, MISMATCH, PROTOCOL, REDIRECT, STREAM } from './answer.ts';
import type { Say } from './say.ts';
import { CLIENT, SERVICE } from './service.ts';
import { CONNECT, DNS, LOCAL, TIMEOUT, TLS } from './transport.ts';

const SENTENCES = {
  ...DNS,
  ...CONNECT,
  ...TLS,
  ...TIMEOUT,
  ...SERVICE,
  ...CLIENT,
  ...REDIRECT,
  ...PROTOCOL,
  ...STREAM,
  ...MISMATCH,
  ...LOCAL,
  ...DEGRADED,
} as const satisfies Record<FailureClass, Say>;

/**
 * @param detail what the deciding row knows besides
 * @param waitMs how long the server asks to wait
 */
export function sentence(
  failureClass: FailureClass,
  evidence: Evidence,
  detail: string | undefined,
  waitMs: number | null,
): string {
  const core = SENTENCES[failureClass](evidence);
  const quote = isToldByService(failureClass, evidence) ? quoteOf(evidence) : '';
  const wait = waitMs === null ? '' : `; the server asks to wait ${formatDuration(waitMs)}`;
  return `${withDetail(core, detail)}${quote === '' ? '' : `: "${quote}"`}${wait}`;
}

/** One pair of brackets at the end of a sentence is enough. */
function withDetail(core: string, detail: string | undefined): string {
  if (detail === undefined) return core;
  return core.endsWith(')') ? `${core.slice(0, -1)}; ${detail})` : `${core} (${detail})`;
}

/** Expectations and broken connections are told by what was seen, not by what the service says of itself. */
function isToldByService(failureClass: FailureClass, evidence: Evidence): boolean {
  if (evidence.broken || /^(mismatch|redirect|degraded)\./.test(failureClass)) return false;
  return evidence.failing && !/^\d.* used up at /.test(SENTENCES[failureClass](evidence));
}
