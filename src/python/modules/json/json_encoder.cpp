// python/modules/json/json_encoder.cpp -- make_encoder: values to a text of JSON.
//
// Room       python/modules/json.
// Tests      tests/python/library/json_*.py; CPython's test_json
#include <cmath>
#include <cstddef>

#include "base/numbers/float_text.h"
#include "python/modules/json/json_private.h"
#include "python/modules_core/json_scan.h"
#include "python/objects/int_private.h"
#include "vm/layouts.h"

namespace taipan::python::json {

namespace {

using text::TextBuffer;

struct EncoderObject : HeapObject {
  Value markers, default_function, encoder, indent, key_separator, item_separator;
  bool sort_keys, skip_keys, allow_nan;
};

void trace_encoder(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<EncoderObject*>(object);
  for (Value v : {self->markers, self->default_function, self->encoder, self->indent, self->key_separator, self->item_separator}) {
    tracer.visit_value(v.bits());
  }
}
const Layout kLayout = {.name = "json encoder", .size = size_from_shape, .trace = trace_encoder};

bool is_native_function(Value v, String* (*function)(Thread&, Value)) {
  return is_exact(v, TypeId::BuiltinFunction) && v.as<Native>()->method->function == reinterpret_cast<NativeFunction>(function);
}

class Encoding {
 public:
  Encoding(Thread& thread, EncoderObject* encoder, TextBuffer& out)
      : thread_(thread), self_(encoder), out_(out), key_separator_(encoder->key_separator.as<String>()),
        item_separator_(encoder->item_separator.as<String>()) {
    if (is_native_function(encoder->encoder, encode_basestring_ascii)) {
      strings_ = Strings::Ascii;
    } else if (is_native_function(encoder->encoder, encode_basestring)) {
      strings_ = Strings::All;
    }
  }

  Status value(Value v) {
    if (v.is_none()) return word("null");
    if (v.is_bool()) return word(v.is_true() ? "true" : "false");
    if (as_string(v)) return string(v);
    if (is_int_like(v)) return integer(v);
    if (is_float_like(v)) return number(float_value_of(v));
    if (!native_stack_ok(thread_)) return thread_.language().raise_recursion_error(thread_, " while encoding a JSON object");
    if (is_kind(v, Kind::List) || is_kind(v, Kind::Tuple)) return list(v);
    if (is_kind(v, Kind::Dict)) return dict(v);
    return other(v);
  }

 private:
  enum class Strings { Ascii, All, Called };

  Status word(const char* text) {
    out_.append(text);
    return ok_status();
  }
  Status string(Value v) {
    if (strings_ != Strings::Called) {
      modules_core::append_json_string(out_, view_of(v.as<String>()),
                                       strings_ == Strings::Ascii ? modules_core::JsonCharacters::Ascii : modules_core::JsonCharacters::All);
      return ok_status();
    }
    const Value encoded = TRY(call_with(thread_, self_->encoder, v));
    const String* text = as_string(encoded);
    if (!text) return raise(thread_, TypeId::TypeError, "encoder() must return a string, not %T", encoded);
    out_.append(view_of(text));
    return ok_status();
  }
  Status integer(Value v) {
    String* text = int_repr(thread_, v);
    if (!text) return Raised{};
    out_.append(view_of(text));
    return ok_status();
  }
  Status number(double d) {
    if (std::isfinite(d)) {
      numbers::AsciiBuffer text;
      numbers::append_float_repr(text, d);
      out_.append_ascii(text.data(), text.size());
      return ok_status();
    }
    if (!self_->allow_nan) return raise(thread_, TypeId::ValueError, "Out of range float values are not JSON compliant");
    return word(std::isnan(d) ? "NaN" : d > 0 ? "Infinity" : "-Infinity");
  }

