#!/bin/bash
# shows ntp.pcap: A clock is set by NTP: three questions and answers 4 ms away, and a server that asks to be left alone (kiss of death, RATE).
. "$RECORD_DIR/lib.sh"
slow_line
serve server python3 "$RECORD_DIR/ntp.py" serve 192.0.2.80
on client ping -q -c 1 192.0.2.80 >/dev/null
tap client eth0 ntp.pcap udp
on client python3 "$RECORD_DIR/ntp.py" ask 192.0.2.80
untap
