/**
 * One line for each probe. On a narrow screen the stylesheet makes a card of each line; the roles keep it a table for
 * who hears it, since browsers forget what a table is that is not laid out as one.
 */

import { formatDuration } from '../../domain/duration.ts';
import type { Result } from '../../domain/report.ts';
import { failureClass } from '../failure-class.ts';
import { type Content, html, linkedName, type Markup, nameOf } from './markup.ts';
import type { Probe } from './order.ts';
import { stateOf } from './state.ts';

const HEADS = [
  'State',
  'Probe',
  'Provider',
  'Check',
  'Failure',
  'Fault',
  'First byte',
  'First token',
  'Total',
] as const;

/** Columns that are not shown where no probe has anything for them. */
const DISPENSABLE = {
  provider: ({ provider }) => provider !== null,
  failure: ({ kind }) => kind !== null,
  fault: ({ fault, state }) => fault !== null && state !== 'skipped',
  'first-byte': ({ timings_ms }) => timings_ms.first_byte !== null,
  'first-token': ({ timings_ms }) => timings_ms.first_token !== null,
} as const satisfies Readonly<Record<string, (result: Result) => boolean>>;

export function table(probes: readonly Probe[]): Markup | null {
  if (probes.length === 0) return null;
  const heads = HEADS.map((head) => html`<th role="columnheader" scope="col">${head}</th>`);
  return html`<section aria-labelledby="probes">
<h2 id="probes">All probes</h2>
<table role="table" class="${emptyColumns(probes)}" aria-labelledby="probes">
<thead role="rowgroup"><tr role="row">${heads}</tr></thead>
<tbody role="rowgroup">
${probes.map(row)}</tbody>
</table>
</section>
`;
}

function emptyColumns(probes: readonly Probe[]): string {
  return Object.entries(DISPENSABLE)
    .filter(([, isFilled]) => !probes.some(({ result }) => isFilled(result)))
    .map(([column]) => `no-${column}`)
    .join(' ');
}

function row({ result, standing, anchor }: Probe): Markup {
  const { state, name, provider, fault, timings_ms } = result;
  const failure = failureClass(result);
  return html`<tr role="row">${[
    cell([stateOf(state), standing === 'tolerated' ? html` <small>does not count</small>` : null]),
    html`<th role="rowheader" scope="row">${linkedName(name, anchor)}</th>`,
    cell(provider === null ? null : nameOf(provider)),
    cell(asked(result)),
    cell(failure === '' ? null : html`<code>${failure}</code>`),
    cell(state === 'skipped' ? null : fault),
    cell(time(timings_ms.first_byte)),
    cell(time(timings_ms.first_token)),
    cell(time(timings_ms.total)),
  ]}</tr>
`;
}

function cell(content: Content): Markup {
  return html`<td role="cell">${content}</td>`;
}

function asked({ check, model }: Result): Content {
  return model === null ? check : [check, html` <small>${nameOf(model.asked)}</small>`];
}

function time(ms: number | null): string | null {
  return ms === null ? null : formatDuration(ms);
}
