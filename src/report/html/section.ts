/** What is known of one probe that is not well: our words, the provider's own beside them, and the evidence. */

import { formatDuration } from '../../domain/duration.ts';
import type { AttemptResult, Result } from '../../domain/report.ts';
import { statusPageText } from '../circumstances.ts';
import { count } from '../count.ts';
import { type Fact, facts } from '../evidence.ts';
import { failureClass } from '../failure-class.ts';
import { safeText } from '../safe.ts';
import { timing } from './bar.ts';
import { type Content, html, linkTo, type Markup, nameOf } from './markup.ts';
import { isNotWell, type Probe } from './order.ts';
import { instantOf, stateOf } from './state.ts';

/** Attempts listed of one probe. */
const MAX_ATTEMPTS = 20;

export function sections(probes: readonly Probe[]): Markup | null {
  const notWell = probes.filter(({ result }) => isNotWell(result));
  if (notWell.length === 0) return null;
  const told = notWell.filter(({ anchor }) => anchor !== null);
  const missing = notWell.length - told.length;
  const note =
    missing === 0
      ? null
      : html`<p class="note">Left out, to keep this page quick to open: the details of ${count(missing)} more that are not up. The table above lists them all.</p>
`;
  return html`<section aria-labelledby="details">
<h2 id="details">What is not up, and what to do</h2>
${told.map(section)}${note}</section>
`;
}

function section({ result, standing, anchor }: Probe): Markup {
  const { state, name, message, hint } = result;
  const known = {
    'What happened': html`<p dir="auto">${message}</p>`,
    'What to do': hint === null ? null : html`<p dir="auto">${hint}</p>`,
    'The provider says': statusPage(result),
    Timing: timing(result),
    Attempts: attempts(result.attempts),
    'Request id': result.http?.request_id
      ? html`<code>${safeText(result.http.request_id, 200)}</code>`
      : null,
    'Still works': result.deepest_ok,
    'Does it count': standing === 'tolerated' ? whyNot(result) : null,
    'What was asked': asked(result),
  };
  return html`<article id="${anchor}" class="${state}" aria-labelledby="${anchor}-name">
<h3 id="${anchor}-name">${stateOf(state)} ${nameOf(name)}</h3>
<p class="class"><code>${failureClass(result)}</code>${result.fault === null ? null : html` · fault: ${result.fault}`}</p>
<dl class="known">
${Object.entries(known).map(([term, fact]) => pair(term, fact))}</dl>
${evidence(facts(result))}</article>
`;
}

function pair(term: string, fact: Content): Markup | null {
  return fact === null
    ? null
    : html`<div><dt>${term}</dt><dd>${fact}</dd></div>
`;
}

function statusPage({ status_page }: Result): Markup | null {
  if (status_page === null) return null;
  return html`<p dir="auto">${statusPageText(status_page)}</p>
<p class="address">${linkTo(status_page.url)}</p>`;
}

function attempts(all: readonly AttemptResult[]): Markup | null {
  const [only] = all;
  if (only === undefined) return null;
  if (all.length === 1) return html`one, at ${instantOf(only.started)}`;
  const rest = all.length - MAX_ATTEMPTS;
  const more = rest > 0 ? html`<li>and ${count(rest)} more</li>` : null;
  return html`<ol>${all.slice(0, MAX_ATTEMPTS).map(attempt)}${more}</ol>`;
}

const WHY: Readonly<Record<AttemptResult['why'], string>> = {
  first: '',
  retry: ', a retry',
  lag: ', taken again because this machine was busy',
  mended: ', asked again without what the model had refused',
};

function attempt(made: AttemptResult): Markup {
  const outcome = failureClass(made) || made.state;
  return html`<li>${instantOf(made.started)}: ${outcome} after ${formatDuration(made.total_ms)}${WHY[made.why]}</li>`;
}

function whyNot({ optional }: Result): string {
  return optional ? 'no, it is optional' : 'no, it is ignored, or its group makes up for it';
}

function asked({ provider, check, model, url }: Result): Markup {
  const who = provider === null ? null : html`${nameOf(provider)} · `;
  const what = model === null ? null : html` · ${nameOf(model.asked)}`;
  return html`<p>${who}${check}${what}</p>
<p class="address"><bdi>${url}</bdi></p>`;
}

function evidence(known: readonly Fact[]): Markup | null {
  if (known.length === 0) return null;
  return html`<details>
<summary>Evidence</summary>
<dl class="evidence">
${known.map(
  ([label, text]) => html`<div><dt>${label}</dt><dd dir="auto">${text}</dd></div>
`,
)}</dl>
</details>
`;
}
