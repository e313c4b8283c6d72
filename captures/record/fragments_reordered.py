#!/usr/bin/env python3
"""Sends a UDP datagram as four IPv4 fragments: last one first, one of them twice.

fragments_reordered.py FROM TO
"""
import socket
import struct
import sys

MORE = 0x2000
PIECE = 1000            # a multiple of 8, as offsets count 8 bytes


def checksum(data):
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


def datagram(source, target, text):
    head = struct.pack("!HHHH", 40000, 9999, 8 + len(text), 0)
    pseudo = source + target + struct.pack("!HH", 17, 8 + len(text))
    return head[:6] + struct.pack("!H", checksum(pseudo + head + text)) + text


def main(source, target):
    source_bytes, target_bytes = socket.inet_aton(source), socket.inet_aton(target)
    whole = datagram(source_bytes, target_bytes, b"in the wrong order. " * 180)
    raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
    pieces = [(at, whole[at:at + PIECE]) for at in range(0, len(whole), PIECE)]
    for at, piece in (pieces[-1], pieces[0], pieces[2], pieces[2], pieces[1]):
        more = MORE if at + len(piece) < len(whole) else 0
        head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(piece), 0x1234, more | at // 8, 64, 17, 0,
                           source_bytes, target_bytes)
        raw.sendto(head + piece, (target, 0))      # the kernel fills in the header checksum


main(*sys.argv[1:])
