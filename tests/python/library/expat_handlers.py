# pyexpat: every handler, namespaces, entities, encodings, errors with positions; and what is built on it.
import xml.dom.minidom
import xml.etree.ElementTree as ET
import xml.sax
from xml.parsers import expat

DOCUMENT = b"""<?xml version="1.0" encoding="iso-8859-2" standalone="no"?>
<!DOCTYPE root SYSTEM "root.dtd" [
  <!ELEMENT root (a*, (b | c)+)>
  <!ELEMENT a (#PCDATA)>
  <!ATTLIST a kind CDATA "usual" id ID #IMPLIED>
  <!ENTITY inside "some text">
  <!ENTITY outside SYSTEM "other.xml">
  <!NOTATION note PUBLIC "public id">
  <!ENTITY picture SYSTEM "p.gif" NDATA note>
]>
<root xmlns="urn:one" xmlns:two="urn:two">
  <!-- a comment -->
  <?target data here?>
  <a id="1" two:x="y">\xb3 &inside; &lt;tail</a><b/><![CDATA[ raw <text> ]]>&outside;
</root>
"""
events = []
parser = expat.ParserCreate(namespace_separator=" ")
parser.buffer_text = True
parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE)
for name in sorted(n for n in dir(parser) if n.endswith("Handler") and not n.startswith("Default")):
    if name == "NotStandaloneHandler":
        setattr(parser, name, lambda *arguments: events.append("not standalone") or 1)
    elif name == "ExternalEntityRefHandler":

        def external(context, base, system, public):
            events.append((context, base, system, public))
            inner = parser.ExternalEntityParserCreate(context)
            inner.Parse(b"<c>from outside</c>" if system == "other.xml" else b"", True)
            return 1

        parser.ExternalEntityRefHandler = external
    else:
        setattr(parser, name, lambda *arguments, name=name: events.append((name, *arguments)))
print(parser.Parse(DOCUMENT[:200]), parser.Parse(DOCUMENT[200:], True))
for event in events:
    print(event)
print(parser.CurrentLineNumber, parser.CurrentByteIndex, parser.ErrorCode, parser.buffer_size, parser.buffer_used)


def error(function):
    try:
        print(function())
    except expat.ExpatError as e:
        print(e, e.code, e.lineno, e.offset, expat.errors.messages[e.code])
    except Exception as e:
        print(type(e).__name__ + ":", e)


for wrong in ("<a>", "<a></b>", "", "<a>&x;</a>", "<a b='1' b='2'/>", "<a/><b/>", "<?xml version='1.0' encoding='none-such'?><a/>", "\x01"):
    error(lambda: expat.ParserCreate().Parse(wrong, True))
error(lambda: expat.ParserCreate(namespace_separator="ab"))
error(lambda: expat.ParserCreate(intern=5))
error(lambda: expat.ParserCreate().ParseFile(5))
error(lambda: setattr(expat.ParserCreate(), "buffer_size", 0))
error(lambda: setattr(expat.ParserCreate(), "unknown", 0))


def fails(*arguments):
    raise KeyError("in a handler")


parser = expat.ParserCreate()
parser.StartElementHandler = fails
error(lambda: parser.Parse("<a><b/></a>", True))
parser = expat.ParserCreate()
parser.ordered_attributes = True
parser.StartElementHandler = lambda name, attributes: print(name, attributes)
parser.Parse("<a x='1' y='2'><b/></a>", True)

tree = ET.fromstring("<root><item n='1'>one</item><item n='2'/>tail</root>")
print(ET.tostring(tree), [e.attrib for e in tree.iter("item")], tree.find("item").text, tree[1].tail)
ET.indent(tree)
print(ET.tostring(tree, encoding="unicode"))
document = xml.dom.minidom.parseString("<a><b c='d'>text</b></a>")
print(document.documentElement.toxml(), document.toprettyxml(indent=" ").split("\n"))


class Handler(xml.sax.ContentHandler):
    def startElement(self, name, attrs):
        print("start", name, dict(attrs))

    def characters(self, content):
        print("text", repr(content))


xml.sax.parseString(b"<a k='v'>x<b/>y</a>", Handler())
