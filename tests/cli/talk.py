"""Talks to `markings stream`: each line is answered before the next one is written.

Usage: talk.py MARKINGS POLICY
"""

import json
import select
import subprocess
import sys

program = subprocess.Popen([sys.argv[1], "stream", "--policy", sys.argv[2], "--audience", "public"],
                           stdin=subprocess.PIPE, stdout=subprocess.PIPE)
for number in range(1, 21):
    text = f"UNCLAS KALVOR {number:06d}\n\n1. (U) Dues rose.\n"
    program.stdin.write((json.dumps({"id": number, "text": text}) + "\n").encode())
    program.stdin.flush()
    if not select.select([program.stdout], [], [], 60)[0]:
        program.kill()
        sys.exit(f"no answer to line {number}")
    answer = json.loads(program.stdout.readline())
    if answer["id"] != number or answer["status"] != "done":
        sys.exit(f"another answer to line {number}: {answer['status']}")
program.stdin.close()
sys.exit(program.wait())
