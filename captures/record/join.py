#!/usr/bin/env python3
"""Listens to a multicast group for some seconds: join.py GROUP ADDRESS SECONDS [--from SENDER]"""
import socket
import sys
import time

IP_ADD_SOURCE_MEMBERSHIP = 39

group, address, seconds = sys.argv[1:4]
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
if sys.argv[4:5] == ["--from"]:
    wanted = socket.inet_aton(group) + socket.inet_aton(address) + socket.inet_aton(sys.argv[5])
    s.setsockopt(socket.IPPROTO_IP, IP_ADD_SOURCE_MEMBERSHIP, wanted)
else:
    wanted = socket.inet_aton(group) + socket.inet_aton(address)
    s.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, wanted)
time.sleep(float(seconds))
