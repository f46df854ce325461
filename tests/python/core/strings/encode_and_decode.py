for s in ["abc", "é", "中", "😀", "\ud800", "a\x00b"]:
    for encoding in ["utf-8", "ascii", "latin-1", "utf-16-le", "utf-32-be", "utf-8-sig"]:
        row = []
        for errors in ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogatepass"]:
            try:
                row.append(s.encode(encoding, errors))
            except Exception as e:
                row.append(f"{type(e).__name__}: {e}")
        print(ascii(s), encoding, row)
