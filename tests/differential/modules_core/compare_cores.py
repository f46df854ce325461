# tests/differential/modules_core/compare_cores.py CORE_CHECK [COUNT [SEED]] -- do the cores of modules do as python3.11's?
#
# Run by python3.11. Generated questions on json, csv, struct and datetime; answers are compared with this interpreter's.
# Prints the first differences; the last line is `N passed, N failed`.
import _json
import csv
import datetime
import io
import json
import random
import struct
import subprocess
import sys

source = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
count = int(sys.argv[2]) if len(sys.argv) > 2 else 3000
questions, answers = [], []


def ask(operation, *arguments, answer):
    questions.append(" ".join([operation, *map(str, arguments)]))
    answers.append(answer)


def width_of(string):
    top = max(map(ord, string), default=0)
    return 1 if top < 256 else 2 if top < 65536 else 4


def text(string, width=None):
    if width is None:
        width = source.choice([w for w in (1, 2, 4) if w >= width_of(string)])
    return "%d:%s" % (width, ",".join("%x" % ord(c) for c in string))


def hexes(string):
    return ",".join("%x" % ord(c) for c in string) + ";"


def pick(alphabet, longest):
    return "".join(source.choice(alphabet) for _ in range(source.randint(0, longest)))


# --- json -----------------------------------------------------------------------------------------------------------

JSON_PIECES = ['"', '"', "\\", "\\u", "\\n", '\\"', "\\/", "\\x", "a", "b", "0041", "d83d", "\\ud83d\\ude00", "\\udc00", "\\ud83d",
               "\u0416", "\U0001f600", "\x01", "\n", "e", "F", "12", " ", "\\\\", "plain text that is long ", "\x7f", "\xe9"]


def ask_json():
    string = pick(JSON_PIECES, 8) + source.choice(['"', '"', ""])
    start = source.randint(0, min(3, len(string)))
    strict = source.random() < 0.8
    try:
        decoded, end = _json.scanstring(string, start, strict)
        answer = "%d %s" % (end, hexes(decoded))
    except json.JSONDecodeError as error:
        answer = "%s|%d" % (error.msg, error.pos)
    if not answer.endswith("|-1"):
        ask("json_string", text(string), start, int(strict), answer=answer)
    string = pick(JSON_PIECES, 8)
    ask("json_encode", text(string), 1, answer=hexes(_json.encode_basestring_ascii(string)))
    ask("json_encode", text(string), 0, answer=hexes(_json.encode_basestring(string)))
    string = pick(["-", "0", "1", "23", ".", "e", "E", "+", "5", "x", "123456789012345678", "\u0663"], 7)
    scan = json.JSONDecoder(parse_float=lambda s: "float", parse_int=lambda s: "int " + s).scan_once
    try:
        value, end = scan(string, 0)
    except StopIteration:
        value = None
    if value in ("float",) or value is not None and value.startswith("int "):
        answer = "%d %s" % (end, value.split()[0])
        if value != "float" and len(value.split()[1].lstrip("-")) <= 18:
            answer += " %d" % int(value.split()[1])
    else:
        answer = "none"
    ask("json_number", text(string), 0, answer=answer)


# --- csv ------------------------------------------------------------------------------------------------------------

def random_dialect():
    quoting = source.choice([0, 0, 1, 2, 3])
    return dict(delimiter=source.choice(",,;\t\u0416"), quotechar=source.choice(['"', '"', "'", None if quoting == 3 else '"']),
                escapechar=source.choice([None, None, "\\", "\u2021"]), doublequote=source.random() < 0.7,
                skipinitialspace=source.random() < 0.3, strict=source.random() < 0.3, quoting=quoting,
                lineterminator=source.choice(["\r\n", "\n", "", "x", "\u0417\n"]))


def dialect_words(d):
    code = lambda c: -1 if c is None else ord(c)
    return [code(d["delimiter"]), code(d["quotechar"]), code(d["escapechar"]), int(d["doublequote"]), int(d["skipinitialspace"]),
            int(d["strict"]), d["quoting"], text(d["lineterminator"])]


