#!/usr/bin/env python3
"""A device that can be discovered, and a computer that looks for it.

discovery.py mdns|llmnr|ssdp device|seek ADDRESS

The device announces itself (mDNS, SSDP), answers questions until it gets SIGTERM, and says goodbye.
"""
import signal
import socket
import struct
import sys
import time

A, PTR, TXT, AAAA, SRV = 1, 12, 16, 28, 33
GROUPS = {"mdns": ("224.0.0.251", 5353), "llmnr": ("224.0.0.252", 5355), "ssdp": ("239.255.255.250", 1900)}
HOPS = {5353: 255, 5355: 1, 1900: 2}
SERVICE, INSTANCE, HOST = "_ipp._tcp.local", "Demo printer._ipp._tcp.local", "printer.local"
FLUSH = 0x8000          # "this is all there is of that name", mDNS only
UNICAST = 0x8000        # in a question: "answer me alone"


def name(text):
    out = b""
    for label in text.split("."):
        out += bytes([len(label)]) + label.encode()
    return out + b"\0"


def texts(*parts):
    return b"".join(bytes([len(p)]) + p.encode() for p in parts)


def question(text, kind, flags=0):
    return name(text) + struct.pack("!HH", kind, 1 | flags)


def record(text, kind, data, ttl, flags=0):
    return name(text) + struct.pack("!HHIH", kind, 1 | flags, ttl, len(data)) + data


def message(identity, flags, questions=(), answers=(), additional=()):
    head = struct.pack("!6H", identity, flags, len(questions), len(answers), 0, len(additional))
    return head + b"".join((*questions, *answers, *additional))


def open_socket(address, group, port, listen):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(("", port if listen else 0))
    s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(address))
    s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, HOPS[port])
    s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 0)
    if listen:
        wanted = socket.inet_aton(group) + socket.inet_aton(address)
        s.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, wanted)
    return s


class Mdns:
    def __init__(self, address):
        self.address = socket.inet_aton(address)

    def all(self, ttl):
        pointer = record(SERVICE, PTR, name(INSTANCE), ttl)
        rest = (record(INSTANCE, SRV, struct.pack("!3H", 0, 0, 631) + name(HOST), ttl, FLUSH),
                record(INSTANCE, TXT, texts("txtvers=1", "rp=printers/demo", "Color=T"), ttl, FLUSH),
                record(HOST, A, self.address, ttl, FLUSH))
        return pointer, rest

    def announce(self):
        pointer, rest = self.all(120)
        return [message(0, 0x8400, answers=(pointer, *rest))] * 2

    def goodbye(self):
        pointer, rest = self.all(0)
        return [message(0, 0x8400, answers=(pointer, *rest))]

    def answer(self, query):
        """The answer, and whether it goes to the group."""
        pointer, rest = self.all(120)
        alone = query[-2] & 0x80
        if name(SERVICE) in query:
            return message(0, 0x8400, answers=(pointer,), additional=rest), not alone
        if name(HOST) in query:
            return message(0, 0x8400, answers=rest[2:]), not alone
        return None, False

    def seek(self):
        yield message(0, 0, [question(SERVICE, PTR, UNICAST)])
        yield message(0, 0, [question(SERVICE, PTR)])
        yield message(0, 0, [question(HOST, A), question(HOST, AAAA)])
        yield message(0, 0, [question("nobody.local", A)])


class Llmnr:
    def __init__(self, address):
        self.address = socket.inet_aton(address)

    def announce(self):
        return []

    goodbye = announce

    def answer(self, query):
        asked = question("printer", A)
        if query[12:] != asked:
            return None, False
        answers = [record("printer", A, self.address, 30)]
        return message(struct.unpack("!H", query[:2])[0], 0x8000, [asked], answers), False

    def seek(self):
        yield message(0x5301, 0, [question("printer", A)])
        yield message(0x5302, 0, [question("nobody", A)])


class Ssdp:
    KIND = "urn:schemas-upnp-org:device:Printer:1"
    NAME = "uuid:00000000-0000-0000-0000-000000000020"

    def __init__(self, address):
        self.address = address

    def text(self, first, *lines):
        return "\r\n".join((first, *lines, "", "")).encode()

    def notify(self, what):
        return self.text("NOTIFY * HTTP/1.1", "HOST: 239.255.255.250:1900", "CACHE-CONTROL: max-age=1800",
                         f"LOCATION: http://{self.address}/device.xml", f"NT: {self.KIND}",
                         f"NTS: ssdp:{what}", "SERVER: Demo/1.0 UPnP/1.1 Printer/1.0",
                         f"USN: {self.NAME}::{self.KIND}")

    def announce(self):
        return [self.notify("alive")]

    def goodbye(self):
        return [self.notify("byebye")]

    def answer(self, query):
        if not query.startswith(b"M-SEARCH"):
            return None, False
        return self.text("HTTP/1.1 200 OK", "CACHE-CONTROL: max-age=1800", "EXT:",
                         f"LOCATION: http://{self.address}/device.xml",
                         "SERVER: Demo/1.0 UPnP/1.1 Printer/1.0",
                         f"ST: {self.KIND}", f"USN: {self.NAME}::{self.KIND}"), False

    def seek(self):
        yield self.text("M-SEARCH * HTTP/1.1", "HOST: 239.255.255.250:1900", 'MAN: "ssdp:discover"', "MX: 1",
                        "ST: ssdp:all", "USER-AGENT: Laptop/1.0 UPnP/1.1 Seeker/1.0")


def device(protocol, s, group):
    def leave(*_):
        for text in protocol.goodbye():
            s.sendto(text, group)
        sys.exit(0)

    signal.signal(signal.SIGTERM, leave)
    for text in protocol.announce():
        s.sendto(text, group)
        time.sleep(0.1)
    while True:
        query, peer = s.recvfrom(4096)
        reply, to_group = protocol.answer(query)
        if reply:
            s.sendto(reply, group if to_group else peer)


def main(which, role, address):
    group = GROUPS[which]
    protocol = {"mdns": Mdns, "llmnr": Llmnr, "ssdp": Ssdp}[which](address)
    s = open_socket(address, *group, listen=role == "device" or which == "mdns")
    if role == "device":
        device(protocol, s, group)
    for text in protocol.seek():
        s.sendto(text, group)
        time.sleep(0.3)


main(*sys.argv[1:])
