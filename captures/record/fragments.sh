#!/bin/bash
# shows fragments-ipv4.pcap: Pings and a datagram too large for the line travel in IPv4 fragments; the answer to one ping comes from behind a smaller line, and one datagram arrives in the wrong order with a piece sent twice.
# shows fragments-ipv6.pcap: The same over IPv6, where only the sender cuts and a fragment header says how.
. "$RECORD_DIR/lib.sh"
host client router server
with_ipv6 client router server
wire client eth0 10 router inside 01
wire router outside 02 server eth0 80 1280
up client eth0 192.0.2.10/24 2001:db8:1::10/64
up router inside 192.0.2.1/24 2001:db8:1::1/64
up router outside 198.51.100.1/24 2001:db8:2::1/64
up server eth0 198.51.100.80/24 2001:db8:2::80/64
ip -n client route add default via 192.0.2.1
ip -n client route add default via 2001:db8:1::1
ip -n server route add default via 198.51.100.1
ip -n server route add default via 2001:db8:2::1
on router sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
on client ping -q -n -c 1 198.51.100.80 >/dev/null
sleep 2
on client ping -6 -q -n -c 1 2001:db8:2::80 >/dev/null

tap client eth0 fragments-ipv4.pcap ip
on client ping -q -n -c 1 -s 3600 192.0.2.1 >/dev/null
on client ping -q -n -c 1 -s 3600 -M dont 198.51.100.80 >/dev/null       # the answer comes in smaller pieces
on router python3 "$RECORD_DIR/send_udp.py" 192.0.2.10 9999 "a long datagram, " --size 4000
on router python3 "$RECORD_DIR/fragments_reordered.py" 192.0.2.1 192.0.2.10
untap
tap client eth0 fragments-ipv6.pcap ip6 and not dst host ff02::16
on client ping -6 -q -n -c 1 -s 3600 2001:db8:1::1 >/dev/null
on client ping -6 -q -n -c 1 -s 3600 2001:db8:2::80 >/dev/null || true   # too big at first
on client ping -6 -q -n -c 1 -s 3600 2001:db8:2::80 >/dev/null
on router python3 "$RECORD_DIR/send_udp.py" 2001:db8:1::10 9999 "a long datagram, " --size 4000
untap
