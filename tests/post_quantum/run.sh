#!/usr/bin/env bash
# Post-quantum keys with an OpenSSL that has them: what Debian 12 cannot run. Makes a root folder of a later Debian with
# debootstrap, builds the program and the tests of age and CMS in it, and runs them. Slow evidence, an hour on a small
# machine the first time; no part of .ci/run, where the other branch of the same tests holds that they are refused by name.
#
# usage: tests/post_quantum/run.sh [SUITE [FOLDER]]
#   SUITE    trixie (OpenSSL 3.5), which is the default, or a later one, whose age (1.3) has such keys too: forky
#   FOLDER   the root folder, made when it is not there and kept; by default under TMPDIR, or /tmp
# Wants: root, debootstrap, a mirror of Debian (MIRROR, else that of debootstrap). The tests read the vectors of
# ../shared, as everywhere.
set -euo pipefail
source_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
suite=${1:-trixie}
root=${2:-${TMPDIR:-/tmp}/markings-$suite}

say() { printf 'post_quantum: %s\n' "$*" >&2; }
die() { say "$*"; exit 2; }
[ "$(id -u)" -eq 0 ] || die "not root, which making and entering a root folder needs"
command -v debootstrap >/dev/null || die "debootstrap is missing: apt-get install debootstrap"

# The packages of ./dev: what they are is said there and nowhere else.
eval "$(sed -n '/^build_packages=(/,/)$/p; /^test_packages=(/,/)$/p' "$source_folder/dev")"
packages=()
for package in "${build_packages[@]}" "${test_packages[@]}"; do
  case $package in clang-* | tesseract-* | man-db) ;; *) packages+=("$package") ;; esac
done

if [ ! -e "$root/.made" ]; then
  say "making $root ($suite)"
  debootstrap --variant=minbase "$suite" "$root" ${MIRROR:+"$MIRROR"}
  touch "$root/.made"
fi
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }

mounted=()
unmount() { for place in "${mounted[@]}"; do umount "$place"; done; }
trap unmount EXIT
mount_at() {  # WHAT PLACE OPTIONS...
  mkdir -p "$2"
  mount "${@:3}" "$1" "$2"
  mounted=("$2" "${mounted[@]}")
}
mount_at proc "$root/proc" -t proc
mount_at "$source_folder" "$root/source/markings" --bind
[ ! -d "$source_folder/../shared" ] || mount_at "$source_folder/../shared" "$root/source/shared" --bind
inside mount -o remount,ro,bind /source/markings  # the build writes beside it

inside apt-get -q update
inside apt-get -q install -y --no-install-recommends "${packages[@]}"
inside openssl version
inside openssl list -kem-algorithms | grep -q ML-KEM-768 || die "the OpenSSL of $suite has no ML-KEM-768"

inside cmake -S /source/markings -B /root/build -G Ninja -DCMAKE_BUILD_TYPE=Release -DMARKINGS_WERROR=ON
inside cmake --build /root/build --target age_test cms_test markings-cli
# A test prints which branch it took; the last lines hold that it was the one with the real thing.
inside sh -c 'cd /tmp && /root/build/tests/age/age_test && /root/build/tests/cms/cms_test' | tee "$root/root/log"
for feature in ML-KEM ML-DSA; do
  grep -q "the branch with $feature" "$root/root/log" || die "no test used $feature"
  ! grep -q "the branch without $feature" "$root/root/log" || die "a test went without $feature"
done
grep -q '10 of them post-quantum, which are opened' "$root/root/log" || die "the published vectors were not opened"
inside sh -c 'cd /tmp && python3 /source/markings/tests/cli/run_script.py /root/build/cli/markings /source/markings \
  /source/markings/tests/cli/post_quantum.txt' | tee "$root/root/log"
grep -q 'the branch where: ' "$root/root/log" || die "the program was not tried with post-quantum keys"
say "all of it holds"
