import type { CompletionStep, Suggestion } from './words';

/** A script for zsh, with what each word is for. */
export function zshCompletion(steps: readonly CompletionStep[]): string {
  const known = steps.map(({ path }) => path).filter((path) => path !== '');
  return `#compdef lab
# Completion of lab for zsh: eval "$(npx lab completion zsh)"
_lab() {
  # "path" itself is zsh's own: a local one of that name would empty PATH.
  local place= previous=\${words[CURRENT - 1]} word
  local -a entries flags
  for word in \${words[2,CURRENT - 1]}; do
    case "\${place:+$place }$word" in
      ${known.map(quoted).join(' | ')}) place="\${place:+$place }$word" ;;
    esac
  done
  case "$place $previous" in
${steps.flatMap(({ path, values }) => values.map(({ option, choices }) => `    ${quoted(`${path} ${option}`)}) compadd -- ${choices.join(' ')}; return ;;`)).join('\n')}
  esac
  case "$place" in
${steps.map(wordCase).join('\n')}
  esac
  (( \${#entries} )) && _describe -t commands command entries
  [[ \${words[CURRENT]} == -* ]] && _describe -o -t options option flags
  (( \${#entries} )) || _files
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
compdef _lab lab`;
}

function wordCase({ path, words, options }: CompletionStep): string {
  return `    ${quoted(path)})
      entries=(${words.map(described).join(' ')})
      flags=(${options.map(described).join(' ')}) ;;`;
}

function described({ word, about }: Suggestion): string {
  return quoted(`${word}:${about.replace(/[:\\]/g, '\\$&')}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
