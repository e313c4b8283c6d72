#!/bin/bash
# shows gre.pcap: Pings and a page inside GRE, with a key and sequence numbers: one IP header inside another.
# shows 6in4.pcap: IPv6 carried over an IPv4 network (protocol 41).
# shows 4in6.pcap: IPv4 carried over an IPv6 network.
# shows vxlan.pcap: A whole Ethernet, ARP included, carried in UDP (VXLAN, network 42).
# shows raw-ip.pcap: Recorded inside a tunnel, where packets have no link layer at all (link type raw IP): IPv4 and IPv6.
. "$RECORD_DIR/lib.sh"
host left right
with_ipv6 left right
wire left wan 10 right wan 20
up left wan 192.0.2.10/24 2001:db8:1::10/64
up right wan 192.0.2.20/24 2001:db8:1::20/64
on left ping -q -n -c 1 192.0.2.20 >/dev/null
sleep 2
on left ping -6 -q -n -c 1 2001:db8:1::20 >/dev/null

ends() {       # KIND: a tunnel "inner" between both hosts, with inner addresses of both families
  first=${#background[@]}
  local v4_left=192.0.2.10 v4_right=192.0.2.20
  [ "$1" != 4in6 ] || { v4_left=2001:db8:1::10; v4_right=2001:db8:1::20; }
  serve left python3 "$RECORD_DIR/tunnel_end.py" "$1" inner $v4_left $v4_right
  serve right python3 "$RECORD_DIR/tunnel_end.py" "$1" inner $v4_right $v4_left
  for name in left right; do on $name sysctl -qw net.ipv6.conf.inner.router_solicitations=0 \
    net.ipv6.conf.inner.addr_gen_mode=1 net.ipv6.conf.inner.accept_ra=0; done
  up left inner 198.51.100.1/24 2001:db8:2::1/64
  up right inner 198.51.100.2/24 2001:db8:2::2/64
  sleep 0.3
}
end_tunnel() { kill "${background[@]:$first}"; sleep 0.3; background=("${background[@]:0:$first}"); }

serve right python3 "$RECORD_DIR/shop_server.py" 0.0.0.0 80
ends gre
tap left wan gre.pcap proto gre
tap left inner raw-ip.pcap
on left ping -q -n -c 2 -i 0.2 198.51.100.2 >/dev/null
on left ping -6 -q -n -c 1 2001:db8:2::2 >/dev/null
on left curl -sS -o /dev/null -A Browser/1.0 http://198.51.100.2/login
untap
end_tunnel
ends 6in4
tap left wan 6in4.pcap ip proto 41
on left ping -6 -q -n -c 2 -i 0.2 2001:db8:2::2 >/dev/null
on left python3 "$RECORD_DIR/send_udp.py" 2001:db8:2::2 9999 "through the tunnel"
untap
end_tunnel
ends 4in6
tap left wan 4in6.pcap ip6 proto 4
on left ping -q -n -c 2 -i 0.2 198.51.100.2 >/dev/null
on left curl -sS -o /dev/null -A Browser/1.0 http://198.51.100.2/login
untap
end_tunnel

vxlan() {
  ip -n "$1" link add inner address "00:00:5e:00:53:$2" type vxlan id 42 remote "$3" dstport 4789 dev wan
  on "$1" sysctl -qw net.ipv6.conf.inner.disable_ipv6=1
  plain_nic "$1" inner
  up "$1" inner "$4"
}
vxlan left 11 192.0.2.20 198.51.100.1/24
vxlan right 21 192.0.2.10 198.51.100.2/24
tap left wan vxlan.pcap udp
on left ping -q -n -c 2 -i 0.2 198.51.100.2 >/dev/null
on left curl -sS -o /dev/null -A Browser/1.0 http://198.51.100.2/login
untap
