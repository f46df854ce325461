names = [n for n in dir(__builtins__) if not n.startswith("_")]
print(len(names))
print(names)
print([type(getattr(__builtins__, n)).__name__ for n in names])
print(__builtins__.len is len, __builtins__.__name__, len.__name__, len.__module__, len.__doc__ is not None, print.__qualname__, int.__module__)
