#!/usr/bin/env python3
"""Writes MANIFEST.md from the `# shows FILE: sentence` lines of the scripts and from the captures."""
import datetime
import pathlib
import re
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
HEAD = """# Captures

Every file here was recorded from real traffic by the scripts in [record/](record), in network namespaces made
for the purpose, with names and addresses reserved for documentation and accounts that exist nowhere. Licence
of all: MIT. A file `NAME.keys.log` is the TLS key log that goes with `NAME`.

`record/record` records everything again and `record/record dns` only what `dns.sh` makes; `record/record
--list` names the scripts. `record/check` shows with tshark that each capture holds what is said here. This
list is written by `record/manifest.py`.

| Capture | Shows | Packets | Bytes | Recorded | By |
|---|---|---:|---:|---|---|
"""
FIRST = "first-look"


def facts(path):
    """Packets, and the day of the earliest."""
    out = subprocess.run(["capinfos", "-TrcaS", str(path)], capture_output=True, text=True, check=True).stdout
    packets, start = out.strip().split("\t")[1:3]
    return packets, datetime.datetime.fromtimestamp(float(start), datetime.timezone.utc).date()


def main():
    rows = []
    for script in sorted(HERE.glob("*.sh"), key=lambda p: (p.stem != FIRST, p.stem)):
        for name, sentence in re.findall(r"^# shows (\S+): (.*)$", script.read_text(), re.M):
            path = HERE.parent / name
            if path.exists():
                packets, day = facts(path)
                rows.append(f"| [{name}]({name}) | {sentence} | {packets} | {path.stat().st_size} | {day} "
                            f"| [{script.name}](record/{script.name}) |\n")
    (HERE.parent / "MANIFEST.md").write_text(HEAD + "".join(rows))


main()
