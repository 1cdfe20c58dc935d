/** Between the headline and the single probes: failures with one root, told once, and the groups. */

import type { Cause, GroupResult, Report } from '../../domain/report.ts';
import type { State } from '../../domain/verdict.ts';
import { causeText, groupText } from '../circumstances.ts';
import { count } from '../count.ts';
import type { Standing, Standings } from '../standing.ts';
import { html, linkedName, type Markup, nameOf } from './markup.ts';
import type { Probe } from './order.ts';
import { stateOf } from './state.ts';

/** Names listed of one set. */
const MAX_NAMES = 12;

export function roots({ causes }: Report, probes: readonly Probe[]): Markup | null {
  if (causes.length === 0) return null;
  const anchors = anchorsOf(probes);
  return html`<section aria-labelledby="roots">
<h2 id="roots">One root</h2>
<ul class="plain">
${causes.map((cause) => causeItem(cause, anchors))}</ul>
</section>
`;
}

function causeItem(cause: Cause, anchors: Anchors): Markup {
  return html`<li><p dir="auto"><strong>${causeText(cause)}</strong></p>
${names(cause.probes, anchors)}</li>
`;
}

export function groups(report: Report, probes: readonly Probe[], standings: Standings): Markup | null {
  if (report.groups.length === 0) return null;
  const anchors = anchorsOf(probes);
  const items = report.groups.map((group, i) => groupItem(group, standings.groups[i] ?? 'pass', anchors));
  return html`<section aria-labelledby="groups">
<h2 id="groups">Groups</h2>
<ul class="plain">
${items}</ul>
</section>
`;
}

function groupItem(group: GroupResult, standing: Standing, anchors: Anchors): Markup {
  const [state, word] = GROUP_WORDS[standing];
  const { name, members } = group;
  return html`<li><p>${stateOf(state, word)} <strong>${nameOf(name)}</strong> <span dir="auto">${groupText(group)}</span></p>
${names(members, anchors)}</li>
`;
}

type Anchors = ReadonlyMap<string, string | null>;

function anchorsOf(probes: readonly Probe[]): Anchors {
  return new Map(probes.map(({ result, anchor }) => [result.name, anchor]));
}

function names(all: readonly string[], anchors: Anchors): Markup {
  const listed = all
    .slice(0, MAX_NAMES)
    .map((name) => html`<li>${linkedName(name, anchors.get(name) ?? null)}</li>`);
  const rest = all.length - listed.length;
  const more = rest > 0 ? html`<li>and ${count(rest)} more</li>` : null;
  return html`<ul class="names">${listed}${more}</ul>`;
}

const GROUP_WORDS: Readonly<Record<Standing, readonly [State, string]>> = {
  pass: ['up', 'well'],
  fail: ['down', 'not well'],
  error: ['unknown', 'uncertain'],
  tolerated: ['degraded', 'not well, does not count'],
  skip: ['skipped', 'skipped'],
};
