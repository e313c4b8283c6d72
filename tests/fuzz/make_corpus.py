#!/usr/bin/env python3
"""Makes the small seed corpora of the packet targets from captures/: tests/fuzz/make_corpus.py

A few short packets of every capture, cut out of the frame where a target starts at one protocol. What is there
already stays; the same captures give the same files.
"""
import hashlib
import pathlib
import struct
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CORPUS = ROOT / "tests" / "fuzz" / "corpus"
LINKS = {1: 0, 0: 1, 108: 2, 101: 3, 228: 4, 229: 5, 9: 6, 50: 7, 113: 8, 276: 9}  # linkTypeOf() in fuzz_support.cpp
LONGEST = 400


def pcap(data):
    order = "<" if data[:4] in (b"\xd4\xc3\xb2\xa1", b"\x4d\x3c\xb2\xa1") else ">"
    link = struct.unpack(order + "I", data[20:24])[0] & 0xFFFF
    at = 24
    while at + 16 <= len(data):
        captured, = struct.unpack(order + "I", data[at + 8:at + 12])
        yield link, data[at + 16:at + 16 + captured]
        at += 16 + captured


def pcapng(data):
    links, at = [], 0
    while at + 12 <= len(data):
        kind, size = struct.unpack("<II", data[at:at + 8])
        body = data[at + 8:at + size - 4]
        if kind == 0x0A0D0D0A:
            links = []
        elif kind == 1:
            links.append(struct.unpack("<H", body[:2])[0])
        elif kind == 6:
            interface, _, _, captured = struct.unpack("<IIII", body[:16])
            yield links[interface], body[20:20 + captured]
        at += size


def packets(path):
    data = path.read_bytes()
    return pcapng(data) if data[:4] == b"\x0a\x0d\x0d\x0a" else pcap(data)


def network(link, p):
    """(protocol number, header and payload) of the innermost plain Ethernet/IP packet, or nothing."""
    if link != 1 or len(p) < 34:
        return None
    kind = p[12] << 8 | p[13]
    if kind == 0x0800:
        header = (p[14] & 15) * 4
        return p[23], p[14 + header:14 + (p[16] << 8 | p[17])]
    if kind == 0x86DD:
        return p[20], p[54:]
    if kind == 0x0806:
        return -1, p[14:]
    return None


def save(target, name, data):
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}-{hashlib.sha1(data).hexdigest()[:8]}").write_bytes(data)


UDP_TARGETS = {53: ("dns", 0), 5353: ("dns", 1), 5355: ("dns", 2), 67: ("host_config", 0), 68: ("host_config", 0),
               546: ("host_config", 1), 547: ("host_config", 1), 123: ("host_config", 2), 69: ("host_config", 3),
               1900: ("host_config", 4), 4789: ("tunnels", 1)}


def start_at(name, link, p):
    """Seeds of the targets that begin at a protocol: which one, way, wire length, then its bytes."""
    inner = network(link, p)
    if inner is None:
        if link in (113, 276):
            save("tunnels", name, bytes([5, 0 if link == 113 else 1, 0, 0]) + p)
        elif p[12:14] in (b"\x81\x00", b"\x88\xa8"):
            save("tunnels", name, bytes([4 if p[12] == 0x81 else 6, 0, 0, 0]) + p[14:])
        return
    number, rest = inner
    for key, choice in ((1, 0), (58, 1), (2, 2), (-1, 3)):
        if number == key:
            save("icmp", name, bytes([choice, 0, 0, 0]) + rest)
    for key, choice in ((44, 9), (0, 10), (60, 11), (43, 12)):
        if number == key and p[12:14] == b"\x86\xdd":
            save("tunnels", name, bytes([choice, 0, 0, 0]) + rest)
    if number == 47:
        save("tunnels", name, bytes([0, 0, 0, 0]) + rest)
    if number == 6 and len(rest) >= 20:
        save("tcp_options", name, bytes([0, 0, 0, 0]) + rest)
    if number == 17 and len(rest) > 8:
        for port in (rest[0] << 8 | rest[1], rest[2] << 8 | rest[3]):
            if port in UDP_TARGETS:
                target, choice = UDP_TARGETS[port]
                save(target, name, bytes([choice, 0, 0, 0]) + rest[8:])
                break


