#!/usr/bin/env bash
# A corpus checked by GNU parallel, one shard of which fails the first time: the result is that of a single run.
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
echo "5 shards, one run twice: as a single run"
