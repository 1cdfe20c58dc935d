/** Every command line of ours that stands in a text: a README, an example, a workflow. */

import { COMMANDS, type CommandSpec } from '../../src/cli/commands.ts';

export interface CommandLine {
  readonly line: string;
  readonly words: readonly string[];
}

/** `aiprobe` where a command may begin: at a line's start, behind a prompt, `npx`, a pipe, or in a crontab. */
const BEGIN = /(?:^|[\s"'`|&;(/])(?:npx (?:--yes )?)?aiprobe(?= +[^\s=:.,)]|$)/g;

/** @param text Markdown, YAML, a crontab, a shell script; YAML lists of words are joined by the caller */
export function commandLines(text: string): readonly CommandLine[] {
  // To kubectl and docker it is only a name.
  const lines = text.split('\n').filter((line) => !/\b(?:kubectl|docker) /.test(line));
  return lines.flatMap((line) =>
    [...line.matchAll(BEGIN)].map(({ index, 0: lead }) => {
      const rest = line.slice(index + lead.length).replace(/ # .*$| {2,}.*$/, '');
      const [own = ''] = rest.split(/[|;`]|&&|>|\)/);
      return {
        line: line.trim(),
        words: own
          .trim()
          .split(/\s+/)
          .filter((word) => word !== ''),
      };
    }),
  );
}

/** Flags of a line that its command does not have. */
export function unknownFlags({ words }: CommandLine): readonly string[] {
  const spec =
    COMMANDS.find(({ name }) => name === words[0]) ?? COMMANDS.find(({ isDefault }) => isDefault === true);
  const end = words.indexOf('--');
  return words
    .slice(0, end === -1 ? words.length : end)
    .filter((word) => /^--?[a-z]/i.test(word))
    .map((word) => word.replace(/["']$/, ''))
    .filter((word) => spec === undefined || !isKnown(spec, word.replace(/=.*$/, '')));
}

const EVERYWHERE = ['--help', '-h', '--version', '-V'];

function isKnown({ options }: CommandSpec, flag: string): boolean {
  const known = [...EVERYWHERE, ...options.flatMap(({ flags }) => flags.match(/--?[\w-]+/g) ?? [])];
  return known.includes(flag) || (/^-\w{2,}$/.test(flag) && known.includes(flag.slice(0, 2)));
}
