#!/usr/bin/env python3
"""Conversations that end in different ways. talker.py serve|refused|close|reset|silent ADDRESS"""
import socket
import struct
import sys
import threading
import time

CLOSE, RESET, SILENT, NOBODY = 7001, 7002, 7003, 7009


def until_end(connection):
    try:
        while connection.recv(4096):
            pass
    except ConnectionResetError:
        pass


def end_politely(connection):
    until_end(connection)
    time.sleep(0.12)            # the end of the other side is acknowledged on its own first
    connection.sendall(b"goodbye\n")
    connection.close()


def break_off(connection):
    connection.recv(4096)
    time.sleep(0.02)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()          # with a linger time of 0 this is a reset


def serve_one(listener, end):
    while True:
        connection, _ = listener.accept()
        connection.sendall(b"hello, say what you want\n")
        end(connection)


def serve(address):
    for port, end in ((CLOSE, end_politely), (RESET, break_off)):
        listener = socket.create_server((address, port))
        threading.Thread(target=serve_one, args=(listener, end), daemon=True).start()
    print("ready", flush=True)
    threading.Event().wait()


def converse(address, port):
    with socket.create_connection((address, port)) as s:
        s.recv(4096)
        s.sendall(b"three pencils, please\n")
        time.sleep(0.05)
        if port == CLOSE:
            s.shutdown(socket.SHUT_WR)
        until_end(s)


what, where = sys.argv[1:3]
if what == "serve":
    serve(where)
elif what == "close":
    converse(where, CLOSE)
elif what == "reset":
    converse(where, RESET)
else:
    try:
        socket.create_connection((where, SILENT if what == "silent" else NOBODY), timeout=4)
    except OSError:
        pass
