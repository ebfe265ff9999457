#!/usr/bin/env bash
# Builds all packages twice, from two copies of the source in folders of different names and lengths, and compares them byte
# for byte. Usage: reproducible.sh SOURCE WORK
set -euo pipefail
source=$(realpath "$1") work=$2
rm -rf "$work"
mkdir -p "$work"
work=$(realpath "$work")
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$source" log -1 --format=%ct)}

build() {  # FOLDER: the tracked files as they are now, and what cmake and cpack make of them there
  local tree=$1
  mkdir -p "$tree"
  git -C "$source" ls-files -z --cached --others --exclude-standard | tar -C "$source" --null -T - -cf - | tar -C "$tree" -xf -
  # (Out of the compiler cache: it would compare a file with itself.)
  (cd "$tree" && CCACHE_DISABLE=1 cmake --preset package && CCACHE_DISABLE=1 cmake --build --preset package && cd build/package && cpack) >"$tree.log" 2>&1 ||
    { tail -n 30 "$tree.log" >&2; exit 1; }
}
(umask 022 && TZ=UTC LC_ALL=C.UTF-8 build "$work/one")
# Another path, time zone, locale and umask.
(umask 077 && TZ=Asia/Kolkata LC_ALL=C build "$work/another/and/longer/path")

one=$work/one/build/package/packages another=$work/another/and/longer/path/build/package/packages
status=0 count=0
for file in "$one"/*.deb "$one"/*.tar.gz "$work"/one/build/package/packaging/*.spdx.json; do
  name=$(basename "$file")
  other=$another/$name
  [ "${name##*.}" = json ] && other=$another/../packaging/$name
  count=$((count + 1))
  if cmp -s "$file" "$other"; then
    printf 'same: %s  %s\n' "$(sha256sum "$file" | cut -d' ' -f1)" "$name"
  else
    printf 'DIFFERS: %s\n' "$name"
    status=1
  fi
done
[ "$count" -eq 6 ] || { echo "reproducible.sh: expected 6 files, found $count" >&2; exit 1; }
exit $status
