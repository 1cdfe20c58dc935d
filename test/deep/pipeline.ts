/** A user's YAML, all the way to published results: config, catalogue, dialects, sockets, classification and run are the real ones. */

import { buildPlan, parseConfig } from '../../src/config/index.ts';
import { configText, type Entry } from '../../src/demo/config-text.ts';
import { mend } from '../../src/dialects/mend.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { MendFn } from '../../src/domain/ports.ts';
import type { Report, Result } from '../../src/domain/report.ts';
import { createProber } from '../../src/probe/prober.ts';
import { lookupProvider, PROVIDER_IDS } from '../../src/providers/index.ts';
import { run } from '../../src/run/run.ts';

export type { Entry };
export type Env = Readonly<Record<string, string>>;

/** One attempt each: what is tested here is how it is read. */
const DEFAULTS: Entry = { retries: 0, timeout: '10s' };

/** The result of one probe. */
export async function probe(entry: Entry, env: Env = {}): Promise<Result> {
  const [result] = await probeAll([entry], env);
  if (result === undefined) throw new Error('no result');
  return result;
}

/** Results in the order of the entries. */
export async function probeAll(entries: readonly Entry[], env: Env = {}): Promise<readonly Result[]> {
  return (await report(await planOf(entries, env))).results;
}

/** @throws with everything that `aiprobe validate` would say of it */
export async function planOf(entries: readonly Entry[], env: Env = {}): Promise<Plan> {
  const named = entries.map((entry, i) => ({ about: `probe ${i}`, entry: { name: `probe-${i}`, ...entry } }));
  return planOfText(configText(DEFAULTS, named, {}), env);
}

export async function planOfText(text: string, env: Env = {}): Promise<Plan> {
  const parsed = await parseConfig([{ name: 'probes.yaml', text }], { providerIds: PROVIDER_IDS });
  if (parsed.config === null) throw new Error(parsed.diagnostics.map(({ message }) => message).join('\n'));
  const { plan, diagnostics } = await buildPlan({
    config: parsed.config,
    targets: [],
    flags: {},
    env,
    lookup: lookupProvider,
    providerIds: PROVIDER_IDS,
    now: Date.now(),
    readFile: (path) => {
      throw new Error(`no file is read here: ${path}`);
    },
  });
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return plan;
}

export async function report(plan: Plan): Promise<Report> {
  const clock = {
    now: () => performance.now(),
    wall: () => Date.now(),
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  };
  const prober = createProber(clock, 'test');
  const ports = {
    attempt: prober.attempt,
    clock,
    mend: mendTarget,
    providerWord: async () => null,
    nextTurn: (callback: () => void) => void setImmediate(callback),
    control: async () => ({ state: 'ok' as const, detail: '' }),
    runId: () => 'test',
  };
  const options = {
    concurrency: 16,
    perHost: 16,
    failFast: false,
    policy: DEFAULT_POLICY,
    statusPages: 'none' as const,
    location: null,
    shard: null,
    version: 'test',
  };
  try {
    const results = run(plan, options, ports);
    for (;;) {
      const next = await results.next();
      if (next.done === true) return next.value;
    }
  } finally {
    prober.close();
  }
}

const mendTarget: MendFn = (target, observation) => {
  if (target.ask.via !== 'generate') return null;
  const mended = mend(target.ask.generate, observation.response?.body.text ?? '');
  if (mended === null) return null;
  return { target: { ...target, ask: { via: 'generate', generate: mended.generate } }, note: mended.note };
};

/** `kind.reason`, or the state where nothing failed. */
export function classOf({ state, kind, reason }: Result): string {
  return kind === null ? state : `${kind}.${reason}`;
}
