"""Compiles templates to nested closures and renders pages: string work, dict scopes, loops and filters."""

SIZES = {"small": 30, "full": 16000}

PAGE = """<html><head><title>{{ title|upper }}</title></head><body>
<h1>{{ title }}</h1>
{% if user %}<p>Hello {{ user.name|title }}, you have {{ user.messages|length }} messages.</p>{% else %}<p>Please log in.</p>{% end %}
<ul>
{% for item in items %}  <li class="{% if item.stock %}in{% else %}out{% end %}">{{ item.name|escape }}: {{ item.price|money }}
{% for tag in item.tags %}<b>{{ tag }}</b>{% end %}</li>
{% end %}</ul>
{{ footer|escape }}</body></html>"""


def escape(value):
    return str(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


FILTERS = {
    "upper": lambda v: str(v).upper(),
    "title": lambda v: str(v).title(),
    "length": len,
    "escape": escape,
    "money": lambda v: f"{v // 100}.{v % 100:02d}",
}


def pieces(source):
    """('text', s), ('value', s) and ('tag', s) in order."""
    at = 0
    while at < len(source):
        value, tag = source.find("{{", at), source.find("{%", at)
        starts = [i for i in (value, tag) if i >= 0]
        if not starts:
            yield "text", source[at:]
            return
        start = min(starts)
        if start > at:
            yield "text", source[at:start]
        closing = "}}" if start == value else "%}"
        end = source.index(closing, start)
        yield ("value" if start == value else "tag"), source[start + 2 : end].strip()
        at = end + 2


class Compiler:
    def __init__(self, source):
        self.pieces = list(pieces(source))
        self.at = 0

    def block(self, *ends):
        parts = []
        while self.at < len(self.pieces):
            kind, text = self.pieces[self.at]
            self.at += 1
            if kind == "text":
                parts.append(lambda scope, out, text=text: out.append(text))
            elif kind == "value":
                parts.append(self.value(text))
            else:
                word, _, rest = text.partition(" ")
                if word in ends:
                    return self.sequence(parts), word
                parts.append(getattr(self, "tag_" + word)(rest))
        return self.sequence(parts), None

    def sequence(self, parts):
        def render(scope, out):
            for part in parts:
                part(scope, out)

        return render

    def lookup(self, path):
        first, *rest = path.split(".")

        def get(scope):
            value = scope.get(first)
            for key in rest:
                value = value[key] if isinstance(value, dict) else getattr(value, key)
            return value

        return get

    def value(self, text):
        path, *filters = [part.strip() for part in text.split("|")]
        get = self.lookup(path)
        functions = [FILTERS[name] for name in filters]

        def render(scope, out):
            value = get(scope)
            for function in functions:
                value = function(value)
            out.append(str(value))

        return render

    def tag_if(self, rest):
        condition = self.lookup(rest)
        yes, end = self.block("else", "end")
        no = self.block("end")[0] if end == "else" else (lambda scope, out: None)

        def render(scope, out):
            (yes if condition(scope) else no)(scope, out)

        return render

    def tag_for(self, rest):
        name, _, path = rest.partition(" in ")
        items = self.lookup(path)
        body, _ = self.block("end")

        def render(scope, out):
            inner = dict(scope)
            for item in items(scope):
                inner[name] = item
                body(inner, out)

        return render


class User:
    def __init__(self, name, messages):
        self.name, self.messages = name, messages


def main(n):
    page, _ = Compiler(PAGE).block()
    total = 0
    for i in range(n):
        if i % 100 == 0:
            page, _ = Compiler(PAGE.replace("Hello", f"Hello{i}")).block()
        items = [
            {"name": f"<item {k}&{i}>", "price": k * 137 + i, "stock": (k + i) % 3, "tags": ["t", "new"][: k % 3]}
            for k in range(12)
        ]
        user = User(f"user {i}", list(range(i % 5))) if i % 4 else None
        out = []
        page({"title": f"page {i}", "user": user, "items": items, "footer": "a < b"}, out)
        text = "".join(out)
        total = (total * 31 + len(text) + text.count("&lt;")) % 1000000007
    return f"{total} {len(text)}"


if __name__ == "__main__":
    import sys

    print("checksum", main(SIZES[sys.argv[1] if len(sys.argv) > 1 else "small"]))
