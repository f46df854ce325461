"""Planets pulled by gravity: float arithmetic on attributes of a few objects."""

SIZES = {"small": 4000, "full": 250000}


class Body:
    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x, self.y, self.z = x, y, z
        self.vx, self.vy, self.vz = vx, vy, vz
        self.mass = mass


def make_bodies():
    bodies = [Body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 40.0)]
    for i in range(1, 5):
        bodies.append(Body(4.0 * i, 0.5 * i - 1.0, 0.25 * i, 0.3 / i, 2.2 / i, 0.01 * i, 0.04 / i))
    px = sum(b.vx * b.mass for b in bodies)
    py = sum(b.vy * b.mass for b in bodies)
    pz = sum(b.vz * b.mass for b in bodies)
    sun = bodies[0]
    sun.vx, sun.vy, sun.vz = -px / sun.mass, -py / sun.mass, -pz / sun.mass
    return bodies


def advance(bodies, pairs, dt):
    for a, b in pairs:
        dx = a.x - b.x
        dy = a.y - b.y
        dz = a.z - b.z
        square = dx * dx + dy * dy + dz * dz
        strength = dt / (square * square**0.5)
        towards_b = b.mass * strength
        towards_a = a.mass * strength
        a.vx -= dx * towards_b
        a.vy -= dy * towards_b
        a.vz -= dz * towards_b
        b.vx += dx * towards_a
        b.vy += dy * towards_a
        b.vz += dz * towards_a
    for body in bodies:
        body.x += dt * body.vx
        body.y += dt * body.vy
        body.z += dt * body.vz


def energy(bodies, pairs):
    total = 0.0
    for body in bodies:
        total += body.mass * (body.vx**2 + body.vy**2 + body.vz**2) / 2
    for a, b in pairs:
        total -= a.mass * b.mass / ((a.x - b.x) ** 2 + (a.y - b.y) ** 2 + (a.z - b.z) ** 2) ** 0.5
    return total


def main(steps):
    bodies = make_bodies()
    pairs = [(bodies[i], bodies[j]) for i in range(len(bodies)) for j in range(i + 1, len(bodies))]
    for _ in range(steps):
        advance(bodies, pairs, 0.001)
    return f"{energy(bodies, pairs):.9f}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
