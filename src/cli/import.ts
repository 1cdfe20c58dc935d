/** `aiprobe import`: another tool's config as a probes.yaml, with a word on everything that is not in it. */

import { resolve } from 'node:path';
import { hasErrors } from '../config/diagnostic.ts';
import { parseConfig } from '../config/parse.ts';
import { buildPlan } from '../config/plan.ts';
import { UserError } from '../domain/errors.ts';
import { FORMATS, type Format, importConfig } from '../import/index.ts';
import { lookupProvider, PROVIDER_IDS } from '../providers/index.ts';
import type { Arguments, Options } from './arguments.ts';
import type { Io } from './io.ts';
import { CONFIG_NAMES, readAll } from './prepare.ts';

export async function importFrom(io: Io, { words, options }: Arguments): Promise<number> {
  const from = formatOf(options.from);
  const output = options.output === undefined ? null : resolve(io.cwd, options.output);
  if (options.output !== undefined && output !== null) refuseTaken(io, output, options.output);
  const { yaml, told, probes } = await importConfig(await readAll(io, words), from, (text) =>
    problemsOf(io, text),
  );
  for (const line of told) await io.stderr.write(`aiprobe: ${line}\n`);
  if (options.output === undefined || output === null) {
    await io.stdout.write(yaml);
    return 0;
  }
  createNew(io, output, options.output, yaml);
  const found = CONFIG_NAMES.includes(options.output) ? 'aiprobe' : `aiprobe -c ${options.output}`;
  await io.stderr.write(
    `aiprobe: wrote ${options.output} (${probes} ${probes === 1 ? 'probe' : 'probes'}); next: "${found} plan"\n`,
  );
  return 0;
}

function formatOf(text: Options['from']): Format | null {
  if (text === undefined) return null;
  const format = FORMATS.find((one) => one === text);
  if (format === undefined) throw new UserError(`--from: "${text}" is none of ${FORMATS.join(', ')}`);
  return format;
}

function refuseTaken(io: Io, path: string, name: string): void {
  if (io.files.exists(path)) throw new UserError(`${name} is already there and stays as it is`);
  const reason = io.files.whyNotWritable(path);
  if (reason !== null) throw new UserError(`cannot write ${name}: ${reason}`);
}

function createNew(io: Io, path: string, name: string, yaml: string): void {
  try {
    io.files.create(path, yaml);
  } catch (error) {
    const code = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    // It came into being while the import was under way.
    if (code === 'EEXIST') throw new UserError(`${name} is already there and stays as it is`);
    throw error;
  }
}

/** What `aiprobe validate` would say, certificates' files apart: they need not be on this machine yet. */
async function problemsOf(io: Io, yaml: string): Promise<readonly string[]> {
  const parsed = await parseConfig([{ name: 'probes.yaml', text: yaml }], { providerIds: PROVIDER_IDS });
  const errors = parsed.diagnostics.filter(({ severity }) => severity === 'error');
  if (parsed.config === null || errors.length > 0) return errors.map(({ message }) => message);
  const { diagnostics } = await buildPlan({
    config: parsed.config,
    targets: [],
    flags: { allowMissingEnv: true },
    env: {},
    lookup: lookupProvider,
    providerIds: PROVIDER_IDS,
    now: io.clock.wall(),
    readFile: () => '',
    settings: false,
  });
  return hasErrors(diagnostics)
    ? diagnostics
        .filter(({ severity, code }) => severity === 'error' && code !== 'tls-file')
        .map(({ message }) => message)
    : [];
}