def ask_csv():
    d = random_dialect()
    pieces = [d["delimiter"]] * 3 + [d["quotechar"] or '"'] * 3 + [d["escapechar"] or "\\", " ", "a", "bc", "12", "1.5", "\u0416", "\U0001f600", "long field without specials"]
    endings = ["\n", "\r\n", "\r", "", "\n"] + (["\rx"] if source.random() < 0.2 else [])
    lines = [pick(pieces, 7) + source.choice(endings) for _ in range(source.randint(0, 4))]
    limit = source.choice([131072, 131072, 3])
    csv.field_size_limit(limit)
    out = []
    reader = csv.reader(lines, **{**d, "quoting": 0 if d["quoting"] == 2 else d["quoting"]})
    try:
        for record in reader:
            out.append("".join(map(hexes, record)) + "/")
    except csv.Error as error:
        out.append(str(error))
    # Our tool prints the fields of a record that ends in an error, so only its message is compared; and whether fields are
    # numbers is left out, as the interpreter converts them at once.
    answer = "".join(out)
    words = dialect_words({**d, "quoting": 0 if d["quoting"] == 2 else d["quoting"]})
    ask("csv_read", *words, limit, *(text(line) for line in lines), answer=("csv", answer))
    csv.field_size_limit(131072)
    fields = [pick(pieces + ["\r", "\n", "x"], 4) for _ in range(source.randint(0, 3))]
    stream = io.StringIO(newline="")
    try:
        csv.writer(stream, **d).writerow(fields)
        answer = hexes(stream.getvalue())
    except csv.Error as error:
        answer = "error " + hexes(str(error))
    ask("csv_write", *dialect_words(d), *map(text, fields), answer=answer)


# --- struct ---------------------------------------------------------------------------------------------------------

CODES = "bBhHiIlLqQnNP"


def ask_struct():
    format = source.choice(["", "", "@", "=", "<", ">", "!"])
    format += pick([*"xcbB?hHiIlLqQnNfdespP", "3", "12", "0", " ", "1", "9", "99999999999", "z"], 6)
    try:
        size = struct.calcsize(format)
        try:
            answer = "%d %d" % (size, len(struct.unpack(format, b"\1" * size))) if size < 10000 and "p" not in format else None
        except struct.error:
            answer = None
    except struct.error as error:
        answer = str(error)
    if answer is not None:
        ask("struct_parse", text(format), answer=answer)

    order = source.choice("@=<>!")
    code = source.choice(CODES if order == "@" else CODES[:-3])
    near = source.choice([0, 1 << 7, 1 << 8, 1 << 15, 1 << 16, 1 << 31, 1 << 32, 1 << 63, 1 << 64, 1 << 70, 300])
    value = source.choice([1, -1]) * (near + source.randint(-2, 2))
    try:
        answer = struct.pack(order + code, value).hex()
    except struct.error as error:
        answer = str(error)
    kind = "i %d" % value if -1 << 63 <= value < 1 << 63 else "u %d" % value if 0 <= value < 1 << 64 else "huge"
    ask("struct_pack", text(order + code), kind, answer=answer)
    size = struct.calcsize(order + code)
    data = bytes(source.choice([0, 1, 0x7F, 0x80, 0xFF, source.randrange(256)]) for _ in range(size))
    ask("struct_unpack", text(order + code), text(data.decode("latin1")), answer=str(struct.unpack(order + code, data)[0]))

    code = source.choice("efd")
    bits = source.choice([source.getrandbits(64), struct.unpack("Q", struct.pack("d", source.choice([
        0.0, -0.0, 1.0, 65504.0, 65519.99, 65520.0, 2.0 ** -24, 2.0 ** -25, 2.0 ** -25 * 1.0000001, 3.5 * 2.0 ** -24, 2.0 ** -14, 6.1e-5,
        3.4028235677973366e38, 3.4028234e38, 1e39, -1e300, float("inf"), source.random(), source.uniform(-70000, 70000), 2049.0, 2051.0])))[0]])
    value = struct.unpack("d", struct.pack("Q", bits))[0]
    if value == value:
        try:
            answer = struct.pack(order + code, value).hex()
        except (OverflowError, struct.error) as error:
            answer = str(error)
        ask("struct_pack", text(order + code), "f", bits, answer=answer)
    data = bytes(source.choice([0, 0, 1, 0x7C, 0x7F, 0x80, 0xFF, source.randrange(256)]) for _ in range(struct.calcsize(order + code)))
    value = struct.unpack(order + code, data)[0]
    if value == value:
        ask("struct_unpack", text(order + code), text(data.decode("latin1")), answer=str(struct.unpack("Q", struct.pack("d", value))[0]))

    size = source.choice([0, 1, 2, 5, 300])
    data = bytes(source.choices(range(256), k=source.choice([0, 1, 4, 5, 299, 400])))
    for code in "sp":
        ask("struct_bytes", text("%d%s" % (size, code)), text(data.decode("latin1")), answer=struct.pack("%d%s" % (size, code), data).hex())
    if size:
        data = bytes(source.choices(range(256), k=size))
        ask("struct_unpack", text("%dp" % size), text(data.decode("latin1")), answer=struct.unpack("%dp" % size, data)[0].hex())


