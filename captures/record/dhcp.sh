#!/bin/bash
# shows dhcp.pcap: A computer gets its address by DHCP (discover, offer, request, acknowledge), renews it, and gives it back.
# shows dhcpv6.pcap: The same over DHCPv6 (solicit, advertise, request, reply, renew, release), and a question for other settings only.
. "$RECORD_DIR/lib.sh"
host client server
with_ipv6 client server
wire client eth0 10 server eth0 01
up server eth0 192.0.2.1/24 2001:db8:1::1/64
up client eth0
daemon server dnsmasq --no-daemon --conf-file=/dev/null --port=0 --user=root --pid-file= --interface=eth0 \
  --dhcp-range=192.0.2.100,192.0.2.110,255.255.255.0,1h --dhcp-option=option:router,192.0.2.1 \
  --dhcp-option=option:dns-server,192.0.2.53 --dhcp-option=option:ntp-server,192.0.2.123 \
  --domain=lab.example \
  --dhcp-range=2001:db8:1::100,2001:db8:1::110,64,1h "--dhcp-option=option6:dns-server,[2001:db8:1::53]" \
  --dhcp-leasefile="$work/leases" --dhcp-authoritative --no-ping
sleep 2          # link-local addresses are settled

cat >"$work/configure" <<'S'
#!/bin/sh
[ "$1" = bound ] && ip addr replace "$ip/24" dev "$interface"
[ "$1" = deconfig ] && ip addr flush dev "$interface" scope global
exit 0
S
chmod +x "$work/configure"
tap client eth0 dhcp.pcap udp
nsenter --net=/run/netns/client busybox udhcpc -i eth0 -f -s "$work/configure" -x hostname:student-laptop \
  -V demo-client >/dev/null 2>&1 &
client_pid=$!
background+=("$client_pid")
sleep 2
kill -USR1 $client_pid         # renew
sleep 1
kill -USR2 $client_pid         # release
sleep 0.5
untap

tap client eth0 dhcpv6.pcap udp
on client python3 "$RECORD_DIR/dhcpv6_client.py" eth0
untap