  // Remembers what is being encoded: it must not contain itself.
  Value enter(Value v) {
    if (self_->markers.is_none()) return Value::none();
    const Value id = unsigned_value(thread_.heap(), identity(v));
    Dict* markers = self_->markers.as<Dict>();
    const Value known = TRY(dict_get(thread_, markers, id));
    if (!known.is_unbound()) return raise(thread_, TypeId::ValueError, "Circular reference detected");
    TRY(dict_set(thread_, markers, id, v));
    return id;
  }
  Status leave(Value id) {
    if (id.is_none()) return ok_status();
    TRY(dict_delete(thread_, self_->markers.as<Dict>(), id));
    return ok_status();
  }

  Status list(Value v) {
    const bool is_list = is_kind(v, Kind::List);
    const auto length = [&] { return is_list ? v.as<List>()->length() : v.as<Tuple>()->length(); };
    if (length() == 0) return word("[]");
    const Value id = TRY(enter(v));
    out_.append(U'[');
    for (int64_t i = 0; i < length(); i++) {
      if (i != 0) out_.append(view_of(item_separator_));
      TRY(value(is_list ? v.as<List>()->at(i) : v.as<Tuple>()->at(i)));
    }
    out_.append(U']');
    return leave(id);
  }

  Status dict(Value v) {
    if (v.as<Dict>()->length() == 0) return word("{}");
    const Value id = TRY(enter(v));
    out_.append(U'{');
    bool first = true;
    if (is_exact_dict(v) && !self_->sort_keys) {
      // A copy is not needed: changes meanwhile are seen or not, but do no harm.
      Value key, item;
      for (uint32_t i = 0; dict_next(v.as<Dict>(), i, key, item);) TRY(pair(key, item, first));
    } else {
      const Value view = TRY(call_method_with(thread_, v, name(Name::Items)));
      List* items = TRY(list_from_iterable(thread_, view));
      if (self_->sort_keys) TRY(call_method_with(thread_, Value(items), name(Name::Sort)));
      for (int64_t i = 0; i < items->length(); i++) {
        const Value entry = items->at(i);
        if (!is_kind(entry, Kind::Tuple) || entry.as<Tuple>()->length() != 2) {
          return raise(thread_, TypeId::ValueError, "items must return 2-tuples");
        }
        TRY(pair(entry.as<Tuple>()->at(0), entry.as<Tuple>()->at(1), first));
      }
    }
    out_.append(U'}');
    return leave(id);
  }
  Status pair(Value key, Value item, bool& first) {
    const bool is_simple = as_string(key) || key.is_none() || key.is_bool() || is_int_like(key) || is_float_like(key);
    if (!is_simple) {
      if (self_->skip_keys) return ok_status();
      return raise(thread_, TypeId::TypeError, "keys must be str, int, float, bool or None, not %T", key);
    }
    if (!first) out_.append(view_of(item_separator_));
    first = false;
    if (as_string(key)) {
      TRY(string(key));
    } else if (strings_ != Strings::Called) {
      out_.append(U'"');
      TRY(value(key));
      out_.append(U'"');
    } else {
      TextBuffer text;
      Encoding inner(thread_, self_, text);
      TRY(inner.value(key));
      String* made = string_from_text(thread_.heap(), text.view());
      if (!made) return raise_memory_error(thread_);
      TRY(string(Value(made)));
    }
    out_.append(view_of(key_separator_));
    return value(item);
  }

  Status other(Value v) {
    const Value id = TRY(enter(v));
    const Value replaced = TRY(call_with(thread_, self_->default_function, v));
    TRY(value(replaced));
    return leave(id);
  }

