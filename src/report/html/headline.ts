/** How things stand, in one sentence by the run's own policy, and what was measured when and from where. */

import type { Report } from '../../domain/report.ts';
import { STATES, type State } from '../../domain/verdict.ts';
import { exitText, faultText, meaningText, tookText } from '../closing.ts';
import { count } from '../count.ts';
import { safeText } from '../safe.ts';
import type { Standing, Standings } from '../standing.ts';
import type { Terms } from '../types.ts';
import { bar } from './bar.ts';
import { html, linkedName, type Markup, nameOf } from './markup.ts';
import { counts, type Probe } from './order.ts';
import { instantOf, signOf, stateOf } from './state.ts';

/** Failing probes named at the top; the table has them all. */
const MAX_NAMED = 12;

export function headline(
  report: Report,
  probes: readonly Probe[],
  standings: Standings,
  terms: Terms,
): Markup {
  return html`<header class="${toneOf(report, standings)}">
<h1>${signOf(toneOf(report, standings))} ${sentenceOf(report, standings, terms)}</h1>
${blamed(report, probes, standings)}${tiles(report)}
${facts(report, terms)}
</header>
`;
}

/** The sentence is chosen by the exit code, so that it never says anything else. */
function sentenceOf(report: Report, standings: Standings, terms: Terms): string {
  const { shard } = report.run;
  const said = statement(report, standings, terms);
  if (shard !== null && shard !== '1/1') return `Shard ${safeText(shard, 20)} alone: ${said}.`;
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}

function statement(report: Report, standings: Standings, terms: Terms): string {
  const meaning = meaningText(report, terms);
  // Where only what changed is listed, nothing can be counted.
  if (report.results.length !== report.summary.total) return meaning;
  const failing = tally(standings, 'fail', 'not well');
  const uncertain = tally(standings, 'error', 'uncertain');
  const found = [failing, uncertain].filter((part) => part !== '').join('; ');
  switch (report.summary.exit_code) {
    case 1:
      return failing === '' ? meaning : found;
    case 3:
      return uncertain === '' ? meaning : `${meaning} (${uncertain})`;
    case 130:
    case 143:
      return found === '' ? meaning : `${meaning}; until then, ${found}`;
    default:
      return meaning;
  }
}

/** `8 of 60 probes and 1 of 2 groups are not well`; empty when it is none */
function tally({ results, groups }: Standings, standing: Standing, what: string): string {
  const number = [...results, ...groups].filter((one) => one === standing).length;
  const shares = [share(results, standing, 'probe'), share(groups, standing, 'group')];
  const named = shares.filter((part) => part !== '').join(' and ');
  return number === 0 ? '' : `${named} ${number === 1 ? 'is' : 'are'} ${what}`;
}

/** `8 of 60 probes`; empty when it is none */
function share(all: readonly Standing[], standing: Standing, noun: string): string {
  const number = all.filter((one) => one === standing).length;
  if (number === 0) return '';
  return all.length === 1 ? `the only ${noun}` : `${count(number)} of ${count(all.length)} ${noun}s`;
}

function toneOf({ summary }: Report, { results, groups }: Standings): State {
  const { exit_code, total, skipped } = summary;
  if (exit_code === 0) return total === skipped ? 'skipped' : 'up';
  const isFailing = [...results, ...groups].includes('fail');
  const isInterrupted = exit_code === 130 || exit_code === 143;
  return exit_code === 3 || (isInterrupted && !isFailing) ? 'unknown' : 'down';
}

/** What failed the run, each a link to what is known of it. */
function blamed(report: Report, probes: readonly Probe[], standings: Standings): Markup | null {
  const names = [
    ...probes
      .filter(({ standing }) => counts(standing))
      .map(({ result, anchor }) => html`<li>${linkedName(result.name, anchor)}</li>`),
    ...report.groups
      .filter((_, i) => counts(standings.groups[i] ?? 'pass'))
      .map(({ name }) => html`<li>group ${nameOf(name)}</li>`),
  ];
  if (names.length === 0) return null;
  const rest = names.length - MAX_NAMED;
  const more = rest > 0 ? html`<li>and ${count(rest)} more</li>` : null;
  return html`<ul class="names">${names.slice(0, MAX_NAMED)}${more}</ul>
`;
}

function tiles({ summary }: Report): Markup | null {
  const present = STATES.filter((state) => summary[state] > 0);
  if (present.length === 0) return null;
  const items = present.map((state) => html`<li>${stateOf(state, `${count(summary[state])} ${state}`)}</li>`);
  return html`<ul class="counts">${items}</ul>
${bar(present.map((state) => ({ look: state, value: summary[state] })))}`;
}

function facts(report: Report, terms: Terms): Markup {
  const { run, results, summary } = report;
  const faults = faultText(results).replace(/^fault: /, '');
  const listed =
    results.length === summary.total ? null : `${count(results.length)} of ${count(summary.total)} probes`;
  const known = {
    Measured: instantOf(run.started),
    From: run.location === null ? 'not named' : html`<bdi>${safeText(run.location)}</bdi>`,
    Took: tookText({ ...report, run: { ...run, location: null } }),
    'Listed here': listed,
    'Who has to act': faults === '' ? null : faults,
    Outcome: exitText(report, terms),
    'Measured with': `aiprobe ${run.version}`,
    Run: run.id,
  };
  const rows = Object.entries(known).map(([term, fact]) =>
    fact === null
      ? null
      : html`<div><dt>${term}</dt><dd>${fact}</dd></div>
`,
  );
  return html`<dl class="facts">
${rows}</dl>`;
}
