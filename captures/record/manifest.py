#!/usr/bin/env python3
"""Writes captures/MANIFEST.md from the `# shows FILE: sentence` lines of the scripts and from the captures."""
import pathlib
import re
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
HEAD = """# Captures

Every file here was recorded from real traffic by the scripts in [record/](record), in network namespaces made for
the purpose, with names and addresses reserved for documentation and accounts that exist nowhere. Licence of all:
MIT. Written by `record/manifest.py`; `record/record NAME` records again and `record/check` shows that each capture
holds what this list says. A file `NAME.keys.log` is the TLS key log that goes with `NAME`.

| Capture | Shows | Packets | Bytes | Recorded | By |
|---|---|---:|---:|---|---|
"""
FIRST = "first-look"


def facts(path):
    """Packets, and the day of the earliest."""
    out = subprocess.run(["capinfos", "-TrcaS", str(path)], capture_output=True, text=True, check=True).stdout
    packets, start = out.strip().split("\t")[1:3]
    day = subprocess.run(["date", "-u", "-d", f"@{start.split('.')[0]}", "+%Y-%m-%d"], capture_output=True, text=True,
                         check=True).stdout.strip()
    return packets, day


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
