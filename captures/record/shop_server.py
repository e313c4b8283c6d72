#!/usr/bin/env python3
"""A tiny shop with a login, for recordings: plain HTTP, and HTTPS when given a certificate.

shop_server.py ADDRESS HTTP_PORT [HTTPS_PORT CERTIFICATE KEY [1.2|1.3]]
"""
import gzip
import http.server
import json
import socket
import ssl
import sys
import threading
import urllib.parse

FORM = b"""<!doctype html><title>Demo shop</title>
<form method="post" action="/login">
<input name="username"> <input name="password" type="password"> <button>Sign in</button>
</form>
"""
PRODUCTS = "<!doctype html><title>Products</title><ul>%s</ul>" % "".join(
    f"<li>Pencil number {n}, blue, with an eraser</li>\n" for n in range(1, 41))
COOKIE = "session=demo-session-1"


class Shop(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "DemoShop/1.0"
    sys_version = ""
    wbufsize = -1           # head and body leave together, as from a common web server
    disable_nagle_algorithm = True

    def answer(self, status, body=b"", kind="text/html; charset=utf-8", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def signed_in(self):
        return COOKIE in (self.headers.get("Cookie") or "")

    def do_GET(self):
        path, _, query = self.path.partition("?")
        if path == "/login":
            self.answer(200, FORM)
        elif path == "/account" and self.signed_in():
            self.answer(200, json.dumps({"user": "student", "orders": 3}).encode(), "application/json")
        elif path == "/account":
            self.answer(302, Location="/login")
        elif path == "/products":
            self.products()
        elif path == "/admin" and not self.headers.get("Authorization"):
            self.answer(401, WWW_Authenticate='Basic realm="admin"')
        elif path == "/admin":
            self.answer(200, b"welcome", "text/plain")
        elif path == "/file":
            size = int(urllib.parse.parse_qs(query).get("size", ["10000"])[0])
            self.answer(200, (b"0123456789abcdef" * (size // 16 + 1))[:size], "application/octet-stream")
        else:
            self.answer(404, b"no such page\n", "text/plain")

    do_HEAD = do_GET

    def products(self):
        """Compressed and in chunks: what a page needs before anyone can read it on the wire."""
        packed = gzip.compress(PRODUCTS.encode(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for at in range(0, len(packed), 100):
            piece = packed[at:at + 100]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def do_POST(self):
        form = urllib.parse.parse_qs(self.body().decode("utf-8", "replace"))
        if self.path != "/login":
            self.answer(404, b"no such page\n", "text/plain")
        elif form.get("password") == ["demo-password"]:
            self.answer(303, Location="/account", Set_Cookie=COOKIE + "; Path=/; HttpOnly")
        else:
            self.answer(403, b"wrong name or password\n", "text/plain")

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address, port):
        self.address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
        super().__init__((address, port), Shop)

    def handle_error(self, *_):
        pass


def main(address, http_port, https_port=None, certificate=None, key=None, version=None):
    servers = [Server(address, int(http_port))]
    if https_port:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate, key)
        tls.set_alpn_protocols(["http/1.1"])
        if version == "1.2":
            tls.maximum_version = ssl.TLSVersion.TLSv1_2
        elif version == "1.3":
            tls.minimum_version = ssl.TLSVersion.TLSv1_3
        secure = Server(address, int(https_port))
        secure.socket = tls.wrap_socket(secure.socket, server_side=True, do_handshake_on_connect=False)
        servers.append(secure)
    for server in servers[1:]:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    print("ready", flush=True)
    servers[0].serve_forever()


main(*sys.argv[1:])
