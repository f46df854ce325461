# TLS between two threads on loopback, over memory BIOs, and in asyncio; certificates; what is refused.
import asyncio
import os
import socket
import ssl
import test
import threading

FOLDER = os.path.dirname(test.__file__)
CERTIFICATE = os.path.join(FOLDER, "keycert.pem")


def error(function):
    try:
        print(repr(function()))
    except ssl.SSLError as e:
        print(type(e).__name__, *(getattr(e, name, None) for name in ("library", "reason", "verify_message")))
    except Exception as e:
        print(type(e).__name__, e)


server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
server_context.load_cert_chain(CERTIFICATE)
server_context.set_alpn_protocols(["h2", "echo"])
client_context = ssl.create_default_context(cafile=CERTIFICATE)
client_context.set_alpn_protocols(["echo"])
print(client_context.verify_mode, client_context.check_hostname, client_context.cert_store_stats())
print(client_context.get_ca_certs() == [], len(client_context.get_ciphers()) > 5)


def serve(listener, count):
    for _ in range(count):
        try:
            sock, _ = listener.accept()
            with server_context.wrap_socket(sock, server_side=True) as connection:
                while data := connection.recv(1000):
                    connection.sendall(data.upper())
        except OSError:
            sock.close()


with socket.create_server(("127.0.0.1", 0)) as listener:
    port = listener.getsockname()[1]
    thread = threading.Thread(target=serve, args=(listener, 4))
    thread.start()
    with socket.create_connection(("127.0.0.1", port)) as sock:
        with client_context.wrap_socket(sock, server_hostname="localhost") as connection:
            print(connection.version(), connection.cipher()[1:], connection.selected_alpn_protocol(), connection.server_hostname)
            certificate = connection.getpeercert()
            print(certificate["subject"], certificate["subjectAltName"], certificate["version"], certificate["notAfter"])
            print(len(connection.getpeercert(True)) > 500, connection.session_reused, connection.compression())
            connection.sendall(b"hello over tls")
            print(connection.recv(100), connection.pending())
            connection.settimeout(0.05)
            error(lambda: connection.recv(1))
            connection.setblocking(False)
            error(lambda: connection.recv(1))
            connection.setblocking(True)
            big = bytes(range(65, 91)) * 20000
            sender = threading.Thread(target=connection.sendall, args=(big.lower(),))
            sender.start()
            received = b""
            while len(received) < len(big):
                received += connection.recv(65536)
            sender.join()
            print(received == big)
    for host in ("wrong.example", "127.0.0.1"):
        with socket.create_connection(("127.0.0.1", port)) as sock:
            error(lambda: client_context.wrap_socket(sock, server_hostname=host))
    with socket.create_connection(("127.0.0.1", port)) as sock:
        error(lambda: ssl.create_default_context().wrap_socket(sock, server_hostname="localhost"))
    thread.join()

# Memory BIOs, by hand.
incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
client = client_context.wrap_bio(incoming, outgoing, server_hostname="localhost")
server = server_context.wrap_bio(outgoing, incoming, server_side=True)
error(client.do_handshake)
print(outgoing.pending > 100, incoming.pending)
for step in range(4):
    for side in (server, client):
        try:
            side.do_handshake()
        except ssl.SSLWantReadError:
            pass
print(client.version(), server.shared_ciphers() is not None, client.selected_alpn_protocol())
client.write(b"through memory")
print(server.read(100))
error(lambda: server.read(100))
error(client.unwrap)
error(lambda: server.read(10))
bio = ssl.MemoryBIO()
print(bio.write(b"abc"), bio.read(2), bio.pending, bio.eof, bio.write_eof(), bio.read(), bio.eof)
error(lambda: client_context.load_cert_chain("/no/such/file"))
error(lambda: client_context.load_verify_locations())
error(lambda: client_context.set_ciphers("nothing like that"))
error(lambda: setattr(client_context, "verify_mode", ssl.CERT_NONE))
error(lambda: client_context.wrap_bio(incoming, outgoing, server_hostname=".x"))
error(lambda: ssl.PEM_cert_to_DER_cert(ssl.DER_cert_to_PEM_cert(b"x")))
print(ssl.RAND_status(), len(ssl.RAND_bytes(8)), ssl.OPENSSL_VERSION_INFO[0], ssl.HAS_TLSv1_3)


async def main():
    async def handle(reader, writer):
        writer.write((await reader.readline())[::-1] + b"\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=server_context)
    port = server.sockets[0].getsockname()[1]

    async def ask(i):
        reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=client_context, server_hostname="localhost")
        writer.write(b"message %d\n" % i)
        answer = await reader.readline() + await reader.readline()
        writer.close()
        return answer.strip()

    print(await asyncio.gather(*(ask(i) for i in range(5))))
    server.close()


asyncio.run(main())
