#!/usr/bin/env python3
"""Makes the seed corpora of the file readers' fuzz targets: corpus/file_pcap, file_pcapng and file_compressed.

Needs zstd and lz4 on the path. The same run gives the same bytes.
"""
import gzip
import pathlib
import struct
import subprocess

CORPUS = pathlib.Path(__file__).parent / "corpus"
FRAME = bytes.fromhex("ffffffffffff0200000000010800") + bytes(range(46))


def pcap(order, magic, link=1, version=(2, 4), extra=b"", tail=b"", snap=65535, lead=b"", front=b""):
    out = struct.pack(order + "IHHiIII", magic, *version, 0, 0, snap, link) + front
    for i in range(4):
        packet = lead + FRAME[: 14 + 11 * i]
        out += struct.pack(order + "IIII", 1700000000 + i, i * 250000, len(packet), len(packet)) + extra + packet
    return out + tail


def option(order, code, value):
    return struct.pack(order + "HH", code, len(value)) + value + bytes(-len(value) % 4)


def block(order, kind, body):
    body += bytes(-len(body) % 4)
    length = struct.pack(order + "I", len(body) + 12)
    return struct.pack(order + "I", kind) + length + body + length


def section(order, options=b"", version=(1, 0)):
    return block(order, 0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, *version, -1) + options)


def interface(order, options=b"", link=1, snap=0):
    return block(order, 1, struct.pack(order + "HHI", link, 0, snap) + options)


def enhanced(order, which, ticks, packet, options=b""):
    head = struct.pack(order + "IIIII", which, ticks >> 32, ticks & 0xFFFFFFFF, len(packet), len(packet))
    return block(order, 6, head + packet + bytes(-len(packet) % 4) + options)


def pcapng(order):
    end = option(order, 0, b"")
    out = section(order, option(order, 1, b"comment") + option(order, 4, b"seed") + end)
    out += interface(order, option(order, 2, b"eth0") + option(order, 9, b"\x09") + option(order, 11, b"\0tcp")
                     + option(order, 14, struct.pack(order + "q", 3600)) + option(order, 13, b"\4") + end)
    out += interface(order, option(order, 9, b"\x94") + end, 101, 64)
    out += block(order, 10, struct.pack(order + "II", 0x544C534B, 10) + b"CLIENT_RAN")
    out += enhanced(order, 0, 1700000000 * 10**9, FRAME, option(order, 1, b"look")
                    + option(order, 2, struct.pack(order + "I", 1)) + option(order, 4, struct.pack(order + "Q", 2)) + end)
    out += enhanced(order, 1, 1700000000 << 20, FRAME[14:])
    out += block(order, 3, struct.pack(order + "I", len(FRAME)) + FRAME)
    out += block(order, 2, struct.pack(order + "HHIIII", 0, 1, 0, 5, 14, 60) + FRAME[:14])
    out += block(order, 4, struct.pack(order + "HH", 1, 8) + b"\xc0\0\2\1one\0" + struct.pack(order + "HH", 2, 20)
                 + bytes(16) + b"six\0" + struct.pack(order + "HH", 0, 0))
    out += block(order, 5, struct.pack(order + "III", 0, 0, 9) + option(order, 4, struct.pack(order + "Q", 4)) + end)
    out += block(order, 0xBAD, struct.pack(order + "I", 32473) + b"custom")
    return out


def snoop():
    out = b"snoop\0\0\0" + struct.pack(">II", 2, 4)
    for i in range(3):
        packet = FRAME[: 20 + 5 * i]
        pad = -len(packet) % 4
        out += struct.pack(">IIIIII", 1514, len(packet), 24 + len(packet) + pad, 0, 1000 + i, i) + packet + bytes(pad)
    return out


def seeds():
    modified = struct.pack("<IHBB", 2, 0x0800, 0, 0)
    yield "file_pcap", "le_usec", pcap("<", 0xA1B2C3D4)
    yield "file_pcap", "be_nsec", pcap(">", 0xA1B23C4D)
    yield "file_pcap", "modified_24", pcap("<", 0xA1B2CD34, extra=modified)
    yield "file_pcap", "modified_28", pcap("<", 0xA1B2CD34, extra=modified + bytes(4))
    yield "file_pcap", "redhat", pcap("<", 0xA1B2C3D4, extra=modified)
    yield "file_pcap", "nokia", pcap("<", 0xA1B2C3D4, extra=struct.pack("<I", 0x9FBFB601))
    yield "file_pcap", "aix_fddi", pcap(">", 0xA1B2C3D4, link=15, version=(2, 2), lead=bytes(3))
    yield "file_pcap", "ixia", pcap("<", 0x1C0001AC, front=bytes(4))
    yield "file_pcap", "version_2_3", pcap("<", 0xA1B2C3D4, version=(2, 3))
    yield "file_pcap", "fcs", pcap("<", 0xA1B2C3D4, link=0x24000001)
    yield "file_pcap", "cut", pcap("<", 0xA1B2C3D4, tail=bytes(9))
    yield "file_pcap", "snoop", snoop()
    yield "file_pcapng", "le", pcapng("<")
    yield "file_pcapng", "be", pcapng(">")
    yield "file_pcapng", "both", pcapng("<") + pcapng(">")
    yield "file_pcapng", "cut", pcapng("<")[:-5]
    yield "file_pcapng", "version_2", pcapng("<") + section("<", version=(2, 0))
    for name, data in (("pcap", pcap("<", 0xA1B2C3D4)), ("pcapng", pcapng(">"))):
        yield "file_compressed", name + ".gz", gzip.compress(data, mtime=0)
        yield "file_compressed", name + "_twice.gz", gzip.compress(data[:99], mtime=0) + gzip.compress(data[99:], mtime=0)
        for tool in ("zstd", "lz4"):
            packed = subprocess.run([tool, "-c", "-q"], input=data, capture_output=True, check=True).stdout
            yield "file_compressed", name + "." + tool, packed
            yield "file_compressed", name + "_skip." + tool, struct.pack("<II", 0x184D2A50, 4) + b"skip" + packed


for target, name, data in seeds():
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
