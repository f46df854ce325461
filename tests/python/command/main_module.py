import sys, __main__
print(__name__, __main__ is sys.modules["__main__"], __main__.__name__, __main__.__spec__, hasattr(__main__, "__loader__"))
__main__.injected = 5
print(injected, "main_module" in sys.modules)
def run():
    return __name__
print(run())
