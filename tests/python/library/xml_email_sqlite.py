import xml.etree.ElementTree as ET, xml.dom.minidom as md, email, sqlite3
r = ET.fromstring("<r a='1'><c>t&amp;</c><!-- x --><d k='v'/>tail<c>2</c></r>")
print(r.tag, r.attrib, [c.tag for c in r], r.find("c").text, [c.text for c in r.findall("c")], r.find("d").tail, ET.tostring(r), r.findtext("zz", "none"), [e.tag for e in r.iter()], r.find("./d[@k='v']") is not None)
e = ET.Element("root", x="1"); ET.SubElement(e, "k").text = "é<"; ET.indent(e); print(ET.tostring(e, "unicode"), md.parseString("<a><b>t</b></a>").toprettyxml(indent=" "))
try: ET.fromstring("<a><b></a>")
except ET.ParseError as x: print(x, x.position)
m = email.message_from_string("From: a@b\nTo: c\nSubject: =?utf-8?q?h=C3=A9?=\nContent-Type: text/plain; charset=utf-8\n\nbody\n"); print(m["from"], m.get_content_type(), m.get_payload(), email.header.decode_header(m["Subject"]) if hasattr(email, "header") else "", m.keys())
from email.message import EmailMessage
n = EmailMessage(); n["Subject"] = "s"; n.set_content("text\n"); n.add_alternative("<p>h</p>", subtype="html"); print(n.get_content_type(), [p.get_content_type() for p in n.walk()], n.get_body(("plain",)).get_content())
c = sqlite3.connect(":memory:"); c.execute("create table t(a integer primary key, b text, c real, d blob)"); c.executemany("insert into t(b, c, d) values(?, ?, ?)", [("x", 1.5, b"1"), ("y", None, b"\0"), ("é", 2, None)]); print(c.execute("select * from t order by a").fetchall(), c.total_changes, c.execute("select count(*), sum(c) from t").fetchone(), [d[0] for d in c.execute("select a, b from t").description])
c.row_factory = sqlite3.Row; row = c.execute("select * from t where b = :b", {"b": "y"}).fetchone(); print(row["a"], row.keys(), tuple(row), len(row)); c.create_function("twice", 1, lambda x: x * 2); print(c.execute("select twice(21)").fetchone()[0])
with c: c.execute("update t set c = 9 where a = 1")
print(c.execute("select c from t where a = 1").fetchone()[0], c.in_transaction, list(c.iterdump())[:2])
for q in ["select * from nope", "selec 1", "insert into t(a) values(1)", "select ?"]:
    try: c.execute(q)
    except sqlite3.Error as x: print(type(x).__name__ + ":", x)
