#!/usr/bin/env bash
# A corpus checked, searched and compared by GNU parallel, one shard of which fails the first time: the results are those of
# a single run.
# Usage: parallel_test.sh MARKINGS SOURCE_DIR
set -euo pipefail
markings=$(realpath "$1") source=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
/usr/bin/python3 "$source/bench/make_corpus.py" "$work/corpus" 400 5
policy=$source/policies/corpus-public.toml
"$markings" check --policy "$policy" --root "$work/corpus" --format json --fail-on never "$work/corpus" >"$work/single"
mkdir "$work/bin"
# The program, killed in the middle of shard 3 the first time.
cat >"$work/bin/markings" <<S
#!/usr/bin/env bash
if [[ "\$*" == *"--shard 3/5"* ]] && mkdir "$work/first" 2>/dev/null; then kill -9 \$\$; fi
exec "$markings" "\$@"
S
chmod +x "$work/bin/markings"
rc=0
PATH="$work/bin:$PATH" "$source/examples/cluster/check-parallel.sh" "$work/corpus" "$work/results" "$policy" 5 -j 2 >"$work/text" 2>"$work/err" || rc=$?
test "$rc" = 1  # findings
test -d "$work/first"
cmp "$work/single" "$work/results/all.json"
test "$(wc -l <"$work/text")" -gt 0
# The same of leaks and consistency.
passage="The quokka, as the crane of pier nine is known, was sold to the port authority for a tenth of its price in the spring."
for mark in U SBU; do
  printf 'UNCLAS KALVOR 000123\n\nSENSITIVE\n\nSUBJECT: FEES\n\n1. (%s) %s\n' "$mark" "$passage" >"$work/corpus/planted-$mark.txt"
done
echo "$passage" >"$work/passages.txt"
"$markings" keygen --type leaks --out "$work/office" 2>/dev/null
"$markings" index --passages "$work/passages.txt" --key "$work/office.key" --output "$work/index" >"$work/ids" 2>/dev/null
"$markings" leaks --index "$work/index" --key "$work/office.key" --format json "$work/corpus" >"$work/leaks" 2>/dev/null || test $? = 1
"$markings" consistency --format json "$work/corpus" >"$work/consistency" 2>/dev/null || test $? = 1
rmdir "$work/first"
rc=0
PATH="$work/bin:$PATH" "$source/examples/cluster/leaks-parallel.sh" "$work/corpus" "$work/results" "$work/index" "$work/office.key" 5 -j 2 >"$work/text" 2>"$work/err" || rc=$?
test "$rc" = 1
test -d "$work/first"
cmp "$work/leaks" "$work/results/leaks.json"
cmp "$work/consistency" "$work/results/consistency.json"
grep -q '"findings": [1-9]' "$work/leaks"
grep -q '"marks_differ": [1-9]' "$work/consistency"
echo "5 shards, one run twice: as a single run"
