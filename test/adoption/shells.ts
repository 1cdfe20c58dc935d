/**
 * Types command lines into real interactive shells: each line, then TAB, then a key that writes down what the line has
 * become. The shell sits on a terminal of its own, by script(1).
 */

import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aiprobe, BIN, quote, shell } from '../cli/aiprobe.ts';
import { runTool } from '../support/tool.ts';

export interface Workplace {
  readonly folder: string;
  readonly bin: string;
}

/** A folder with a config, some files, and `aiprobe` on the path. */
export function workplace(folder: string): Workplace {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'aiprobe'), `#!/bin/sh\nexec ${quote(process.execPath)} ${quote(BIN)} "$@"\n`);
  chmodSync(join(bin, 'aiprobe'), 0o755);
  writeFileSync(
    join(folder, 'probes.yaml'),
    'probes:\n  - { name: gateway-one, url: https://example.com, tags: [production] }\n  - tcp://10.0.0.8:6333\n' +
      '  - { name: my probe, url: https://example.com/2 }\ngroups:\n  failover: { probes: [gateway-one] }\n',
  );
  writeFileSync(join(folder, 'other.yaml'), '- { name: elsewhere, url: https://example.com }\n');
  writeFileSync(join(folder, 'old result.json'), '');
  return { folder, bin };
}

const TAB = '\t';
const WRITE_DOWN = '\x07';

/** @returns what each line has become */
export async function typed(
  name: 'bash' | 'zsh',
  { folder, bin }: Workplace,
  lines: readonly string[],
): Promise<readonly string[]> {
  const out = join(folder, `${name}.out`);
  const { stdout: script } = await aiprobe(['completion', name]);
  writeFileSync(join(folder, `aiprobe.${name}`), script);
  writeFileSync(out, '');
  writeFileSync(join(folder, name === 'bash' ? 'bashrc' : '.zshrc'), RC[name](folder, out));
  const command =
    name === 'bash' ? `bash --noprofile --rcfile ${quote(join(folder, 'bashrc'))} -i` : 'zsh -d -i';
  const keys = lines.map((line) => `${line}${TAB}${WRITE_DOWN}`).join('');
  // The pause lets the shell read its start-up file before the first key.
  const ran = await shell(
    `{ sleep 2; printf '%s' ${quote(keys)}; printf 'exit\\r'; sleep 1; } | script -qfc ${quote(command)} /dev/null`,
    {
      cwd: folder,
      env: { PATH: `${bin}:${process.env.PATH ?? ''}`, HOME: folder, ZDOTDIR: folder, TERM: 'xterm' },
    },
  );
  const became = readFileSync(out, 'utf8').split('\n').slice(0, -1);
  if (became.length !== lines.length)
    throw new Error(`${name} took ${became.length} lines: ${ran.stdout}${ran.stderr}`);
  return became;
}

const RC = {
  bash: (folder: string, out: string) =>
    [
      'PS1=',
      "bind 'set bell-style none'",
      "bind 'set enable-bracketed-paste off'",
      `source ${quote(join(folder, 'aiprobe.bash'))}`,
      `keep() { printf '%s\\n' "$READLINE_LINE" >>${quote(out)}; READLINE_LINE=''; READLINE_POINT=0; }`,
      `bind -x '"\\C-g": keep'`,
    ].join('\n'),
  zsh: (folder: string, out: string) =>
    [
      "PROMPT='' RPROMPT=''",
      'unsetopt beep prompt_cr prompt_sp',
      'autoload -U compinit',
      `compinit -u -d ${quote(join(folder, 'zcompdump'))}`,
      `source ${quote(join(folder, 'aiprobe.zsh'))}`,
      `keep() { print -r -- "$BUFFER" >>${quote(out)}; BUFFER=''; }`,
      'zle -N keep',
      "bindkey '^G' keep",
    ].join('\n'),
};

/** What fish offers for each line. */
export async function offeredByFish(
  { folder, bin }: Workplace,
  lines: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const { stdout: script } = await aiprobe(['completion', 'fish']);
  const asked = lines.map((line) => `complete -C ${quote(line)}; echo ===`);
  writeFileSync(
    join(folder, 'ask.fish'),
    [`cd ${quote(folder)}`, `set -gx PATH ${quote(bin)} $PATH`, script, ...asked, ''].join('\n'),
  );
  const { stdout } = runTool('fish', ['--no-config', join(folder, 'ask.fish')], '');
  const offers = stdout.split('===\n').slice(0, -1);
  return offers.map((text) => text.split('\n').map((offer) => offer.replace(/\t.*$/, '')));
}
