#!/bin/bash
# shows vlan.pcap: Two networks share one cable between switches, told apart by their 802.1Q tag (10 and 20, one with a priority).
# shows qinq.pcap: A provider adds a tag of its own (802.1ad, 100) around the customers' tags.
. "$RECORD_DIR/lib.sh"
host red1 red2 blue1 blue2 left right
wire red1 eth0 11 left red 01
wire red2 eth0 12 right red 02
wire blue1 eth0 21 left blue 03
wire blue2 eth0 22 right blue 04
wire left trunk 05 right trunk 06
up red1 eth0 192.0.2.1/24
up red2 eth0 192.0.2.2/24
up blue1 eth0 198.51.100.1/24
up blue2 eth0 198.51.100.2/24
for name in left right; do for nic in red blue trunk; do up $name $nic; done; done

record_with() {    # FILE SWITCH_OPTIONS…
  local file=$1 first=${#background[@]}; shift
  serve left python3 "$RECORD_DIR/vlan_switch.py" trunk red:10:0 blue:20:5 "$@"
  serve right python3 "$RECORD_DIR/vlan_switch.py" trunk red:10:0 blue:20:5 "$@"
  for name in red1 red2 blue1 blue2; do ip -n $name neigh flush all; done
  tap left trunk "$file"
  on red1 ping -q -n -c 2 -i 0.2 192.0.2.2 >/dev/null
  on blue1 ping -q -n -c 2 -i 0.2 198.51.100.2 >/dev/null
  on red1 python3 "$RECORD_DIR/send_udp.py" 192.0.2.2 9999 "tagged datagram"
  untap
  kill "${background[@]:$first}"
  background=("${background[@]:0:$first}")
}
record_with vlan.pcap
record_with qinq.pcap --provider 100
