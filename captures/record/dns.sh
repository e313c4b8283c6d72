#!/bin/bash
# shows dns.pcap: DNS over UDP: A, AAAA, MX, TXT, NS, SOA, SRV, CAA, HTTPS and PTR records, a chain of three aliases, no such name, no such record, and an answer too long for UDP asked again over TCP.
. "$RECORD_DIR/lib.sh"
slow_line
serve server python3 "$RECORD_DIR/dns_server.py" 192.0.2.53
ask() { on client dig @192.0.2.53 +tries=1 +time=2 +nocookie "$@" >/dev/null; }

tap client eth0 dns.pcap
ask +noedns shop.example A
ask shop.example AAAA
ask www.shop.example A
ask www.shop.example AAAA
ask shop.example MX
ask shop.example TXT
ask shop.example NS
ask shop.example SOA
ask _http._tcp.shop.example SRV
ask shop.example CAA
ask shop.example TYPE65
ask -x 192.0.2.80
ask no-such-name.example A
ask mail.example AAAA
ask +cookie=0123456789abcdef Shop.Example A
ask +noedns many.example TXT
untap
