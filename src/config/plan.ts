/** Config + flags + environment → Plan: what a run will ask, fully resolved, or every reason why it cannot be made. */

import type { Plan, Setting } from '../domain/plan.ts';
import type { Provider } from '../domain/provider.ts';
import { redactor } from '../domain/secret.ts';
import type { Group, Target } from '../domain/target.ts';
import { addAll } from './add-all.ts';
import { buildAll } from './build-all.ts';
import type { Config } from './config.ts';
import { type Diagnostic, inOrder } from './diagnostic.ts';
import { fillSections } from './fill-sections.ts';
import { type PlanFlags, readFlags } from './flags.ts';
import { buildHeartbeat } from './heartbeat.ts';
import type { Env } from './interpolate.ts';
import { type OpenWindow, openWindows, skipFor } from './maintenance.ts';
import { ownProviders } from './own-providers.ts';
import { PemFiles } from './pem-files.ts';
import { resolveDefaults, resolveProbes } from './resolve.ts';
import { SecretBag } from './secrets.ts';
import { select } from './select.ts';

export interface PlanInput {
  /** null: the targets are all URLs and provider ids. */
  readonly config: Config | null;
  readonly targets: readonly string[];
  readonly flags: PlanFlags;
  readonly env: Env;
  readonly lookup: (id: string) => Provider | null;
  readonly providerIds: readonly string[];
  /** Milliseconds since 1970, for maintenance windows. */
  readonly now: number;
  /** Text of a certificate or key file. @throws when it cannot be read */
  readonly readFile: (path: string) => string;
  /** false: `Plan.settings` stays empty, which is cheaper; default: true. */
  readonly settings?: boolean;
}

export interface Planned {
  /** Usable only when no diagnostic is an error. */
  readonly plan: Plan;
  readonly diagnostics: readonly Diagnostic[];
}

export async function buildPlan(input: PlanInput): Promise<Planned> {
  const { config, env, flags } = input;
  const diagnostics: Diagnostic[] = [];
  const report = (found: readonly Diagnostic[]) => addAll(diagnostics, found);
  const { overrides, diagnostics: flagProblems } = readFlags(flags);
  report(flagProblems);
  const bag = new SecretBag();
  const own = ownProviders(config, env, report);
  bag.addAll(own.secrets);
  const providerIds = [...new Set([...own.byId.keys(), ...own.missing.keys(), ...input.providerIds])];
  const defaults = resolveDefaults(config, env, report);
  const probes = config === null ? [] : await resolveProbes(config, defaults, env, providerIds, report);
  const names = probes.map(({ name }) => name);
  // The flag stands in for the section: its variables need not be set.
  const asked = config !== null && overrides.heartbeat !== undefined ? { ...config, heartbeat: [] } : config;
  const { groups, maintenance, control, heartbeat, secrets } = await fillSections(
    asked,
    names,
    env,
    overrides.allowMissingEnv,
    report,
  );
  bag.addAll(secrets);
  const chosen = select(probes, { targets: input.targets, flags, groups, providerIds, defaults });
  report(chosen.diagnostics);
  const files = new PemFiles(input.readFile);
  const built = await buildAll(
    { overrides, env, bag, own, providerIds, lookup: input.lookup, files, settings: input.settings ?? true },
    chosen.probes,
  );
  report(built.diagnostics);
  const beat = buildHeartbeat(heartbeat, overrides, env, files);
  report(beat.diagnostics);
  bag.addAll(beat.secrets);
  const windows = await openWindows(maintenance, input.now);
  const redact = redactor(bag.list());
  const plan = {
    targets: built.targets.map((target) => underMaintenance(target, groups, windows)),
    groups: wholeGroups(groups, built.targets),
    control,
    secrets: bag.list(),
    settings: new Map(built.settings.map(([name, settings]) => [name, masked(settings, redact)])),
    heartbeat: beat.heartbeat,
    warnings: built.warnings.map(redact),
  };
  return { plan, diagnostics: inOrder(diagnostics).map((one) => ({ ...one, message: redact(one.message) })) };
}

function underMaintenance(target: Target, groups: readonly Group[], windows: readonly OpenWindow[]): Target {
  if (target.skip !== null || windows.length === 0) return target;
  const own = groups.filter(({ probes }) => probes.includes(target.name)).map(({ name }) => name);
  return { ...target, skip: skipFor(windows, { ...target, groups: own }) };
}

/** A group of which only some members are asked says nothing about the service. */
function wholeGroups(groups: readonly Group[], targets: readonly Target[]): readonly Group[] {
  const asked = new Set(targets.map(({ name }) => name));
  return groups.filter(({ probes }) => probes.every((member) => asked.has(member)));
}

function masked(settings: readonly Setting[], redact: (text: string) => string): readonly Setting[] {
  return settings.map((setting) => ({ ...setting, value: redact(setting.value) }));
}
