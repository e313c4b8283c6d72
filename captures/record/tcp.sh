#!/bin/bash
# shows tcp-refused.pcap: Nobody listens on the port: the SYN is answered by a reset.
# shows tcp-close.pcap: A whole conversation that ends with four packets, because the server still has something to say after the client is done.
# shows tcp-reset.pcap: A conversation that one side breaks off with a reset instead of an end.
# shows tcp-no-answer.pcap: A filter swallows the SYN: it is sent again after one second and again after two more.
. "$RECORD_DIR/lib.sh"
slow_line
serve server python3 "$RECORD_DIR/talker.py" serve 192.0.2.80
talk() { on client python3 "$RECORD_DIR/talker.py" "$@" 192.0.2.80; }
on client ping -q -c 1 192.0.2.80 >/dev/null      # so that ARP is over

tap client eth0 tcp-refused.pcap tcp
talk refused
untap
tap client eth0 tcp-close.pcap tcp
talk close
untap
tap client eth0 tcp-reset.pcap tcp
talk reset
untap
tap client eth0 tcp-no-answer.pcap tcp
on server nft -f - <<'N'
table ip filter {
  chain input {
    type filter hook input priority filter; policy accept;
    tcp dport 7003 drop
  }
}
N
on client sysctl -qw net.ipv4.tcp_syn_linear_timeouts=0 2>/dev/null || true     # newer kernels repeat faster
talk silent
untap
