#!/usr/bin/env python3
"""Adds a name resolution block to a pcapng file: add_names.py IN OUT ADDRESS=NAME…

The block goes behind the last interface description, before the first packet.
"""
import socket
import struct
import sys

SECTION, INTERFACE, NAMES = 0x0a0d0d0a, 1, 4


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


def main(source, target, *names):
    with open(source, "rb") as f:
        data = f.read()
    at = 0
    while at < len(data):
        kind, length = struct.unpack_from("<II", data, at)
        if kind not in (SECTION, INTERFACE):
            break
        at += length
    records = b"".join(name_record(n) for n in names) + bytes(4)
    with open(target, "wb") as f:
        f.write(data[:at] + block(NAMES, records) + data[at:])


main(*sys.argv[1:])
