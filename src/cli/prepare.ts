/** From the command line and the files it names to a Plan; every mistake of the user's becomes one UserError. */

import { resolve } from 'node:path';
import { makePlan } from '../api/make-plan.ts';
import type { Config, SourceText } from '../config/config.ts';
import { type Diagnostic, hasErrors } from '../config/diagnostic.ts';
import { UserError } from '../domain/errors.ts';
import type { Plan } from '../domain/plan.ts';
import type { Arguments, Options } from './arguments.ts';
import type { Io } from './io.ts';
import { readNamed } from './read-file.ts';
import { lookOf, styleFor } from './style.ts';

export const CONFIG_NAMES: readonly string[] = ['probes.yaml', 'probes.yml', '.aiprobe.yaml'];
const STDIN_NAME = 'standard input';

export interface Wants {
  /** Each setting with its origin, for `aiprobe plan`. */
  readonly settings?: boolean;
}

/** @throws UserError with every problem at its place */
export async function preparePlan(io: Io, { words, options }: Arguments, wants: Wants = {}): Promise<Plan> {
  const env = await environment(io, options);
  const { plan, diagnostics } = await makePlan({
    sources: await readSources(io, env, words, options),
    targets: words,
    flags: {
      tags: options.tag,
      groups: options.group,
      names: options.name,
      check: options.check,
      timeout: options.timeout,
      retries: options.retries,
      dnsServer: options.dnsServer,
      resolve: options.resolve,
      ip: options.ip,
      proxy: options.proxy,
      ca: options.ca === undefined ? undefined : resolve(io.cwd, options.ca),
      insecure: options.insecure,
      allowMissingEnv: options.allowMissingEnv,
      heartbeat: options.heartbeat,
    },
    env,
    now: io.clock.wall(),
    readFile: (path) => io.files.read(path).toString('utf8'),
    settings: wants.settings === true,
  });
  await refuse(io, options, diagnostics);
  if (plan === null) throw new Error('a plan was refused without a reason');
  if (plan.targets.length === 0 && options.allowEmpty !== true) {
    throw new UserError('no probe is selected: nothing would be checked (--allow-empty lets that pass)');
  }
  if (options.shard === undefined && options.onlyFailed === undefined) return plan;
  const { narrow } = await import('./narrow.ts');
  return narrow(io, plan, options);
}

/** Config texts that a command works on: those named, else the usual places; none where the targets need none. */
export async function readSources(
  io: Io,
  env: Io['env'],
  words: readonly string[],
  options: Options,
): Promise<SourceText[]> {
  const names = configNames(io, env, options);
  if (names.length > 0) return readAll(io, names);
  if (words.length > 0) return [];
  throw new UserError(
    `no config here: looked for ${CONFIG_NAMES.join(', ')} in ${io.cwd}\n` +
      'Write one with "aiprobe init", name one with -c FILE, or say what to probe: aiprobe openai https://example.com/health',
  );
}

/** Those named, else the one of the environment, else the first that is here. */
export function configNames(io: Io, env: Io['env'], options: Options): readonly string[] {
  if (options.config !== undefined) return options.config;
  if (env.AIPROBE_CONFIG) return [env.AIPROBE_CONFIG];
  return CONFIG_NAMES.filter((name) => io.files.exists(resolve(io.cwd, name))).slice(0, 1);
}

/** For commands that work without a config too: null where none is named or here. */
export async function readOptionalConfig(
  io: Io,
  options: Options,
  providerIds: readonly string[],
): Promise<Config | null> {
  const sources = await readAll(io, configNames(io, io.env, options));
  if (sources.length === 0) return null;
  const { parseConfig } = await import('../config/parse.ts');
  const { config, diagnostics } = await parseConfig(sources, { providerIds });
  await refuse(io, options, diagnostics);
  return config;
}

export async function readAll(io: Io, names: readonly string[]): Promise<SourceText[]> {
  if (names.filter((name) => name === '-').length > 1)
    throw new UserError('standard input (-c -) can be read once only');
  const sources: SourceText[] = [];
  for (const name of names) {
    if (name === '-') sources.push({ name: STDIN_NAME, text: await io.stdin() });
    else sources.push({ name, text: readNamed(io, name, 'config') });
  }
  return sources;
}

/** The process environment, which wins, over the files of --env-file, of which the later wins. */
export async function environment(io: Io, options: Options): Promise<Io['env']> {
  if (options.envFile === undefined) return io.env;
  const { parseEnvFile } = await import('../config/env-file.ts');
  const files = options.envFile.map((name) =>
    parseEnvFile(readNamed(io, name, 'env file').toString('utf8'), name),
  );
  await refuse(
    io,
    options,
    files.flatMap(({ diagnostics }) => diagnostics),
  );
  return Object.assign({}, ...files.map(({ values }) => values), io.env);
}

/** Warnings go to stderr; errors end the command. */
export async function refuse(io: Io, options: Options, diagnostics: readonly Diagnostic[]): Promise<void> {
  if (diagnostics.length === 0) return;
  const { formatDiagnostics } = await import('../config/format.ts');
  const style = styleFor(io.stderr, io, lookOf(options));
  const text = formatDiagnostics(diagnostics, { color: style.color > 0 });
  const placed = diagnostics[0]?.line !== 0;
  if (hasErrors(diagnostics)) throw new UserError(text.trimEnd(), { placed });
  await io.stderr.write(text);
}
