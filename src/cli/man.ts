/** The man page aiprobe(1), from the data that makes `--help`. Written by the build in the language man(7) of roff. */

import type { CommandSpec } from './command-spec.ts';
import { COMMANDS } from './commands.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { ENVIRONMENT, FILES } from './man-facts.ts';
import type { OptionSpec } from './options.ts';

export interface Edition {
  readonly version: string;
  /** `2026-11-24`. */
  readonly date: string;
}

export function manPage({ version, date }: Edition): string {
  const commands = COMMANDS.filter(({ hidden }) => hidden !== true);
  const main = commands.find(({ isDefault }) => isDefault === true);
  const common = main?.options ?? [];
  return [
    `.TH AIPROBE 1 ${date} "aiprobe ${text(version)}" "User Commands"`,
    '.SH NAME',
    'aiprobe \\- uptime prober for AI services',
    '.SH SYNOPSIS',
    ...commands.flatMap((spec) => [...synopsis(spec), '.br']).slice(0, -1),
    '.SH DESCRIPTION',
    ...paragraphs(DESCRIPTION),
    '.SH COMMANDS',
    ...commands.flatMap((spec) => command(spec, common)),
    '.SH OPTIONS',
    `These are the flags of ${bold(`aiprobe ${main?.name ?? ''}`)}; the other commands take those that are named with them.`,
    ...groups(common),
    '.SH EXIT STATUS',
    ...Object.entries(EXIT_CODES).flatMap(([code, means]) => item(bold(code), means)),
    '.SH ENVIRONMENT',
    ...ENVIRONMENT.flatMap(([names, does]) => item(bold(names), does)),
    '.SH FILES',
    ...FILES.flatMap(([names, does]) => item(`\\fI${text(names)}\\fR`, does)),
    '.SH EXAMPLES',
    ...commands.flatMap(({ examples }) => examples.flatMap(([line, does]) => item(bold(line), does))),
    '.SH SEE ALSO',
    `${bold('curl')}(1), ${bold('crontab')}(5), ${bold('systemd.timer')}(5)`,
    '',
  ]
    .map(folded)
    .join('\n');
}

const WIDEST = 78;

/** Long lines broken at blanks, as roff's readers like them; a request is one line. */
function folded(line: string): string {
  if (line.startsWith('.')) return line;
  const lines = [''];
  for (const word of line.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length >= WIDEST) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map((one) => one.replace(/^\./, '\\&.')).join('\n');
}

const DESCRIPTION = [
  'aiprobe asks each endpoint of a list (hosted APIs, gateways, model servers of your own) one question on a fresh connection, and tells four things about each: is it up, how exactly does it fail, whose fault is it, and what to do now.',
  'A target is a URL, a provider of the catalogue ("aiprobe providers"), or the name of a probe in the config. Without targets, all probes of the config are made. "aiprobe" alone means "aiprobe check".',
  'The report goes to standard output; progress, warnings and errors go to standard error. The exit code says whether all is well.',
];

function paragraphs(texts: readonly string[]): string[] {
  return texts.flatMap((one, index) => [...(index === 0 ? [] : ['.PP']), text(one)]);
}

function synopsis({ name, words, isDefault, options }: CommandSpec): string[] {
  const command = isDefault === true ? `[${bold(name)}]` : bold(name);
  const parts = [
    bold('aiprobe'),
    command,
    ...(options.length === 0 ? [] : ['[\\fIoptions\\fR]']),
    placeholder(words),
  ];
  return [parts.filter((part) => part !== '').join(' ')];
}

function placeholder(words: string): string {
  return text(words).replace(/[a-z]+/g, (word) => `\\fI${word}\\fR`);
}

function command({ name, words, summary, options }: CommandSpec, common: readonly OptionSpec[]): string[] {
  const own = options.filter((option) => !common.includes(option));
  const shared = options.filter((option) => common.includes(option));
  const all = shared.length === common.length;
  const names = shared.map(({ flags }) => bold(/--[\w-]+/.exec(flags)?.[0] ?? flags)).join(', ');
  return [
    '.SS',
    [`aiprobe ${name}`, words]
      .filter((part) => part !== '')
      .map(text)
      .join(' '),
    `${sentence(summary)}`,
    ...own.flatMap(option),
    ...(shared.length === 0 ? [] : ['.PP', all ? 'Takes all of the options below.' : `Takes also ${names}.`]),
  ];
}

function groups(options: readonly OptionSpec[]): string[] {
  const names = [...new Set(options.map(({ group }) => group))];
  return names.flatMap((name) => [
    '.SS',
    text(name),
    ...options.filter(({ group }) => group === name).flatMap(option),
  ]);
}

function option({ flags, help }: OptionSpec): string[] {
  const tag = flags.replace(/--?[\w-]+|[<[].+[>\]]$/g, (part) =>
    part.startsWith('-') ? bold(part) : `\\fI${text(part.slice(1, -1))}\\fR`,
  );
  return item(tag, help);
}

/** @param tag roff already */
function item(tag: string, means: string): string[] {
  return ['.TP', tag, sentence(means)];
}

function sentence(words: string): string {
  return text(`${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.?!]$/.test(words) ? '' : '.'}`);
}

function bold(words: string): string {
  return `\\fB${text(words)}\\fR`;
}

/** Text in which nothing is a command of roff; hyphens of flags stay hyphens that can be copied. */
function text(words: string): string {
  return words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('"', '\\(dq')
    .replaceAll('~', '\\(ti')
    .replaceAll('^', '\\(ha')
    .replace(/^\./, '\\&.');
}
