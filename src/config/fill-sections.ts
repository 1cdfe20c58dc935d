/** Groups, maintenance windows, control and heartbeat with their variables filled in; no probe can be skipped for an unset one there. */

import type { Group } from '../domain/target.ts';
import { addAll } from './add-all.ts';
import type { Config, Named, Part } from './config.ts';
import { referenceProblems } from './cross-check.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Env } from './interpolate.ts';
import { windowProblems } from './maintenance.ts';
import { missingProblems, toWanting, type Wanting } from './missing.ts';
import { fillPart } from './resolve.ts';
import { treeSecrets } from './secrets.ts';
import type { MaintenanceSpec } from './shape.ts';

export interface Sections {
  readonly groups: readonly Group[];
  readonly maintenance: readonly MaintenanceSpec[];
  readonly control: readonly string[];
  /** Of the last file that has one. */
  readonly heartbeat: string | null;
  readonly secrets: readonly string[];
}

const NONE: Sections = { groups: [], maintenance: [], control: [], heartbeat: null, secrets: [] };

/**
 * @param names of all probes, in order
 * @param lenient an unset variable is only warned of (`--allow-missing-env`); the section that needs it does nothing
 */
export async function fillSections(
  config: Config | null,
  names: readonly string[],
  env: Env,
  lenient: boolean,
  report: (found: readonly Diagnostic[]) => void,
): Promise<Sections> {
  if (config === null) return NONE;
  const missing: Wanting[] = [];
  const secrets: string[] = [];
  const fill = <T>(part: Part<T>): Part<T> => {
    const filled = fillPart(part, env);
    addAll(missing, toWanting(filled.missing));
    report(filled.diagnostics);
    addAll(secrets, treeSecrets(filled.tree));
    return { ...part, tree: filled.tree, value: filled.value };
  };
  const fillNamed = <T>(named: Named<T>): Named<T> => ({ ...named, part: fill(named.part) });
  const filled: Config = {
    ...config,
    groups: config.groups.map(fillNamed),
    maintenance: config.maintenance.map(fill),
    control: config.control.map(fill),
    heartbeat: config.heartbeat.map(fill),
  };
  for (const { tree } of config.notify) addAll(secrets, treeSecrets(tree));
  report(missingProblems(missing).map((one) => (lenient ? { ...one, severity: 'warning' } : one)));
  if (waited(config) && missing.length === 0) {
    report([...referenceProblems(filled, names), ...(await windowProblems(filled.maintenance))]);
  }
  return {
    groups: filled.groups.flatMap(({ name, part: { value } }) =>
      value === null ? [] : [{ name, probes: value.probes, require: value.require ?? 1 }],
    ),
    maintenance: filled.maintenance.flatMap(({ value }) => value ?? []),
    control: filled.control.flatMap(({ value }) => value ?? []),
    heartbeat: filled.heartbeat.at(-1)?.value ?? null,
    secrets,
  };
}

/** Whether the references could not be checked when the config was read. */
function waited({ probes, groups, maintenance }: Config): boolean {
  return [...probes, ...maintenance, ...groups.map(({ part }) => part)].some(({ value }) => value === null);
}
