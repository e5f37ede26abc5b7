"""Serve like production, but take TLS 1.1 too and answer plain requests in full: what C39 must notice."""

from __future__ import annotations

import http.server
import os
import ssl
import threading


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Set-Cookie", "sitzung=1; Path=/")
        self.end_headers()
        self.wfile.write(self.path.encode())

    do_POST = do_GET  # noqa: N815 - the name the library calls


def main() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.load_cert_chain(os.environ["PORTAL_TLS_CERT"], os.environ["PORTAL_TLS_KEY"])
    plain = http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORTAL_HTTP_PORT"])), Answer)
    threading.Thread(target=plain.serve_forever, daemon=True).start()
    port = int(os.environ["PORTAL_LISTEN"].rpartition(":")[2])
    encrypted = http.server.ThreadingHTTPServer(("127.0.0.1", port), Answer)
    encrypted.socket = context.wrap_socket(encrypted.socket, server_side=True, do_handshake_on_connect=False)
    encrypted.serve_forever()


if __name__ == "__main__":
    main()
