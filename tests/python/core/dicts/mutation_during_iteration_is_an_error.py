def attempt(name, function):
    try:
        function()
        print(name, "no error")
    except RuntimeError as e:
        print(name, e)

def grow():
    d = {1: 1, 2: 2}
    for k in d:
        d[k + 10] = 0

def shrink():
    d = {1: 1, 2: 2, 3: 3}
    for k in d:
        del d[k]

def replace():
    d = {1: 1, 2: 2, 3: 3}
    for k in d:
        del d[k]
        d[k + 10] = 0

def grow_items():
    d = {1: 1}
    for k, v in d.items():
        d["x"] = v

def grow_values():
    d = {1: 1}
    for v in d.values():
        d["x"] = v

def change_value():
    d = {1: 1, 2: 2}
    for k in d:
        d[k] = 5
    print(d)

def last_iteration():
    d = {1: 1}
    for k in d:
        d[2] = 2
        break

def over_copy():
    d = {1: 1, 2: 2}
    for k in list(d):
        del d[k]
    print(d)

def backwards():
    d = {1: 1, 2: 2}
    for k in reversed(d):
        d[k + 5] = 1

def exhausted():
    d = {1: 1}
    it = iter(d)
    print(list(it))
    d[2] = 2
    print(list(it))

for function in [grow, shrink, replace, grow_items, grow_values, change_value, last_iteration, over_copy, backwards, exhausted]:
    attempt(function.__name__, function)
