import { complete } from '../../completion/complete.ts';
import { UsageError } from '../../output/usage-error.ts';
import type { Shell } from '../../verb.ts';
import { verbTable } from '../../verbs.ts';

/** `agents completion bash|zsh|fish` prints a script for the shell; `agents completion words -- …` is what it asks. */
export async function completion(words: readonly string[], { env, output }: Shell): Promise<number> {
  const [name = '', ...rest] = words;
  if (name === 'words') {
    output.write(offered(rest[0] === '--' ? rest.slice(1) : rest, env));
    return 0;
  }
  if (!isShell(name)) throw new UsageError('For which shell?', verbTable.completion.usage);
  output.write(scripts[name]);
  return 0;
}

/** A candidate in each line, with what it means after a tab; `:files` and `:directories` leave it to the shell. */
function offered(words: readonly string[], env: NodeJS.ProcessEnv): string {
  const offers = complete(words, env);
  const lines =
    typeof offers === 'string' ? [`:${offers}`] : offers.map(({ word, doc }) => `${word}\t${doc}`);
  return lines.map(line => `${line}\n`).join('');
}

function isShell(word: string): word is keyof typeof scripts {
  return Object.hasOwn(scripts, word);
}

const bash = `# agents: completions for bash. In ~/.bashrc: source <(agents completion bash)
_agents() {
  local current=\${COMP_WORDS[COMP_CWORD]} line
  local -a words=("\${COMP_WORDS[@]:1:COMP_CWORD}")
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
      :directories) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
      *) COMPREPLY+=("\${line%%$'\\t'*}") ;;
    esac
  done < <(agents completion words -- "\${words[@]}" 2>/dev/null)
}
complete -F _agents agents
`;

const zsh = `#compdef agents
# agents: completions for zsh. In ~/.zshrc, after compinit: source <(agents completion zsh)
_agents() {
  local -a lines candidates
  local line
  lines=("\${(@f)$(agents completion words -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  case $lines[1] in
    :files) _files; return ;;
    :directories) _files -/; return ;;
  esac
  for line in $lines; do
    candidates+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  _describe agents candidates
}
if [[ $funcstack[1] = _agents ]]; then _agents "$@"; else compdef _agents agents; fi
`;

const fish = `# agents: completions for fish. agents completion fish > ~/.config/fish/completions/agents.fish
function __agents_complete
    set -l words (commandline -opc)[2..-1] (commandline -ct)
    set -l lines (agents completion words -- $words 2>/dev/null)
    switch "$lines[1]"
        case :files
            __fish_complete_path (commandline -ct)
        case :directories
            __fish_complete_directories (commandline -ct)
        case '*'
            printf '%s\\n' $lines
    end
end
complete -c agents -f -a '(__agents_complete)'
`;

const scripts = { bash, zsh, fish } as const;
