/** What a command is: the data from which the command line, its help, completion scripts and the man page are made. */

import type { Arguments } from './arguments.ts';
import type { ExitMeaning } from './exit-codes.ts';
import type { Io } from './io.ts';
import type { OptionSpec } from './options.ts';

export interface CommandSpec {
  readonly name: string;
  /** In commander's form: `[target...]`. */
  readonly words: string;
  readonly summary: string;
  readonly options: readonly OptionSpec[];
  /** Command lines that work, with what they do. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  readonly exits: readonly ExitMeaning[];
  readonly isDefault?: true;
  /** For programs, not for people: in no list of commands. */
  readonly hidden?: true;
  readonly run: (io: Io, args: Arguments) => Promise<number>;
}
