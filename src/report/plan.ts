/** `aiprobe plan`: what would be asked, with which settings and from where, and what it may cost. */

import type { Plan, Setting } from '../domain/plan.ts';
import { type Redact, redactor } from '../domain/secret.ts';
import type { Target } from '../domain/target.ts';
import { count } from './count.ts';
import { type Circumstances, curlCommand, type ToRequest } from './curl.ts';
import { padEnd, width } from './measure.ts';
import { type Palette, palette, symbols } from './palette.ts';
import { safeText } from './safe.ts';
import type { Style } from './types.ts';

/** Longer values push the origin aside rather than all origins to the right. */
const VALUE_COLUMNS = 40;

/** Tokens of one attempt: those of the prompt, and the most that may be generated. */
export interface TokenCost {
  readonly input: number;
  readonly output: number;
}

export interface PlanView {
  /** Puts a question to a model into its dialect's words. */
  readonly toRequest: ToRequest;
  /** A rough estimate; zero for what costs nothing. */
  readonly cost: (target: Target) => TokenCost;
  readonly circumstances?: Circumstances;
}

export function renderPlan(plan: Plan, style: Style, view: PlanView): string {
  const paint = palette(style.color);
  const redact = redactor(plan.secrets);
  const blocks = plan.targets.map((target) => [
    heading(target, paint, redact),
    ...settingLines(plan.settings.get(target.name) ?? [], paint, redact),
    ...requestLines(target, paint, redact, view, style),
  ]);
  const warnings = plan.warnings.map(
    (warning) => `${paint.state.degraded('warning')} ${safeText(redact(warning))}`,
  );
  return `${[...blocks, ...groupBlock(plan), warnings, closing(plan, view)]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function heading(target: Target, paint: Palette, redact: Redact): string {
  const { name, provider, check, url, optional } = target;
  const what = [provider?.id, check, redact(url), optional ? '(optional)' : null].filter((part) => part);
  return `${paint.strong(safeText(name, 300))}  ${safeText(what.join(' '))}`;
}

function settingLines(settings: readonly Setting[], paint: Palette, redact: Redact): string[] {
  const rows = settings.map(({ key, value, origin }) =>
    [key, redact(value), redact(origin)].map((text) => safeText(text)),
  );
  const columns = [0, 1].map((i) => Math.max(0, ...rows.map((row) => width(row[i] ?? ''))));
  const [keyColumns = 0, valueColumns = 0] = columns;
  return rows.map(([key = '', value = '', origin = '']) =>
    `  ${padEnd(key, keyColumns)}  ${padEnd(value, Math.min(valueColumns, VALUE_COLUMNS))}  ${paint.dim(origin)}`.trimEnd(),
  );
}

function requestLines(
  target: Target,
  paint: Palette,
  redact: Redact,
  view: PlanView,
  style: Style,
): string[] {
  if (target.skip !== null) return [`  ${paint.dim(`skipped: ${safeText(redact(target.skip.message))}`)}`];
  const { arrow } = symbols(style.unicode);
  const command = curlCommand(target, view.toRequest, redact, view.circumstances);
  return [`  ${arrow} ${costText(view.cost(target))}`, command];
}

function costText({ input, output }: TokenCost): string {
  if (input + output === 0) return 'costs nothing';
  const generated = output === 0 ? '' : `, and ${count(output)} generated at most`;
  return `costs about ${count(input)} tokens for the prompt${generated}`;
}

function groupBlock({ groups }: Plan): string[][] {
  const lines = groups.map(
    ({ name, probes, require }) =>
      `group ${safeText(name)}: ${require} of ${probes.length} must be up: ${probes.map((probe) => safeText(probe)).join(', ')}`,
  );
  return lines.length === 0 ? [] : [lines];
}

function closing({ targets }: Plan, view: PlanView): string[] {
  const asked = targets.filter(({ skip }) => skip === null);
  const tokens = (target: Target) => view.cost(target).input + view.cost(target).output;
  const once = asked.reduce((sum, target) => sum + tokens(target), 0);
  const worst = asked.reduce((sum, target) => sum + tokens(target) * (1 + target.retries), 0);
  const number = `${count(asked.length)} ${asked.length === 1 ? 'probe' : 'probes'}`;
  const cost = once === 0 ? 'no tokens' : `about ${count(once)} tokens, ${count(worst)} with all retries`;
  return [`${number}: ${cost}.`, 'The commands work once the secrets are put in where *** stands.'];
}
