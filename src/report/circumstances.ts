/** What is known beside the sentence of a result, a shared root or a group, in safe text: every format for people tells it. */

import type { Cause, GroupResult, Result, StatusPageResult } from '../domain/report.ts';
import { failureClass } from './failure-class.ts';
import { safeText } from './safe.ts';

/** @returns a few words each: what still works, what the status page says, what other attempts saw */
export function circumstances(result: Result): string[] {
  const { deepest_ok, status_page, attempts, http, optional, state } = result;
  if (state === 'skipped') return [];
  return [
    ...(deepest_ok === null ? [] : [`still works: ${deepest_ok}`]),
    ...(status_page === null ? [] : [statusPageText(status_page)]),
    ...(attempts.length > 1 ? [attemptsText(result)] : []),
    ...(http?.request_id ? [`request id ${safeText(http.request_id, 100)}`] : []),
    ...(optional ? ['optional: does not fail the run'] : []),
  ];
}

/** The provider's own word, beside what was seen. */
export function statusPageText({ indicator, description, incidents }: StatusPageResult): string {
  const [incident] = incidents;
  const since = incident?.started
    ? ` since ${safeText(incident.started.slice(0, 16).replace('T', ' '), 20)}`
    : '';
  const named = incident
    ? `${safeText(incident.name, 120)} (${safeText(incident.status ?? 'open', 40)}${since})`
    : null;
  switch (indicator) {
    case 'none':
      return 'their status page reports no problem';
    case 'unknown':
      return safeText(description ?? 'their status page cannot be read', 200);
    default:
      return `their status page says ${indicator}: ${named ?? safeText(description ?? 'no details', 200)}`;
  }
}

function attemptsText(result: Result): string {
  const classes = result.attempts.map((attempt) => failureClass(attempt) || attempt.state);
  const alike = classes.every((name) => name === classes[0]);
  return `${classes.length} attempts: ${alike ? `each ${classes[0]}` : classes.join(', then ')}`;
}

/** `3 probes fail with one root: resolver 10.0.0.2 (dns.timeout)` */
export function causeText(cause: Cause): string {
  const { shared, probes } = cause;
  return `${probes.length} probes fail with one root: ${safeText(shared, 200)} (${failureClass(cause)})`;
}

/** `1 of 2 up, needs 1: gpu-7 carries it while claude is down` */
export function groupText({ up, members, require, note }: GroupResult): string {
  const counts = `${up} of ${members.length} up, needs ${require}`;
  return note === undefined ? counts : `${counts}: ${safeText(note)}`;
}
