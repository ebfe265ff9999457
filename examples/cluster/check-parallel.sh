#!/bin/bash
# Checks a corpus by shards with GNU parallel, on the machines of its --sshlogin or on this one alone:
#
#   check-parallel.sh CORPUS RESULTS POLICY [SHARDS [OPTION OF PARALLEL...]]
#
# What failed is run again twice; --resume-failed with the same RESULTS goes on where an earlier run was stopped.
set -euo pipefail
corpus=$1 results=$2 policy=$3 shards=${4:-8}
shift $(($# < 4 ? $# : 4))
mkdir -p "$results"
parallel --retries 3 --joblog "$results/joblog" --resume-failed "$@" \
  markings check --shard "{}/$shards" --policy "$policy" --root "$corpus" --jobs 1 --fail-on never --allow-empty --force \
  --format json="$results/part-{}.json" "$corpus" ::: $(seq "$shards")
markings merge "$results"/part-*.json --force --format json="$results/all.json" --format text
