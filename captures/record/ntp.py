#!/usr/bin/env python3
"""A small NTP version 4 server and client (RFC 5905). ntp.py serve|ask ADDRESS"""
import socket
import struct
import sys
import time

SINCE_1900 = 2208988800
CLIENT, SERVER = 3, 4


def stamp(seconds):
    return struct.pack("!II", int(seconds) + SINCE_1900, int(seconds % 1 * 2**32))


def serve(address):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind((address, 123))
    print("ready", flush=True)
    started, answered = time.time(), 0
    while True:
        query, peer = s.recvfrom(512)
        arrived = time.time()
        if len(query) < 48 or query[0] & 7 != CLIENT:
            continue
        answered += 1
        if answered > 3:        # stratum 0 and a word in place of the reference: the kiss of death
            head = struct.pack("!BBbb", 0xe0 | SERVER, 0, query[2], -20) + bytes(8) + b"RATE" + bytes(8)
        else:
            head = struct.pack("!BBbbII", 0x20 | SERVER, 2, query[2], -20, 0x0000_0120, 0x0000_0340)
            head += socket.inet_aton("198.51.100.123") + stamp(started - 12)
        s.sendto(head + query[40:48] + stamp(arrived) + stamp(time.time()), peer)


def ask(address):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.settimeout(2)
    s.bind(("", 123))
    for _ in range(4):
        query = struct.pack("!BBbb", 0x20 | CLIENT, 0, 6, -20) + bytes(36) + stamp(time.time())
        s.sendto(query, (address, 123))
        s.recv(512)
        time.sleep(0.5)


{"serve": serve, "ask": ask}[sys.argv[1]](sys.argv[2])
