"""Followed streams and exported objects, held against the tshark that is installed.

follow.py PWIRE EXCEPTIONS CAPTURES SHARED

Every capture of CAPTURES, and of SHARED/captures/corpus where it is there: `-z follow` must print the same bytes for
the first streams, `--export-objects http` must write the same files under the same names. EXCEPTIONS has a line for
each difference where we are right or deliberately differ: file glob, what (tcp, udp, http, objects), reason.
"""

import fnmatch
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

STREAMS = 8
FORMS = {"tcp": ["ascii", "hex", "raw", "yaml"], "udp": ["hex"], "http": ["ascii"], "tls": ["raw"]}
CORPUS_FORMS = {"tcp": ["hex"], "udp": ["hex"], "http": ["ascii"]}
SECONDS = 300


def run(words, **more):
    try:
        return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS, **more)
    except subprocess.TimeoutExpired:
        return None


def exceptions(path):
    lines = [l.rstrip("\n").split("\t") for l in open(path, encoding="utf-8") if l.strip() and not l.startswith("#")]
    return [(glob, what, reason) for glob, what, reason in lines]


class Check:
    def __init__(self, pwire, known):
        self.pwire, self.known = pwire, known
        self.used, self.faults, self.same = set(), [], 0

    def tell(self, file, what, equal, how):
        if equal:
            self.same += 1
            return
        for i, (glob, kind, _) in enumerate(self.known):
            if kind == what and fnmatch.fnmatch(file.name, glob):
                self.used.add(i)
                return
        self.faults.append(f"{file}: {what}: {how}")

    def file(self, file, forms):
        asked = []
        for protocol, names in forms.items():
            for form in names:
                for stream in range(STREAMS):
                    asked += ["-z", f"follow,{protocol},{form},{stream}"]
        with tempfile.TemporaryDirectory() as folder:
            theirs, ours = Path(folder, "theirs"), Path(folder, "ours")
            a = run(["tshark", "-n", "-q", "-r", file, *asked, "--export-objects", f"http,{theirs}"])
            if a is None or a.returncode != 0:
                return
            b = run([self.pwire, "-n", "-q", "-r", file, *asked, "--export-objects", f"http,{ours}"])
            if b is None:
                self.faults.append(f"{file}: takes too long")
                return
            self.streams(file, sections(a.stdout), sections(b.stdout))
            self.objects(file, content(theirs), content(ours))

    def streams(self, file, a, b):
        for protocol in sorted({key.split(",")[0] for key in a}):
            different = [k for k in a if k.split(",")[0] == protocol and a[k] != b.get(k)]
            self.tell(file, protocol, not different, " ".join(different[:3]))

    def objects(self, file, a, b):
        different = sorted(n for n in a.keys() | b.keys() if a.get(n) != b.get(n))
        self.tell(file, "objects", not different, ", ".join(different[:3]))


def sections(text):
    """What was printed of each stream, by "tcp,hex,3"."""
    head = re.compile(rb"^(?:=+\nFollow: (\w+),([-\w]+)\nFilter: \w+\.stream eq (\d+)\n|(peers):\n)", re.M)
    found = list(head.finditer(text))
    ends = [m.start() for m in found[1:]] + [len(text)]
    name = lambda n, m: f"tcp,yaml,{n}" if m[4] else b",".join(m.groups()[:3]).decode()
    return {name(n, m): text[m.end():end] for n, (m, end) in enumerate(zip(found, ends))}


def content(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir()} if folder.is_dir() else {}


def main(pwire, known, captures, shared):
    if shutil.which("tshark") is None:
        print("skipped: tshark is not installed")
        return 77
    check = Check(pwire, exceptions(known))
    own = sorted(p for p in Path(captures).iterdir() if p.suffix in (".pcap", ".pcapng"))
    for file in own:
        check.file(file, FORMS)
    corpus = Path(os.environ.get("PLAINWIRE_SHARED", shared), "captures", "corpus", "captures")
    for file in sorted(corpus.iterdir()) if corpus.is_dir() else []:
        check.file(file, CORPUS_FORMS)
    print(f"{check.same} the same, {len(check.faults)} different without a reason")
    for fault in check.faults:
        print(fault)
    if corpus.is_dir():
        for i, (glob, what, _) in enumerate(check.known):
            if i not in check.used:
                print(f"exception without use: {glob} {what}")
                check.faults.append(glob)
    return 1 if check.faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