# --- datetime -------------------------------------------------------------------------------------------------------

ISO_PIECES = ["2020", "1999", "0001", "9999", "0000", "-", "-", ":", "T", " ", "W", "W01", "W53", "01", "12", "31", "30", "24", "59", "60", "7", "8", "0",
              ".", ",", "+", "Z", "123456", "5", "x", "\u0416", "\u0661"]
ISO_FORMS = ["2020-02-29", "20200229", "2021-W53-1", "2020-W53-7", "2020W531", "2020W53", "2020-W07", "9999-W52-7", "9999-W53-1", "0001-01-01", "2020-02-30"]
TIME_FORMS = ["10", "10:20", "1020", "10:20:30", "102030", "10:20:30.5", "10:20:30,123456", "102030.1234567", "24:00", "10:60", "23:59:59.999999", "1020305", "10.5"]
ZONES = ["", "", "Z", "+01:00", "-0130", "+23:59:59.999999", "+00:00", "-00:00:01", "+24:00", "+1", "z"]


def fields_of(value):
    if isinstance(value, datetime.datetime):
        return fields_of(value.date()) + fields_of(value.timetz())
    if isinstance(value, datetime.date):
        return "%d %d %d" % (value.year, value.month, value.day)
    answer = " %d %d %d %d" % (value.hour, value.minute, value.second, value.microsecond)
    if value.tzinfo is not None:
        offset = value.tzinfo.utcoffset(None)
        total = offset // datetime.timedelta(microseconds=1)
        seconds = abs(total) // 10**6 * (1 if total >= 0 else -1)
        answer += " offset %d %d" % (seconds, total - seconds * 10**6)
    return answer


def damaged(string):
    if string and source.random() < 0.4:
        place = source.randrange(len(string))
        string = string[:place] + source.choice([*ISO_PIECES, ""]) + string[place + source.randint(0, 1):]
    return string


def random_time():
    return datetime.time(source.randrange(24), source.randrange(60), source.randrange(60), source.choice([0, 0, 1, 500000, 999999, source.randrange(10**6)]))


def random_date():
    return datetime.date.fromordinal(source.choice([1, 3652059, source.randint(1, 3652059), source.randint(1, 800), source.randint(3651000, 3652059), source.randint(700000, 740000)]))


