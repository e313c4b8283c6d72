#!/usr/bin/env python3
"""Sends one UDP datagram: send_udp.py ADDRESS PORT TEXT [--ttl N] [--size N] [--from-port N]"""
import argparse
import socket

p = argparse.ArgumentParser()
p.add_argument("address")
p.add_argument("port", type=int)
p.add_argument("text")
p.add_argument("--ttl", type=int)
p.add_argument("--size", type=int)
p.add_argument("--from-port", type=int, default=0)
o = p.parse_args()

family = socket.AF_INET6 if ":" in o.address else socket.AF_INET
s = socket.socket(family, socket.SOCK_DGRAM)
s.bind(("", o.from_port))
if o.ttl and family == socket.AF_INET:
    s.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, o.ttl)
elif o.ttl:
    s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_UNICAST_HOPS, o.ttl)
data = o.text.encode()
if o.size:
    data = (data * (o.size // len(data) + 1))[:o.size]
s.sendto(data, (o.address, o.port))
