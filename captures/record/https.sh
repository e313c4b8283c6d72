#!/bin/bash
# shows https-tls12.pcap: The login over TLS 1.2: the server's name and certificate can be read, the password cannot; https-tls12.keys.log opens it.
# shows https-tls13.pcap: The login over TLS 1.3: of the certificate nothing can be read any more; https-tls13.keys.log opens it. A second visit resumes the session.
# shows https-untrusted.pcap: The browser does not trust the certificate and ends the connection with an alert (TLS 1.2, so the alert can be read).
# shows https-with-keys.pcapng: https-tls13.pcap with its keys inside the file (a decryption secrets block), put there by editcap.
. "$RECORD_DIR/lib.sh"
slow_line
certificate rsa
certificate ec -newkey ec -pkeyopt ec_paramgen_curve:prime256v1
serve server python3 "$RECORD_DIR/shop_server.py" 192.0.2.80 8012 443 "$work/rsa.crt" "$work/rsa.key" 1.2
serve server python3 "$RECORD_DIR/shop_server.py" 192.0.2.53 8013 443 "$work/ec.crt" "$work/ec.key" 1.3
visit() {      # ADDRESS [curl options]
  local address=$1; shift
  on client curl -sS --resolve "shop.example:443:$address" -A Browser/1.0 -b "" "$@" -L -o /dev/null \
    -d "username=student&password=demo-password" https://shop.example/login
}
on client ping -q -c 1 192.0.2.80 >/dev/null
rm -f "$OUT"/https-tls1[23].keys.log

tap client eth0 https-tls12.pcap tcp
SSLKEYLOGFILE=$OUT/https-tls12.keys.log visit 192.0.2.80 -k
untap
tap client eth0 https-tls13.pcap tcp
SSLKEYLOGFILE=$OUT/https-tls13.keys.log visit 192.0.2.53 -k
for round in new resumed; do
  [ $round = new ] && session=(-sess_out "$work/session") || session=(-sess_in "$work/session")
  { sleep 0.2; printf 'GET /login HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n'; sleep 0.3; } |
    on client openssl s_client -quiet -connect 192.0.2.53:443 -servername shop.example -tls1_3 \
      -keylogfile "$OUT/https-tls13.keys.log" "${session[@]}" >/dev/null 2>&1 || true
done
untap
tap client eth0 https-untrusted.pcap tcp
visit 192.0.2.80 2>/dev/null || true
untap
editcap --inject-secrets "tls,$OUT/https-tls13.keys.log" -F pcapng \
  "$OUT/https-tls13.pcap" "$OUT/https-with-keys.pcapng"
