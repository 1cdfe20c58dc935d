/** What people are told to type exists: every command and flag in hints, sentences, explanations, help and documents. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEGRADED_RULES } from '../../src/classify/rules/degraded.ts';
import { COMMON_STAGES } from '../../src/classify/rules/index.ts';
import { REFINEMENTS } from '../../src/classify/rules/refine.ts';
import { COMMANDS } from '../../src/cli/commands.ts';
import { FAILURES } from '../../src/domain/failure.ts';
import type { FailureInfo } from '../../src/domain/failures/info.ts';

const ROOT = join(import.meta.dirname, '../..');

const NAMES: ReadonlySet<string> = new Set(COMMANDS.map(({ name }) => name));
const FLAGS: ReadonlySet<string> = new Set([
  ...COMMANDS.flatMap(({ options }) => options.flatMap(({ flags }) => flags.match(/--?[a-z][\w-]*/g) ?? [])),
  ...['--help', '-h', '--version', '-V'],
]);

/** Commands of the contract that a text could name before they are built. */
const OF_THE_CONTRACT = ['watch', 'history', 'incidents', 'report', 'slo'];

/** Words that follow the program's name in prose. */
const PROSE: ReadonlySet<string> = new Set(['itself']);

/** Flags of other programs that our texts name. */
const OTHERS: ReadonlySet<string> = new Set(['-n', '-u']);

interface Said {
  readonly where: string;
  readonly text: string;
}

function infos(): readonly (readonly [string, FailureInfo])[] {
  return Object.entries(FAILURES).flatMap(([kind, reasons]) =>
    Object.entries<FailureInfo>(reasons).map(([reason, info]) => [`${kind}.${reason}`, info] as const),
  );
}

const HINTS: readonly Said[] = [
  ...infos().flatMap(([where, { title, meaning, causes, hint }]) =>
    [title, meaning, ...causes, hint].map((text) => ({ where, text })),
  ),
  ...[...COMMON_STAGES.flatMap(({ rules }) => rules), ...REFINEMENTS, ...DEGRADED_RULES].flatMap(
    ({ id, detail, hint }) => [detail, hint].map((text) => ({ where: id, text: text ?? '' })),
  ),
];

/** String literals of the source: messages, notes, help. */
function literals(file: string): readonly Said[] {
  const source = readFileSync(join(ROOT, file), 'utf8').replace(/^\s*(?:\/\*\*?|\*|\/\/).*$/gm, '');
  return [...source.matchAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g)].map(([text]) => ({
    where: file,
    text,
  }));
}

function filesUnder(folder: string, extension: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension))
    .map((name) => join(folder, name));
}

const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'probes.example.yaml', ...filesUnder('docs', '.md')];

const namesOf = (text: string) => [...text.matchAll(/\baiprobe ([a-z][a-z_-]+)\b/g)].map(([, name]) => name);
const flagsOf = (text: string) =>
  [...text.matchAll(/(?<![\w-])--?[a-z][a-z-]*\b/gi)]
    .map(([flag]) => flag)
    .filter((flag) => flag.startsWith('--') || flag.length === 2);

describe('what people are told to type', () => {
  it('in hints and explanations is a command', () => {
    const unknown = HINTS.flatMap(({ where, text }) =>
      namesOf(text)
        .filter((name = '') => !NAMES.has(name) && !PROSE.has(name))
        .map((name) => `${where}: aiprobe ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it('in hints and explanations is a flag', () => {
    const unknown = HINTS.flatMap(({ where, text }) =>
      flagsOf(text)
        .filter((flag) => !FLAGS.has(flag) && !OTHERS.has(flag))
        .map((flag) => `${where}: ${flag}`),
    );
    expect(unknown).toEqual([]);
  });

  it('in hints and explanations names no command that is yet to come, with or without the program', () => {
    const missing = OF_THE_CONTRACT.filter((name) => !NAMES.has(name));
    const commands = new RegExp(`\\b(?:with|see|in|aiprobe) (?:${missing.join('|')})\\b(?! (?:page|file))`);
    expect(HINTS.filter(({ text }) => missing.length > 0 && commands.test(text))).toEqual([]);
  });

  it('in messages, help and documents is no command or flag that is yet to come', () => {
    const missing = OF_THE_CONTRACT.filter((name) => !NAMES.has(name)).map((name) => `aiprobe ${name}`);
    const flags = ['--record', '--markdown', '--since', '--min'].filter((flag) => !FLAGS.has(flag));
    const texts = [
      ...filesUnder('src', '.ts').flatMap(literals),
      ...DOCUMENTS.map((where) => ({ where, text: readFileSync(join(ROOT, where), 'utf8') })),
    ];
    const told = texts.flatMap(({ where, text }) =>
      [...missing, ...flags]
        .filter((words) => new RegExp(`(?<![\\w-])${words}(?![\\w-])`).test(text))
        .map((words) => `${where}: ${words}`),
    );
    expect(told).toEqual([]);
  });

  it('would be found', () => {
    expect(namesOf('see aiprobe history')).toEqual(['history']);
    expect(flagsOf('try --nope or -z, --ip 4 (well-known)')).toEqual(['--nope', '-z', '--ip']);
  });
});
