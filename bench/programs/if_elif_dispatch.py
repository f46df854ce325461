"""A long if/elif chain over strings inside a hot function, with state kept in locals and an object."""

SIZES = {"small": 5000, "full": 2000000}


class Robot:
    def __init__(self):
        self.x = self.y = 0
        self.heading = 0
        self.pen = False
        self.drawn = set()
        self.log = 0


def command(robot, name, amount):
    if name == "forward":
        if robot.heading == 0:
            robot.y += amount
        elif robot.heading == 1:
            robot.x += amount
        elif robot.heading == 2:
            robot.y -= amount
        else:
            robot.x -= amount
        if robot.pen:
            robot.drawn.add((robot.x & 63, robot.y & 63))
    elif name == "back":
        if robot.heading & 1:
            robot.x -= amount if robot.heading == 1 else -amount
        else:
            robot.y -= amount if robot.heading == 0 else -amount
    elif name == "left":
        robot.heading = (robot.heading - 1) & 3
    elif name == "right":
        robot.heading = (robot.heading + 1) & 3
    elif name == "turn":
        robot.heading = (robot.heading + 2) & 3
    elif name == "up":
        robot.pen = False
    elif name == "down":
        robot.pen = True
    elif name == "home":
        robot.x = robot.y = 0
    elif name == "swap":
        robot.x, robot.y = robot.y, robot.x
    elif name == "mirror":
        robot.x = -robot.x
    elif name == "half":
        robot.x //= 2
        robot.y //= 2
    elif name == "wrap":
        robot.x %= 1000
        robot.y %= 1000
    elif name == "log":
        robot.log = (robot.log * 31 + robot.x * 7 + robot.y) % 1000003
    elif name == "clear":
        if len(robot.drawn) > 3000:
            robot.drawn.clear()
    else:
        raise ValueError(name)


def main(n):
    names = [
        "forward",
        "left",
        "forward",
        "log",
        "right",
        "down",
        "forward",
        "back",
        "turn",
        "up",
        "swap",
        "mirror",
        "wrap",
        "half",
        "clear",
        "log",
        "down",
    ]
    robot = Robot()
    seed = 99
    for i in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        command(robot, names[(seed >> 12) % 17], (seed >> 20) & 15)
        if i % 5000 == 0:
            command(robot, "home", 0)
    return f"{robot.x} {robot.y} {robot.heading} {robot.log} {len(robot.drawn)}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
