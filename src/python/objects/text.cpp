// python/objects/text.cpp -- repr(), str(), ascii(), format() of any value.
#include "python/objects/abstract.h"
#include "python/objects/format_value.h"
#include "python/objects/objects.h"
#include "python/runtime/runtime.h"
#include "vm/integer.h"

namespace taipan::python {

String* as_string(Value value) { return is_kind(value, Kind::String) ? value.as<String>() : nullptr; }

String* int_repr(Thread& thread, Value integer);  // int.cpp: with the digit limit

String* repr(Thread& thread, Value value) {
  if (value.is_int()) return integer_to_string(thread.heap(), value);
  DepthGuard depth(thread);
  if (!depth.ok()) return thread.language().raise_recursion_error(thread, " while getting the repr of an object");
  const Value result = TRY(call_special(thread, value, Special::Repr, {}));
  if (result.is_unbound()) return format_string(thread, "<%T object at 0x%lx>", value, long(identity(value)));
  if (String* s = as_string(result)) return s;
  return raise(thread, TypeId::TypeError, "__repr__ returned non-string (type %T)", result);
}

String* str(Thread& thread, Value value) {
  if (is_exact_string(value)) return value.as<String>();
  if (value.is_int()) return integer_to_string(thread.heap(), value);
  DepthGuard depth(thread);
  if (!depth.ok()) return thread.language().raise_recursion_error(thread, " while getting the str of an object");
  const Value result = TRY(call_special(thread, value, Special::Str, {}));
  if (result.is_unbound()) return repr(thread, value);
  if (String* s = as_string(result)) return s;
  return raise(thread, TypeId::TypeError, "__str__ returned non-string (type %T)", result);
}

String* ascii(Thread& thread, Value value) {
  String* text = TRY(repr(thread, value));
  if (text->is_ascii()) return text;
  StringBuilder out;
  char escape[16];
  for (int64_t i = 0; i < text->length(); i++) {
    const uint32_t c = text->at(i);
    if (c < 128) {
      out.append(c);
    } else {
      snprintf(escape, sizeof escape, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
      out.append_ascii(escape);
    }
  }
  String* result = out.finish(thread.heap());
  if (!result) return raise_memory_error(thread);
  return result;
}

Value format(Thread& thread, Value value, String* spec) {
  if (!spec) spec = empty_string();
  if (spec->length() == 0) {
    if (is_exact_string(value)) return value;
    if (value.is_number()) return Value(TRY(str(thread, value)));
  }
  if (!value.is_object() || is_exact_string(value)) {
    text::TextBuffer out;
    if (TRY(append_formatted(thread, value, view_of(spec), out))) {
      String* text = out.out_of_memory() ? nullptr : string_from_text(thread.heap(), out.view());
      return text ? Value(text) : Value(raise_memory_error(thread));
    }
  }
  const Value argument(spec);
  const Value result = TRY(call_special(thread, value, Special::Format, {&argument, 1}));
  if (result.is_unbound()) return raise(thread, TypeId::TypeError, "Type %T doesn't define __format__", value);
  if (!as_string(result)) return raise(thread, TypeId::TypeError, "__format__ must return a str, not %T", result);
  return result;
}

bool repr_enter(Thread& thread, Value value) {
  PythonThread& state = python_thread(thread);
  if (state.repr_stack.is_none()) state.repr_stack = Value(new_list(thread.heap()));
  List* active = state.repr_stack.as<List>();
  for (Value v : active->span()) {
    if (v == value) return true;
  }
  (void)active->append(thread.heap(), value);
  return false;
}

void repr_leave(Thread& thread, Value value) {
  List* active = python_thread(thread).repr_stack.as<List>();
  for (int64_t i = active->length(); i-- > 0;) {
    if (active->at(i) == value) {
      (void)active->replace(thread.heap(), i, i + 1, nullptr, 0);
      return;
    }
  }
}

}  // namespace taipan::python
