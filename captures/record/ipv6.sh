#!/bin/bash
# shows ndp.pcap: Hosts find each other over IPv6: duplicate address check, router solicitation and advertisement, neighbour solicitation and advertisement, group membership (MLD), pings.
# shows icmpv6-errors.pcap: ICMPv6 errors with the packet they are about: port and address unreachable, no route, hop limit exceeded, packet too big.
# shows tcp-ipv6.pcap: A page fetched over IPv6, its name asked over IPv6 as well.
. "$RECORD_DIR/lib.sh"
host client router server
with_ipv6 client router server
wire client eth0 10 router inside 01
wire router outside 02 server eth0 80 1400
on router sysctl -qw net.ipv6.conf.all.forwarding=1
ip -n router addr add 2001:db8:1::1/64 dev inside
up router inside
up router outside 2001:db8:2::1/64
up server eth0 2001:db8:2::80/64 2001:db8:2::53/64
ip -n server route add default via 2001:db8:2::1
daemon router dnsmasq --no-daemon --conf-file=/dev/null --port=0 --user=root --pid-file= --interface=inside \
  --enable-ra --dhcp-range=2001:db8:1::,ra-only,64,1h --dhcp-leasefile="$work/leases" \
  "--dhcp-option=option6:dns-server,[2001:db8:2::53]"

tap router inside ndp.pcap
ip -n client link set eth0 up
for _ in $(seq 60); do          # until the router was heard and the new address is known to be free
  ip -n client -6 route show default | grep -q via &&
    ip -n client -6 addr show dev eth0 scope global -tentative | grep -q inet6 && break
  sleep 0.2
done
sleep 0.3
on client ping -6 -q -n -c 2 -i 0.3 2001:db8:1::1 >/dev/null
on client ping -6 -q -n -c 1 2001:db8:2::80 >/dev/null
on client ping -6 -q -n -c 1 -W 1 2001:db8:1::99 >/dev/null || true    # nobody has it
untap

udp() { on client python3 "$RECORD_DIR/send_udp.py" "$@"; sleep 0.1; }
tap client eth0 icmpv6-errors.pcap
udp 2001:db8:2::80 33434 "nobody listens here"
udp 2001:db8:2::80 33435 traceroute --ttl 1
udp 2001:db8:3::1 9 "no way there"
udp 2001:db8:2::99 9 "no such host"
on client ping -6 -q -n -c 1 -W 1 -M "do" -s 1452 2001:db8:2::80 >/dev/null || true
sleep 3.2
untap

serve server python3 "$RECORD_DIR/shop_server.py" 2001:db8:2::80 80
serve server python3 "$RECORD_DIR/dns_server.py" 2001:db8:2::53
tap client eth0 tcp-ipv6.pcap
on client dig @2001:db8:2::53 +tries=1 +time=2 shop.example AAAA >/dev/null
on client curl -sS -o /dev/null --resolve "shop.example:80:[2001:db8:2::80]" \
  -A Browser/1.0 http://shop.example/login
untap
