#!/usr/bin/env bash
# An example program against the program itself: the same derivative, the same refusals.
# Usage: run.sh SOURCE WORK MARKINGS COMMAND...
set -euo pipefail
source=$1 work=$2 markings=$3
shift 3
rm -rf "$work"
mkdir -p "$work"
policy=$source/policies/state-public.toml cable=$source/examples/cable.txt

"$@" "$policy" public "$cable" >"$work/by-example.txt" 2>"$work/why.txt"
"$markings" redact "$cable" --policy "$policy" --audience public >"$work/by-program.txt"
cmp "$work/by-example.txt" "$work/by-program.txt"
grep -q '^RELEASE IN PART' "$work/by-example.txt"
grep -q '^withheld ' "$work/why.txt"

# fails STATUS PATTERN COMMAND...: says what is wrong, and prints nothing.
fails() {
  local expected=$1 pattern=$2 status=0
  shift 2
  "$@" >"$work/out.txt" 2>"$work/said.txt" || status=$?
  if [ "$status" -ne "$expected" ] || [ -s "$work/out.txt" ] || ! grep -q "$pattern" "$work/said.txt"; then
    echo "run.sh: expected $expected and '$pattern', got $status" >&2
    exit 1
  fi
}
# A name of a withheld paragraph survives in one that goes out.
printf 'UNCLAS KALVOR 000129\n\nSENSITIVE\n\n1. (SBU) A clerk named Tamas Relk asked for help.\n\n2. (U) Relk was not at the vote.\n' >"$work/leak.txt"
fails 1 'finding' "$@" "$policy" public "$work/leak.txt"
if grep -q Relk "$work/said.txt"; then echo "run.sh: a withheld name is said" >&2; exit 1; fi
fails 2 'audience' "$@" "$policy" nobody "$cable"
printf 'schema = "markings/policy/1"\nnmae = "x"\n' >"$work/bad.toml"
fails 2 'nmae\|name' "$@" "$work/bad.toml" public "$cable"
fails 2 'read' "$@" "$work/none.toml" public "$cable"
echo "the example does as the program does"
