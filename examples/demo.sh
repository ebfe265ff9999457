#!/usr/bin/env bash
# The main job on the example cable: release it to the public and to a partner, verify both, and show that a
# changed byte is noticed. Usage: demo.sh MARKINGS OUTPUT-FOLDER
set -euo pipefail
markings=$(realpath "$1")
out=$2
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
policies=$here/../policies
rm -rf "$out"
mkdir -p "$out/public" "$out/partner"

heading() { printf '\n== %s\n' "$*"; }

heading "A signing key (without a passphrase, for the demonstration only)"
"$markings" keygen --no-passphrase --out "$out/demo"

heading "Release to the public, signed"
"$markings" release "$here/cable.txt" --policy "$policies/state-public.toml" --audience public \
  --out "$out/public" --sign-key "$out/demo.key"

heading "Release to a partner, signed"
"$markings" release "$here/cable.txt" --policy "$policies/state-partner.toml" --audience partner \
  --out "$out/partner" --sign-key "$out/demo.key"

heading "What the public reads: $out/public/cable.txt"
cat "$out/public/cable.txt"

heading "Verify it"
"$markings" verify "$out/public/cable.release.json" --key "$out/demo.pub" --policy "$policies/state-public.toml"

heading "Change one byte of a copy, and verify that"
cp -r "$out/public" "$out/changed"
sed -i 's/61 votes/91 votes/' "$out/changed/cable.txt"
if "$markings" verify "$out/changed/cable.release.json" --key "$out/demo.pub"; then
  echo "the changed copy was accepted: this is a fault of the program" >&2
  exit 1
fi

heading "Where the results lie"
cat <<EOF
$out/public/cable.txt                    the derivative for the public
$out/public/cable.release.json           the manifest: what went out, under which policy, by which decisions
$out/public/cable.release.json.minisig   its signature; 'minisign -V' accepts it too
$out/partner/...                         the same for the partner: SENSITIVE paragraphs are in it
$out/demo.pub                            the key that others need to verify
EOF
