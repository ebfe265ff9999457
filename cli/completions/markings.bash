# Bash completion for markings. tests/cli/completions_test.py compares it with what --help says.
_markings() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
  local -A options=(
    [mark]=''
    [parse]=''
    [policy]=''
    [redact]=''
    [release]=''
    [verify]=''
    [keygen]=''
    [sign]=''
  )
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W "${!options[*]} --help --version" -- "$current")
    return
  fi
  case $previous in
    --color) mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$current") ;;
    --kind) mapfile -t COMPREPLY < <(compgen -W 'banner portion' -- "$current") ;;
    *)
      if [ "$command" = policy ] && [ "$COMP_CWORD" -eq 2 ]; then
        mapfile -t COMPREPLY < <(compgen -W 'lint test' -- "$current")
      elif [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "${options[$command]:-}" -- "$current")
      else
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
      fi
      ;;
  esac
}
complete -o filenames -F _markings markings
