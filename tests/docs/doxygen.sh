#!/usr/bin/env bash
# The reference is made without a warning: of all installed headers, and of the one for C with words for everything.
# Usage: doxygen.sh SOURCE
set -euo pipefail
cd "$1"
mkdir -p build/doxygen
doxygen docs/Doxyfile
doxygen docs/Doxyfile.c
[ -s build/doxygen/html/markings_8h.html ] || [ -s build/doxygen/html/index.html ]
# A function without words is noticed.
spoilt=$(mktemp -d)
trap 'rm -rf "$spoilt"' EXIT
sed '/How to mend it, in the same form/d' libmarkings/c/markings.h >"$spoilt/markings.h"
cmp -s "$spoilt/markings.h" libmarkings/c/markings.h && { echo "doxygen.sh: nothing was taken out" >&2; exit 1; }
if (cat docs/Doxyfile.c; echo "INPUT = $spoilt/markings.h"; echo "OUTPUT_DIRECTORY = $spoilt") | doxygen - 2>/dev/null; then
  echo "doxygen.sh: a function without words passes" >&2
  exit 1
fi
echo "the reference is made without a warning"
