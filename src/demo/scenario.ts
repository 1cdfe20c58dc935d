/** The demo: every service started, and the config that probes them all. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authorityPem } from './certificates.ts';
import { configText, type Entry } from './config-text.ts';
import { startDnsServer } from './dns-server.ts';
import { DNS_SERVICES, TLS_SERVICES, WIRE_SERVICES, ZONE } from './services/broken.ts';
import { GENERATING_SERVICES, UNWELL_SERVICES } from './services/deep.ts';
import { FAILING_SERVICES } from './services/failing.ts';
import { HEALTHY_SERVICES } from './services/healthy.ts';
import type { Expected, Service } from './services/service.ts';

export interface Scenario {
  readonly services: readonly Service[];
  readonly groups: Readonly<Record<string, Entry>>;
}

export interface Demo {
  /** A config that probes every service. */
  readonly yaml: string;
  /** Probe name → the verdict that is true. */
  readonly expected: Readonly<Record<string, Expected>>;
  close(): Promise<void>;
}

/** What can be told without generating anything. */
export const REACH_SCENARIO: Scenario = {
  services: [...HEALTHY_SERVICES, ...FAILING_SERVICES, ...WIRE_SERVICES, ...TLS_SERVICES, ...DNS_SERVICES],
  groups: {},
};

/** What only a model's answer shows. */
export const DEEP_SCENARIO: Scenario = {
  services: [...GENERATING_SERVICES, ...UNWELL_SERVICES],
  groups: { assistants: { probes: ['overloaded-inside', 'openai-stream'], require: 1 } },
};

/** All of it, as `aiprobe demo` shows it. */
export const DEMO_SCENARIO: Scenario = {
  services: [...REACH_SCENARIO.services, ...DEEP_SCENARIO.services],
  groups: DEEP_SCENARIO.groups,
};

/** One try each, so that the whole takes little longer than its slowest limit. */
const DEFAULTS: Entry = { timeout: '4s', retries: 0, tags: ['demo'] };

interface Closable {
  close(): Promise<void>;
}

/** @throws when a server cannot be started; those that were are closed again */
export async function startDemo(scenario: Scenario = DEMO_SCENARIO): Promise<Demo> {
  const open: Closable[] = [];
  const close = async () => void (await Promise.all(open.splice(0).map((one) => one.close())));
  const keep = <T extends Closable>(one: T): T => {
    open.push(one);
    return one;
  };
  try {
    const dns = keep(await startDnsServer(ZONE));
    const { caFile } = keep(await writeAuthority());
    // One after the other: a failure leaves none behind that is not in the list, and it takes milliseconds.
    const probes = [];
    for (const { name, about, start } of scenario.services) {
      const { entry } = keep(await start({ dns, caFile }));
      probes.push({ about, entry: { name, ...entry } });
    }
    const yaml = configText(DEFAULTS, probes, scenario.groups);
    return { yaml, expected: expectations(scenario), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function expectations(scenario: Scenario): Readonly<Record<string, Expected>> {
  return Object.fromEntries(scenario.services.map(({ name, expected }) => [name, expected]));
}

/** A config names certificates by file. */
async function writeAuthority(): Promise<Closable & { readonly caFile: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'aiprobe-demo-'));
  const close = () => rm(folder, { recursive: true, force: true });
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, await authorityPem());
  return { caFile, close };
}
