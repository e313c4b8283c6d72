#!/usr/bin/env python3
"""Gets an address by DHCPv6, renews and releases it (RFC 8415), without using it. dhcpv6_client.py IF"""
import secrets
import socket
import struct
import sys
import time

SOLICIT, REQUEST, RENEW, RELEASE, INFORMATION = 1, 3, 5, 8, 11
CLIENT_ID, SERVER_ID, IA_NA, OPTION_REQUEST, ELAPSED, FQDN = 1, 2, 3, 6, 8, 39


def option(code, data):
    return struct.pack("!HH", code, len(data)) + data


def options(data):
    found = {}
    while len(data) >= 4:
        code, length = struct.unpack("!HH", data[:4])
        found[code] = data[4:4 + length]
        data = data[4 + length:]
    return found


def mac_of(nic):
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW) as s:
        s.bind((nic, 0))
        return s.getsockname()[4]


class Client:
    def __init__(self, nic):
        self.identity = option(CLIENT_ID, struct.pack("!HH", 3, 1) + mac_of(nic))
        self.socket = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
        self.socket.bind(("::", 546))
        self.socket.settimeout(3)
        self.servers = ("ff02::1:2", 547, 0, socket.if_nametoindex(nic))

    def ask(self, kind, *parts):
        head = bytes([kind]) + secrets.token_bytes(3)
        wanted = option(OPTION_REQUEST, struct.pack("!HH", 23, 24))
        message = head + self.identity + b"".join(parts) + wanted + option(ELAPSED, b"\0\0")
        self.socket.sendto(message, self.servers)
        while True:
            reply = self.socket.recv(4096)
            if reply[1:4] == head[1:4]:
                time.sleep(0.2)
                return options(reply[4:])


def main(nic):
    client = Client(nic)
    association = option(IA_NA, struct.pack("!III", 0x5301, 0, 0))
    name = option(FQDN, b"\x01\x0estudent-laptop")
    offer = client.ask(SOLICIT, association, name)
    server, lease = option(SERVER_ID, offer[SERVER_ID]), option(IA_NA, offer[IA_NA])
    granted = client.ask(REQUEST, server, lease, name)
    lease = option(IA_NA, granted[IA_NA])
    client.ask(RENEW, server, lease)
    client.ask(RELEASE, server, lease)
    client.ask(INFORMATION)


main(sys.argv[1])
