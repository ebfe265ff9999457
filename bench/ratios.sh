#!/usr/bin/env bash
# How long the program takes beside tools that anyone has, as whole processes: hyperfine, paired, on inputs made here.
# Usage: ratios.sh MARKINGS FOLDER. Needs hyperfine, jq, minisign.
set -euo pipefail
markings=$(realpath "$1")
work=$2
policies=$(dirname "$(realpath "${BASH_SOURCE[0]}")")/../policies
bench=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
example=$(dirname "$(realpath "${BASH_SOURCE[0]}")")/../examples/cable.txt
mkdir -p "$work/out"
cd "$work"

# A cable of about 10 MB: two of three paragraphs withheld, names and numbers that differ.
awk 'BEGIN {
  print "UNCLAS KALVOR 000123\n\nSENSITIVE\n\nE.O. 13526: N/A\n\nTAGS: PGOV, PREL\n\nSUBJECT: HARBOUR FEES\n"
  for (i = 1; i <= 33000; ++i) {
    printf "%d. (%s) The clerk of pier %d told Poloff on Monday that the fees of the harbour had been paid twice, ", (i - 1) % 999 + 1, i % 3 ? "SBU" : "U", 100000 + i
    print "once to the ministry and once to the office of the port. The ministry has not said why, and the port has not asked. Post will follow the matter with the ministry and report what it hears from either of them.\n"
  }
}' >large.txt
awk 'BEGIN { split("(U) (SBU) (SBU/NF) (C) (S//NF) (XYZ) (TS) (LOU)", m, " "); for (i = 0; i < 500000; ++i) print m[i % 8 + 1] }' >marks.txt
python3 "$bench/make_banners.py" >banners.txt
python3 "$bench/make_pages.py" >pages.txt
rm -f key.key key.pub out/*
"$markings" keygen --quiet --no-passphrase --out key
"$markings" release --quiet "$example" --policy "$policies/state-public.toml" --audience public --out out --sign-key key.key

pair() {  # NAME OURS THEIRS
  hyperfine --warmup 1 --runs 9 --export-json pair.json --output=pipe -i "$2" "$3" >/dev/null 2>&1
  jq -r --arg name "$1" '.results | "\($name): \(.[0].median * 1000 | round) ms against \(.[1].median * 1000 | round) ms, ratio \(.[0].median / .[1].median * 100 | round / 100)"' pair.json
}
pair "parse, 10 MB, against wc -w" "$markings parse --compact large.txt" "wc -w large.txt"
pair "redact, 10 MB, against wc -w" "$markings redact large.txt --policy $policies/state-public.toml --audience public" "wc -w large.txt"
pair "mark --batch, 500,000 lines, against jq making an object a line" "$markings mark --batch < marks.txt" "jq -Rc '{input: .}' marks.txt"
# CPU time, of which a batch of distinct banners takes nearly all of its time.
hyperfine --warmup 1 --runs 9 --export-json pair.json --output=null "$markings mark --batch --regime us < banners.txt" "jq -Rc '{input: .}' banners.txt" >/dev/null 2>&1
jq -r '[.results[] | (.user + .system) * 1000 | round] | "mark --batch --regime us, 1,000,000 distinct banners, against the same jq: \(.[0]) ms against \(.[1]) ms of CPU time, ratio \(.[0] / .[1] * 100 | round / 100)"' pair.json
pair "check --regime us, 33,000 pages, against wc -w" "$markings check --regime us pages.txt" "wc -w pages.txt"
# Texts in which nothing is found, of the size of a collection.
awk 'BEGIN { srand(7); for (p = 0; p < 1000; ++p) { line = ""; for (w = 0; w < 60; ++w) { for (l = 2 + int(rand() * 8); l > 0; --l) line = line sprintf("%c", 97 + int(rand() * 26)); line = line " " }; print line "\n" } }' >passages.txt
mkdir -p many && for i in $(seq 20); do cp large.txt "many/$i.txt"; done
rm -f leaks.key && "$markings" keygen --quiet --type leaks --out leaks
"$markings" index --quiet --passages passages.txt --key leaks.key --output leaks.index --force >ids.txt
hyperfine --warmup 1 --runs 9 --export-json pair.json --output=null "$markings leaks --index leaks.index --key leaks.key many" "wc -w many/*" >/dev/null 2>&1
jq -r '[.results[] | (.user + .system) * 1000 | round] | "leaks, 200 MB, 1,000 passages, against wc -w: \(.[0]) ms against \(.[1]) ms of CPU time, ratio \(.[0] / .[1] * 100 | round / 100)"' pair.json
pair "verify a release, against minisign -V" "$markings verify out/cable.release.json --key key.pub" "minisign -V -q -p key.pub -m out/cable.release.json"
pair "redact the example, against python3 -c pass" "$markings redact $example --policy $policies/state-public.toml --audience public" "/usr/bin/python3 -c pass"
