#!/bin/bash
# shows icmp-echo.pcap: Pings and their answers: ordinary, large, with a record of the route in the IP options, and with time stamps.
# shows icmp-errors.pcap: What routers and hosts send back, each with the packet it is about: port, host and network unreachable, forbidden by a filter, time exceeded (a traceroute), packet too big, redirect.
. "$RECORD_DIR/lib.sh"
host client router exit server
wire client eth0 10 router inside 01
wire router outside 02 exit inside 03
wire exit outside 04 server eth0 80 1400
up client eth0 192.0.2.10/24
up router inside 192.0.2.1/24
up router outside 203.0.113.1/24
up exit inside 203.0.113.2/24
up exit outside 198.51.100.1/24
up server eth0 198.51.100.80/24
ip -n client route add default via 192.0.2.1
ip -n router route add 198.51.100.0/24 via 203.0.113.2
ip -n exit route add 192.0.2.0/24 via 203.0.113.1
ip -n server route add default via 198.51.100.1
for name in router exit; do on "$name" sysctl -qw net.ipv4.ip_forward=1; done
on exit nft -f - <<'N'
table ip filter {
  chain forward {
    type filter hook forward priority filter; policy accept;
    udp dport 161 reject with icmp type admin-prohibited
  }
}
N
udp() { on client python3 "$RECORD_DIR/send_udp.py" "$@"; }
server=198.51.100.80

tap client eth0 icmp-echo.pcap
on client ping -q -n -c 3 -i 0.2 $server >/dev/null
on client ping -q -n -c 1 -s 1200 -p a5 $server >/dev/null
on client ping -q -n -c 1 -R $server >/dev/null
on client ping -q -n -c 1 -T tsonly $server >/dev/null
untap

tap client eth0 icmp-errors.pcap
udp 10.0.0.1 9 "no way there"                                 # network unreachable
udp $server 33434 "nobody listens here"                       # port unreachable
for ttl in 1 2 3; do udp $server 33435 traceroute --ttl $ttl; sleep 0.1; done
udp 198.51.100.99 9 "no such host"                            # host unreachable, once ARP gave up
udp $server 161 "forbidden"                                   # administratively prohibited
on client ping -q -n -c 1 -W 1 -M "do" -s 1472 $server >/dev/null || true   # packet too big, 1400 fits
sleep 3.2
# A second router on the client's own network would know the better way: redirect.
ip -n router neigh add 192.0.2.20 lladdr 00:00:5e:00:53:20 dev inside nud permanent
ip -n router route add 203.0.113.200/32 via 192.0.2.20
on router sysctl -qw net.ipv4.conf.all.send_redirects=1 net.ipv4.conf.inside.send_redirects=1
on client ping -q -n -c 1 -W 1 203.0.113.200 >/dev/null || true
on client ping -q -n -c 1 -W 1 203.0.113.200 >/dev/null || true     # now asks for 192.0.2.20 itself
untap
