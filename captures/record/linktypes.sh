#!/bin/bash
# shows any-sll.pcap: Recorded on all interfaces at once (Linux cooked, version 1): requests in, the answers out again.
# shows any-sll2.pcap: The same in version 2, which also says which interface it was; times in nanoseconds.
# shows loopback-offload.pcap: A download over the loopback: large packets that were never on a wire, with checksums left to the hardware. Nothing is wrong with them.
. "$RECORD_DIR/lib.sh"
host client router server
wire client eth0 10 router inside 01
wire router outside 02 server eth0 80
up client eth0 192.0.2.10/24
up router inside 192.0.2.1/24
up router outside 198.51.100.1/24
up server eth0 198.51.100.80/24
ip -n client route add default via 192.0.2.1
ip -n server route add default via 198.51.100.1
on router sysctl -qw net.ipv4.ip_forward=1
serve server python3 "$RECORD_DIR/shop_server.py" 198.51.100.80 80

visit() {
  ip -n router neigh flush all
  on client ping -q -n -c 1 198.51.100.80 >/dev/null
  on client curl -sS -o /dev/null -A Browser/1.0 http://198.51.100.80/login
}
[ -z "${RECORD_ROOTLESS:-}" ] || { echo "the cooked captures need root (tcpdump)" >&2; exit 1; }
tap_options=(-y LINUX_SLL)
tap router any any-sll.pcap
visit
untap
tap_options=(-y LINUX_SLL2 --time-stamp-precision=nano)
tap router any any-sll2.pcap
visit
untap
tap_options=()

serve client python3 "$RECORD_DIR/shop_server.py" 127.0.0.1 80
tap client lo loopback-offload.pcap
on client curl -sS -o /dev/null -A Browser/1.0 "http://127.0.0.1/file?size=70000"
untap
