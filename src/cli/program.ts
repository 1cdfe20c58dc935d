/** The command line, built by commander from the data in `commands.ts`; user's mistakes become exit code 2 here. */

import { Command, CommanderError, Option, type OutputConfiguration } from 'commander';
import { nearest } from '../config/suggest.ts';
import { UserError } from '../domain/errors.ts';
import { safeText } from '../report/safe.ts';
import { VERSION } from '../version.ts';
import type { Options } from './arguments.ts';
import { COMMANDS, type CommandSpec } from './commands.ts';
import { type ExitMeaning, exitMeanings } from './exit-codes.ts';
import { type Io, WriteError } from './io.ts';
import { BUSY } from './lock.ts';
import type { OptionSpec } from './options.ts';
import { isPlugin, sayUnknown } from './plugin.ts';
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
  if (outcome.code === BUSY && isPlugin(io.argv))
    outcome.code = await sayUnknown(io, 'nothing was probed, since another run is under way');
  // Help that nobody got is no success either.
  const lost = (await Promise.allSettled(written)).some(({ status }) => status === 'rejected');
  return lost && outcome.code === 0 ? 74 : outcome.code;
}

async function told(io: Io, error: unknown): Promise<number> {
  if (error instanceof UserError) {
    if (isPlugin(io.argv)) return sayUnknown(io, error.message);
    const lead = error.placed ? '' : 'aiprobe: ';
    await io.stderr
      .write(`${safeLines(`${lead}${error.message}${commandHint(io.argv, error)}`)}\n`)
      .catch(() => {});
    return 2;
  }
  if (error instanceof WriteError) {
    await io.stderr.write(`aiprobe: ${error.message}\n`).catch(() => {});
    return 74;
  }
  // commander has written its own message; help and version are no mistakes.
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  if (error instanceof CommanderError)
    return isPlugin(io.argv) ? sayUnknown(io, error.message.replace(/^error: /, '')) : 2;
  throw error;
}

/** A message may quote an argument, whatever stands in that. */
function safeLines(text: string): string {
  return text
    .split('\n')
    .map((line) => safeText(line, Number.POSITIVE_INFINITY))
    .join('\n');
}

/** A mistyped command reaches `check` as its first target. */
function commandHint([first]: readonly string[], { message }: UserError): string {
  const [, word] = /^[^\n"]*"([^"\n]*)" is no URL/.exec(message) ?? [];
  if (word === undefined || COMMANDS.some(({ name }) => name === first)) return '';
  const near = nearCommand(word);
  if (near === word) return `\n(a command comes before its flags: "aiprobe ${word} ...")`;
  if (near !== null) return `\n(did you mean the command "aiprobe ${near}"?)`;
  const isHinted = !/^[a-z-]+$/i.test(word) || message.includes('did you mean');
  return isHinted ? '' : '\n(it is no command either: "aiprobe --help" lists them)';
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
    outputError: (text: string, write: (text: string) => void) => write(safeLines(text)),
    getOutHelpWidth: () => Math.min(style.width, 110),
    getErrHelpWidth: () => Math.min(style.width, 110),
    getOutHasColors: () => style.color > 0,
  };
  program
    .usage('[command] [options] [target...]')
    .description('Is the AI service up, exactly how does it fail, whose fault is it, what to do now.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .showHelpAfterError('(aiprobe --help lists commands and flags)')
    .configureOutput(output)
    .exitOverride()
    .addHelpText('after', FOOT);
  const width = output.getOutHelpWidth?.() ?? NARROW;
  for (const spec of COMMANDS) {
    addCommand(program, spec, output, foot(spec, width), async (words, options) => {
      outcome.code = await spec.run(io, { words, options });
    });
  }
  program
    .command('help [command]')
    .description('print help for a command')
    .configureOutput(output)
    .exitOverride()
    .helpOption('-h, --help', 'print help')
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

function addCommand(
  program: Command,
  spec: CommandSpec,
  output: OutputConfiguration,
  after: string,
  action: Action,
): void {
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
  command.addHelpText('after', after);
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

function foot({ examples, exits }: CommandSpec, width: number): string {
  return `${exampleLines(examples, width)}\n${exitLines(exits)}`;
}

/** The comment stands behind its line where all have room for that, else below it. */
function exampleLines(examples: CommandSpec['examples'], width: number): string {
  if (examples.length === 0) return '';
  const longest = Math.max(...examples.map(([line]) => line.length));
  const beside = examples.map(([line, does]) => `  ${line.padEnd(longest)}  # ${does}`);
  const fits = beside.every((line) => line.length <= width);
  const lines = fits ? beside : examples.flatMap(([line, does]) => [`  # ${does}`, `  ${line}`]);
  return `\nExamples:\n${lines.join('\n')}\n`;
}

function exitLines(exits: readonly ExitMeaning[]): string {
  return `Exit codes:\n${exits.map(([code, means]) => `  ${String(code).padEnd(3)}  ${means}`).join('\n')}\n`;
}

const NARROW = 80;

const FOOT = `
A target is a URL, a provider of the catalogue ("aiprobe providers"), or the
name of a probe in the config. "aiprobe" alone means "aiprobe check", and
"aiprobe check --help" lists its flags.

${exitLines(exitMeanings())}
Start here:
  aiprobe demo               every kind of failure, on this machine, no keys
  aiprobe openai anthropic   are they reachable?
  aiprobe init               write a probes.yaml
`;
