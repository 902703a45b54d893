"""A network with nothing behind it: runs a command where a name server writes down each name that it is asked for.

network.py NAMES REACHED COMMAND...: appends the names to the file NAMES and answers those that the pattern REACHED
fits, with this machine, where a GitLab accepts each token. Has to be started by unshare in namespaces of its own.
"""
import fcntl
import http.server
import os
import re
import socket
import struct
import subprocess
import sys
import tempfile
import threading

names, reached, command = sys.argv[1], re.compile(sys.argv[2]), sys.argv[3:]


def bring_up_loopback():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        up = struct.pack("16sH14s", b"lo", 0x1, b"")  # IFF_UP
        fcntl.ioctl(any_socket, 0x8914, up)  # SIOCSIFFLAGS


def put(path, text):
    if os.path.exists(path):
        with tempfile.NamedTemporaryFile("w", delete=False) as file:
            file.write(text)
        os.chmod(file.name, 0o644)
        subprocess.run(["mount", "--bind", file.name, os.path.realpath(path)], check=True)
        os.unlink(file.name)


def answer(query):
    labels, at = [], 12
    while query[at]:
        labels.append(query[at + 1:at + 1 + query[at]].decode())
        at += 1 + query[at]
    kind = struct.unpack("!H", query[at + 1:at + 3])[0]
    name = ".".join(labels).lower()
    with open(names, "a") as file:
        file.write(name + "\n")
    found = reached.fullmatch(name) is not None
    address = struct.pack("!HHHIH4B", 0xC00C, 1, 1, 0, 4, 127, 0, 0, 1) if found and kind == 1 else b""
    header = struct.pack("!2sHHHHH", query[:2], 0x8580 if found else 0x8583, 1, 1 if address else 0, 0, 0)
    return header + query[12:at + 5] + address


def serve_names(server):
    while True:
        query, client = server.recvfrom(4096)
        server.sendto(answer(query), client)


class GitLab(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        body = b'{"id": 42, "token": "t", "token_expires_at": null}'
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


bring_up_loopback()
put("/etc/resolv.conf", "nameserver 127.0.0.1\n")
put("/etc/nsswitch.conf", "hosts: files dns\n")
name_server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
name_server.bind(("127.0.0.1", 53))
gitlab = http.server.ThreadingHTTPServer(("127.0.0.1", 80), GitLab)
for work in (lambda: serve_names(name_server), gitlab.serve_forever):
    threading.Thread(target=work, daemon=True).start()
sys.exit(subprocess.run(command).returncode)
