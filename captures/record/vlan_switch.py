#!/usr/bin/env python3
"""A switch in user space: frames from an access port leave the trunk tagged, and the other way round.

vlan_switch.py TRUNK PORT:VLAN:PRIORITY… [--provider VLAN]

With --provider every frame on the trunk carries an 802.1ad tag around the 802.1Q tag.
"""
import argparse
import select
import socket
import struct

ETH_P_ALL = 3
SOL_PACKET, PACKET_AUXDATA, PACKET_IGNORE_OUTGOING = 263, 8, 23
TP_STATUS_VLAN_VALID = 1 << 4


def port(name):
    s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    s.bind((name, ETH_P_ALL))
    s.setsockopt(SOL_PACKET, PACKET_IGNORE_OUTGOING, 1)
    s.setsockopt(SOL_PACKET, PACKET_AUXDATA, 1)
    return s


def receive(s):
    """A frame as it was on the wire: Linux takes the outer tag off and tells of it separately."""
    frame, extra, _, _ = s.recvmsg(70000, 256)
    for level, kind, data in extra:
        if level == SOL_PACKET and kind == PACKET_AUXDATA:
            status, _, _, _, _, tag, protocol = struct.unpack("IIIHHHH", data[:20])
            if status & TP_STATUS_VLAN_VALID:
                return push(frame, protocol or 0x8100, tag)
    return frame


def push(frame, protocol, tag):
    return frame[:12] + struct.pack("!HH", protocol, tag) + frame[12:]


def pop(frame):
    """(protocol, tag, frame without it)"""
    return *struct.unpack("!HH", frame[12:16]), frame[:12] + frame[16:]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("trunk")
    p.add_argument("ports", nargs="+")
    p.add_argument("--provider", type=int)
    o = p.parse_args()
    trunk = port(o.trunk)
    access = {}
    for text in o.ports:
        name, vlan, priority = text.split(":")
        access[int(vlan)] = (port(name), int(priority) << 13 | int(vlan))
    print("ready", flush=True)
    while True:
        for s in select.select([trunk] + [a for a, _ in access.values()], [], [])[0]:
            frame = receive(s)
            if s is trunk:
                from_trunk(frame, access, o.provider)
                continue
            tag = next(t for a, t in access.values() if a is s)
            frame = push(frame, 0x8100, tag)
            trunk.send(push(frame, 0x88a8, o.provider) if o.provider else frame)


def from_trunk(frame, access, provider):
    if provider:
        protocol, tag, frame = pop(frame)
        if protocol != 0x88a8 or tag & 0xfff != provider:
            return
    protocol, tag, frame = pop(frame)
    if protocol == 0x8100 and tag & 0xfff in access:
        access[tag & 0xfff][0].send(frame)


main()
