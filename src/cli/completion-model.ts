/** The command line as completion scripts need it: commands, flags, and what may stand behind each, from the same data as `--help`. */

import { FAILURE_CLASSES, KINDS } from '../domain/failure.ts';
import { CHECKS } from '../domain/target.ts';
import { STATES } from '../domain/verdict.ts';
import { FORMATS } from '../import/formats.ts';
import { REPORTER_NAMES } from '../report/index.ts';
import type { CommandSpec } from './command-spec.ts';
import type { OptionSpec } from './options.ts';

export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];

/** What can be typed at a place. */
export type Values =
  | { readonly kind: 'none' }
  | { readonly kind: 'files' }
  | {
      readonly kind: 'words';
      readonly words: readonly string[];
      /** `list`: several, with commas. `reporter`: NAME or NAME=FILE. */
      readonly form: 'one' | 'list' | 'reporter';
    }
  /** Asked of `aiprobe __complete` when it is needed. */
  | { readonly kind: 'asked'; readonly what: 'targets' | 'probes' | 'tags' | 'groups' | 'providers' };

export interface Flag {
  /** `-c`, or null. */
  readonly short: string | null;
  readonly long: string;
  readonly help: string;
  /** null: the flag takes no value. */
  readonly value: Values | null;
  readonly repeat: boolean;
}

export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly Flag[];
  readonly words: Values;
}

const words = (list: readonly string[]): Values => ({ kind: 'words', words: list, form: 'one' });
const listOf = (list: readonly string[]): Values => ({ kind: 'words', words: list, form: 'list' });
const NONE: Values = { kind: 'none' };

/** Flags whose values are known. The others: files where the placeholder says so, else anything. */
const FLAG_VALUES: Readonly<Record<string, Values>> = {
  '--check': words(CHECKS),
  '--reporter': { kind: 'words', words: REPORTER_NAMES, form: 'reporter' },
  '--fail-on': listOf([...new Set([...STATES, ...KINDS, ...FAILURE_CLASSES])]),
  '--ignore': listOf([...KINDS, ...FAILURE_CLASSES]),
  '--concurrency': words(['auto']),
  '--ip': words(['4', '6']),
  '--from': words(FORMATS),
  '--name': { kind: 'asked', what: 'probes' },
  '--tag': { kind: 'asked', what: 'tags' },
  '--group': { kind: 'asked', what: 'groups' },
};

const WORDS: Readonly<Record<string, Values>> = {
  target: { kind: 'asked', what: 'targets' },
  file: { kind: 'files' },
  id: { kind: 'asked', what: 'providers' },
  class: words([...KINDS, ...FAILURE_CLASSES]),
  shell: words(SHELLS),
};

const HELP: Flag = { short: '-h', long: '--help', help: 'print help', value: null, repeat: false };

/** Everything that a script is made from. */
export interface CommandLine {
  readonly commands: readonly CompletedCommand[];
  /** The command that is meant where none is typed. */
  readonly fallback: string;
}

export function commandLine(specs: readonly CommandSpec[]): CommandLine {
  const own = specs.filter(({ hidden }) => hidden !== true).map(toCommand);
  const help = {
    name: 'help',
    summary: 'print help for a command',
    flags: [],
    words: words(own.map(({ name }) => name)),
  };
  return {
    commands: [...own, help],
    fallback: specs.find(({ isDefault }) => isDefault === true)?.name ?? '',
  };
}

function toCommand(spec: CommandSpec): CompletedCommand {
  const [, word = ''] = /^[[<]([a-z]+)/.exec(spec.words) ?? [];
  return {
    name: spec.name,
    summary: spec.summary,
    flags: [...spec.options.map(toFlag), HELP],
    words: WORDS[word] ?? NONE,
  };
}

export function toFlag({ flags, help, repeat }: OptionSpec): Flag {
  const [, short, long = '', placeholder] = /^(?:(-\w), )?(--[\w-]+)(?: [<[](.+)[>\]])?$/.exec(flags) ?? [];
  return { short: short ?? null, long, help, value: valueAt(long, placeholder), repeat: repeat === true };
}

function valueAt(long: string, placeholder: string | undefined): Values | null {
  if (placeholder === undefined) return null;
  return FLAG_VALUES[long] ?? (/file|json/.test(placeholder) ? { kind: 'files' } : NONE);
}
