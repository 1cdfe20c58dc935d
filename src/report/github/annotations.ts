/** What becomes an annotation, within the ten of each level that GitHub shows of one step. */

import type { Cause, Report, Result } from '../../domain/report.ts';
import { account } from '../account.ts';
import { causeText, groupText } from '../circumstances.ts';
import { closingText, exitText } from '../closing.ts';
import { count } from '../count.ts';
import { failureClass } from '../failure-class.ts';
import { type Standings, standings } from '../standing.ts';
import type { Terms } from '../types.ts';
import { annotation, type Level } from './command.ts';

/** Per step and level; more are dropped without a word. Source: GitHub docs, "Workflow commands", limits. */
const MOST = 10;

interface Annotation {
  readonly level: Level;
  readonly title: string;
  readonly lines: readonly string[];
}

/**
 * Errors for what failed the run, warnings for what is not well beside it. Failures with one root are told once.
 *
 * @returns one workflow command each
 */
export function annotations(report: Report, terms: Terms): string[] {
  const standing = standings(report, terms.policy);
  const all = [
    ...runNotes(report, standing, terms),
    ...groupNotes(report, standing),
    ...probeNotes(report, standing),
  ];
  return (['error', 'warning'] as const)
    .flatMap((level) =>
      capped(
        all.filter((one) => one.level === level),
        report,
        terms,
      ),
    )
    .map(({ level, title, lines }) => annotation(level, title, lines));
}

function runNotes(report: Report, { run }: Standings, terms: Terms): Annotation[] {
  return run === null ? [] : [{ level: 'error', title: 'aiprobe', lines: [exitText(report, terms)] }];
}

function groupNotes({ groups }: Report, standing: Standings): Annotation[] {
  return groups.flatMap((group, i): Annotation[] => {
    if (group.ok && group.note === undefined) return [];
    const level = standing.groups[i] === 'fail' || standing.groups[i] === 'error' ? 'error' : 'warning';
    return [{ level, title: `group ${group.name}`, lines: [groupText(group)] }];
  });
}

function probeNotes({ results, causes }: Report, standing: Standings): Annotation[] {
  const byName = new Map(causes.flatMap((cause) => cause.probes.map((name) => [name, cause] as const)));
  const told = new Set<string>();
  return results.flatMap((result, i): Annotation[] => {
    const level = levelOf(result, standing.results[i]);
    if (level === null) return [];
    const cause = byName.get(result.name);
    if (cause === undefined) return [probeNote(level, result)];
    const key = `${level} ${causes.indexOf(cause)}`;
    if (told.has(key)) return [];
    told.add(key);
    return [sharedNote(level, result, cause)];
  });
}

function levelOf({ state }: Result, standing: Standings['results'][number] | undefined): Level | null {
  if (standing === 'fail' || standing === 'error') return 'error';
  return standing === 'tolerated' || state === 'degraded' ? 'warning' : null;
}

function probeNote(level: Level, result: Result): Annotation {
  return { level, title: `${result.name}: ${failureClass(result)}`, lines: account(result) };
}

function sharedNote(level: Level, result: Result, cause: Cause): Annotation {
  const note = probeNote(level, result);
  return { ...note, lines: [causeText(cause), `Probes: ${cause.probes.join(', ')}`, ...note.lines] };
}

/** The last one that would be shown says how many are not. */
function capped(notes: readonly Annotation[], report: Report, terms: Terms): readonly Annotation[] {
  const [first] = notes;
  if (first === undefined || notes.length <= MOST) return notes;
  const shown = notes.slice(0, MOST - 1);
  const title = `${count(notes.length - shown.length)} more`;
  const lines = [closingText(report, terms), 'The log and the job summary name them all.'];
  return [...shown, { level: first.level, title, lines }];
}
