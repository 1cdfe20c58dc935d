/** Our word and theirs side by side, in one sentence. */

import { unreachable } from '../domain/unreachable.ts';
import type { State } from '../domain/verdict.ts';
import { age } from './age.ts';
import type { StatusReading } from './reading.ts';
import type { StatusIncident, StatusMaintenance } from './snapshot.ts';

export type Agreement =
  | 'both-failing'
  | 'we-fail-they-well'
  | 'we-pass-they-report'
  | 'both-well'
  | 'unknown';

export interface Comparison {
  readonly agreement: Agreement;
  /** Without a full stop. Network text in it is raw: writers make it safe. */
  readonly sentence: string;
}

/** Slow or flaky is no failure, but it is trouble, which their page may know of. */
const TROUBLE: Readonly<Record<State, boolean | null>> = {
  up: false,
  degraded: true,
  down: true,
  unknown: null,
  skipped: null,
};

const OURS: Readonly<Record<State, string>> = {
  up: 'we see it up',
  degraded: 'we see it degraded',
  down: 'we see it down',
  unknown: 'we cannot tell',
  skipped: 'we did not ask',
};

export function compareWords(state: State, reading: StatusReading): Comparison {
  const agreement = agreementOf(TROUBLE[state], reading);
  return { agreement, sentence: `${OURS[state]}, ${joint(agreement)} ${theirs(reading)}` };
}

function agreementOf(ours: boolean | null, { indicator }: StatusReading): Agreement {
  if (ours === null || indicator === 'unknown') return 'unknown';
  if (indicator === 'none') return ours ? 'we-fail-they-well' : 'both-well';
  return ours ? 'both-failing' : 'we-pass-they-report';
}

function joint(agreement: Agreement): string {
  switch (agreement) {
    case 'both-failing':
    case 'both-well':
    case 'unknown':
      return 'and';
    case 'we-fail-they-well':
    case 'we-pass-they-report':
      return 'but';
    default:
      return unreachable(agreement);
  }
}

/** Their word alone, with its age: `their page reports "Elevated errors" since 14 min`. */
export function theirs(reading: StatusReading): string {
  switch (reading.indicator) {
    case 'unknown':
      return reading.failure === null
        ? 'their status page does not say how it is'
        : `their status page ${reading.failure.detail}`;
    case 'none':
      return `their page says all is well${updated(reading)}${notice(reading)}`;
    case 'maintenance':
      return `their page reports ${maintenance(reading)}`;
    case 'minor':
    case 'major':
    case 'critical':
      return `their page reports ${trouble(reading)}`;
    default:
      return unreachable(reading.indicator);
  }
}

function trouble(reading: StatusReading): string {
  const [incident, ...others] = reading.incidents.filter(({ impact }) => impact !== 'none');
  if (incident === undefined)
    return `${reading.description ?? `a ${reading.indicator} problem`}${updated(reading)}`;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `${quoted(incident)}${since(incident.started, reading)}${more}`;
}

function maintenance(reading: StatusReading): string {
  const [underWay] = reading.maintenances;
  return underWay === undefined
    ? `maintenance${updated(reading)}`
    : `maintenance ${quoted(underWay)}${since(underWay.starts, reading)}`;
}

/** What is open although all is well: something of no impact, or elsewhere on the page. */
function notice(reading: StatusReading): string {
  const [here] = reading.incidents;
  if (here !== undefined) return `, with a notice ${quoted(here)}${since(here.started, reading)}`;
  const [elsewhere] = reading.elsewhere;
  return elsewhere === undefined ? '' : `; of other parts it reports ${quoted(elsewhere)}`;
}

function quoted({ name }: StatusIncident | StatusMaintenance): string {
  return `"${name.replace(/\s+/g, ' ').slice(0, 120)}"`;
}

function since(instant: string | null, { readAt }: StatusReading): string {
  return instant === null ? '' : ` since ${age(Date.parse(readAt) - Date.parse(instant))}`;
}

function updated({ updatedAt, readAt }: StatusReading): string {
  return updatedAt === null ? '' : ` (updated ${age(Date.parse(readAt) - Date.parse(updatedAt))} ago)`;
}
