#!/bin/bash
# shows mdns.pcap: A printer announces itself by multicast DNS, a laptop asks which printers there are, and the printer says goodbye.
# shows llmnr.pcap: A laptop asks its neighbours for a name by LLMNR over IPv4; one of them answers. Nobody answers for the second name.
# shows ssdp.pcap: A device announces itself by SSDP (NOTIFY), a search finds it (M-SEARCH), and it leaves.
. "$RECORD_DIR/lib.sh"
host laptop printer
wire laptop eth0 10 printer eth0 20
up laptop eth0 192.0.2.10/24
up printer eth0 192.0.2.20/24
for name in laptop printer; do ip -n $name route add default dev eth0; done
on laptop ping -q -c 1 192.0.2.20 >/dev/null
for protocol in mdns llmnr ssdp; do
  tap laptop eth0 $protocol.pcap udp
  nsenter --net=/run/netns/printer python3 "$RECORD_DIR/discovery.py" $protocol device 192.0.2.20 &
  device=$!
  background+=("$device")
  sleep 0.6
  on laptop python3 "$RECORD_DIR/discovery.py" $protocol seek 192.0.2.10
  kill $device                # it says goodbye
  wait $device || true
  untap
done
