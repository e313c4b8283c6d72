#!/bin/bash
# shows http-login.pcap: A login form sent over plain HTTP: name, password and the session cookie can be read; then a page that needs the cookie, a compressed page in chunks, a wrong password, basic authorization, and a page that does not exist.
# shows http-file.pcap: A 60 kB file downloaded over HTTP: the window opens and the transfer speeds up.
. "$RECORD_DIR/lib.sh"
slow_line
serve server python3 "$RECORD_DIR/shop_server.py" 192.0.2.80 80
at=http://shop.example
get() { on client curl -sS -o /dev/null --resolve shop.example:80:192.0.2.80 -A Browser/1.0 "$@"; }

tap client eth0 http-login.pcap
get -b "$work/jar" -c "$work/jar" $at/login
get -b "$work/jar" -c "$work/jar" -L -d "username=student&password=demo-password" $at/login
get -b "$work/jar" --compressed $at/products
get -d "username=student&password=wrong" $at/login
get -u admin:demo-admin-password --anyauth $at/admin
get -I $at/nothing-here
untap
tap client eth0 http-file.pcap
get "$at/file?size=60000"
untap
