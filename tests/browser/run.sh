#!/usr/bin/env bash
# run.sh PROGRAM SOURCE BUILD [SCREENSHOTS]: the tests of the review page. With a fourth word, pictures of it there.
set -euo pipefail
export MARKINGS=$1 SOURCE=$2 MODULES=$3/modules SCREENSHOTS=${4:-}
mkdir -p "$MODULES"
cp "$SOURCE"/tests/browser/{package.json,package-lock.json,.npmrc} "$MODULES"
if ! cmp -s "$MODULES/package-lock.json" "$MODULES/installed.json"; then
  (cd "$MODULES" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
  cp "$MODULES/package-lock.json" "$MODULES/installed.json"
fi
exec node --test --test-timeout=800000 "$SOURCE"/tests/browser/*.test.mjs
