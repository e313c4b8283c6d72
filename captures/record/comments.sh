#!/bin/bash
# shows comments.pcapng: One router seen on both its interfaces, with a comment on the file and on some packets, and names for the addresses: the same packet twice, its TTL one lower. Recorded by dumpcap, then reordercap, editcap (comments) and finish_pcapng.py (names).
# shows two-sections.pcapng: Two recordings in one file, one after the other (pcapng sections): comments.pcapng and https-untrusted.pcap.
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

nsenter --net=/run/netns/router \
  dumpcap -q -n -i inside -i outside -w "$work/router.pcapng" >"$work/dumpcap" 2>&1 &
taps+=($!)
sleep 1
on client ping -q -n -c 1 198.51.100.80 >/dev/null
on client curl -sS -o /dev/null -A Browser/1.0 http://198.51.100.80/login
sleep 0.3
untap
mv "$work/router.pcapng" "$work/unsorted.pcapng"      # each interface was read on its own
reordercap "$work/unsorted.pcapng" "$work/router.pcapng" >/dev/null

nth() {        # FILTER N: the number of the Nth packet that matches
  tshark -n -r "$work/router.pcapng" -Y "$1" -T fields -e frame.number 2>/dev/null | sed -n "$2p"
}
editcap --capture-comment "A router between 192.0.2.0/24 and 198.51.100.0/24, recorded on both sides" \
  -a "$(nth icmp.type==8 1):On its way in: TTL 64" \
  -a "$(nth icmp.type==8 2):The same packet on its way out: TTL 63" \
  -a "$(nth http.request 1):Nothing here is encrypted" \
  "$work/router.pcapng" "$work/commented.pcapng"
python3 "$RECORD_DIR/finish_pcapng.py" "$work/commented.pcapng" "$OUT/comments.pcapng" \
  192.0.2.10=laptop.example 192.0.2.1=router.example 198.51.100.80=shop.example 2001:db8:1::80=shop.example
if [ -f "$OUT/https-untrusted.pcap" ]; then
  editcap -F pcapng "$OUT/https-untrusted.pcap" "$work/second.pcapng"
  cat "$OUT/comments.pcapng" "$work/second.pcapng" >"$OUT/two-sections.pcapng"
fi
