#!/usr/bin/env bash
# Installs the packages on a bare Debian 12 and uses them there: a folder made by debootstrap, thrown away afterwards.
# Usage: smoke.sh PACKAGES SOURCE
# Needs root, debootstrap and the mirrors that apt on this machine uses, which are asked for as it runs.
set -euo pipefail
packages=$(realpath "$1") source=$(realpath "$2")
[ "$(id -u)" -eq 0 ] || { echo "smoke.sh: it needs root: debootstrap and chroot do" >&2; exit 2; }
command -v debootstrap >/dev/null || { echo "smoke.sh: debootstrap is missing: apt-get install debootstrap" >&2; exit 2; }
shopt -s nullglob
debs=("$packages"/*.deb)
[ ${#debs[@]} -eq 4 ] || { echo "smoke.sh: expected 4 packages in $packages, found ${#debs[@]}: run ./dev package" >&2; exit 2; }

root=$(mktemp -d)
# shellcheck disable=SC2317
clean() {
  mountpoint -q "$root/proc" && umount "$root/proc"
  rm -rf --one-file-system "$root"
}
trap clean EXIT
# A run that is ended early cleans up too: /proc may be mounted in the folder, and who removes that by hand removes more than they mean.
trap 'exit 143' TERM INT HUP
say() { printf 'smoke.sh: %s\n' "$*" >&2; }
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }

# Where this machine's apt gets bookworm from.
mirror=$(apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' | sed -n 's/^bookworm //p' | sort -u | head -n 1)
[ -n "$mirror" ] || { echo "smoke.sh: apt on this machine knows no bookworm: run apt-get update on a Debian 12" >&2; exit 2; }
say "a bare Debian 12"
debootstrap --variant=minbase bookworm "$root" "$mirror" >"$root.log" 2>&1 || { tail -n 20 "$root.log" >&2; rm -f "$root.log"; exit 3; }
rm -f "$root.log"
apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
  grep -E ' bookworm(-updates|-security)? main$' | sort -u >"$root/etc/apt/sources.list"
apt-config dump Acquire | grep -i proxy >"$root/etc/apt/apt.conf.d/90proxy" || true
cp /etc/resolv.conf "$root/etc/resolv.conf"
mount -t proc proc "$root/proc"
# No service starts in here.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d" && chmod 755 "$root/usr/sbin/policy-rc.d"
inside apt-get update >/dev/null
mkdir "$root/work"
cp "${debs[@]}" "$root/work/"
cp "$source/examples/cable.txt" "$source/examples/c/redact.c" "$source/examples/python/redact.py" "$source/tests/install/consumer/main.cc" \
  "$source/tests/install/consumer/CMakeLists.txt" "$root/work/"
add() {  # PACKAGE...: patterns of files in /work too
  inside bash -c "apt-get install -y --no-install-recommends $*" >"$root/work/apt.log" 2>&1 || { tail -n 20 "$root/work/apt.log" >&2; exit 1; }
}
in_work() { inside bash -euo pipefail -c "cd /work; $1"; }
version=$(sed -n 's/^ *VERSION \([0-9.]*\)$/\1/p' "$source/CMakeLists.txt")
policy=/usr/share/markings/policies/state-public.toml

say "the program and its policies"
add '/work/markings_*.deb /work/markings-policies_*.deb'
[ "$(inside markings --version)" = "markings $version" ]
in_work "markings policy lint $policy && markings policy test $policy" >/dev/null
in_work "markings keygen --no-passphrase --out office
  mkdir out
  markings release cable.txt --policy $policy --audience public --out out --sign-key office.key
  markings verify out/cable.release.json --key office.pub --policy $policy" | sed 's/^/  /'
# The program that sets text on paper is found, with a face to set it in.
in_work "mkdir paper
  markings release cable.txt --policy $policy --audience public --out paper --sign-key office.key --pdf --docx
  markings verify paper/cable.release.json --key office.pub" | grep -q 'proved: L1 rendition: cable.pdf'
# The program that reads other formats is found, and all its libraries are there.
in_work 'printf "<html><body><p>UNCLAS KALVOR 000123</p><p>1. (U) The harbour is open.</p></body></html>" >page.html; markings parse page.html >page.json'
grep -q '"type": *"html"' "$root/work/page.json"
[ -s "$root/usr/share/man/man1/markings.1" ] || [ -s "$root/usr/share/man/man1/markings.1.gz" ] || {
  # (A minimal system may leave manuals out by its own rules.)
  grep -rqs 'path-exclude.*man' "$root/etc/dpkg/dpkg.cfg.d"
}
# A changed derivative is noticed there too.
in_work "cp -r out changed; printf 'x' >>changed/cable.txt; ! markings verify changed/cable.release.json --key office.pub >/dev/null"

say "the libraries"
add '/work/libmarkings-c1_*.deb python3-minimal python3'
in_work "python3 redact.py $policy public cable.txt 2>/dev/null | cmp - out/cable.txt"
add '/work/libmarkings-dev_*.deb g++ cmake make pkg-config'
in_work "cc -std=c11 -Wall -Wextra -Wpedantic -Werror redact.c \$(pkg-config --cflags --libs markings-c) -o by-c
  ./by-c $policy public cable.txt 2>/dev/null | cmp - out/cable.txt
  [ \"\$(pkg-config --modversion markings)\" = $version ]
  g++ -std=c++23 main.cc \$(pkg-config --cflags --static --libs markings) -o by-pkg-config
  ./by-pkg-config $policy cable.txt | cmp - out/cable.txt
  mkdir consumer && mv main.cc CMakeLists.txt consumer/ && cmake -S consumer -B consumer/build >/dev/null && cmake --build consumer/build >/dev/null
  consumer/build/consumer $policy cable.txt | cmp - out/cable.txt"

say "and away again"
inside apt-get purge -y markings markings-policies libmarkings-c1 libmarkings-dev >/dev/null
left=$(find "$root/usr" "$root/etc" -name '*markings*' | sed "s|^$root||")
[ -z "$left" ] || { echo "smoke.sh: left behind: $left" >&2; exit 1; }
echo "installed, used, built against and removed on a bare Debian 12"
