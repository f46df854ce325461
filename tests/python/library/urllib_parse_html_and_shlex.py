from urllib.parse import *
import html, shlex
for x in ["http://user:pw@host:8080/a/b;p?q=1&r=2#frag", "//h/p", "/rel?x", "mailto:a@b", "", "http://[::1]:80/", "HTTP://EX.com", "a:b:c", "file:///x y"]:
    r = urlparse(x); print(r, r.hostname, r.port, r.username, urlunparse(r), urlsplit(x).geturl())
print(urljoin("http://a/b/c", "../d"), urljoin("http://a/b/", "//x/y"), quote("a b/é?&"), quote_plus("a b&"), unquote("%C3%A9+%zz"), unquote_plus("a+b%20c"), urlencode({"a": 1, "b": "x y"}), urlencode([("k", ["1", "2"])], doseq=True), parse_qs("a=1&a=2&b=&c"), parse_qsl("a=1&b=%C3%A9", keep_blank_values=True), quote("a/b", safe=""), quote(b"\xff"), unquote_to_bytes("%ff"), urldefrag("a#b"))
print(html.escape("<a href='x'>&\"</a>"), html.unescape("&lt;&amp;&eacute;&#39;&#x41;&nbsp;&notit;&unknown;"), shlex.split("a 'b c' \"d \\\" e\" f\\ g # c"), shlex.quote("it's"), shlex.join(["a b", "c"]), shlex.split("a#b", comments=True))
from html.parser import HTMLParser
class P(HTMLParser):
    def handle_starttag(self, t, a): print("start", t, a)
    def handle_endtag(self, t): print("end", t)
    def handle_data(self, d): print("data", repr(d))
    def handle_comment(self, c): print("comment", c)
P().feed("<p class=x id='y'>Hi &amp; <b>bold</b><br/><!-- c --></p>")
for f in [lambda: urlparse("http://[bad").hostname, lambda: urlparse("http://h:99999").port, lambda: shlex.split("'a"), lambda: urlencode(5), lambda: quote(5), lambda: urlparse("http://h:x").port]:
    try: print(f())
    except Exception as e: print(type(e).__name__ + ":", e)