def ask_calendar():
    day = random_date()
    iso = day.isocalendar()
    ask("date", day.year, day.month, day.day, answer="%d %d %d %d %d %d %s %s" % (day.toordinal(), day.weekday(), day.timetuple().tm_yday, *iso, day.isoformat(), day.ctime()))
    ask("from_ordinal", day.toordinal(), answer=fields_of(day))
    year, week, weekday = source.choice([day.year, 0, 10000, 1, 9999, 2020]), source.choice([source.randint(-1, 55), 1, 53]), source.choice([source.randint(-1, 9), 1, 7])
    try:
        answer = fields_of(datetime.date.fromisocalendar(year, week, weekday))
    except ValueError as error:
        answer = "error %d" % (1 + ["Year", "Inval", "Inva"].index(str(error)[:4]) if str(error).startswith("Year") else 2 if "week" in str(error) else 3)
        if "out of range" in str(error) and "year 10000" in str(error):
            answer = None
        elif "weekday" in str(error) or "day" in str(error).replace("weekday", "day") and "week" not in str(error):
            answer = "error 3"
    if answer:
        ask("from_iso", year, week, weekday, answer=answer)

    strings = [("date", damaged(source.choice(ISO_FORMS)), datetime.date.fromisoformat),
               ("time", damaged(source.choice(["", "", "T"]) + source.choice(TIME_FORMS) + source.choice(ZONES)), datetime.time.fromisoformat),
               ("datetime", damaged(source.choice(ISO_FORMS) + source.choice("T -x\u0416\U0001f600") + source.choice(TIME_FORMS) + source.choice(ZONES)), datetime.datetime.fromisoformat),
               ("datetime", pick(ISO_PIECES, 8), datetime.datetime.fromisoformat), ("time", pick(ISO_PIECES, 5), datetime.time.fromisoformat)]
    for what, string, parse in strings:
        if string.startswith("0000"):
            continue  # weeks of a year 0 give nonsense there
        try:
            answer = fields_of(parse(string))
        except ValueError as error:
            answer = "invalid" if str(error).startswith("Invalid iso") else str(error)
            if answer.startswith("offset must be"):
                continue
        ask("parse", what, text(string), answer=answer)

    moment = datetime.datetime.combine(day, random_time())
    delta = datetime.timedelta(source.choice([0, 1, -1, 365, -400, 999999999, -999999999, source.randint(-4 * 10**6, 4 * 10**6)]), source.randrange(86400), source.choice([0, 1, 999999]))
    stamp = "%d %d %d %d %d %d %d" % (*moment.timetuple()[:6], moment.microsecond)
    words = "%d %d %d" % (delta.days, delta.seconds, delta.microseconds)
    try:
        answer = fields_of(moment + delta)
    except OverflowError as error:
        answer = str(error)
    ask("add", stamp, words, answer=answer)
    other = datetime.datetime.combine(random_date(), random_time())
    between = moment - other
    ask("difference", stamp, "%d %d %d %d %d %d %d" % (*other.timetuple()[:6], other.microsecond), answer="%d %d %d" % (between.days, between.seconds, between.microseconds))
    numbers = [source.choice([0, 1, -1, 86399, 86400, -86401, 10**9, -10**9, 10**12, 10**15, source.randint(-10**6, 10**6)]) for _ in range(3)]
    try:
        sum = datetime.timedelta(*numbers)
        answer = "%d %d %d %s" % (sum.days, sum.seconds, sum.microseconds, sum)
    except OverflowError as error:
        answer = str(error)
    ask("delta", *numbers, answer=answer)
    divisor = source.choice([1, 2, 3, 7, -2, -5, 10, 1000, 10**6])
    quotient = delta / divisor
    ask("divide", words, divisor, answer="%d %d %d" % (quotient.days, quotient.seconds, quotient.microseconds))
    offset = datetime.timedelta(seconds=source.choice([0, 3600, -3600, 5400, 1, -1, 86399, -86399, source.randint(-86399, 86399)]), microseconds=source.choice([0, 0, 0, 1]))
    aware = moment.timetz().replace(tzinfo=datetime.timezone(offset))
    ask("time", "%d %d %d %d" % (moment.hour, moment.minute, moment.second, moment.microsecond), "%d %d %d" % (offset.days, offset.seconds, offset.microseconds),
        answer="".join(aware.isoformat(spec) + " " for spec in ("auto", "hours", "minutes", "seconds", "milliseconds", "microseconds")))


def is_right(ours, theirs):
    if not isinstance(theirs, tuple):
        return ours == theirs
    # csv: fields of records that end in an error are printed, and the error in code points.
    theirs = theirs[1]
    if "error " in ours:
        fields, _, message = ours.partition("error ")
        message = "".join(chr(int(c, 16)) for c in message.rstrip(";").split(","))
        return theirs == fields[: fields.rfind("/") + 1] + message
    return ours == theirs


def main():
    for _ in range(count):
        ask_json()
        ask_csv()
        ask_struct()
        ask_calendar()
    done = subprocess.run([sys.argv[1]], input="\n".join(questions) + "\n", capture_output=True, text=True)
    lines = done.stdout.split("\n")
    passed = failed = 0
    for question, ours, theirs in zip(questions, lines, answers):
        if is_right(ours, theirs):
            passed += 1
            continue
        failed += 1
        if failed <= 20:
            print(question, "\n  ours  ", ours, "\n  python", ascii(theirs))
    if done.returncode or len(lines) != len(questions) + 1:
        print("exit status", done.returncode, done.stderr[-2000:])
        failed += 1
    print(f"{passed} passed, {failed} failed")
    return failed != 0


sys.exit(main())
