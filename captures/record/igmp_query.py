#!/usr/bin/env python3
"""Asks as a router who listens: igmp_query.py ADDRESS VERSION [GROUP], with the router alert option."""
import socket
import struct
import sys


def checksum(data):
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


address, version = sys.argv[1:3]
group = sys.argv[3] if len(sys.argv) > 3 else "0.0.0.0"
query = struct.pack("!BBH4s", 0x11, 5, 0, socket.inet_aton(group))       # answer within 0.5 s
if version == "3":
    query += struct.pack("!BBH", 2, 125, 0)                              # robustness, interval, no senders
query = query[:2] + struct.pack("!H", checksum(query)) + query[4:]
s = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_IGMP)
s.setsockopt(socket.IPPROTO_IP, socket.IP_OPTIONS, b"\x94\x04\0\0")
s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(address))
s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 1)
s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 0)
s.sendto(query, (group if group != "0.0.0.0" else "224.0.0.1", 0))
