/** Completion for zsh, by its own `_arguments`. */

import type { CommandLine, CompletedCommand, Flag, Values } from '../completion-model.ts';

export function zshScript({ commands, fallback }: CommandLine): string {
  return `#compdef aiprobe
# zsh completion for aiprobe. Into a folder of $fpath, as _aiprobe; or in ~/.zshrc, after compinit: source <(aiprobe completion zsh)

_aiprobe_ask() {
  local -a names
  names=("\${(@f)$(_call_program names aiprobe __complete $1 -- \${(q)words} 2>/dev/null)}")
  (( \${#names} )) && compadd -- $names
}

_aiprobe_reporters() {
  if compset -P '*='; then _files; else compadd -- "$@"; fi
}

_aiprobe_commands() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join('\n')}
  )
  _describe -t commands command commands
}

_aiprobe_first() {
  (( first )) && _aiprobe_commands
  _aiprobe_ask targets
}

_aiprobe() {
  local command=${fallback} first=$(( CURRENT == 2 ))
  if (( CURRENT > 2 )); then
    case $words[2] in
      (${commands.map(({ name }) => name).join('|')})
        command=$words[2]
        shift words
        (( CURRENT-- ))
        ;;
    esac
  fi
  case $command in
${commands.map((command) => branch(command, fallback)).join('\n')}
  esac
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _aiprobe "$@"
else
  compdef _aiprobe aiprobe
fi
`;
}

function branch({ name, flags, words }: CompletedCommand, fallback: string): string {
  const positional = name === fallback ? '_aiprobe_first' : action(words);
  const specs = [...flags.flatMap(flagSpecs), ...(positional === '' ? [] : [quoted(`*: :${positional}`)])];
  return `    (${name})\n      _arguments -S ${specs.map((spec) => `\\\n        ${spec}`).join(' ')}\n      ;;`;
}

function flagSpecs({ short, long, help, value, repeat }: Flag): string[] {
  const names = [...(short === null ? [] : [short]), long];
  const lead = repeat ? '*' : `(${names.join(' ')})`;
  const tail = `[${help.replace(/[[\]\\:]/g, '\\$&')}]${value === null ? '' : `:value:${action(value)}`}`;
  return names.map((name) => quoted(`${lead}${name}${mark(name, value)}${tail}`));
}

/** The value may be joined to the flag: `-cFILE`, `--config=FILE`. */
function mark(name: string, value: Values | null): string {
  if (value === null) return '';
  return name.startsWith('--') ? '=' : '+';
}

/** A blank before a function: it gets its own words and no others. */
function action(values: Values): string {
  switch (values.kind) {
    case 'none':
      return '';
    case 'files':
      return '_files';
    case 'asked':
      return ` _aiprobe_ask ${values.what}`;
    case 'words':
      return wordsAction(values);
  }
}

function wordsAction({ words, form }: Extract<Values, { kind: 'words' }>): string {
  switch (form) {
    case 'one':
      return `(${words.join(' ')})`;
    case 'list':
      return `_values -s , value ${words.join(' ')}`;
    case 'reporter':
      return ` _aiprobe_reporters ${words.join(' ')}`;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
