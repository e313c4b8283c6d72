#!/usr/bin/env python3
"""One end of a tunnel in user space: tunnel_end.py gre|6in4|4in6 DEVICE OWN_ADDRESS OTHER_ADDRESS

Packets that the system sends into DEVICE leave wrapped for the other end, and the other way round.
"""
import fcntl
import os
import select
import socket
import struct
import sys

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454ca, 1, 0x1000
GRE_KEY, GRE_SEQUENCE, KEY = 0x2000, 0x1000, 42
ETHER_TYPE = {4: 0x0800, 6: 0x86dd}
OUTER = {       # family and protocol outside, IP versions inside
    "gre": (socket.AF_INET, 47, (4, 6)),
    "6in4": (socket.AF_INET, 41, (6,)),
    "4in6": (socket.AF_INET6, 4, (4,)),
}


def device(name):
    fd = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(fd, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
    return fd


def main(kind, name, own, other):
    family, protocol, carried = OUTER[kind]
    tun = device(name)
    line = socket.socket(family, socket.SOCK_RAW, protocol)
    line.bind((own, 0))
    print("ready", flush=True)
    sequence = 0
    while True:
        for ready in select.select([tun, line], [], [])[0]:
            if ready == tun:
                packet = os.read(tun, 65535)
                if packet[0] >> 4 not in carried:
                    continue
                head = b""
                if kind == "gre":
                    inner = ETHER_TYPE[packet[0] >> 4]
                    head = struct.pack("!HHII", GRE_KEY | GRE_SEQUENCE, inner, KEY, sequence)
                    sequence += 1
                line.sendto(head + packet, (other, 0))
                continue
            packet = line.recv(65535)
            if family == socket.AF_INET:        # raw IPv4 sockets hand over the outer header as well
                packet = packet[(packet[0] & 15) * 4:]
            os.write(tun, packet[12:] if kind == "gre" else packet)


main(*sys.argv[1:])
