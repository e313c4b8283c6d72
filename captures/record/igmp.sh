#!/bin/bash
# shows igmp.pcap: A host joins a multicast group, is asked whether it is still listening, picks its senders and leaves: IGMP version 3, then version 2.
. "$RECORD_DIR/lib.sh"
host listener router
wire listener eth0 10 router eth0 01
up listener eth0 192.0.2.10/24
up router eth0 192.0.2.1/24
sleep 1
ask() { on router python3 "$RECORD_DIR/igmp_query.py" 192.0.2.1 "$@"; }
tap router eth0 igmp.pcap igmp
on listener python3 "$RECORD_DIR/join.py" 239.1.2.3 192.0.2.10 2 &
sleep 0.5
ask 3
sleep 1.5
wait $!
sleep 0.7
on listener python3 "$RECORD_DIR/join.py" 232.1.2.3 192.0.2.10 1 --from 198.51.100.7
sleep 0.5
on listener sysctl -qw net.ipv4.conf.all.force_igmp_version=2
on listener python3 "$RECORD_DIR/join.py" 239.9.9.9 192.0.2.10 2 &
sleep 0.5
ask 2
sleep 1
wait $!
ask 2 239.9.9.9
sleep 0.5
untap
