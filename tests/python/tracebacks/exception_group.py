# compare: stderr
def fail(x):
    raise ValueError(x)
errors = []
for i in range(2):
    try:
        fail(i)
    except ValueError as e:
        e.add_note(f"note {i}\nsecond line")
        errors.append(e)
raise ExceptionGroup("several", errors + [ExceptionGroup("inner", [TypeError("t")])])
