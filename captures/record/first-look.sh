#!/bin/bash
# shows first-look.pcapng: A name is looked up, then the same login is sent over HTTP, readable to anyone on the line, and over HTTPS, sealed.
. "$RECORD_DIR/lib.sh"
slow_line
certificate shop -newkey ec -pkeyopt ec_paramgen_curve:prime256v1
serve server python3 "$RECORD_DIR/dns_server.py" 192.0.2.53
serve server python3 "$RECORD_DIR/shop_server.py" 192.0.2.80 80 443 "$work/shop.crt" "$work/shop.key" 1.3
use_dns 192.0.2.53
rm -f "$OUT/first-look.keys.log"

visit() {      # form, login and the page behind it, over one connection
  on client curl -4 -sSk -A "Browser/1.0" -b "" -o /dev/null "$1/login" -o /dev/null \
    --next -4 -sSk -A "Browser/1.0" -b "" -L -o /dev/null \
    -d "username=student&password=demo-password" "$1/login"
}

tap client eth0 first-look.pcap
visit http://shop.example
sleep 0.4
SSLKEYLOGFILE=$OUT/first-look.keys.log visit https://shop.example
untap
comment="The same login over HTTP and over HTTPS. first-look.keys.log beside this file opens the second one."
editcap -F pcapng --capture-comment "$comment" \
  "$OUT/first-look.pcap" "$OUT/first-look.pcapng"
rm "$OUT/first-look.pcap"
