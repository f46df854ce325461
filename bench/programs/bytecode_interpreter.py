"""An interpreter for a stack machine, written in Python: one big loop over if and elif."""

SIZES = {"small": 500, "full": 150000}

(
    PUSH,
    LOAD,
    STORE,
    ADD,
    SUB,
    MUL,
    MOD,
    LESS,
    EQUAL,
    JUMP,
    JUMP_IF_FALSE,
    CALL,
    RETURN,
    DUP,
    POP,
    PRINT,
    HALT,
    INDEX,
    SET_INDEX,
) = range(19)


class Frame:
    __slots__ = ("code", "pc", "variables", "back")

    def __init__(self, code, variables, back):
        self.code, self.pc, self.variables, self.back = code, 0, variables, back


class Machine:
    def __init__(self, functions):
        self.functions = functions
        self.memory = [0] * 64
        self.output = []
        self.steps = 0

    def run(self, name, arguments):
        code, size = self.functions[name]
        frame = Frame(code, arguments + [0] * (size - len(arguments)), None)
        stack = []
        steps = 0
        while True:
            op, argument = frame.code[frame.pc]
            frame.pc += 1
            steps += 1
            if op == PUSH:
                stack.append(argument)
            elif op == LOAD:
                stack.append(frame.variables[argument])
            elif op == STORE:
                frame.variables[argument] = stack.pop()
            elif op == ADD:
                right = stack.pop()
                stack[-1] += right
            elif op == SUB:
                right = stack.pop()
                stack[-1] -= right
            elif op == MUL:
                right = stack.pop()
                stack[-1] = stack[-1] * right & 0xFFFFFFFF
            elif op == MOD:
                right = stack.pop()
                stack[-1] %= right
            elif op == LESS:
                right = stack.pop()
                stack[-1] = stack[-1] < right
            elif op == EQUAL:
                right = stack.pop()
                stack[-1] = stack[-1] == right
            elif op == JUMP:
                frame.pc = argument
            elif op == JUMP_IF_FALSE:
                if not stack.pop():
                    frame.pc = argument
            elif op == CALL:
                name, count = argument
                code, size = self.functions[name]
                variables = stack[len(stack) - count :] + [0] * (size - count)
                del stack[len(stack) - count :]
                frame = Frame(code, variables, frame)
            elif op == RETURN:
                frame = frame.back
                if frame is None:
                    self.steps += steps
                    return stack.pop()
            elif op == DUP:
                stack.append(stack[-1])
            elif op == POP:
                stack.pop()
            elif op == INDEX:
                stack[-1] = self.memory[stack[-1] & 63]
            elif op == SET_INDEX:
                value = stack.pop()
                self.memory[stack.pop() & 63] = value
            elif op == PRINT:
                self.output.append(stack.pop())
            elif op == HALT:
                self.steps += steps
                return None
            else:
                raise AssertionError(op)


FUNCTIONS = {
    # sum over i < n of (i * 7 + memory[i]) % 11, storing into memory on the way
    "loop": (
        [
            (PUSH, 0),
            (STORE, 1),
            (PUSH, 0),
            (STORE, 2),
            (LOAD, 1),
            (LOAD, 0),
            (LESS, None),
            (JUMP_IF_FALSE, 27),
            (LOAD, 1),
            (PUSH, 7),
            (MUL, None),
            (LOAD, 1),
            (INDEX, None),
            (ADD, None),
            (PUSH, 11),
            (MOD, None),
            (STORE, 3),
            (LOAD, 1),
            (LOAD, 3),
            (SET_INDEX, None),
            (LOAD, 2),
            (LOAD, 3),
            (ADD, None),
            (STORE, 2),
            (LOAD, 1),
            (PUSH, 1),
            (JUMP, 29),
            (LOAD, 2),
            (RETURN, None),
            (ADD, None),
            (STORE, 1),
            (JUMP, 4),
        ],
        4,
    ),
    "fib": (
        [
            (LOAD, 0),
            (PUSH, 2),
            (LESS, None),
            (JUMP_IF_FALSE, 6),
            (LOAD, 0),
            (RETURN, None),
            (LOAD, 0),
            (PUSH, 1),
            (SUB, None),
            (CALL, ("fib", 1)),
            (LOAD, 0),
            (PUSH, 2),
            (SUB, None),
            (CALL, ("fib", 1)),
            (ADD, None),
            (RETURN, None),
        ],
        1,
    ),
    "collatz": (
        [
            (PUSH, 0),
            (STORE, 1),
            (LOAD, 0),
            (PUSH, 1),
            (EQUAL, None),
            (JUMP_IF_FALSE, 8),
            (LOAD, 1),
            (RETURN, None),
            (LOAD, 1),
            (PUSH, 1),
            (ADD, None),
            (STORE, 1),
            (LOAD, 0),
            (PUSH, 2),
            (MOD, None),
            (JUMP_IF_FALSE, 22),
            (LOAD, 0),
            (PUSH, 3),
            (MUL, None),
            (PUSH, 1),
            (ADD, None),
            (JUMP, 25),
            (LOAD, 0),
            (CALL, ("half", 1)),
            (JUMP, 25),
            (STORE, 0),
            (JUMP, 2),
        ],
        2,
    ),
    # halving by counting, as the machine cannot divide: h += 1 while h + h < n
    "half": (
        [
            (LOAD, 0),
            (PUSH, 2147483648),
            (MUL, None),
            (POP, None),
            (PUSH, 0),
            (STORE, 1),
            (LOAD, 1),
            (LOAD, 1),
            (ADD, None),
            (LOAD, 0),
            (LESS, None),
            (JUMP_IF_FALSE, 16),
            (LOAD, 1),
            (PUSH, 1),
            (ADD, None),
            (JUMP, 18),
            (LOAD, 1),
            (RETURN, None),
            (STORE, 1),
            (JUMP, 6),
        ],
        2,
    ),
}


def main(n):
    machine = Machine(FUNCTIONS)
    total = machine.run("loop", [n])
    fib = machine.run("fib", [n.bit_length() + 4])
    longest = max(machine.run("collatz", [i]) for i in range(1, n.bit_length() + 8))
    return f"{total} {fib} {longest} {machine.steps} {sum(machine.memory)}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
