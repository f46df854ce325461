# An asyncio TCP server on loopback echoes the lines of 200 clients at once.
import asyncio

CLIENTS = 200
ROUNDS = 5


class Counter:
    def __init__(self):
        self.connections = 0
        self.open_now = 0
        self.most_open = 0
        self.lines = 0


async def serve_client(reader, writer, counter):
    counter.connections += 1
    counter.open_now += 1
    counter.most_open = max(counter.most_open, counter.open_now)
    try:
        while line := await reader.readline():
            counter.lines += 1
            writer.write(line)
            await writer.drain()
    finally:
        counter.open_now -= 1
        writer.close()
        await writer.wait_closed()


async def client(number, port, everyone_is_here):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    everyone_is_here["count"] += 1
    if everyone_is_here["count"] == CLIENTS:
        everyone_is_here["event"].set()
    await everyone_is_here["event"].wait()
    answers = []
    for turn in range(ROUNDS):
        message = f"client {number} round {turn} {'x' * (number * 7 % 50)}\n".encode()
        writer.write(message)
        await writer.drain()
        answer = await reader.readline()
        answers.append(answer == message)
        if number % 3 == 0:
            await asyncio.sleep(0)
    # A message longer than what a socket buffer takes at once.
    if number % 50 == 0:
        big = bytes([65 + number % 26]) * 60_000 + b"\n"
        writer.write(big)
        answers.append(await reader.readline() == big)
    writer.close()
    await writer.wait_closed()
    return number, all(answers), len(answers)


async def main():
    counter = Counter()
    server = await asyncio.start_server(lambda r, w: serve_client(r, w, counter), "127.0.0.1", 0, backlog=256)
    port = server.sockets[0].getsockname()[1]
    async with server:
        here = {"count": 0, "event": asyncio.Event()}
        results = await asyncio.wait_for(asyncio.gather(*(client(i, port, here) for i in range(CLIENTS))), 60)
        while counter.open_now:
            await asyncio.sleep(0.001)
    print("clients", len(results), "all echoed", all(good for _, good, _ in results))
    print("in order", [number for number, _, _ in results] == list(range(CLIENTS)))
    print("answers", sum(count for _, _, count in results))
    print("connections", counter.connections, "at once", counter.most_open, "lines", counter.lines)
    print("left open", counter.open_now)


asyncio.run(main())
print("tasks left", asyncio._get_running_loop())
