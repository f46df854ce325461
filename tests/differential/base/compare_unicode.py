# tests/differential/base/compare_unicode.py UNICODE_DUMP -- is our Unicode python3.11's?
#
# Run by python3.11. Compares every property of every code point, normal forms and case mappings of many texts, and
# every name, alias and named sequence with what this interpreter says. Prints the first differences; the last line is
# `N passed, N failed`.
import ctypes
import random
import subprocess
import sys
import unicodedata

OLD = unicodedata.ucd_3_2_0
FORMS = "NFC", "NFD", "NFKC", "NFKD"
passed = failed = 0


def compare(what, ours, theirs):
    global passed, failed
    if ours == theirs:
        passed += 1
        return
    failed += 1
    if failed <= 20:
        print(f"{what}\n  ours   {ours}\n  python {theirs}")


def values(database, char):
    numeric = database.numeric(char, None)
    return (f"{database.category(char)} {database.bidirectional(char)} {database.east_asian_width(char)} "
            f"{database.combining(char)} {int(database.mirrored(char))} {database.decimal(char, -1)} "
            f"{database.digit(char, -1)} {'-' if numeric is None else '%.17g' % numeric}")


def c_function(name):
    function = getattr(ctypes.pythonapi, "_PyUnicode_" + name)
    function.argtypes, function.restype = [ctypes.c_uint32], ctypes.c_uint32
    return function


to_lower, to_upper, to_title = c_function("ToLowercase"), c_function("ToUppercase"), c_function("ToTitlecase")
is_cased, is_case_ignorable = c_function("IsCased"), c_function("IsCaseIgnorable")
is_xid_start, is_xid_continue = c_function("IsXidStart"), c_function("IsXidContinue")
is_title, is_line_break = c_function("IsTitlecase"), c_function("IsLinebreak")


def expected_line(code):
    char = chr(code)
    flags = (char.isalpha(), char.isdecimal(), char.isdigit(), char.isnumeric(), char.isalnum(), char.isspace(),
             char.islower(), char.isupper(), is_title(code), char.isprintable(), is_cased(code),
             is_case_ignorable(code), is_line_break(code), is_xid_start(code), is_xid_continue(code))
    mappings = ["%X" % function(code) for function in (to_lower, to_upper, to_title)]
    mappings += ["+".join("%X" % ord(c) for c in text)
                 for text in (char.lower(), char.upper(), char.title(), char.casefold())]
    parts = unicodedata.decomposition(char).split()
    tag = parts.pop(0) if parts and parts[0].startswith("<") else ""
    return "|".join((
        "%X" % code, values(unicodedata, char), values(OLD, char), "".join("01"[bool(flag)] for flag in flags),
        " " + " ".join(mappings), tag + "".join("+" + part for part in parts),
        "".join(str(int(unicodedata.is_normalized(form, char))) for form in FORMS),
        unicodedata.name(char, ""), OLD.name(char, "")))


def ask(tool, mode, lines):
    answer = subprocess.run([tool, mode], input="".join(line + "\n" for line in lines).encode(), capture_output=True)
    assert answer.returncode == 0
    result = answer.stdout.decode().split("\n")[:-1]
    assert len(result) == len(lines), (len(result), len(lines))
    return result


def compare_characters(tool):
    dump = subprocess.Popen([tool, "characters"], stdout=subprocess.PIPE, text=True)
    for code in range(0x110000):
        ours, theirs = dump.stdout.readline()[:-1], expected_line(code)
        compare("U+%04X" % code, ours, theirs)
    dump.wait()


def sample_texts():
    chooser = random.Random(7)
    for code in range(0x110000):
        char = chr(code)
        if unicodedata.decomposition(char) or OLD.category(char) != unicodedata.category(char):
            yield char
    marks = [chr(code) for code in range(0x110000) if unicodedata.combining(chr(code))]
    composed = [chr(code) for code in range(0x30000) if unicodedata.decomposition(chr(code))]
    cased = [chr(code) for code in range(0x1F000) if chr(code).swapcase() != chr(code)]
    plain = [chr(code) for code in range(0x3130)] + [chr(code) for code in range(0xAC00, 0xAC00 + 11172, 97)]
    special = list("\u03a3\u03c3\u03c2 aA'.\u0345\u0130\u0131\u00df\u1e9e\ufb03\u01c5\u1f88") + [
        "\u1100", "\u1161", "\u11a8", "\uac00", "\uac01", "\u0338", "\u0301", "\u0327", "\u09c7", "\u09be", "\u0b47"]
    for _ in range(60000):
        text = [chooser.choice(chooser.choice((marks, composed, cased, plain, special, special)))
                for _ in range(chooser.randrange(1, 12))]
        yield "".join(text)


def compare_texts(tool):
    operations = [(form, lambda text, form=form: unicodedata.normalize(form, text)
                   + chr(unicodedata.is_normalized(form, text))) for form in FORMS]
    operations += [(form + "3.2", lambda text, form=form: OLD.normalize(form, text)
                    + chr(OLD.is_normalized(form, text))) for form in FORMS]
    operations += [(name, lambda text, name=name: getattr(text, name)())
                   for name in ("lower", "upper", "casefold", "swapcase", "capitalize", "title")]
    texts = list(sample_texts())
    for name, function in operations:
        lines = [name + "".join(" %X" % ord(c) for c in text) for text in texts]
        for line, text, ours in zip(lines, texts, ask(tool, "texts", lines)):
            theirs = " ".join("%X" % ord(c) for c in function(text))
            compare(line, ours, theirs)


def private_names():
    get_pointer = ctypes.pythonapi.PyCapsule_GetPointer
    get_pointer.restype, get_pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    table = ctypes.cast(get_pointer(unicodedata._ucnhash_CAPI, b"unicodedata._ucnhash_CAPI"),
                        ctypes.POINTER(ctypes.c_void_p))
    get_name = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_uint32, ctypes.c_char_p, ctypes.c_int, ctypes.c_int)(table[0])
    buffer = ctypes.create_string_buffer(512)
    return [buffer.value.decode() for code in range(0xF0000, 0xF2000) if get_name(code, buffer, 512, 1)]


def compare_names(tool):
    names = [unicodedata.name(chr(code), "") for code in range(0x110000)]
    names = [name for name in names if name] + private_names()
    chooser = random.Random(3)
    wrong = []
    for name in names:
        kind = chooser.randrange(6)
        place = chooser.randrange(len(name) + 1)
        if kind == 0:
            wrong.append(name[:place])
        elif kind == 1:
            wrong.append(name[:place] + chooser.choice("AE -0") + name[place:])
        elif kind == 2:
            wrong.append(name.lower())
        elif kind == 3:
            wrong.append(name.title())
    names += wrong

    def by_escape(name):
        try:
            return f"\\N{{{name}}}".encode().decode("unicode_escape")
        except UnicodeDecodeError:
            return ""

    def by_lookup(database, name):
        try:
            return database.lookup(name)
        except KeyError:
            return ""

    def show(text):
        return "+".join("%X" % ord(c) for c in text)

    for name, ours in zip(names, ask(tool, "names", names)):
        ours = ours.split("|")
        theirs = [show(by_escape(name)), ours[1], show(by_lookup(unicodedata, name)), show(by_lookup(OLD, name)), ""]
        compare("name " + name, ours, theirs)


def main(tool):
    compare_characters(tool)
    compare_texts(tool)
    compare_names(tool)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main(sys.argv[1]))
