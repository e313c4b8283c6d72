#!/usr/bin/env python3
"""A small DNS server for recordings: one zone kept in this file, over UDP and TCP. dns_server.py ADDRESS"""
import socket
import struct
import sys
import threading

A, NS, CNAME, SOA, PTR, MX, TXT, AAAA, SRV, OPT, HTTPS, CAA = 1, 2, 5, 6, 12, 15, 16, 28, 33, 41, 65, 257
TTL = 300


class Message:
    """Writes names compressed against everything written before (RFC 1035, 4.1.4)."""

    def __init__(self):
        self.data = bytearray(12)
        self.names = {}

    def name(self, text):
        labels = [part for part in text.split(".") if part]
        while labels:
            suffix = ".".join(labels).lower()
            if suffix in self.names:
                self.data += struct.pack("!H", 0xc000 | self.names[suffix])
                return
            if len(self.data) < 0x4000:
                self.names[suffix] = len(self.data)
            self.data += bytes([len(labels[0])]) + labels.pop(0).encode()
        self.data += b"\0"

    def record(self, owner, kind, parts, ttl=TTL):
        self.name(owner)
        self.data += struct.pack("!HHIH", kind, 1, ttl, 0)
        start = len(self.data)
        for part in parts:
            if isinstance(part, str):
                self.name(part)
            else:
                self.data += part
        struct.pack_into("!H", self.data, start - 2, len(self.data) - start)


def v4(text):
    return [socket.inet_pton(socket.AF_INET, text)]


def v6(text):
    return [socket.inet_pton(socket.AF_INET6, text)]


def words(*texts):
    return [b"".join(bytes([len(t)]) + t.encode() for t in texts)]


AUTHORITY = ("example", SOA, ["ns.example", "hostmaster.example", struct.pack("!5I", 2026010101, 7200, 900,
                                                                             1209600, 300)])
ZONE = [
    ("ns.example", A, v4("192.0.2.53")),
    ("shop.example", A, v4("192.0.2.80")),
    ("shop.example", AAAA, v6("2001:db8:1::80")),
    ("shop.example", MX, [struct.pack("!H", 10), "mail.example"]),
    ("shop.example", MX, [struct.pack("!H", 20), "mail2.example"]),
    ("shop.example", TXT, words("v=spf1 mx -all")),
    ("shop.example", TXT, words("two strings", " in one record")),
    ("shop.example", NS, ["ns.example"]),
    ("shop.example", CAA, [b"\0\x05issue" + b"ca.example"]),
    ("shop.example", HTTPS, [struct.pack("!H", 1), b"\0", b"\0\x01\0\x09\x08http/1.1"]),
    ("mail.example", A, v4("192.0.2.25")),
    ("mail2.example", A, v4("192.0.2.26")),
    ("www.shop.example", CNAME, ["web.shop.example"]),
    ("web.shop.example", CNAME, ["edge.cdn.example"]),
    ("edge.cdn.example", CNAME, ["shop.example"]),
    ("_http._tcp.shop.example", SRV, [struct.pack("!3H", 0, 5, 80), "shop.example"]),
    ("80.2.0.192.in-addr.arpa", PTR, ["shop.example"]),
] + [("many.example", TXT, words(f"line {n:02d} of an answer that is too long for one small datagram"))
     for n in range(1, 31)]


def lookup(owner, kind):
    """Answers, following aliases; and whether the name exists at all."""
    answers, known, owner = [], False, owner.lower()
    for _ in range(8):
        here = [r for r in ZONE if r[0] == owner]
        known = known or bool(here)
        answers += [r for r in here if r[1] == kind]
        alias = [r for r in here if r[1] == CNAME and kind != CNAME]
        if not alias:
            return answers, known
        answers += alias
        owner = alias[0][2][0]
    return answers, known


def read_name(query, at):
    labels = []
    while query[at]:
        labels.append(query[at + 1:at + 1 + query[at]].decode())
        at += 1 + query[at]
    return ".".join(labels), at + 1


def answer(query, over_tcp):
    identity, flags, questions, _, _, additional = struct.unpack("!6H", query[:12])
    if flags & 0x8000 or questions != 1:
        return None
    owner, at = read_name(query, 12)
    kind, klass = struct.unpack("!HH", query[at:at + 4])
    at += 4
    edns = query[at:at + 3] == b"\0\0\x29" if additional else False
    room = 65535 if over_tcp else max(512, struct.unpack("!H", query[at + 3:at + 5])[0]) if edns else 512
    records, known = lookup(owner, kind)
    reply = build(identity, flags, (owner, kind, klass), records, known, edns)
    if len(reply) > room:
        reply = build(identity, flags | 0x0200, (owner, kind, klass), [], True, edns, cut=True)
    return reply


def build(identity, flags, question, records, known, edns, cut=False):
    m = Message()
    owner, kind, klass = question
    m.name(owner)
    m.data += struct.pack("!HH", kind, klass)
    for record in records:
        m.record(*record)
    nothing = not records and not cut
    if nothing:
        m.record(*AUTHORITY)
    if edns:
        m.data += b"\0" + struct.pack("!HHIH", OPT, 1232, 0, 0)
    out = 0x8480 | (flags & 0x0100) | (0x0200 if cut else 0) | (0 if known else 3)
    m.data[:12] = struct.pack("!6H", identity, out, 1, len(records), int(nothing), int(edns))
    return bytes(m.data)


def exactly(connection, count):
    data = b""
    while len(data) < count:
        piece = connection.recv(count - len(data))
        if not piece:
            return b""
        data += piece
    return data


def tcp_client(connection):
    with connection:
        while head := exactly(connection, 2):
            reply = answer(exactly(connection, struct.unpack("!H", head)[0]), True)
            if reply is None:
                return
            connection.sendall(struct.pack("!H", len(reply)) + reply)


def tcp_server(listener):
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=tcp_client, args=(connection,), daemon=True).start()


def main(address):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.create_server((address, 53), family=family)
    threading.Thread(target=tcp_server, args=(listener,), daemon=True).start()
    udp = socket.socket(family, socket.SOCK_DGRAM)
    udp.bind((address, 53))
    print("ready", flush=True)
    while True:
        query, peer = udp.recvfrom(4096)
        reply = answer(query, False)
        if reply:
            udp.sendto(reply, peer)


main(sys.argv[1])
