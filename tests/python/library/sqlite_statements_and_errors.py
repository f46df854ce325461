# sqlite3: statements, parameters, transactions, rows, functions, blobs; and what is said when something is wrong.
import os
import sqlite3
import tempfile
import threading


def show(function):
    try:
        print(function())
    except Exception as error:
        print(f"{type(error).__name__}: {error}", getattr(error, "sqlite_errorname", ""))


c = sqlite3.connect(":memory:")
c.executescript("create table t(a primary key, b text); insert into t values(1, 'one'); select 5")
print(c.in_transaction, c.isolation_level, c.total_changes)
show(lambda: c.execute("insert into t values(2, 'two')").lastrowid)
print(c.in_transaction)
c.rollback()
print(c.execute("select count(*) from t").fetchall())
with c:
    c.executemany("insert into t values(?, ?)", ((i, str(i)) for i in range(10, 20)))
try:
    with c:
        c.execute("delete from t")
        raise KeyError
except KeyError:
    print(c.execute("select count(*) from t").fetchone())
cursor = c.execute("select a, b as 'name [text]' from t where a > :low order by a", {"low": 15})
print(cursor.description, cursor.rowcount, cursor.arraysize, cursor.fetchmany(2), cursor.fetchone(), list(cursor), cursor.fetchone())
print(c.execute("update t set b = b || '!' where a >= 17").rowcount, c.execute("update t set a = a + 100 where a > 18 returning a").fetchall())
for text in ("select 1; select 2", "selec", "select 1\0", "select * from none", "insert into t values(1, 2)", "select nofunction()", "-- nothing"):
    show(lambda: c.execute(text).fetchall())
for parameters in ((object(),), (2**70,), 5, (), {"a": 1}, (1, 2), "x", ("\ud800",), (b"bytes",), (bytearray(b"x"),), (True,), (1.5,), (None,)):
    show(lambda: c.execute("select ?", parameters).fetchall())
show(lambda: c.execute("select :a, :b", {"a": 1}).fetchall())
show(lambda: c.execute("select :a, @b, $c", {"a": 1, "b": 2, "c": 3}).fetchall())
show(lambda: c.executemany("select ?", [(1,)]))
show(lambda: c.execute(5))

c.row_factory = sqlite3.Row
row = c.execute("select 1 as A, 'x' as b").fetchone()
print(row["a"], row["B"], row[0], row[-1], row[0:2], len(row), row.keys(), tuple(row), row == c.execute("select 1 as A, 'x' as b").fetchone())
show(lambda: row["z"])
show(lambda: row[7])
show(lambda: row[1.5])
c.row_factory = lambda cursor, row: dict(zip([d[0] for d in cursor.description], row))
print(c.execute("select 1 as x, 2 as y").fetchall())
c.row_factory = None
c.text_factory = bytes
print(c.execute("select 'é'").fetchone())
c.text_factory = str
show(lambda: c.execute("select cast(x'ff41' as text)").fetchone())

c.create_function("twice", 1, lambda x: x * 2, deterministic=True)
c.create_function("fails", 0, lambda: 1 / 0)
c.create_function("odd", -1, lambda *values: object())
print(c.execute("select twice(21), twice('ab'), twice(1.5)").fetchone())
show(lambda: c.execute("select fails()").fetchone())
show(lambda: c.execute("select odd(1, 2)").fetchone())
show(lambda: c.execute("select twice()").fetchone())


class Longest:
    def __init__(self):
        self.best = ""

    def step(self, value):
        self.best = max(self.best, value, key=len)

    def finalize(self):
        return self.best


class Sum:
    def __init__(self):
        self.total = 0

    def step(self, value):
        self.total += value

    def inverse(self, value):
        self.total -= value

    def value(self):
        return self.total

    finalize = value


