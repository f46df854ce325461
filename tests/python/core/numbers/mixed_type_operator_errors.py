def error(text):
    try:
        print(text, "=", eval(text))
    except Exception as e:
        print(text, type(e).__name__ + ":", e)

for op in ["+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "@", "<", "<=", ">", ">="]:
    for left, right in [("1", "'a'"), ("'a'", "1"), ("1", "None"), ("[]", "1"), ("1.5", "2"), ("{}", "{}"), ("(1,)", "[1]"),
                        ("1", "[2]"), ("None", "None")]:
        error(f"{left} {op} {right}")
for op in ["-", "+", "~"]:
    for value in ["'a'", "None", "[]", "1.5", "{}"]:
        error(op + value)
