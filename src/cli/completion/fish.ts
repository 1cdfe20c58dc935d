/** Completion for fish 3 and later. */

import type { CommandLine, CompletedCommand, Flag, Values } from '../completion-model.ts';

export function fishScript({ commands, fallback }: CommandLine): string {
  const names = commands.map(({ name }) => name).join(' ');
  return `# fish completion for aiprobe: aiprobe completion fish > ~/.config/fish/completions/aiprobe.fish

# The command of this line; where none is named, the default one.
function __aiprobe_is
    set -l line (commandline -opc)
    set -l command ${fallback}
    if set -q line[2]; and contains -- $line[2] ${names}
        set command $line[2]
    end
    test $command = $argv[1]
end

function __aiprobe_ask
    aiprobe __complete $argv[1] -- (commandline -opc) 2>/dev/null
end

# A list with commas: what stands before the last one stays.
function __aiprobe_list
    set -l value (string replace -r -- '^--[\\w-]+=' '' (commandline -ct))
    set -l begun (string match -r -- '^.*,' $value)
    printf '%s\\n' "$begun"$argv
end

# NAME or NAME=FILE
function __aiprobe_reporters
    set -l value (string replace -r -- '^--[\\w-]+=' '' (commandline -ct))
    set -l begun (string match -r -- '^\\w+=' $value)
    if test -z "$begun"
        printf '%s\\n' $argv
        return
    end
    set -l file (string replace -- $begun '' $value)
    for found in $file*
        test -d $found; and set found $found/
        printf '%s\\n' $begun$found
    end
end

complete -c aiprobe -f
${commands.map(({ name, summary }) => `complete -c aiprobe -n 'test (count (commandline -opc)) -eq 1' -a ${name} -d ${quoted(summary)}`).join('\n')}
${commands.flatMap(lines).join('\n')}
`;
}

function lines(command: CompletedCommand): string[] {
  const at = `complete -c aiprobe -n '__aiprobe_is ${command.name}'`;
  const words = candidates(command.words);
  return [
    ...(words === '' ? [] : [`${at} ${words}`]),
    ...command.flags.map((flag) => `${at} ${flagNames(flag)} -d ${quoted(flag.help)}${flagValue(flag)}`),
  ];
}

function flagNames({ short, long }: Flag): string {
  return `${short === null ? '' : `-s ${short.slice(1)} `}-l ${long.slice(2)}`;
}

function flagValue({ value }: Flag): string {
  if (value === null) return '';
  return value.kind === 'files' ? ' -r -F' : ` -x ${candidates(value)}`.trimEnd();
}

function candidates(values: Values): string {
  switch (values.kind) {
    case 'none':
      return '';
    case 'files':
      return '-F';
    case 'asked':
      return `-a '(__aiprobe_ask ${values.what})'`;
    case 'words':
      return `-a '${WRAPPED[values.form](values.words.join(' '))}'`;
  }
}

const WRAPPED = {
  one: (words: string) => words,
  list: (words: string) => `(__aiprobe_list ${words})`,
  reporter: (words: string) => `(__aiprobe_reporters ${words})`,
};

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