c.create_aggregate("longest", 1, Longest)
c.create_window_function("sumint", 1, Sum)
print(c.execute("select longest(b) from t").fetchone())
print(c.execute("select a, sumint(a) over (order by a rows between 1 preceding and 1 following) from t limit 4").fetchall())
c.create_collation("backwards", lambda a, b: (a < b) - (a > b))
print(c.execute("select b from t order by b collate backwards limit 3").fetchall())
seen = []
c.set_trace_callback(seen.append)
c.execute("select ?", ("traced",))
c.set_trace_callback(None)
print(seen)
c.set_authorizer(lambda action, a, b, database, trigger: sqlite3.SQLITE_DENY if a == "t" and b == "b" else sqlite3.SQLITE_OK)
show(lambda: c.execute("select b from t").fetchone())
c.set_authorizer(None)
c.set_progress_handler(lambda: 1, 10)
show(lambda: c.execute("with recursive n(x) as (select 1 union all select x + 1 from n where x < 10000) select count(*) from n").fetchone())
c.set_progress_handler(None, 0)


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __conform__(self, protocol):
        return f"{self.x};{self.y}" if protocol is sqlite3.PrepareProtocol else None


class Other:
    pass


sqlite3.register_adapter(Other, lambda other: "adapted")
sqlite3.register_converter("point", lambda text: tuple(map(int, text.split(b";"))))
typed = sqlite3.connect(":memory:", detect_types=sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES)
typed.execute("create table p(p point, q)")
typed.execute("insert into p values(?, ?)", (Point(4, 5), Other()))
print(typed.execute("select p, q, '6;7' as 'r [point]' from p").fetchall(), typed.execute("select 1 as 'x [point]'").description[0][0])

c.execute("create table b(data)")
c.execute("insert into b values(zeroblob(10))")
with c.blobopen("b", "data", 1) as blob:
    blob.write(b"hello")
    blob[6] = 65
    blob[7:9] = b"xy"
    blob.seek(0)
    print(blob.read(5), len(blob), blob.tell(), blob[0], blob[0:9:2])
    show(lambda: blob[99])
    show(lambda: blob.write(b"too long for it"))
show(lambda: blob.read())
print(c.execute("select data from b").fetchone())

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "x.db")
    file = sqlite3.connect(path)
    c.commit()
    c.backup(file)
    print(file.execute("select count(*) from t").fetchone(), list(file.iterdump())[:2])
    copy = sqlite3.connect(":memory:")
    copy.deserialize(file.serialize())
    print(copy.execute("select a from t order by a limit 1").fetchone())
    # Another connection waits for the lock while the first one, in another thread, holds it.
    file.execute("begin immediate")

    def write():
        second = sqlite3.connect(path, timeout=10)
        with second:
            second.execute("insert into t values(1000, 'late')")
        second.close()

    thread = threading.Thread(target=write)
    thread.start()
    file.execute("insert into t values(1001, 'early')")
    file.commit()
    thread.join()
    print(file.execute("select a from t where a >= 1000 order by rowid").fetchall())
    busy = sqlite3.connect(path, timeout=0)
    file.execute("begin immediate")
    show(lambda: busy.execute("insert into t values(1, 2)"))
    busy.close()
    file.close()


def elsewhere():
    try:
        c.execute("select 1")
    except sqlite3.ProgrammingError as error:
        print(str(error)[:73])


thread = threading.Thread(target=elsewhere)
thread.start()
thread.join()
show(lambda: setattr(c, "isolation_level", "none such"))
show(lambda: c.getlimit(9999))
show(lambda: sqlite3.connect("/no/such/folder/file"))
show(lambda: sqlite3.adapt(object()))
show(lambda: c.cursor(lambda connection: 5))
cursor = c.cursor()
cursor.close()
show(lambda: cursor.execute("select 1"))
c.close()
show(lambda: c.execute("select 1"))
show(lambda: c.commit())
print(sqlite3.complete_statement("select 1;"), sqlite3.complete_statement("select"), sqlite3.threadsafety, sqlite3.apilevel, sqlite3.paramstyle)
