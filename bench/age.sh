#!/usr/bin/env bash
# Sealing and opening 1 GiB, against the stock age in the same run: wall and CPU time, the least of several runs each, taken
# in turns, and peak memory. Usage: age.sh MARKINGS FOLDER [MIB [RUNS]]. Needs age, GNU time, and three times the size in FOLDER.
set -euo pipefail
markings=$(realpath "$1")
work=$2
mib=${3:-1024}
runs=${4:-5}
mkdir -p "$work"
cd "$work"
rm -f -- *.age text back* key.*
head -c "${mib}M" /dev/urandom >text
"$markings" keygen --quiet --type age --no-passphrase --out key
recipient=$(cat key.pub)

declare -A wall cpu peak
once() {  # NAME COMMAND: keeps the least
  local name=$1 figures
  rm -f out
  sync
  command time -f '%e %U %S %M' -o figures bash -c "$2"
  read -r -a figures <figures
  local used
  used=$(awk "BEGIN { print ${figures[1]} + ${figures[2]} }")
  if [ -z "${wall[$name]:-}" ] || awk "BEGIN { exit !(${figures[0]} < ${wall[$name]}) }"; then wall[$name]=${figures[0]}; fi
  if [ -z "${cpu[$name]:-}" ] || awk "BEGIN { exit !($used < ${cpu[$name]}) }"; then cpu[$name]=$used; fi
  if [ -z "${peak[$name]:-}" ] || [ "${figures[3]}" -gt "${peak[$name]}" ]; then peak[$name]=${figures[3]}; fi
}
both() {  # TITLE OURS THEIRS
  local i
  for ((i = 0; i < runs; ++i)); do
    once "$1 ours" "$2"
    once "$1 age" "$3"
  done
  awk -v title="$1" -v a="${wall[$1 ours]}" -v b="${wall[$1 age]}" -v c="${cpu[$1 ours]}" -v d="${cpu[$1 age]}" \
    -v m="${peak[$1 ours]}" -v n="${peak[$1 age]}" 'BEGIN {
      printf "%s: %.2f s against %.2f s, ratio %.2f; CPU %.2f s against %.2f s; peak %.0f MiB against %.0f MiB\n",
        title, a, b, a / b, c, d, m / 1024, n / 1024 }'
}
echo "$mib MiB, $(nproc) cores, $runs runs each"
both "seal to a pipe" "$markings encrypt text --recipient $recipient --output - | cat >/dev/null" "age -r $recipient text | cat >/dev/null"
both "seal to a file (ours is synced to the disk, age's is not)" "$markings encrypt text --quiet --recipient $recipient --output out" "age -r $recipient -o out text"
both "seal to a file, both synced" "$markings encrypt text --quiet --recipient $recipient --output out" "age -r $recipient -o out text && sync -d out"
both "seal with armor to a pipe" "$markings encrypt text --armor --recipient $recipient --output - | cat >/dev/null" "age -a -r $recipient text | cat >/dev/null"
age -r "$recipient" -o text.age text
age -a -r "$recipient" -o text.asc.age text
both "open to a file (ours is synced to the disk, age's is not)" "$markings decrypt text.age --quiet --identity key.key --output out" "age -d -i key.key -o out text.age"
cmp text out
both "open to a file, both synced" "$markings decrypt text.age --quiet --identity key.key --output out" "age -d -i key.key -o out text.age && sync -d out"
both "open to a pipe (ours after all is authentic, age's at once)" "$markings decrypt text.age --identity key.key --output - | cat >/dev/null" "age -d -i key.key text.age | cat >/dev/null"
both "open armored to a file, both synced" "$markings decrypt text.asc.age --quiet --identity key.key --output out" "age -d -i key.key -o out text.asc.age && sync -d out"
cmp text out
rm -f -- *.age text out figures key.*
