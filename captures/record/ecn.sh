#!/bin/bash
# shows ecn.pcap: A download through a busy router that marks packets instead of losing them: CE marks, the receiver's echo (ECE) until the sender says it slowed down (CWR), again and again, and not one packet sent twice.
. "$RECORD_DIR/lib.sh"
slow_line --rate 3000 --delay 15 --mark 25 --limit 250
for name in client server; do
  on $name sysctl -qw net.ipv4.tcp_ecn=1 net.ipv4.tcp_congestion_control=reno
done
serve server python3 "$RECORD_DIR/shop_server.py" 192.0.2.80 80
tap client eth0 ecn.pcap tcp
on client curl -sS -o /dev/null -A Browser/1.0 "http://192.0.2.80/file?size=360000"
untap
