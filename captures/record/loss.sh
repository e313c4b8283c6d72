#!/bin/bash
# shows tcp-loss.pcap: The same download with chosen packets lost and one late: duplicate acknowledgements with SACK, fast retransmissions, one that was not needed, and a probe for a loss at the very end.
. "$RECORD_DIR/lib.sh"
slow_line --rate 5000 --delay 10 --drop B:12,30,31,49 --late B:22
for name in client server; do on $name sysctl -qw net.ipv4.tcp_congestion_control=reno; done
serve server python3 "$RECORD_DIR/shop_server.py" 192.0.2.80 80
tap client eth0 tcp-loss.pcap tcp
on client curl -sS -o /dev/null -A Browser/1.0 "http://192.0.2.80/file?size=64000"
untap
