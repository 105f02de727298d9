import type { CompletionStep, Suggestion } from './words';

/** A script for bash: `lab` and, where nobody else completes it, `npx lab`. */
export function bashCompletion(steps: readonly CompletionStep[]): string {
  const known = steps.map(({ path }) => path).filter((path) => path !== '');
  return `# Completion of lab for bash: eval "$(npx lab completion bash)"
_lab() {
  local cur=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} path= word index=1
  COMPREPLY=()
  [[ \${COMP_WORDS[0]} == npx ]] && index=2
  for ((; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    case "\${path:+$path }$word" in
${caseOf(known)}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path $previous" in
${steps.flatMap(({ path, values }) => values.map(({ option, choices }) => valueCase(path, option, choices))).join('\n')}
  esac
  case "$path" in
${steps.map(wordCase).join('\n')}
  esac
}
complete -o default -F _lab lab
_lab_npx() { [[ \${COMP_WORDS[1]} == lab && $COMP_CWORD -gt 1 ]] && _lab; }
complete -p npx >/dev/null 2>&1 || complete -o default -F _lab_npx npx`;
}

function caseOf(paths: readonly string[]): string {
  return `      ${paths.map((path) => `"${path}"`).join(' | ')}`;
}

function valueCase(path: string, option: string, choices: readonly string[]): string {
  return `    "${path} ${option}") COMPREPLY=($(compgen -W "${choices.join(' ')}" -- "$cur")); return ;;`;
}

function wordCase({ path, words, options }: CompletionStep): string {
  return `    "${path}")
      if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "${listOf(options)}" -- "$cur"))
      else COMPREPLY=($(compgen -W "${listOf(words)}" -- "$cur")); fi ;;`;
}

function listOf(suggestions: readonly Suggestion[]): string {
  return suggestions.map(({ word }) => word).join(' ');
}
