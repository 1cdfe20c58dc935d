/** What to do now: the row's own advice, else the class's, made specific by what is known of provider and probe. */

import { type Failure, failureInfo } from '../domain/failure.ts';
import { statusPageOf } from '../domain/status-page.ts';
import type { Evidence } from './evidence/evidence.ts';
import { listedModels, nearestModels } from './evidence/models.ts';
import type { Rule } from './rule.ts';

export function hintFor(rule: Rule, failure: Failure, evidence: Evidence): string {
  const general = rule.hint ?? failureInfo(failure).hint;
  return [
    general,
    chain(failure, evidence),
    keyVariable(failure, evidence),
    nearest(failure, evidence),
    statusPage(failure, evidence),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** The certificate of the host itself is good: its renewal would change nothing. */
function chain({ kind, reason }: Failure, { observation, now }: Evidence): string {
  if (kind !== 'tls' || reason !== 'expired' || !(Date.parse(observation.tls?.validTo ?? '') > now))
    return '';
  return 'Here it is an intermediate that the server sends along: it has to be replaced by the current one. Should other tools accept the chain, update the root certificates of this machine.';
}

function keyVariable({ kind, reason }: Failure, { target }: Evidence): string {
  const variable = target.provider?.auth?.env ?? null;
  if (kind !== 'auth' || variable === null || reason === 'forbidden') return '';
  return `${target.provider?.name ?? 'The provider'} usually reads ${variable}.`;
}

function nearest({ kind, reason }: Failure, evidence: Evidence): string {
  if (
    kind !== 'not-found' ||
    reason !== 'model' ||
    evidence.target.model === null ||
    evidence.target.check !== 'models'
  )
    return '';
  const names = nearestModels(listedModels(evidence) ?? [], evidence.target.model);
  return names.length === 0 ? '' : `Listed are, among others: ${names.join(', ')}.`;
}

const TELLING_KINDS: ReadonlySet<string> = new Set([
  'server-error',
  'overloaded',
  'not-ready',
  'maintenance',
  'timeout',
  'connect',
  'stream',
]);

function statusPage({ kind }: Failure, { target }: Evidence): string {
  const page = statusPageOf(target);
  return page === null || !TELLING_KINDS.has(kind) ? '' : `Status page: ${page.page}`;
}
