# The effects of the documented instructions on the stack.
import dis
import opcode

for name, code in sorted(opcode.opmap.items(), key=lambda pair: pair[1]):
    for argument in (range(6) if code >= dis.HAVE_ARGUMENT else [None]):
        print(name, argument, [dis.stack_effect(code, argument, jump=jump) for jump in (None, True, False)])
for wrong in ((1, 2), (100, None), (255, 0)):
    try:
        print(dis.stack_effect(*wrong))
    except ValueError as error:
        print(error)
