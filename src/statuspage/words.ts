/** The words for a state, of all platforms that use words, in the one vocabulary. */

import type { ComponentStatus, Indicator } from './snapshot.ts';
import { COMPONENT_INDICATOR } from './snapshot.ts';
import { word } from './values.ts';

/** Lower case, without what separates words, since Instatus writes PARTIALOUTAGE and Cachet "Partial Outage". */
const COMPONENT_WORDS: ReadonlyMap<string, ComponentStatus> = new Map<string, ComponentStatus>([
  ['operational', 'operational'],
  ['up', 'operational'],
  ['degraded', 'degraded_performance'],
  ['degradedperformance', 'degraded_performance'],
  ['performanceissues', 'degraded_performance'],
  ['minoroutage', 'degraded_performance'],
  ['partialoutage', 'partial_outage'],
  ['majoroutage', 'major_outage'],
  ['fulloutage', 'major_outage'],
  ['downtime', 'major_outage'],
  ['undermaintenance', 'under_maintenance'],
  ['maintenance', 'under_maintenance'],
]);

const INDICATORS: readonly Indicator[] = ['none', 'minor', 'major', 'critical', 'maintenance'];

/** States of an incident or a maintenance that is over. */
const OVER: readonly string[] = ['resolved', 'postmortem', 'completed', 'fixed', 'closed', 'cancelled'];

/** @returns `unknown` for a word that no platform is known to use */
export function componentStatus(value: unknown): ComponentStatus {
  return COMPONENT_WORDS.get(key(value)) ?? 'unknown';
}

/** @returns what a component's state amounts to */
export function componentIndicator(value: unknown): Indicator {
  return COMPONENT_INDICATOR[componentStatus(value)];
}

function key(value: unknown): string {
  return word(value)?.replace(/[\s_-]/g, '') ?? '';
}

/** Statuspage's own words. */
export function indicator(value: unknown): Indicator {
  const written = word(value);
  return INDICATORS.find((known) => known === written) ?? 'unknown';
}

const MAINTENANCE_WORDS: ReadonlyMap<string, 'scheduled' | 'in_progress'> = new Map([
  ['scheduled', 'scheduled'],
  ['notstartedyet', 'scheduled'],
  ['inprogress', 'in_progress'],
  ['verifying', 'in_progress'],
  ['ongoing', 'in_progress'],
]);

/** @returns null for a word that no platform is known to use: the times decide */
export function maintenanceStatus(value: unknown): 'scheduled' | 'in_progress' | null {
  return MAINTENANCE_WORDS.get(key(value)) ?? null;
}

export function isOver(status: unknown): boolean {
  return OVER.includes(word(status) ?? '');
}