def tls_inputs(path):
    """Seeds of the target tls: messages behind four bytes of settings, and conversations as pieces by turns."""
    stream, seen = b"", set()
    for link, p in packets(path):
        inner = network(link, p)
        if inner is None or inner[0] != 6:
            continue
        rest = inner[1]
        ports, data = struct.unpack(">HH", rest[:4]), rest[(rest[12] >> 4) * 4:]
        if 443 not in ports or not data or data[0] not in range(20, 24):
            continue
        for at in range(0, len(data), 256):
            piece = data[at:at + 256]
            stream += bytes([ports[0] == 443, len(piece) - 1]) + piece
        kind = (data[0], data[5] if data[0] == 22 else 0)
        if kind not in seen:
            seen.add(kind)
            save("tls", path.stem, bytes([0, 0, 3, 0]) + data)
    if stream:
        save("tls", path.stem, bytes([1, 0]) + stream[:4000])


def stack_input(link, some):
    """Input of ip_stack: link type, then packets with a 16-bit length before each."""
    return bytes([LINKS[link]]) + b"".join(struct.pack("<H", len(p)) + p for p in some)


# What a segment of tcp_tracker does: see tests/support/segment_maker.h.
DATA, ACK = 0, 2
AGAIN_ACK, AGAIN, FILL, GAP, SYN, SYN_ACK, FIN, RST, KEEP, PROBE, UNSEEN = range(4, 15)
CLIENT, SERVER = 0, 1
HANDSHAKE = [(CLIENT, SYN), (SERVER, SYN_ACK), (CLIENT, ACK)]
CONVERSATIONS = {
    "close4": HANDSHAKE + [(CLIENT, DATA), (SERVER, DATA), (CLIENT, FIN), (SERVER, ACK), (SERVER, FIN), (CLIENT, ACK)],
    "simultaneous": [(CLIENT, SYN), (SERVER, SYN), (CLIENT, SYN_ACK), (SERVER, SYN_ACK), (CLIENT, FIN),
                     (SERVER, AGAIN_ACK)],
    "refused": [(CLIENT, SYN), (SERVER, RST), (CLIENT, SYN), (SERVER, SYN_ACK), (CLIENT, ACK), (SERVER, RST),
                (CLIENT, FIN)],
    "loss": HANDSHAKE + [(CLIENT, DATA), (CLIENT, GAP), (SERVER, AGAIN_ACK), (SERVER, AGAIN_ACK), (SERVER, AGAIN_ACK),
                         (CLIENT, FILL), (SERVER, ACK), (CLIENT, AGAIN), (SERVER, UNSEEN)],
    "window": HANDSHAKE + [(CLIENT, DATA), (SERVER, ACK, 0, 0), (CLIENT, PROBE), (SERVER, AGAIN_ACK, 0, 0),
                           (SERVER, AGAIN_ACK, 0, 200), (CLIENT, KEEP), (SERVER, AGAIN_ACK)],
    "ecn": [(CLIENT, SYN, 12), (SERVER, SYN_ACK, 4), (CLIENT, ACK), (SERVER, DATA, 3), (CLIENT, ACK, 4),
            (SERVER, DATA, 11), (CLIENT, ACK, 4), (SERVER, DATA, 8)],
    "accecn": [(CLIENT, SYN, 28), (SERVER, SYN_ACK, 8), (CLIENT, ACK, 8), (SERVER, DATA, 3), (CLIENT, ACK, 20)],
}


def tracker_inputs():
    """Inputs of tcp_tracker: first numbers and options, then four bytes a segment."""
    for name, steps in CONVERSATIONS.items():
        for first, options in ((1000, 0x73), (0xFFFFFFC0, 0x0F)):
            data = struct.pack("<IIBB", first, (first * 3) & 0xFFFFFFFF, options, 1)
            for who, what, *rest in steps:
                bits, window = (rest + [0, 100][len(rest):])[:2]
                data += bytes([who | what << 1 | 2 << 5, 100, bits, window])
            save("tcp_tracker", name, data)


