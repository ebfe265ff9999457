#!/usr/bin/env bash
# Checking a corpus against searching it with ripgrep by the same patterns, and against reading it: wall and CPU time, the least
# of several runs each, taken in turns, and peak memory. Usage: check.sh MARKINGS POLICY FOLDER [FILES [RUNS]]
# FOLDER is made by make_corpus.py unless it is there. Needs ripgrep, GNU time, python3.
set -euo pipefail
markings=$(realpath "$1") policy=$(realpath "$2") folder=$3 files=${4:-27000} runs=${5:-5}
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
[ -d "$folder" ] || /usr/bin/python3 "$here/make_corpus.py" "$folder" "$files"
cd "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
/usr/bin/python3 - "$policy" >"$work/patterns" <<'P'
import sys, tomllib
with open(sys.argv[1], "rb") as policy:
    for rule in tomllib.load(policy)["corpus"]:
        print(rule["text"])
P
declare -A wall cpu peak
once() {  # NAME COMMAND: keeps the least
  local name=$1 figures
  command time -q -f '%e %U %S %M' -o "$work/figures" bash -c "$2" >"$work/out" || true
  read -r -a figures <"$work/figures"
  local used
  used=$(awk "BEGIN { print ${figures[1]} + ${figures[2]} }")
  if [ -z "${wall[$name]:-}" ] || awk "BEGIN { exit !(${figures[0]} < ${wall[$name]}) }"; then wall[$name]=${figures[0]}; fi
  if [ -z "${cpu[$name]:-}" ] || awk "BEGIN { exit !($used < ${cpu[$name]}) }"; then cpu[$name]=$used; fi
  if [ -z "${peak[$name]:-}" ] || [ "${figures[3]}" -gt "${peak[$name]}" ]; then peak[$name]=${figures[3]}; fi
}
check="$markings check --policy $policy --fail-on never --format json=$work/json --force ."
once warm "$check"
for ((i = 0; i < runs; ++i)); do
  once read "find . -type f -print0 | xargs -0 cat | wc -c"
  once rg "rg --no-unicode --hidden -c -f $work/patterns ."
  once check "$check"
  rm -f "$work"/cache*
  once "check, cache new" "$check --cache $work/cache"
  sleep 2.5  # (files that have just been made are not trusted)
  once filled "$check --cache $work/cache"
  once "check, cache known" "$check --cache $work/cache"
done
echo "$(find . -type f | wc -l) files, $(find . -type f -print0 | xargs -0 cat | wc -c) bytes, $(nproc) cores, $runs runs each"
for name in read rg check "check, cache new" "check, cache known"; do
  awk -v n="$name" -v w="${wall[$name]}" -v c="${cpu[$name]}" -v m="${peak[$name]}" -v r="${wall[rg]}" -v d="${wall[read]}" \
    'BEGIN { printf "%-20s %6.2f s wall, %6.2f s CPU, %4.0f MiB; %.2f of rg, %.2f of reading\n", n, w, c, m / 1024, w / r, w / d }'
done
