/** An import as `aiprobe import` makes it, held against our own config. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildPlan, type Config, type Env, parseConfig } from '../../src/config/index.ts';
import type { Target } from '../../src/domain/target.ts';
import type { Format } from '../../src/import/formats.ts';
import { type Imported, importConfig, type SourceFile } from '../../src/import/index.ts';
import { lookupProvider, PROVIDER_IDS } from '../../src/providers/index.ts';

export function sample(name: string): SourceFile {
  const path = fileURLToPath(new URL(`samples/${name}`, import.meta.url));
  return { name, text: readFileSync(path) };
}

export async function parse(yaml: string): Promise<{ config: Config | null; problems: readonly string[] }> {
  const source = { name: 'probes.yaml', text: yaml };
  const { config, diagnostics } = await parseConfig([source], { providerIds: PROVIDER_IDS });
  return { config, problems: diagnostics.map(({ line, message }) => `${line}: ${message}`) };
}

export function imported(files: readonly SourceFile[], from: Format | null = null): Promise<Imported> {
  return importConfig(files, from, async (yaml) => (await parse(yaml)).problems);
}

/** One text as a file of the name `in.yaml`. */
export function importText(text: string, from: Format | null = null): Promise<Imported> {
  return imported([{ name: 'in.yaml', text }], from);
}

/** The probes that the result stands for, with every variable set. */
export async function targetsOf(yaml: string, env: Env = {}): Promise<readonly Target[]> {
  const { config, problems } = await parse(yaml);
  if (config === null || problems.length > 0) throw new Error(problems.join('\n'));
  const names = [...yaml.matchAll(/(?<!\$)\$\{(\w+)\}/g)].map(([, name = '']) => name);
  const { plan, diagnostics } = await buildPlan({
    config,
    targets: [],
    flags: {},
    env: {
      AWS_ACCESS_KEY_ID: 'id',
      AWS_SECRET_ACCESS_KEY: 'secret',
      ...Object.fromEntries(names.map((name) => [name, `value-of-${name.toLowerCase()}`])),
      ...env,
    },
    lookup: lookupProvider,
    providerIds: PROVIDER_IDS,
    now: 0,
    readFile: () => '',
  });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return plan.targets;
}

/** True when the text holds the secret neither as it is nor in base64. */
export function hides(text: string, secret: string): boolean {
  return !text.includes(secret) && !text.includes(Buffer.from(secret).toString('base64'));
}
