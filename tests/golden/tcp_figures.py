#!/usr/bin/env python3
"""tcp_figures.py PWIRE EXCEPTIONS CAPTURES SHARED: round trips, bytes in flight, duplicate ACKs, waits, times and relative
numbers of TCP, as pwire and as the tshark that is installed give them (-2, so that both know the whole conversation).

Over the captures of the repository, and where they lie beside it the scenario vectors, the lab's captures and every
eighth of the corpus that has TCP. Packets that only one of both reads as TCP are left out: the golden_corpus tests see
to those. Differences stand in EXCEPTIONS with their reason; an exception that excuses nothing is a difference as well.
Ends with 0, 1 where there is a difference, 77 where it could not run.
"""
import collections
import fnmatch
import os
import pathlib
import shutil
import subprocess
import sys

FIELDS = ["tcp.analysis.ack_rtt", "tcp.analysis.acks_frame", "tcp.analysis.initial_rtt", "tcp.analysis.bytes_in_flight",
          "tcp.analysis.push_bytes_sent", "tcp.analysis.duplicate_ack_num", "tcp.analysis.duplicate_ack_frame",
          "tcp.analysis.rto", "tcp.analysis.rto_frame", "tcp.time_relative", "tcp.time_delta", "tcp.seq", "tcp.ack",
          "tcp.nxtseq"]
EVERY = 8
SHOWN = int(os.environ.get("PLAINWIRE_SHOWN", "5"))  # differences of a field that are printed


def ask(program, capture, passes):
    """{frame: {field: text}}, or nothing where the program refuses the file."""
    fields = ["frame.number", "frame.protocols", "tcp.stream", *FIELDS]
    command = [*program, "-n", *passes, "-r", str(capture), "-T", "fields", "-E", "occurrence=a", "-E", "aggregator=,"]
    for field in fields:
        command += ["-e", field]
    environment = dict(os.environ, LC_ALL="C.UTF-8", TZ="UTC")
    done = subprocess.run(command, capture_output=True, timeout=300, env=environment, check=False)
    rows = {}
    for line in done.stdout.decode("utf8", "replace").split("\n"):
        values = line.split("\t")
        if len(values) == len(fields):
            rows[values[0]] = dict(zip(fields, values))
    return rows


def captures(own, shared):
    out = sorted(own.glob("*.pcap*"))
    base = pathlib.Path(shared) / "captures"
    for folder in ("vectors", "lab"):
        out += sorted((base / folder).glob("*.pcap*"))
    with_tcp = sorted((base / "corpus" / "expected").glob("*.streams.tsv"))
    out += [base / "corpus" / "captures" / p.name[:-len(".streams.tsv")] for p in with_tcp[::EVERY]]
    return out


class Exceptions:
    """Lines of file, frame and field, each a glob, and the reason."""

    def __init__(self, path):
        lines = pathlib.Path(path).read_text(encoding="utf8").split("\n")
        self.all = [line.split("\t") for line in lines if line and not line.startswith("#")]
        self.used = collections.Counter()

    def excuse(self, name, frame, field):
        for i, (glob, f, column, _) in enumerate(self.all):
            if fnmatch.fnmatch(name, glob) and fnmatch.fnmatch(frame, f) and fnmatch.fnmatch(field, column):
                self.used[i] += 1
                return True
        return False

    def unused(self):
        return [line for i, line in enumerate(self.all) if not self.used[i]]


def later_known(field, want, got, initial, ours):
    """True where tshark tells a round trip that only a later packet of the conversation shows, and we tell it there."""
    if field != "tcp.analysis.initial_rtt" or got[field]:
        return False
    if not initial:
        for row in ours.values():
            if row[field]:
                initial.setdefault(row["tcp.stream"], row[field])
    return initial.get(got["tcp.stream"]) == want[field]


def layers(row, name):
    return row["frame.protocols"].split(":").count(name)


def main(pwire, exceptions_file, own, shared):
    tshark = shutil.which("tshark")
    if tshark is None:
        print("skipped: tshark is not installed")
        return 77
    shared = os.environ.get("PLAINWIRE_SHARED", shared)
    exceptions = Exceptions(exceptions_file)
    differences = collections.defaultdict(list)
    files = captures(pathlib.Path(own), shared)
    packets = values = 0
    for capture in files:
        initial = {}
        ours, theirs = ask([pwire], capture, []), ask([tshark], capture, ["-2"])
        for frame, want in theirs.items():
            got = ours.get(frame)
            if got is None or not layers(want, "tcp") or layers(want, "tcp") != layers(got, "tcp"):
                continue
            packets += 1
            for field in FIELDS:
                values += want[field] != ""
                if later_known(field, want, got, initial, ours):
                    continue
                if want[field] != got[field] and not exceptions.excuse(capture.name, frame, field):
                    differences[field].append((capture.name, frame, want[field], got[field]))
    for field, found in sorted(differences.items()):
        print(f"{field}: {len(found)} differ in {len({f[0] for f in found})} captures")
        for name, frame, want, got in found[:SHOWN]:
            print(f"  {name} #{frame}: tshark {want!r}, pwire {got!r}")
    # Without what lies beside the repository, some exceptions have nothing to excuse.
    unused = exceptions.unused() if (pathlib.Path(shared) / "captures" / "corpus").is_dir() else []
    for line in unused:
        print("an exception excuses nothing: " + "\t".join(line))
    print(f"{len(files)} captures, {packets} TCP packets, {values} figures, "
          f"{sum(exceptions.used.values())} excused by {len(exceptions.used)} exceptions")
    return 1 if differences or unused else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
