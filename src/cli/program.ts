/** The command line, built by commander from the data in `commands.ts`; user's mistakes become exit code 2 here. */

import { Command, CommanderError, Option, type OutputConfiguration } from 'commander';
import { nearest } from '../config/suggest.ts';
import { UserError } from '../domain/errors.ts';
import { VERSION } from '../version.ts';
import type { Options } from './arguments.ts';
import { COMMANDS, type CommandSpec } from './commands.ts';
import { type Io, WriteError } from './io.ts';
import type { OptionSpec } from './options.ts';
import { lookOf, styleFor } from './style.ts';

/** @returns the exit code; rejects only for a bug */
export async function runCli(io: Io): Promise<number> {
  const outcome = { code: 0 };
  const written: Promise<void>[] = [];
  const program = build(io, outcome, written);
  try {
    await program.parseAsync([...io.argv], { from: 'user' });
  } catch (error) {
    outcome.code = await told(io, error);
  }
  // Help that nobody got is no success either.
  const lost = (await Promise.allSettled(written)).some(({ status }) => status === 'rejected');
  return lost && outcome.code === 0 ? 74 : outcome.code;
}

async function told(io: Io, error: unknown): Promise<number> {
  if (error instanceof UserError) {
    await io.stderr.write(`aiprobe: ${error.message}${commandHint(io.argv, error)}\n`).catch(() => {});
    return 2;
  }
  if (error instanceof WriteError) {
    await io.stderr.write(`aiprobe: ${error.message}\n`).catch(() => {});
    return 74;
  }
  // commander has written its own message; help and version are no mistakes.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  throw error;
}

/** A mistyped command reaches `check` as a target. */
function commandHint([word = '']: readonly string[], { message }: UserError): string {
  if (!message.includes(`"${word}" is no URL`)) return '';
  const near = nearCommand(word);
  return near === null ? '' : `\n(did you mean the command "aiprobe ${near}"?)`;
}

function nearCommand(word: string): string | null {
  return nearest(
    word,
    COMMANDS.filter(({ hidden }) => hidden !== true).map(({ name }) => name),
  );
}

function build(io: Io, outcome: { code: number }, written: Promise<void>[]): Command {
  const style = styleFor(io.stdout, io, lookOf({}));
  const program = new Command('aiprobe');
  const output: OutputConfiguration = {
    writeOut: (text: string) => void written.push(io.stdout.write(text)),
    writeErr: (text: string) => void written.push(io.stderr.write(text.replace(/^error: /, 'aiprobe: '))),
    getOutHelpWidth: () => Math.min(style.width, 110),
    getErrHelpWidth: () => Math.min(style.width, 110),
    getOutHasColors: () => style.color > 0,
  };
  program
    .description('Is the AI service up, exactly how does it fail, whose fault is it, what to do now.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .showHelpAfterError('(aiprobe --help lists commands and flags)')
    .configureOutput(output)
    .exitOverride()
    .addHelpText('after', FOOT);
  for (const spec of COMMANDS) {
    addCommand(program, spec, output, async (words, options) => {
      outcome.code = await spec.run(io, { words, options });
    });
  }
  program
    .command('help [command]')
    .description('print help for a command')
    .configureOutput(output)
    .exitOverride()
    .helpOption(false)
    .action((name?: string) => helpOn(program, name));
  return program;
}

/** commander's own prints everything, and no word on what was wrong, for a name that it does not know. */
function helpOn(program: Command, name: string | undefined): void {
  if (name === undefined) program.help();
  const command = program.commands.find((one) => one.name() === name);
  command?.help();
  const near = nearCommand(name);
  throw new UserError(
    `unknown command "${name}"${near === null ? '' : ` (did you mean "${near}"?)`}: "aiprobe --help" lists them all`,
  );
}

type Action = (words: readonly string[], options: Options) => Promise<void>;

function addCommand(program: Command, spec: CommandSpec, output: OutputConfiguration, action: Action): void {
  const command = program.command(`${spec.name} ${spec.words}`.trim(), {
    isDefault: spec.isDefault === true,
    hidden: spec.hidden === true,
  });
  command
    .description(spec.summary)
    .configureOutput(output)
    .exitOverride()
    .helpOption('-h, --help', 'print help');
  command.showHelpAfterError(`(aiprobe ${spec.name} --help lists its flags)`);
  for (const option of spec.options) command.addOption(toOption(option));
  command.addHelpText('after', examples(spec));
  command.action(async (...given: unknown[]) => {
    const words = spec.words === '' ? [] : toWords(given[0]);
    await action(words, command.opts<Options>());
  });
}

function toWords(given: unknown): readonly string[] {
  if (given === undefined) return [];
  return Array.isArray(given) ? given.map(String) : [String(given)];
}

function toOption({ flags, help, repeat, group }: OptionSpec): Option {
  const option = new Option(flags, help).helpGroup(`${group}:`);
  if (repeat === true)
    option.argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value]);
  return option;
}

function examples({ examples: lines }: CommandSpec): string {
  const width = Math.max(...lines.map(([line]) => line.length));
  return `\nExamples:\n${lines.map(([line, does]) => `  ${line.padEnd(width)}  # ${does}`).join('\n')}\n`;
}

const FOOT = `
"aiprobe" alone means "aiprobe check": its flags are listed by "aiprobe check --help".
A target is a URL, a provider of the catalogue ("aiprobe providers"), or the name of a probe in the config.

Exit codes:
  0  every required probe is well        3   inconclusive: this machine, its network, a bot wall
  1  a required probe or group is not    70  a bug in aiprobe
  2  bad usage or config                 74  all well, but a report could not be written
                                         75  not run: --lock is held by another run

Start here:
  aiprobe demo                 every kind of failure, on this machine, without network or keys
  aiprobe openai anthropic     are they reachable?
  aiprobe init                 write a probes.yaml
`;
