# Bash completion for markings. tests/cli/completions_test.py compares it with what --help says.
_markings() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
  local -A options=(
    [mark]='--batch --color --edition --fix --help --kind --nationality --quiet --reader --regime --repair --roll-up --vocabulary'
    [parse]='--boxes --color --compact --document-format --force --help --member --ocr --output --quiet --regime --type --vocabulary'
    [check]='--allow-empty --as-of --baseline --baseline-key --by --cache --color --edition --fail-on --force --format --help --jobs --output --policy --prune-baseline --quiet --reason --regime --root --shard --show-ignored --show-source --since --staged --summary --unreadable --vocabulary --write-baseline'
    [merge]='--allow-empty --color --fail-on --force --format --help --jobs --key --output --policy --quiet --regime --threshold --vocabulary'
    [stream]='--as-of --audience --color --do --help --jobs --max-bytes --policy --quiet --regime --vocabulary'
    [policy]='--as-of --at --audience --color --corpus --coverage --document-format --element --fail-on --force --format --help --member --mutate --output --overrides --policy --quiet --tests --type --until --vocabulary --within'
    [decisions]='--audience --color --document --document-format --element --force --format --help --member --output --policy --quiet --strictest --type --vocabulary'
    [redact]='--as-of --audience --authority --code --color --document-format --explain --explain-format --force --help --member --output --overrides --policy --prove --prove-seed --quiet --reason --type --vocabulary'
    [attest]='--color --date --decoys --document-format --force --help --mandatory --member --output --passphrase-file --policy --quiet --regime --sign-key --type --units --vocabulary'
    [release]='--attestation --audience --authority --candidates --cms-cert --cms-key --code --color --date --document-format --docx --explain --force --help --html --index --letter --letter-field --member --out --overrides --paper --passphrase-file --pdf --policy --quiet --reason --recipient --sign-key --stem --supersedes --type --vocabulary'
    [glomar]='--audience --authority --code --color --date --document-format --force --help --member --out --passphrase-file --policy --quiet --reason --request --sign-key --statute --type --vocabulary'
    [fit]='--candidates --color --force --format --help --min-bits --output --policy --quiet --vocabulary'
    [verify]='--cms-crl --cms-intermediate --cms-root --cms-signer --color --date --format --help --key --keyring --original-key --policy --quiet --register --register-key --threshold'
    [keygen]='--color --force --help --no-passphrase --out --passphrase-file --pq --quiet --type'
    [index]='--add --allow-empty --as-of --audience --color --document-format --force --help --key --known --label --member --output --overrides --passages --policy --quiet --shard --type --vocabulary'
    [leaks]='--allow-empty --color --force --format --help --index --jobs --key --output --quiet --shard'
    [consistency]='--allow-empty --color --fail-on --force --format --help --jobs --key --output --policy --quiet --regime --shard --threshold --vocabulary'
    [encrypt]='--armor --cms-recipient --color --force --help --output --passphrase --passphrase-file --quiet --recipient --recipients-file'
    [decrypt]='--cms-cert --cms-key --color --force --help --identity --output --passphrase-file --quiet'
    [seal]='--color --date --document-format --force --help --member --output --passphrase-file --policy --quiet --recipients --sign-key --stem --type --vocabulary'
    [open]='--color --force --help --identity --key --out --passphrase-file --quiet'
    [reseal]='--color --date --force --format --help --identity --in-place --key --out --passphrase-file --policy --quiet --recipient --recipients --recipients-file --sign-key --vocabulary'
    [keyring]='--at --color --first --force --format --from --help --key --name --output --passphrase-file --purpose --quiet --root --sign-key --state --threshold --to'
    [register]='--color --count --date --first --force --format --from --from-index --help --id --key --name --old --output --passphrase-file --proof --quiet --quorum --revoke --sign-key --state --witness'
    [sign]='--cms-cert --cms-key --color --comment --force --help --output --passphrase-file --pin-file --quiet --show-key --sign-key --token --token-key --token-module'
  )
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W "${!options[*]} --help --version" -- "$current")
    return
  fi
  case $previous in
    --color) mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$current") ;;
    --paper) mapfile -t COMPREPLY < <(compgen -W 'a4 letter' -- "$current") ;;
    --kind) mapfile -t COMPREPLY < <(compgen -W 'banner portion' -- "$current") ;;
    *)
      if [ "$command" = policy ] && [ "$COMP_CWORD" -eq 2 ]; then
        mapfile -t COMPREPLY < <(compgen -W 'compare diff explain forecast lint test' -- "$current")
      elif [ "$command" = decisions ] && [ "$COMP_CWORD" -eq 2 ]; then
        mapfile -t COMPREPLY < <(compgen -W 'bind carry check merge new' -- "$current")
      elif [ "$command" = keyring ] && [ "$COMP_CWORD" -eq 2 ]; then
        mapfile -t COMPREPLY < <(compgen -W 'add key new retire revoke roots show sign verify' -- "$current")
      elif [ "$command" = register ] && [ "$COMP_CWORD" -eq 2 ]; then
        mapfile -t COMPREPLY < <(compgen -W 'append consistency init monitor prove show verify' -- "$current")
      elif [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "${options[$command]:-}" -- "$current")
      else
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
      fi
      ;;
  esac
}
complete -o filenames -F _markings markings
