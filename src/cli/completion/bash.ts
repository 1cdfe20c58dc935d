/** Completion for bash 3.2 and later; the package bash-completion is not needed. */

import type { CommandLine, CompletedCommand, Values } from '../completion-model.ts';

export function bashScript({ commands, fallback }: CommandLine): string {
  const names = commands.map(({ name }) => name);
  return `# bash completion for aiprobe. In ~/.bashrc: source <(aiprobe completion bash)

_aiprobe() {
  local line=\${COMP_LINE:0:COMP_POINT} command=${fallback} first='' lead='' quoted='' cur settled flag value replies word
  word=\${COMP_WORDS[COMP_CWORD]}
  if [[ $word == [\\'\\"]* || $word == *\\\\* ]]; then
    # A blank that is quoted ends no word: bash's own list has it whole, quotes and all.
    cur=$word
    settled=''
  else
    cur=\${line##*[[:space:]]}
    # Bash splits words at = and :, and takes back only what stands behind the last of them.
    settled=\${cur%"$word"}
    [[ $word == [=:] ]] && settled=$cur
  fi
  line=\${line%"$cur"}
  line=\${line%"\${line##*[![:space:]]}"}
  flag=\${line##*[[:space:]]}
  case $cur in
    [\\'\\"]*) quoted=yes cur=\${cur:1} flag=\${flag%=} ;;
    *\\\\*) cur=\${cur//\\\\/} flag=\${flag%=} ;;
  esac
  if ((COMP_CWORD > 1)); then
    case \${COMP_WORDS[1]} in
      ${names.join(' | ')}) command=\${COMP_WORDS[1]} ;;
    esac
  else
    first=yes
  fi
  if [[ $cur == --*=* ]]; then
    flag=\${cur%%=*}
    lead=$flag=
  fi
  value=\${cur#"$lead"}
  if replies=$(_aiprobe_values "$command $flag"); then
    [[ $replies == *[=/] || $flag == -r ]] && compopt -o nospace 2>/dev/null
  elif [[ $cur == -* ]]; then
    replies=$(_aiprobe_flags "$command")
  else
    replies=$(_aiprobe_arguments "$command" "$first")
  fi
  COMPREPLY=()
  while IFS= read -r word; do
    word=$lead$word
    [[ $word == "$cur"* && $word != "$lead" ]] || continue
    word=\${word#"$settled"}
    [[ -z $quoted && $word == *[^[:alnum:]_./:,=@%+-]* ]] && word=$(printf '%q' "$word")
    COMPREPLY+=("$word")
  done <<<"$replies"
}

# What may follow a flag, one a line; fails where the flag takes no value.
_aiprobe_values() {
  case $1 in
${commands.flatMap(valueCases).join('\n')}
    *) return 1 ;;
  esac
}

_aiprobe_flags() {
  case $1 in
${commands.flatMap(flagCase).join('\n')}
  esac
}

_aiprobe_arguments() {
  [[ -n $2 ]] && printf '%s\\n' ${names.join(' ')}
  case $1 in
${commands.map(({ name, words }) => `    ${name}) ${offer(words)} ;;`).join('\n')}
  esac
}

_aiprobe_ask() { aiprobe __complete "$1" -- "\${COMP_WORDS[@]}" 2>/dev/null; }

# $1: what stands before the name of the file
_aiprobe_files() {
  local file
  while IFS= read -r file; do
    [[ -d $file ]] && file=$file/
    printf '%s\\n' "$1$file"
  done < <(compgen -f -- "\${value#"$1"}")
}

# A list with commas: what stands before the last one stays.
_aiprobe_list() {
  local begun=''
  [[ $value == *,* ]] && begun=\${value%,*},
  printf "$begun%s\\n" "$@"
}

# NAME or NAME=FILE
_aiprobe_reporters() {
  if [[ $value == *=* ]]; then _aiprobe_files "\${value%%=*}="; else printf '%s\\n' "$@"; fi
}

complete -F _aiprobe aiprobe
`;
}

function valueCases({ name, flags }: CompletedCommand): string[] {
  return flags.flatMap(({ short, long, value }) => {
    if (value === null) return [];
    const patterns = [long, ...(short === null ? [] : [short])].map((flag) => `'${name} ${flag}'`);
    return [`    ${patterns.join(' | ')}) ${offer(value)} ;;`];
  });
}

function flagCase({ name, flags }: CompletedCommand): string[] {
  if (flags.length === 0) return [];
  return [`    ${name}) printf '%s\\n' ${flags.map(({ long }) => long).join(' ')} ;;`];
}

function offer(values: Values): string {
  switch (values.kind) {
    case 'none':
      return ':';
    case 'files':
      return "_aiprobe_files ''";
    case 'asked':
      return `_aiprobe_ask ${values.what}`;
    case 'words':
      return `${PRINTERS[values.form]} ${values.words.join(' ')}`;
  }
}

const PRINTERS = { one: "printf '%s\\n'", list: '_aiprobe_list', reporter: '_aiprobe_reporters' };