# Conversations of lines: protocol in the order of lines.cpp, then who says what.
CLIENT_SAYS, SERVER_SAYS = 0, 0x80
TALKS = {
    "ftp": [(SERVER_SAYS, b"220-a\r\n220 FTP\r\n"), (CLIENT_SAYS, b"USER a\r\nPASS b\r\n"),
            (CLIENT_SAYS, b"PORT 1,2,3,4,5,6\r\nEPRT |2|::1|77|\r\n"),
            (SERVER_SAYS, b"227 (1,2,3,4,5,6)\r\n229 (|||9|)\r\n"), (CLIENT_SAYS, b"AUTH TLS\r\n"),
            (SERVER_SAYS, b"234 go\r\n"), (CLIENT_SAYS, b"\x16\x03\x01")],
    "smtp": [(CLIENT_SAYS, b"EHLO x\r\nAUTH LOGIN\r\n"), (SERVER_SAYS, b"250-a\r\n250 b\r\n334 VXNlcm5hbWU6\r\n"),
             (CLIENT_SAYS, b"Z2FsdW50\r\n"), (CLIENT_SAYS, b"VjF2MXRyMG4=\r\n"), (SERVER_SAYS, b"235 ok\r\n"),
             (CLIENT_SAYS, b"MAIL FROM:<a@b>\r\nDATA\r\n"), (SERVER_SAYS, b"354 go\r\n"),
             (CLIENT_SAYS, b"Subject: x\r\n..\r\n.\r\nBDAT 3\r\nab\nSTARTTLS\r\n"), (SERVER_SAYS, b"220 go\r\n")],
    "pop": [(SERVER_SAYS, b"+OK POP <a@b>\r\n"), (CLIENT_SAYS, b"USER a\r\nPASS b\r\nAPOP c 01\r\nRETR 1\r\n"),
            (SERVER_SAYS, b"+OK\r\n+OK\r\n-ERR\r\n+OK\r\nFrom: a\r\n..\r\n.\r\n"),
            (CLIENT_SAYS, b"AUTH PLAIN\r\n"), (SERVER_SAYS, b"+ \r\n"), (CLIENT_SAYS, b"AHRlc3QAdGVzdA==\r\nSTLS\r\n")],
    "imap": [(SERVER_SAYS, b"* OK ready\r\n"), (CLIENT_SAYS, b"a1 LOGIN \"a\\\"\" {3+}\r\nb\nc\r\n"),
             (CLIENT_SAYS, b"a2 AUTHENTICATE CRAM-MD5\r\n"), (SERVER_SAYS, b"+ PDE4\r\n"),
             (CLIENT_SAYS, b"dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw\r\na3 SELECT x\r\n"),
             (SERVER_SAYS, b"a2 OK\r\n* 1 FETCH (BODY[] {4}\r\na\r\n))\r\na3 OK x\r\n")],
    "telnet": [(CLIENT_SAYS, b"\xff\xfd\x03\xff\xfb\x18\xff\xfa\x1f\0\x50\0\x18\xff\xf0"),
               (SERVER_SAYS, b"\r\nlogin: "),
               (CLIENT_SAYS, b"na\x7fe\r\n\xff"), (CLIENT_SAYS, b"\xfa\x27\0\xff"), (SERVER_SAYS, b"Password: "),
               (CLIENT_SAYS, b"\xff\xf0secret\r")],
}


def dns_stream_inputs():
    """Inputs of dns_stream: a message, and both sides in pieces, the second time with bytes missing."""
    body = bytes.fromhex("0100000100000000000003777777076578616d706c6503636f6d0000010001")
    message = bytes([0, len(body) + 2, 0x12, 0x34]) + body
    save("dns_stream", "walk", bytes([1, 0]) + message)
    for name, missing in (("talk", 0), ("gaps", 0x43)):
        pieces = [(CLIENT_SAYS, message + message[:3]), (CLIENT_SAYS, message[3:]), (SERVER_SAYS, message[:20]),
                  (SERVER_SAYS | missing, message[20:] + message)]
        save("dns_stream", name, bytes([128]) + b"".join(bytes([who, len(b)]) + b for who, b in pieces))


def line_inputs():
    """Inputs of lines: a protocol's number and the rest, told apart by the highest bit."""
    for number, (name, talk) in enumerate(TALKS.items()):
        save("lines", name + "-talk", bytes([130 + number]) + b"".join(bytes([who, len(b)]) + b for who, b in talk))
        for who, b in talk[:2]:
            save("lines", name + "-walk", bytes([number, who >> 7, 0, 0, 0, 0]) + b)


def main():
    line_inputs()
    dns_stream_inputs()
    for path in sorted((ROOT / "captures").glob("*.pcap*")):
        if path.name.startswith("https-tls"):
            tls_inputs(path)
        seen, run, run_link = set(), [], None
        for link, p in packets(path):
            if link not in LINKS:
                continue
            if run_link is None:
                run_link = link
            if len(run) < 12 and link == run_link and sum(map(len, run)) + len(p) < 5000:
                run.append(p)
            kind = (len(p) // 8, p[12:14], p[23:24])
            if len(p) > LONGEST or kind in seen:
                continue
            seen.add(kind)
            if len(seen) <= 4:
                save("packet", path.stem, bytes([LINKS[link], 0, 0, 0]) + p)
            if len(seen) <= 8:
                start_at(path.stem, link, p)
        if run:
            save("ip_stack", path.stem, stack_input(run_link, run))
    tracker_inputs()
    return 0


if __name__ == "__main__":
    sys.exit(main())