  Thread& thread_;
  EncoderObject* self_;
  TextBuffer& out_;
  String* key_separator_;
  String* item_separator_;
  Strings strings_ = Strings::Called;
};

Value encoder_call(Thread& thread, EncoderObject* self, Value object, int64_t) {
  TextBuffer out;
  TRY(Encoding(thread, self, out).value(object));
  String* text = out.out_of_memory() ? nullptr : string_from_text(thread.heap(), out.view());
  if (!text) return raise_memory_error(thread);
  const Value chunk(text);
  return Value(list_from(thread.heap(), {&chunk, 1}));
}

Value encoder_new(Thread& thread, Type* cls, Value markers, Value default_function, Value encoder, Value indent, String* key_separator,
                  String* item_separator, bool sort_keys, bool skip_keys, bool allow_nan) {
  if (!markers.is_none() && !is_kind(markers, Kind::Dict)) {
    return raise(thread, TypeId::TypeError, "make_encoder() argument 1 must be dict or None, not %T", markers);
  }
  auto* self = static_cast<EncoderObject*>(allocate_instance(thread.heap(), cls));
  self->markers = markers;
  self->default_function = default_function;
  self->encoder = encoder;
  self->indent = indent;
  self->key_separator = Value(key_separator);
  self->item_separator = Value(item_separator);
  self->sort_keys = sort_keys;
  self->skip_keys = skip_keys;
  self->allow_nan = allow_nan;
  thread.heap().write_barrier(self);
  return Value(self);
}

}  // namespace

String* encode_basestring(Thread& thread, Value value) {
  const String* text = as_string(value);
  if (!text) return raise(thread, TypeId::TypeError, "first argument must be a string, not %T", value);
  TextBuffer out;
  modules_core::append_json_string(out, view_of(text), modules_core::JsonCharacters::All);
  String* made = out.out_of_memory() ? nullptr : string_from_text(thread.heap(), out.view());
  if (!made) return raise_memory_error(thread);
  return made;
}
String* encode_basestring_ascii(Thread& thread, Value value) {
  const String* text = as_string(value);
  if (!text) return raise(thread, TypeId::TypeError, "first argument must be a string, not %T", value);
  TextBuffer out;
  modules_core::append_json_string(out, view_of(text), modules_core::JsonCharacters::Ascii);
  String* made = out.out_of_memory() ? nullptr : string_from_text(thread.heap(), out.view());
  if (!made) return raise_memory_error(thread);
  return made;
}

}  // namespace taipan::python::json

namespace taipan::python {
NATIVE_TYPE(json::EncoderObject, v.is_object() && type_of(v)->spec == &json::kEncoderSpec, "_json.Encoder")
}

namespace taipan::python::json {
namespace {

const Method kMethods[] = {
    {"__new__(cls, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)", encoder_new,
     "Create and return a new object."},
    {"__call__(self, /, obj, _current_indent_level)", encoder_call, "Call self as a function."},
};
const Member kMembers[] = {
    {"markers", MemberType::Object, offsetof(EncoderObject, markers), true, "markers"},
    {"default", MemberType::Object, offsetof(EncoderObject, default_function), true, "default"},
    {"encoder", MemberType::Object, offsetof(EncoderObject, encoder), true, "encoder"},
    {"indent", MemberType::Object, offsetof(EncoderObject, indent), true, "indent"},
    {"key_separator", MemberType::Object, offsetof(EncoderObject, key_separator), true, "key_separator"},
    {"item_separator", MemberType::Object, offsetof(EncoderObject, item_separator), true, "item_separator"},
    {"sort_keys", MemberType::Bool, offsetof(EncoderObject, sort_keys), true, "sort_keys"},
    {"skipkeys", MemberType::Bool, offsetof(EncoderObject, skip_keys), true, "skipkeys"},
};

}  // namespace

extern const TypeSpec kEncoderSpec = {
    .name = "_json.Encoder",
    .doc = "_iterencode(obj, _current_indent_level) -> iterable",
    .layout = &kLayout,
    .kind = kind(PythonKind::Other),
    .native_size = sizeof(EncoderObject),
    .flags = kTypeSubclassable,
    .methods = kMethods,
    .members = kMembers,
};

}  // namespace taipan::python::json
