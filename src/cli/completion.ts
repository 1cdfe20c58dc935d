/** `aiprobe completion SHELL`: the script that makes a shell complete our command line. */

import { UserError } from '../domain/errors.ts';
import type { Arguments } from './arguments.ts';
import type { CommandSpec } from './command-spec.ts';
import { bashScript } from './completion/bash.ts';
import { fishScript } from './completion/fish.ts';
import { powershellScript } from './completion/powershell.ts';
import { zshScript } from './completion/zsh.ts';
import { type CommandLine, commandLine, SHELLS, type Shell } from './completion-model.ts';
import type { Io } from './io.ts';

const SCRIPTS = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
} satisfies Record<Shell, (line: CommandLine) => string>;

/** @param specs the commands, which load this file and cannot be loaded by it */
export async function completion(
  io: Io,
  { words: [word = ''] }: Arguments,
  specs: readonly CommandSpec[],
): Promise<number> {
  const shell = SHELLS.find((one) => one === word);
  if (shell === undefined) throw new UserError(`"${word}" is none of ${SHELLS.join(', ')}`);
  await io.stdout.write(SCRIPTS[shell](commandLine(specs)));
  return 0;
}
