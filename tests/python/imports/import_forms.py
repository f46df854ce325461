import os, sys as system
import os.path
import collections.abc as cabc
from math import *
from math import pi as π, floor
from os import path as p, sep
from collections import (OrderedDict,
                         deque,)
import xml.dom
print(os is system.modules["os"], os.path is p, cabc.__name__, floor(sqrt(17)), round(π, 3), sep, OrderedDict.__name__, deque([1]), xml.dom.__name__)
def error(text):
    try:
        exec(text, {})
        print(text, "ok")
    except Exception as e:
        print(text, "->", type(e).__name__ + ":", e, getattr(e, "name", None))
for text in ["import no_such", "import os.no_such", "from os import no_such", "from no_such import x", "import no.such.thing", "from . import x", "from .x import y", "from .. import z", "import os.path.x", "from math import sin, no_such", "from os.path import join as j", "import sys.x", "from __future__ import annotations", "from __future__ import no_such", "x = 1; from __future__ import division", "from math import *, sin", "import math as m, os as o"]:
    error(text)
def inside():
    import json
    from json import dumps
    return dumps(json.loads("[1]"))
print(inside(), "json" in globals(), __import__("os.path") is os, __import__("os.path", fromlist=["x"]) is os.path)
try:
    exec("def f():\n from math import *")
except SyntaxError as e:
    print(e.msg)
