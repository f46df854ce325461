"""A small operating system: tasks of several classes pass packets through a scheduler. Objects and virtual calls."""

SIZES = {"small": 4000, "full": 160000}


class Packet:
    def __init__(self, kind, value):
        self.kind = kind
        self.value = value
        self.link = None


class Queue:
    def __init__(self):
        self.first = self.last = None
        self.length = 0

    def put(self, packet):
        packet.link = None
        if self.last is None:
            self.first = packet
        else:
            self.last.link = packet
        self.last = packet
        self.length += 1

    def get(self):
        packet = self.first
        self.first = packet.link
        if self.first is None:
            self.last = None
        self.length -= 1
        return packet

    def is_empty(self):
        return self.first is None


class Task:
    def __init__(self, system, name, priority):
        self.system = system
        self.name = name
        self.priority = priority
        self.queue = Queue()
        self.held = False
        self.runs = 0
        system.add(self)

    def runnable(self):
        return not self.held and not self.queue.is_empty()

    def run(self):
        self.runs += 1
        self.handle(self.queue.get())

    def send(self, name, packet):
        self.system.tasks[name].queue.put(packet)
        self.system.sent += 1


class Idle(Task):
    """Never has packets; it wakes the devices in turn."""

    def __init__(self, system, seed):
        super().__init__(system, "idle", 0)
        self.control = seed

    def runnable(self):
        return True

    def run(self):
        self.runs += 1
        if self.control & 1:
            self.control = (self.control >> 1) ^ 0xD008
            self.system.release("disk")
        else:
            self.control >>= 1
            self.system.release("terminal")


class Worker(Task):
    def __init__(self, system):
        super().__init__(system, "worker", 100)
        self.target = "left"
        self.sum = 0

    def handle(self, packet):
        self.target = "right" if self.target == "left" else "left"
        self.sum = (self.sum * 31 + packet.value) % 65521
        packet.kind = "work" if self.sum & 1 else "device"
        packet.value = self.sum
        self.send(self.target, packet)


class Handler(Task):
    def __init__(self, system, name, device):
        super().__init__(system, name, 200)
        self.device = device
        self.handled = 0

    def handle(self, packet):
        self.handled += 1
        if packet.kind == "device":
            self.send(self.device, packet)
        else:
            packet.value += 1
            self.send("worker", packet)


class Device(Task):
    def __init__(self, system, name):
        super().__init__(system, name, 300)
        self.held = True

    def handle(self, packet):
        packet.kind = "work"
        packet.value = (packet.value * 5 + 1) % 1021
        self.held = True
        self.send("worker", packet)


class System:
    def __init__(self):
        self.tasks = {}
        self.order = []
        self.sent = 0
        self.released = 0

    def add(self, task):
        self.tasks[task.name] = task
        self.order.append(task)
        self.order.sort(key=lambda t: -t.priority)

    def release(self, name):
        self.tasks[name].held = False
        self.released += 1

    def step(self):
        for task in self.order:
            if task.runnable():
                task.run()
                return


def main(steps):
    system = System()
    Idle(system, 1)
    worker = Worker(system)
    Handler(system, "left", "disk")
    Handler(system, "right", "terminal")
    Device(system, "disk")
    Device(system, "terminal")
    for i in range(6):
        worker.queue.put(Packet("work", i))
    for _ in range(steps * 8):
        system.step()
    runs = [f"{task.name}:{task.runs}" for task in system.order]
    return f"{system.sent} {system.released} {worker.sum} {' '.join(runs)}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
