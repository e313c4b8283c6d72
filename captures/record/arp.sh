#!/bin/bash
# shows arp.pcap: ARP: announcements when an address comes up, a question and its answer before the first packet, a question nobody answers, a probe for an address in use, and one asked straight of its owner.
. "$RECORD_DIR/lib.sh"
host left right
wire left eth0 10 right eth0 20
on left sysctl -qw net.ipv4.conf.all.arp_notify=1 net.ipv4.conf.eth0.arp_notify=1 \
  net.ipv4.neigh.eth0.delay_first_probe_time=1 net.ipv4.neigh.eth0.base_reachable_time_ms=500
ip -n left link set eth0 up
ip -n right link set eth0 up
sleep 0.3

tap right eth0 arp.pcap
ip -n left addr add 192.0.2.10/24 dev eth0
ip -n right addr add 192.0.2.20/24 dev eth0
ip -n left link set eth0 down
ip -n left link set eth0 up
sleep 0.6
on left ping -q -n -c 2 -i 0.3 192.0.2.20 >/dev/null
on left ping -q -n -c 1 -W 1 192.0.2.99 >/dev/null || true      # nobody has it
on left busybox arping -q -D -c 1 -w 1 -I eth0 192.0.2.20 || true        # is it free? It is not
ip -n left addr add 192.0.2.11/24 dev eth0
on left busybox arping -q -A -c 1 -I eth0 -s 192.0.2.11 192.0.2.11 || true   # announced as an answer
sleep 1
on left ping -q -n -c 1 192.0.2.20 >/dev/null
sleep 2.2                                                          # stale by now: asked of its owner
untap
