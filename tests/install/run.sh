#!/usr/bin/env bash
# Usage: run.sh BUILD SOURCE WORK COMPILER SANITIZERS
set -euo pipefail
build=$1 source=$2 work=$3 compiler=$4 sanitize=$5
rm -rf "$work"
prefix=$work/prefix
flags=
[ -n "$sanitize" ] && flags=-fsanitize=$sanitize
cmake --install "$build" --prefix "$prefix" >/dev/null

cmake -S "$source/tests/install/consumer" -B "$work/consumer" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" \
  -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_CXX_FLAGS="$flags" >/dev/null
cmake --build "$work/consumer" >/dev/null
data=$prefix/share/markings/policies
"$work/consumer/consumer" "$data/state-public.toml" "$source/examples/cable.txt" >"$work/by-library.txt"
"$prefix/bin/markings" redact "$source/examples/cable.txt" --policy "$data/state-public.toml" --audience public \
  --output "$work/by-program.txt"
cmp "$work/by-library.txt" "$work/by-program.txt"
grep -q '^RELEASE IN PART' "$work/by-library.txt"

# The same source through pkg-config. (Static: what the library itself needs is on the private lines.)
export PKG_CONFIG_PATH=$prefix/lib/pkgconfig:$prefix/lib/x86_64-linux-gnu/pkgconfig
[ "$(pkg-config --modversion markings)" = "$(sed -n 's/^ *VERSION \([0-9.]*\)$/\1/p' "$source/CMakeLists.txt")" ]
# shellcheck disable=SC2046
"$compiler" -std=c++23 $flags "$source/tests/install/consumer/main.cc" -o "$work/by-pkg-config" \
  $(pkg-config --cflags --static --libs markings)
"$work/by-pkg-config" "$data/state-public.toml" "$source/examples/cable.txt" | cmp - "$work/by-library.txt"

MANPATH=$prefix/share/man man -P cat markings >"$work/manual.txt"
grep -q 'EXIT STATUS' "$work/manual.txt"
MANPATH=$prefix/share/man man -P cat markings-redact >"$work/manual-of-redact.txt"
grep -q -e '--audience' "$work/manual-of-redact.txt"
bash -n "$prefix/share/bash-completion/completions/markings"
test -s "$prefix/share/zsh/site-functions/_markings"
test -s "$prefix/share/fish/vendor_completions.d/markings.fish"
echo "installed, found, built and ran: by find_package and by pkg-config"
