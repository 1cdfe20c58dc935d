/** What is worth a line though nothing is wrong: why a probe was skipped, and what was noted of one that is up. */

import { count } from '../count.ts';
import { html, type Markup, nameOf } from './markup.ts';
import type { Probe } from './order.ts';

/** Lines of each list. */
const MAX_LINES = 50;

type Remark = readonly [name: string, text: string];

export function remarks(probes: readonly Probe[]): readonly (Markup | null)[] {
  const skipped = probes.flatMap(({ result }): Remark[] =>
    result.state === 'skipped' ? [[result.name, result.message]] : [],
  );
  const noted = probes.flatMap(({ result }) =>
    result.state === 'up' ? result.notes.map((note): Remark => [result.name, note]) : [],
  );
  return [list('skipped', 'Not probed', skipped), list('notes', 'Worth knowing', noted)];
}

function list(id: string, title: string, all: readonly Remark[]): Markup | null {
  if (all.length === 0) return null;
  const rest = all.length - MAX_LINES;
  const more = rest > 0 ? html`<li>and ${count(rest)} more</li>` : null;
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
<ul class="remarks">
${all.slice(0, MAX_LINES).map(
  ([name, text]) => html`<li><strong>${nameOf(name)}</strong>: <span dir="auto">${text}</span></li>
`,
)}${more}</ul>
</section>
`;
}
