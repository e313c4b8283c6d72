#!/usr/bin/env python3
"""Two network interfaces joined by a slow line, in user space.

bottleneck.py A B [--rate KBIT] [--delay MS] [--mark MS] [--limit MS] [--drop B:17,40] [--late B:30]

Each direction is a queue served at --rate, then a delay. A packet that would wait longer than --mark gets
ECN "congestion experienced" when its sender said it understands ECN (RFC 3168); one that would wait longer
than --limit is dropped. --drop and --late choose packets by count: "B:17" is the 17th TCP packet with payload
that arrives on side B. It does what netem and codel do, for kernels that have neither. Needs CAP_NET_RAW.
"""
import argparse
import heapq
import select
import signal
import socket
import struct
import sys
import time

ETH_P_ALL = 3
SOL_PACKET, PACKET_IGNORE_OUTGOING = 263, 23


def arguments():
    p = argparse.ArgumentParser()
    p.add_argument("a")
    p.add_argument("b")
    p.add_argument("--rate", type=float, default=100000)
    p.add_argument("--delay", type=float, default=4)
    p.add_argument("--mark", type=float, default=1e9)
    p.add_argument("--limit", type=float, default=1e9)
    p.add_argument("--drop", action="append", default=[])
    p.add_argument("--late", action="append", default=[])
    return p.parse_args()


def chosen(options, side):
    numbers = set()
    for option in options:
        name, _, counts = option.partition(":")
        if name == side:
            numbers.update(int(n) for n in counts.split(","))
    return numbers


def port(name):
    s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    s.bind((name, ETH_P_ALL))
    s.setsockopt(SOL_PACKET, PACKET_IGNORE_OUTGOING, 1)
    s.setblocking(False)
    return s


def is_ipv4(frame):
    return frame[12:14] == b"\x08\x00"


def understands_ecn(frame):
    return is_ipv4(frame) and (frame[15] & 3) in (1, 2)


def mark(frame):
    """Sets CE and writes the IPv4 header checksum anew."""
    f = bytearray(frame)
    f[15] |= 3
    f[24:26] = b"\0\0"
    length = (f[14] & 15) * 4
    total = sum(struct.unpack(f"!{length // 2}H", f[14:14 + length]))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    struct.pack_into("!H", f, 24, ~total & 0xffff)
    return bytes(f)


def has_tcp_payload(frame):
    if not is_ipv4(frame) or frame[23] != 6:
        return False
    header = (frame[14] & 15) * 4
    tcp = (frame[14 + header + 12] >> 4) * 4
    return struct.unpack("!H", frame[16:18])[0] > header + tcp


class Direction:
    def __init__(self, side, options):
        self.free = 0.0
        self.count = 0
        self.drop = chosen(options.drop, side)
        self.late = chosen(options.late, side)
        self.options = options

    def admit(self, frame, now):
        """The frame as it leaves the queue and when it arrives, or None when it is lost."""
        o, extra = self.options, 0.0
        if has_tcp_payload(frame):
            self.count += 1
            if self.count in self.drop:
                return None
            if self.count in self.late:
                extra = 0.006
        wait = max(now, self.free) - now
        if wait * 1e3 > o.limit:
            return None
        if wait * 1e3 > o.mark and understands_ecn(frame):
            frame = mark(frame)
        self.free = now + wait + len(frame) * 8 / (o.rate * 1e3)
        return self.free + o.delay / 1e3 + extra, frame


def main():
    o = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    ports = {"A": port(o.a), "B": port(o.b)}
    other = {"A": "B", "B": "A"}
    line = {side: Direction(side, o) for side in ports}
    by_fd = {s.fileno(): side for side, s in ports.items()}
    waiting, order = [], 0
    print("ready", flush=True)
    while True:
        timeout = max(0.0, waiting[0][0] - time.monotonic()) if waiting else 0.5
        for fd in select.select(list(by_fd), [], [], timeout)[0]:
            side = by_fd[fd]
            while True:
                try:
                    frame = ports[side].recv(70000)
                except BlockingIOError:
                    break
                admitted = line[side].admit(frame, time.monotonic())
                if admitted:
                    order += 1
                    heapq.heappush(waiting, (admitted[0], order, other[side], admitted[1]))
        while waiting and waiting[0][0] <= time.monotonic():
            _, _, side, frame = heapq.heappop(waiting)
            ports[side].send(frame)


main()
