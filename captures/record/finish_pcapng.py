#!/usr/bin/env python3
"""Adds names for addresses to a pcapng file and makes anonymous which machine recorded it.

finish_pcapng.py IN OUT ADDRESS=NAME…

The name resolution block goes behind the last interface description, before the first packet. The hardware and
the operating system in the section header and in the interface descriptions become fixed words.
"""
import socket
import struct
import sys

SECTION, INTERFACE, NAMES = 0x0a0d0d0a, 1, 4
FIXED_PART = {SECTION: 16, INTERFACE: 8}
REPLACED = {SECTION: {2: b"a lab machine", 3: b"Linux"}, INTERFACE: {12: b"Linux"}}


def padded(data):
    return data + bytes(-len(data) % 4)


def block(kind, body):
    length = struct.pack("<I", len(body) + 12)
    return struct.pack("<I", kind) + length + body + length


def name_record(text):
    address, name = text.split("=")
    kind, family = (2, socket.AF_INET6) if ":" in address else (1, socket.AF_INET)
    value = socket.inet_pton(family, address) + name.encode() + b"\0"
    return struct.pack("<HH", kind, len(value)) + padded(value)


def anonymous(kind, body):
    fixed, options = body[:FIXED_PART[kind]], body[FIXED_PART[kind]:]
    if kind == SECTION:
        fixed = fixed[:8] + b"\xff" * 8         # a section length that need not be kept right
    out = b""
    while len(options) >= 4:
        code, length = struct.unpack("<HH", options[:4])
        value = REPLACED[kind].get(code, options[4:4 + length])
        out += struct.pack("<HH", code, len(value)) + padded(value)
        options = options[4 + length + -length % 4:]
    return block(kind, fixed + out)


def main(source, target, *names):
    with open(source, "rb") as f:
        data = f.read()
    head, at = b"", 0
    while at < len(data):
        kind, length = struct.unpack_from("<II", data, at)
        if kind not in FIXED_PART:
            break
        head += anonymous(kind, data[at + 8:at + length - 4])
        at += length
    records = b"".join(name_record(n) for n in names) + bytes(4)
    with open(target, "wb") as f:
        f.write(head + block(NAMES, records) + data[at:])


main(*sys.argv[1:])
