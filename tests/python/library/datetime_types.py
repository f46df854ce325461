from datetime import *
d, t, dt, td = date(2024, 2, 29), time(13, 5, 9, 123456), datetime(2024, 2, 29, 13, 5, 9), timedelta(days=1, hours=2, seconds=-5)
print(d, t, dt, td, repr(d), repr(t), repr(dt), repr(td), d.weekday(), d.isoweekday(), d.isocalendar(), d.toordinal(), d.timetuple()[:3], d.replace(year=2023, day=1), date.fromordinal(738000), date.fromisoformat("2024-01-05"), d.isoformat(), d.ctime())
print(dt + td, dt - td, dt - datetime(2020, 1, 1), d + timedelta(days=366), d - date(2024, 1, 1), td * 3, td / 2, td // timedelta(hours=1), td % timedelta(hours=5), -td, abs(-td), td.total_seconds(), td.days, td.seconds, divmod(td, timedelta(hours=7)), timedelta(weeks=1, milliseconds=1), timedelta(microseconds=-1), timedelta(0.5), td == timedelta(seconds=93595), bool(timedelta()))
print(dt.strftime("%Y-%m-%d %H:%M:%S %A %j %U %p %y %b %%"), f"{d:%d.%m.%Y}", datetime.strptime("2024-03-01 10:20", "%Y-%m-%d %H:%M"), dt.isoformat(sep=" ", timespec="minutes"), datetime.fromisoformat("2024-02-29T13:05:09.5+02:00"), time.fromisoformat("10:20"), dt.date(), dt.time(), datetime.combine(d, t), t.replace(hour=1), t.isoformat("milliseconds"))
utc, east = timezone.utc, timezone(timedelta(hours=5, minutes=30), "IST")
a = datetime(2024, 1, 1, 12, tzinfo=utc)
print(a, a.astimezone(east), a.timestamp(), datetime.fromtimestamp(0, utc), a.utcoffset(), east, east.utcoffset(None), a == a.astimezone(east), a.tzname(), repr(east), timezone(timedelta(hours=-3)), a.utctimetuple()[:5], (a - a.astimezone(east)))
print(date(2024, 1, 1) < date(2024, 1, 2), dt > datetime(2023, 1, 1), max(date.min, date.max), datetime.min, timedelta.max, timedelta.resolution, hash(d) == hash(date(2024, 2, 29)), time(1) < time(2), isinstance(dt, date))
def error(f):
    try: print(f())
    except Exception as x: print(type(x).__name__ + ":", x)
for f in [lambda: date(2023, 2, 29), lambda: date(0, 1, 1), lambda: time(24), lambda: datetime(2024, 13, 1), lambda: date("a", 1, 1), lambda: d + 1, lambda: d - "a", lambda: d < 5, lambda: d < dt, lambda: dt < a, lambda: dt - a, lambda: timedelta(days=10**10), lambda: date.max + timedelta(1), lambda: date.fromisoformat("x"), lambda: datetime.strptime("x", "%Y"), lambda: datetime.strptime("2024 z", "%Y"), lambda: timezone(timedelta(days=1)), lambda: timedelta(1) + 5, lambda: timedelta(1) / 0, lambda: timedelta("a"), lambda: td < 5, lambda: date(2024, 1), lambda: datetime.fromisoformat("2024-01-01T25:00")]:
    error(f)
import pickle, copy
print(pickle.loads(pickle.dumps([d, t, dt, td, a])) == [d, t, dt, td, a], copy.copy(d) == d)
