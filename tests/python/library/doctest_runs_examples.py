# doctest finds and runs the examples of docstrings, and reports those that fail.
import doctest
import io
import sys
import types

SOURCE = '''
"""A module with examples.

>>> double(4)
8
>>> [double(x) for x in range(3)]
[0, 2, 4]
"""

def double(x):
    """
    >>> double(2)
    4
    >>> double("ab")
    'abab'
    >>> double(None)
    Traceback (most recent call last):
        ...
    TypeError: unsupported operand type(s) for *: 'NoneType' and 'int'
    """
    return x * 2

class Box:
    """
    >>> b = Box(3)
    >>> b
    <Box 3>
    >>> print("one\\n\\ntwo")
    one
    <BLANKLINE>
    two
    """
    def __init__(self, value):
        self.value = value
    def __repr__(self):
        return f"<Box {self.value}>"
    def wrong(self):
        """
        >>> Box(1).value
        2
        >>> 1 / 0
        0
        """
    @property
    def long(self):
        """
        >>> list(range(20))  # doctest: +ELLIPSIS
        [0, 1, ..., 18, 19]
        >>> "a    b"         # doctest: +NORMALIZE_WHITESPACE
        'a b'
        >>> undefined        # doctest: +SKIP
        >>> raise ValueError("something long")   # doctest: +IGNORE_EXCEPTION_DETAIL
        Traceback (most recent call last):
        ValueError: another text
        """
'''
module = types.ModuleType("examples")
exec(compile(SOURCE, "examples.py", "exec"), module.__dict__)

finder = doctest.DocTestFinder()
tests = finder.find(module, "examples")
print([(test.name, len(test.examples)) for test in tests])

runner = doctest.DocTestRunner(verbose=False)
for test in tests:
    output = io.StringIO()
    print(test.name, runner.run(test, out=output.write))
    print(output.getvalue().replace(__file__, "FILE"), end="")
real, sys.stdout = sys.stdout, io.StringIO()
result = runner.summarize(verbose=True)
summary, sys.stdout = sys.stdout.getvalue(), real
print(summary, end="")
print(result, runner.tries, runner.failures)

parser = doctest.DocTestParser()
for example in parser.get_examples(">>> a = 1\n>>> if a:\n...     a\n1\n"):
    print(repr(example.source), repr(example.want), example.lineno, example.indent, example.options)
print(doctest.script_from_examples("Text.\n\n    >>> 1 + 1\n    2\n"))


def plus(a, b):
    """
    >>> plus(1, 2)
    3
    >>> plus("a", "b")
    'ab'
    """
    return a + b


print(doctest.testmod())
doctest.run_docstring_examples(plus, {"plus": plus}, name="plus")
