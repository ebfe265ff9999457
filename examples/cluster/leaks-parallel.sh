#!/bin/bash
# Searches a corpus for the passages of a leak index, and compares its documents with each other, by shards with GNU
# parallel, on the machines of its --sshlogin or on this one alone:
#
#   leaks-parallel.sh CORPUS RESULTS INDEX KEY [SHARDS [OPTION OF PARALLEL...]]
#
# CORPUS, INDEX and KEY are the same files on each machine. What failed is run again twice.
set -euo pipefail
corpus=$1 results=$2 index=$3 key=$4 shards=${5:-8}
shift $(($# < 5 ? $# : 5))
mkdir -p "$results"
# Findings, and files that cannot be read, are for the merged result to tell; what a task fails for is that it wrote none.
task() { rm -f "$1"; "${@:2}" --output "$1" || test -s "$1"; }
export -f task
parallel --retries 3 --env task "$@" task "$results/leaks-{}.json" \
  markings leaks --shard "{}/$shards" --index "$index" --key "$key" --jobs 1 --allow-empty --format json "$corpus" ::: $(seq "$shards")
parallel --retries 3 --env task "$@" task "$results/prints-{}" \
  markings consistency --shard "{}/$shards" --key "$key" --jobs 1 --allow-empty "$corpus" ::: $(seq "$shards")
code=0
markings merge "$results"/leaks-*.json --force --format json="$results/leaks.json" --format text || code=$?
markings merge "$results"/prints-* --key "$key" --force --format json="$results/consistency.json" --format text || code=$(($? > code ? $? : code))
exit "$code"
