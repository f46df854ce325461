// python/objects/native_text.cpp -- texts about native functions for help() and inspect; see native_text.h.
#include "python/objects/native_text.h"

#include <cstring>

#include "python/objects/objects.h"

namespace taipan::python {

namespace {

struct SlotDoc {
  std::string_view name, text;
};
// Sorted as the language reference has them: basic customisation, attributes, containers, numbers, the rest.
constexpr SlotDoc kSlotDocs[] = {
    {"__new__", "Make an instance of the class; __init__ then prepares it."},
    {"__init__", "Prepare the instance; see help(type(self)) for the arguments."},
    {"__del__", "Called when the object is about to go."},
    {"__repr__", "repr(self): text for developers."},
    {"__str__", "str(self): text for users."},
    {"__lt__", "self < value"},
    {"__le__", "self <= value"},
    {"__eq__", "self == value"},
    {"__ne__", "self != value"},
    {"__gt__", "self > value"},
    {"__ge__", "self >= value"},
    {"__hash__", "hash(self)"},
    {"__bool__", "True unless self is false"},
    {"__getattr__", "self.name, when there is no such attribute"},
    {"__getattribute__", "self.name"},
    {"__setattr__", "self.name = value"},
    {"__delattr__", "del self.name"},
    {"__get__", "The attribute of an instance, or of its class."},
    {"__set__", "Set the attribute of an instance."},
    {"__delete__", "Delete the attribute of an instance."},
    {"__call__", "self(*args, **kwargs)"},
    {"__len__", "len(self)"},
    {"__getitem__", "self[key]"},
    {"__setitem__", "self[key] = value"},
    {"__delitem__", "del self[key]"},
    {"__contains__", "key in self"},
    {"__iter__", "iter(self)"},
    {"__next__", "next(self)"},
    {"__add__", "self + value"},
    {"__sub__", "self - value"},
    {"__mul__", "self * value"},
    {"__matmul__", "self @ value"},
    {"__truediv__", "self / value"},
    {"__floordiv__", "self // value"},
    {"__mod__", "self % value"},
    {"__divmod__", "divmod(self, value)"},
    {"__pow__", "pow(self, value, mod)"},
    {"__lshift__", "self << value"},
    {"__rshift__", "self >> value"},
    {"__and__", "self & value"},
    {"__xor__", "self ^ value"},
    {"__or__", "self | value"},
    {"__radd__", "value + self"},
    {"__rsub__", "value - self"},
    {"__rmul__", "value * self"},
    {"__rmatmul__", "value @ self"},
    {"__rtruediv__", "value / self"},
    {"__rfloordiv__", "value // self"},
    {"__rmod__", "value % self"},
    {"__rdivmod__", "divmod(value, self)"},
    {"__rpow__", "pow(value, self, mod)"},
    {"__rlshift__", "value << self"},
    {"__rrshift__", "value >> self"},
    {"__rand__", "value & self"},
    {"__rxor__", "value ^ self"},
    {"__ror__", "value | self"},
    {"__iadd__", "self += value"},
    {"__isub__", "self -= value"},
    {"__imul__", "self *= value"},
    {"__imatmul__", "self @= value"},
    {"__itruediv__", "self /= value"},
    {"__ifloordiv__", "self //= value"},
    {"__imod__", "self %= value"},
    {"__ipow__", "self **= value"},
    {"__ilshift__", "self <<= value"},
    {"__irshift__", "self >>= value"},
    {"__iand__", "self &= value"},
    {"__ixor__", "self ^= value"},
    {"__ior__", "self |= value"},
    {"__neg__", "-self"},
    {"__pos__", "+self"},
    {"__abs__", "abs(self)"},
    {"__invert__", "~self"},
    {"__int__", "int(self)"},
    {"__float__", "float(self)"},
    {"__index__", "self as an exact int, for indexing"},
    {"__await__", "The iterator that `await self` runs."},
    {"__aiter__", "aiter(self)"},
    {"__anext__", "anext(self)"},
    {"__sizeof__", "Bytes that the object takes in memory."},
    {"__reduce__", "How pickle saves the object."},
    {"__reduce_ex__", "How pickle saves the object, for a version of its format."},
    {"__setstate__", "Take over a state that pickle saved."},
    {"__getstate__", "The state that pickle saves."},
    {"__dir__", "dir(self)"},
    {"__format__", "format(self, format_spec)"},
    {"__length_hint__", "An estimate of the number of items left."},
    {"__class_getitem__", "The class with type arguments: see PEP 585."},
    {"__prepare__", "Make the namespace for the body of a class statement."},
    {"__init_subclass__", "Called when a class derives from this one; by default nothing happens."},
    {"__subclasshook__", "Abstract classes may say here which classes count as derived from them."},
    {"__copy__", "A shallow copy."},
    {"__deepcopy__", "A deep copy."},
    {"__enter__", "Begin the with block."},
    {"__exit__", "End the with block."},
};

// A text that only repeats that anything may be passed.
bool says_nothing(const char* open) {
  return strstr(open, "*args, **kw") != nullptr && (open[1] == '*' || !strncmp(open, "(cls, *", 7) || !strncmp(open, "(self, *", 8) || !strncmp(open, "(self, /, *", 11));
}

const char* behind_first_parameter(const char* rest) {
  while (*rest && *rest != ',' && *rest != ')') rest++;
  return rest;
}

// Whether the parameters have a positional-only mark.
bool has_slash(const char* text) {
  for (char quote = 0; *text; text++) {
    if (quote) {
      if (*text == quote) quote = 0;
    } else if (*text == '\'') {
      quote = '\'';
    } else if (*text == '/') {
      return true;
    }
  }
  return false;
}

// The row's text, with defaults that are written <=x> as x.
void append_shown(StringBuilder& out, const char* text) {
  while (*text) {
    if (text[0] == '<' && text[1] == '=') {
      const char* end = strchr(text, '>');
      out.append_utf8({text + 2, size_t(end - text - 2)});
      text = end + 1;
    } else {
      out.append(uint8_t(*text++));
    }
  }
}

// Whether the row's text is one to show. Reading it also checks it.
const char* shown_parameters(Native* f) {
  const char* open = strchr(f->method->signature, '(');
  if (signature_of(f)->hide_text) return nullptr;
  if ((f->method->flags & kRaw) && says_nothing(open)) return nullptr;
  return open + 1;
}

}  // namespace

Value native_text_signature(Thread& thread, Native* f) {
  Heap& heap = thread.heap();
  if (f->name == special_name(Special::New)) return Value(string_from_latin1(heap, "($type, *args, **kwargs)"));
  if (is_exact(Value(f), TypeId::WrapperDescriptor)) {
    if (f->name == special_name(Special::Del)) return Value::none();
    if (f->name == special_name(Special::Init) || f->name == special_name(Special::Call)) {
      return Value(string_from_latin1(heap, "($self, /, *args, **kwargs)"));
    }
  }
  const char* rest = shown_parameters(f);
  if (!rest) return Value::none();
  StringBuilder out;
  if (f->owner) {
    out.append_ascii(f->method->flags & kClass ? "($type" : "($self");
    append_shown(out, behind_first_parameter(rest));
  } else if (f->method->flags & kStatic) {
    out.append_ascii("(");
    append_shown(out, rest);
  } else {
    out.append_ascii("($module");
    const bool only_rest = rest[0] == '*' && rest[1] != ',' && !strchr(rest, ',');
    if (!has_slash(rest) && !only_rest) out.append_ascii(", /");
    if (*rest != ')') out.append_ascii(", ");
    append_shown(out, rest);
  }
  return Value(out.finish(heap));
}

Value native_doc(Thread& thread, Native* f) {
  const char* doc = f->method->doc;
  if (doc && *doc) return Value(string_from_utf8(thread.heap(), doc));
  for (const SlotDoc& known : kSlotDocs) {
    if (f->name->equals_ascii(known.name)) return Value(string_from_utf8(thread.heap(), known.text));
  }
  return Value::none();
}

// A class of the program can have a signature in its documentation: "Name(parameters)\n--\n\n" in front of the rest.
static Value signature_in_documentation(Heap& heap, Type* type) {
  const Value doc = dict_get(type->dict, name(Name::Doc));
  if (doc.is_unbound() || !is_exact_string(doc)) return Value::none();
  ByteBuilder text, class_name;
  append_utf8(text, doc.as<String>());
  append_utf8(class_name, type->name);
  std::string_view rest = text.view();
  if (rest.substr(0, class_name.view().size()) != class_name.view()) return Value::none();
  rest.remove_prefix(class_name.view().size());
  const size_t end = rest.find(")\n--\n\n");
  if (rest.empty() || rest[0] != '(' || end == std::string_view::npos || rest.find("\n\n") < end) return Value::none();
  return Value(string_from_utf8(heap, rest.substr(0, end + 1)));
}

Value type_text_signature(Thread& thread, Type* type) {
  Heap& heap = thread.heap();
  if (type->is_heap()) return signature_in_documentation(heap, type);
  if (!type->spec) return Value::none();
  if (const char* fixed = type->spec->signature) return *fixed ? Value(string_from_utf8(heap, fixed)) : Value::none();
  for (Special special : {Special::New, Special::Init}) {
    const Value own = dict_get(type->dict, special_name(special));
    if (own.is_unbound() || !is_kind(own, kind(PythonKind::Native))) continue;
    auto* f = own.as<Native>();
    const char* rest = shown_parameters(f);
    if (!rest || says_nothing(rest - 1)) continue;
    rest = behind_first_parameter(rest);
    if (*rest == ',') rest++;
    while (*rest == ' ') rest++;
    if (!strncmp(rest, "/, ", 3)) rest += 3;  // the receiver's mark
    if (!strcmp(rest, "/)")) rest++;
    StringBuilder out;
    out.append_ascii("(");
    append_shown(out, rest);
    return Value(out.finish(heap));
  }
  return Value::none();
}

}  // namespace taipan::python
