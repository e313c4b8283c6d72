#!/bin/bash
# shows tftp.pcap: Files fetched by TFTP: in blocks of 512 bytes, in blocks of a size agreed first, one that does not exist, and one that may not be written.
. "$RECORD_DIR/lib.sh"
host client server
wire client eth0 10 server eth0 80
up client eth0 192.0.2.10/24
up server eth0 192.0.2.80/24
mkdir -p /run/tftp                    # private to this recording; the path shows in an error message
seq 1 400 | sed 's/^/line /' >/run/tftp/lines.txt
daemon server dnsmasq --no-daemon --conf-file=/dev/null --port=0 --user=root --pid-file= --interface=eth0 \
  --enable-tftp --tftp-root=/run/tftp
on client ping -q -c 1 192.0.2.80 >/dev/null
cd "$work"
tap client eth0 tftp.pcap udp
on client busybox tftp -g -r lines.txt -l first 192.0.2.80 2>/dev/null
on client busybox tftp -g -b 1400 -r lines.txt -l second 192.0.2.80 2>/dev/null
on client busybox tftp -g -r missing.txt -l third 192.0.2.80 2>/dev/null || true
on client busybox tftp -p -l first -r new.txt 192.0.2.80 2>/dev/null || true
untap
cmp -s first /run/tftp/lines.txt && cmp -s second /run/tftp/lines.txt
