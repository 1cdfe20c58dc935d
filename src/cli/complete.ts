/**
 * `aiprobe __complete WHAT -- WORD...`: what the completion scripts ask while a person types. Fast, silent, never an error:
 * a config that cannot be read has no names.
 */

import { resolve } from 'node:path';
import { toSource } from '../config/diagnostic.ts';
import { nameAll } from '../config/names.ts';
import { toPlain } from '../config/tree.ts';
import { readYaml } from '../config/yaml.ts';
import { PROVIDER_IDS } from '../providers/index.ts';
import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';
import { CONFIG_NAMES } from './prepare.ts';

/** A larger config takes longer to read than a person waits for a key. */
const MAX_BYTES = 2 * 2 ** 20;

/** @param args the first word says what is wanted; the rest is the command line so far, for its `-c` */
export async function complete(io: Io, { words: [what = '', ...line] }: Arguments): Promise<number> {
  const names = namesFor(what, io, line).filter((name) => name !== '' && !/[\0-\x1f\x7f]/.test(name));
  if (names.length > 0) await io.stdout.write(`${[...new Set(names)].join('\n')}\n`);
  return 0;
}

function namesFor(what: string, io: Io, line: readonly string[]): readonly string[] {
  switch (what) {
    case 'providers':
      return PROVIDER_IDS;
    case 'targets':
      return [...probesOf(io, line).map(({ name }) => name), ...PROVIDER_IDS];
    case 'probes':
      return probesOf(io, line).map(({ name }) => name);
    case 'tags':
      return probesOf(io, line).flatMap(({ tags }) => tags);
    case 'groups':
      return configsOf(io, line).flatMap((config) => Object.keys(record(record(config).groups)));
    default:
      return [];
  }
}

interface Named {
  readonly name: string;
  readonly tags: readonly string[];
}

function probesOf(io: Io, line: readonly string[]): readonly Named[] {
  const entries = configsOf(io, line).flatMap((config) => {
    const list: unknown = Array.isArray(config) ? config : record(config).probes;
    return Array.isArray(list) ? list.map(entryOf) : [];
  });
  const names = nameAll(entries);
  return entries.map(({ tags }, index) => ({ name: names[index] ?? '', tags }));
}

interface Entry {
  readonly name?: string;
  readonly provider?: string;
  readonly url?: string;
  readonly tags: readonly string[];
}

function entryOf(entry: unknown): Entry {
  if (typeof entry === 'string')
    return entry.includes('://') ? { url: entry, tags: [] } : { provider: entry, tags: [] };
  const { name, provider, url, tags } = record(entry);
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof provider === 'string' ? { provider } : {}),
    ...(typeof url === 'string' ? { url } : {}),
    tags: (Array.isArray(tags) ? tags : [tags]).filter((tag) => typeof tag === 'string'),
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function configsOf(io: Io, line: readonly string[]): unknown[] {
  return configNames(io, line).flatMap((name) => {
    try {
      const bytes = io.files.read(resolve(io.cwd, name));
      if (bytes.length > MAX_BYTES) return [];
      const { tree } = readYaml(toSource(name, bytes.toString('utf8')));
      return tree === null ? [] : [toPlain(tree)];
    } catch {
      return [];
    }
  });
}

/** The configs that this command line would read. */
function configNames(io: Io, line: readonly string[]): readonly string[] {
  const named = line.flatMap((word, at) => {
    const [, joined] = /^(?:--config=|-c=?)(.+)$/.exec(word) ?? [];
    if (joined !== undefined) return [joined];
    return (word === '-c' || word === '--config') && line[at + 1] !== undefined ? [line[at + 1] ?? ''] : [];
  });
  if (named.length > 0) return named;
  if (io.env.AIPROBE_CONFIG) return [io.env.AIPROBE_CONFIG];
  return CONFIG_NAMES.filter((name) => io.files.exists(resolve(io.cwd, name))).slice(0, 1);
}
