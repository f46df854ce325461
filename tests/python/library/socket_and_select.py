import socket, select, selectors, threading
a, b = socket.socketpair(); a.sendall(b"ping"); print(b.recv(10), select.select([b], [a], [], 0)[1] == [a]); b.send(b"x"); print(select.select([a], [], [], 1)[0] == [a], a.recv(1)); a.close(); print(b.recv(5)); b.close()
s = socket.create_server(("127.0.0.1", 0)); host, port = s.getsockname()
def serve():
    c, addr = s.accept()
    with c, c.makefile("rwb") as f:
        for line in f: f.write(line.upper()); f.flush()
t = threading.Thread(target=serve); t.start()
with socket.create_connection((host, port), 5) as c:
    f = c.makefile("rw"); f.write("hello\n"); f.flush(); print(f.readline(), c.gettimeout(), c.family.name, c.type.name, c.getpeername() == (host, port)); f.close()
    c.shutdown(socket.SHUT_WR)
t.join(); s.close()
u1, u2 = socket.socket(socket.AF_INET, socket.SOCK_DGRAM), socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u1.bind(("127.0.0.1", 0)); u2.sendto(b"dgram", u1.getsockname()); print(u1.recvfrom(100)[0]); u1.settimeout(0.01)
def error(fn):
    try: print(fn())
    except Exception as e: print(type(e).__name__ + ":", e)
error(lambda: u1.recv(1)); u1.close(); u2.close(); error(lambda: u1.recv(1)); error(lambda: socket.socket(999)); error(lambda: socket.create_connection(("127.0.0.1", 1), 0.5)); error(lambda: socket.inet_aton("x")); error(lambda: socket.socket().bind("x"))
print(socket.inet_aton("1.2.3.4"), socket.htons(1), socket.inet_ntop(socket.AF_INET6, bytes(15) + b"\1"), socket.gethostbyname("127.0.0.1"))
sel = selectors.DefaultSelector(); a, b = socket.socketpair(); sel.register(b, selectors.EVENT_READ, "data"); print(sel.select(0)); a.send(b"z"); print([(k.data, e) for k, e in sel.select(1)]); sel.unregister(b); sel.close(); a.close(); b.close()
p = select.poll(); print(p.poll(0)); e = select.epoll(); print(e.poll(0), e.closed); e.close()
