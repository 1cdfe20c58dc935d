/**
 * Prometheus' relabelling of a target
 * (https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config).
 */

import { fromRe2 } from '../expressions.ts';
import type { Ledger } from '../ledger.ts';
import type { MapItem } from '../value.ts';
import type { Labels } from './targets.ts';

/** Longer ones are no addresses, and would let an expression of a stranger run for long. */
const LONGEST = 300;

/** @returns the labels afterwards; null: the target was dropped */
export function relabel(labels: Labels, rules: readonly MapItem[], ledger: Ledger): Labels | null {
  let current: Labels = labels;
  for (const rule of rules) {
    const next = apply(current, rule, ledger);
    if (next === null) return null;
    current = next;
  }
  return current;
}

function apply(labels: Labels, rule: MapItem, ledger: Ledger): Labels | null {
  const action = (rule.text('action') ?? 'replace').toLowerCase();
  const separator = rule.text('separator') ?? ';';
  const value = (rule.texts('source_labels') ?? []).map((name) => labelValue(labels, name)).join(separator);
  const regex = compile(rule.text('regex') ?? '(.*)');
  const target = rule.text('target_label') ?? '';
  const replacement = rule.text('replacement') ?? '$1';
  if (regex === null || value.length > LONGEST) {
    ledger.note(rule.origin, 'this relabelling rule is left out: its expression cannot be used here');
    return labels;
  }
  const found = regex.exec(value);
  switch (action) {
    case 'replace':
      return found === null ? labels : withLabel(labels, target, expand(replacement, found));
    case 'keep':
      return found === null ? null : labels;
    case 'drop':
      return found === null ? labels : null;
    case 'lowercase':
      return withLabel(labels, target, value.toLowerCase());
    case 'uppercase':
      return withLabel(labels, target, value.toUpperCase());
    case 'labelmap':
      return { ...labels, ...mapped(labels, regex, replacement) };
    case 'labeldrop':
    case 'labelkeep':
      return Object.fromEntries(
        Object.entries(labels).filter(([name]) => regex.test(name) === (action === 'labelkeep')),
      );
    default:
      ledger.note(rule.origin, `the action "${action}" of relabelling is left out`);
      return labels;
  }
}

/** A label of a stranger's choice: never what an object inherits. */
function labelValue(labels: Labels, name: string): string {
  return Object.hasOwn(labels, name) ? (labels[name] ?? '') : '';
}

/** To Prometheus an empty label and none are the same: a parameter keeps the value that the job gives it. */
function withLabel(labels: Labels, target: string, value: string): Labels {
  if (value !== '') return { ...labels, [target]: value };
  return Object.fromEntries(Object.entries(labels).filter(([name]) => name !== target));
}

function mapped(labels: Labels, regex: RegExp, replacement: string): Labels {
  return Object.fromEntries(
    Object.entries(labels).flatMap(([name, value]) => {
      const found = name.length > LONGEST ? null : regex.exec(name);
      return found === null ? [] : [[expand(replacement, found), value]];
    }),
  );
}

/** `$1`, `${1}`, `${name}`; `$$` is a dollar (Go's Regexp.Expand). */
function expand(replacement: string, found: RegExpExecArray): string {
  return replacement.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (_, braced?: string, bare?: string) => {
    const name = braced ?? bare;
    return name === undefined ? '$' : (found[Number(name)] ?? found.groups?.[name] ?? '');
  });
}

/** Anchored, as Prometheus has it. Expressions that may backtrack without end are refused. */
function compile(source: string): RegExp | null {
  const regex = fromRe2(source);
  if (regex === null || regex.source.length > 200) return null;
  const bare = regex.source.replace(/\\./gs, '_').replace(/\[[^\]]*\]/g, '_');
  const unbounded = bare.match(/[*+]|\{\d+,\d*\}/g)?.length ?? 0;
  if (/\)[*+{]/.test(bare) || /\\[1-9k]/.test(regex.source) || unbounded > 3) return null;
  return new RegExp(`^(?:${regex.source})$`, regex.flags);
}
