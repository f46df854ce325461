// python/modules/builtins_functions.cpp -- the built-in functions that look at objects. https://docs.python.org/3.11/library/functions.html
// Those that compile, run code or make classes are in builtins_code.cpp; the module itself in builtins_module.cpp.
#include "python/interpreter/interpreter.h"
#include "python/modules/builtins.h"
#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"
#include "python/objects/objects.h"
#include "python/runtime/runtime.h"
#include "vm/integer.h"

namespace taipan::python {

namespace {

String* attribute_name(Thread& thread, Value name_value, const char* function) {
  String* text = as_string(name_value);
  if (!text) {
    if (function) return raise(thread, TypeId::TypeError, "%s(): attribute name must be string", function);
    return raise(thread, TypeId::TypeError, "attribute name must be string, not '%T'", name_value);
  }
  return intern(thread.heap(), text);
}

Value builtin_abs(Thread& thread, Value x) { return absolute(thread, x); }
Value builtin_all(Thread& thread, Value iterable) {
  bool result = true;
  TRY(for_each(thread, iterable, [&](Value v) {
    Result<bool> truth = is_true(thread, v);
    if (!truth.ok()) return false;
    result = truth.value();
    return result;
  }));
  return Value::boolean(result);
}
Value builtin_any(Thread& thread, Value iterable) {
  bool result = false;
  TRY(for_each(thread, iterable, [&](Value v) {
    Result<bool> truth = is_true(thread, v);
    if (!truth.ok()) return false;
    result = truth.value();
    return !result;
  }));
  return Value::boolean(result);
}
Value builtin_ascii(Thread& thread, Value object) { return Value(ascii(thread, object)); }
Value in_base(Thread& thread, Value number, int base, std::string_view prefix) {
  const Value integer = TRY(to_index(thread, number));
  ByteBuilder out;
  append_integer(out, integer, base, prefix);
  return Value(string_from_latin1(thread.heap(), out.view()));
}
Value builtin_bin(Thread& thread, Value number) { return in_base(thread, number, 2, "0b"); }
Value builtin_oct(Thread& thread, Value number) { return in_base(thread, number, 8, "0o"); }
Value builtin_hex(Thread& thread, Value number) { return in_base(thread, number, 16, "0x"); }
bool builtin_callable(Thread&, Value object) { return is_callable(object); }
Value builtin_chr(Thread& thread, Value code) {
  const Value integer = TRY(to_index(thread, code));
  int64_t i;
  if (!integer_to_int64(integer, &i) || i > INT32_MAX || i < INT32_MIN) {
    return raise(thread, TypeId::OverflowError, "Python int too large to convert to C int");
  }
  if (i < 0 || i > 0x10FFFF) return raise(thread, TypeId::ValueError, "chr() arg not in range(0x110000)");
  return Value(string_from_character(thread.heap(), uint32_t(i)));
}
Status builtin_delattr(Thread& thread, Value object, Value attribute) {
  return set_attribute(thread, object, TRY(attribute_name(thread, attribute, nullptr)), Value::unbound());
}
Value builtin_divmod(Thread& thread, Value x, Value y) { return binary(thread, x, y, BinaryOp::DivMod); }
Value builtin_format(Thread& thread, Value value, String* spec) { return format(thread, value, spec); }
Value builtin_getattr(Thread& thread, Value object, Value attribute, Value default_value) {
  String* text = TRY(attribute_name(thread, attribute, nullptr));
  if (default_value.is_missing()) return get_attribute(thread, object, text);
  const Value found = TRY(get_attribute_or_unbound(thread, object, text));
  return found.is_unbound() ? default_value : found;
}
Value builtin_hasattr(Thread& thread, Value object, Value attribute) {
  String* text = TRY(attribute_name(thread, attribute, nullptr));
  return Value::boolean(TRY(has_attribute(thread, object, text)));
}
Status builtin_setattr(Thread& thread, Value object, Value attribute, Value value) {
  return set_attribute(thread, object, TRY(attribute_name(thread, attribute, nullptr)), value);
}
Value builtin_hash(Thread& thread, Value object) { return integer_value(thread.heap(), int64_t(TRY(hash(thread, object)))); }
Value builtin_id(Thread& thread, Value object) { return unsigned_value(thread.heap(), identity(object)); }
Value builtin_isinstance(Thread& thread, Value object, Value classes) { return Value::boolean(TRY(is_instance(thread, object, classes))); }
Value builtin_issubclass(Thread& thread, Value cls, Value classes) { return Value::boolean(TRY(is_subclass(thread, cls, classes))); }
Value builtin_len(Thread& thread, Value object) { return integer_value(thread.heap(), TRY(length(thread, object))); }
Value builtin_next(Thread& thread, Value iterator, Value default_value) {
  if (lookup_special(type_of(iterator), Special::Next).is_unbound()) {
    return raise(thread, TypeId::TypeError, "'%T' object is not an iterator", iterator);
  }
  if (default_value.is_missing()) return call_special(thread, iterator, Special::Next, {});
  const Value result = TRY(iterator_next(thread, iterator));
  return result.is_unbound() ? default_value : result;
}
Value builtin_ord(Thread& thread, Value c) {
  int64_t size;
  if (String* s = as_string(c)) {
    if (s->length() == 1) return Value::integer(s->at(0));
    size = s->length();
  } else if (is_kind(c, Kind::Bytes)) {
    if (c.as<Bytes>()->length() == 1) return Value::integer(c.as<Bytes>()->data()[0]);
    size = c.as<Bytes>()->length();
  } else if (is_kind(c, kind(PythonKind::MutableBytes))) {
    size = TRY(length(thread, c));
    if (size == 1) return get_item(thread, c, Value::integer(0));
  } else {
    return raise(thread, TypeId::TypeError, "ord() expected string of length 1, but %T found", c);
  }
  return raise(thread, TypeId::TypeError, "ord() expected a character, but string of length %ld found", size);
}
Value builtin_pow(Thread& thread, Value base, Value exponent, Value modulus) { return power(thread, base, exponent, modulus); }
Value builtin_repr(Thread& thread, Value object) { return Value(repr(thread, object)); }
Value builtin_round(Thread& thread, Value number, Value digits) {
  const Value method = lookup_special(type_of(number), Special::Round);
  if (method.is_unbound()) return raise(thread, TypeId::TypeError, "type %T doesn't define __round__ method", number);
  if (digits.is_none()) return call_special(thread, number, Special::Round, {});
  return call_special(thread, number, Special::Round, {&digits, 1});
}
Value builtin_sorted(Thread& thread, NativeCall call) {
  if (call.positional() != 1) return raise(thread, TypeId::TypeError, "sorted expected 1 argument, got %ld", call.positional());
  List* list = TRY(list_from_iterable(thread, call.values[0]));
  const Value sort = TRY(get_attribute(thread, Value(list), name(Name::Sort)));
  TRY(call_with_names(thread, sort, call.values + 1, call.count - 1, call.names));
  return Value(list);
}
Value builtin_sum(Thread& thread, Value iterable, Value start) {
  if (as_string(start)) return raise(thread, TypeId::TypeError, "sum() can't sum strings [use ''.join(seq) instead]");
  if (is_kind(start, Kind::Bytes)) return raise(thread, TypeId::TypeError, "sum() can't sum bytes [use b''.join(seq) instead]");
  if (is_kind(start, kind(PythonKind::MutableBytes))) return raise(thread, TypeId::TypeError, "sum() can't sum bytearray [use b''.join(seq) instead]");
  Value total = start;
  TRY(for_each(thread, iterable, [&](Value v) {
    if (total.is_int() && v.is_int() && Value::fits_int(total.as_int() + v.as_int())) {
      total = Value::integer(total.as_int() + v.as_int());
    } else if (total.is_double() && v.is_double()) {
      total = Value::number(total.as_double() + v.as_double());
    } else {
      total = binary(thread, total, v, BinaryOp::Add);
    }
    return !total.is_raised();
  }));
  return total;
}

Value extreme(Thread& thread, NativeCall call, Compare op, const char* function) {
  Value key = Value::none(), default_value = Value::unbound();
  if (call.names) {
    for (int64_t i = 0; i < call.names->length(); i++) {
      String* given = call.names->at(i).as<String>();
      const Value v = call.values[call.positional() + i];
      if (given->equals_ascii("key")) {
        key = v;
      } else if (given->equals_ascii("default")) {
        default_value = v;
      } else {
        return raise(thread, TypeId::TypeError, "'%U' is an invalid keyword argument for %s()", given, function);
      }
    }
  }
  const int64_t n = call.positional();
  if (n == 0) return raise(thread, TypeId::TypeError, "%s expected at least 1 argument, got 0", function);
  if (n > 1 && !default_value.is_unbound()) {
    return raise(thread, TypeId::TypeError, "Cannot specify a default for %s() with multiple positional arguments", function);
  }
  Value best, best_key;
  auto consider = [&](Value v) {
    const Value k = key.is_none() ? v : call_with(thread, key, v);
    if (k.is_raised()) return false;
    if (best.is_unbound()) {
      best = v;
      best_key = k;
      return true;
    }
    const Value result = compare(thread, k, best_key, op);
    if (result.is_raised()) return false;
    Result<bool> better = is_true(thread, result);
    if (!better.ok()) return false;
    if (better.value()) {
      best = v;
      best_key = k;
    }
    return true;
  };
  if (n > 1) {
    for (int64_t i = 0; i < n; i++) {
      if (!consider(call.values[i])) return Value::raised();
    }
    return best;
  }
  TRY(for_each(thread, call.values[0], consider));
  if (!best.is_unbound()) return best;
  if (!default_value.is_unbound()) return default_value;
  return raise(thread, TypeId::ValueError, "%s() arg is an empty sequence", function);
}
Value builtin_max(Thread& thread, NativeCall call) { return extreme(thread, call, Compare::Greater, "max"); }
Value builtin_min(Thread& thread, NativeCall call) { return extreme(thread, call, Compare::Less, "min"); }

Value builtin_iter(Thread& thread, Value object, Value sentinel) {
  if (sentinel.is_missing()) return get_iterator(thread, object);
  if (!is_callable(object)) return raise(thread, TypeId::TypeError, "iter(v, w): v must be callable");
  return new_callable_iterator(thread, object, sentinel);
}
Value builtin_aiter(Thread& thread, Value object) {
  const Value result = TRY(call_special(thread, object, Special::AIter, {}));
  if (result.is_unbound()) return raise(thread, TypeId::TypeError, "'%T' object is not an async iterable", object);
  if (lookup_special(type_of(result), Special::ANext).is_unbound()) return raise(thread, TypeId::TypeError, "aiter() returned not an async iterator of type '%T'", result);
  return result;
}
Value builtin_anext(Thread& thread, Value object, Value default_value) {
  const Value awaitable = TRY(call_special(thread, object, Special::ANext, {}));
  if (awaitable.is_unbound()) return raise(thread, TypeId::TypeError, "'%T' object is not an async iterator", object);
  if (default_value.is_missing()) return awaitable;
  return new_anext_awaitable(thread, awaitable, default_value);
}

Value builtin_dir(Thread& thread, Value object) {
  Value names;
  if (object.is_missing()) {
    const Value space = TRY(frame_locals(thread));
    names = TRY(call_method_with(thread, space, name(Name::Keys)));
  } else {
    names = TRY(call_special(thread, object, Special::Dir, {}));
    if (names.is_unbound()) return raise(thread, TypeId::TypeError, "object does not provide __dir__");
  }
  List* list = TRY(list_from_iterable(thread, names));
  TRY(call_method_with(thread, Value(list), name(Name::Sort)));
  return Value(list);
}
Value builtin_vars(Thread& thread, Value object) {
  if (object.is_missing()) return frame_locals(thread);
  const Value dict = TRY(get_attribute_or_unbound(thread, object, name(Name::Dict)));
  if (dict.is_unbound()) return raise(thread, TypeId::TypeError, "vars() argument must have __dict__ attribute");
  return dict;
}
Value builtin_globals(Thread& thread) { return thread.regs ? Value(function_of(thread.regs)->globals) : Value::none(); }
Value builtin_locals(Thread& thread) { return frame_locals(thread); }

Value builtin_print(Thread& thread, NativeCall call) {
  Value sep = Value::none(), end = Value::none(), file = Value::none();
  bool flush = false;
  if (call.names) {
    for (int64_t i = 0; i < call.names->length(); i++) {
      String* given = call.names->at(i).as<String>();
      const Value v = call.values[call.positional() + i];
      if (given->equals_ascii("sep")) {
        sep = v;
      } else if (given->equals_ascii("end")) {
        end = v;
      } else if (given->equals_ascii("file")) {
        file = v;
      } else if (given->equals_ascii("flush")) {
        flush = TRY(is_true(thread, v));
      } else {
        return raise(thread, TypeId::TypeError, "'%U' is an invalid keyword argument for print()", given);
      }
    }
  }
  if (file.is_none()) {
    file = sys_get("stdout");
    if (file.is_unbound()) return raise(thread, TypeId::RuntimeError, "lost sys.stdout");
    if (file.is_none()) return Value::none();
  }
  if (!sep.is_none() && !as_string(sep)) return raise(thread, TypeId::TypeError, "sep must be None or a string, not %T", sep);
  if (!end.is_none() && !as_string(end)) return raise(thread, TypeId::TypeError, "end must be None or a string, not %T", end);
  Heap& heap = thread.heap();
  const Value write = TRY(get_attribute(thread, file, name(Name::Write)));
  for (int64_t i = 0; i < call.positional(); i++) {
    if (i > 0) {
      const Value between = sep.is_none() ? Value(string_from_character(heap, ' ')) : sep;
      TRY(call_with(thread, write, between));
    }
    String* text = TRY(str(thread, call.values[i]));
    TRY(call_with(thread, write, Value(text)));
  }
  TRY(call_with(thread, write, end.is_none() ? Value(string_from_character(heap, '\n')) : end));
  if (flush) TRY(call_method_with(thread, file, name(Name::Flush)));
  return Value::none();
}

const Method kFunctions[] = {
    {"abs(x, /)", builtin_abs, "Return the absolute value of the argument."},
    {"aiter(async_iterable, /)", builtin_aiter, "Return an AsyncIterator for an AsyncIterable object."},
    {"all(iterable, /)", builtin_all, "Return True if bool(x) is True for all values x in the iterable."},
    {"anext(aiterator, default=<unrepresentable>, /)", builtin_anext, "Return the next item from the async iterator."},
    {"any(iterable, /)", builtin_any, "Return True if bool(x) is True for any x in the iterable."},
    {"ascii(obj, /)", builtin_ascii, "Return an ASCII-only representation of an object."},
    {"bin(number, /)", builtin_bin, "Return the binary representation of an integer."},
    {"callable(obj, /)", builtin_callable, "Return whether the object is callable."},
    {"chr(i, /)", builtin_chr, "Return a Unicode string of one character with ordinal i."},
    {"delattr(obj, name, /)", builtin_delattr, "Deletes the named attribute from the given object."},
    {"dir(object=<missing>, /)", builtin_dir, "Show attributes of an object."},
    {"divmod(x, y, /)", builtin_divmod, "Return the tuple (x//y, x%y)."},
    {"format(value, format_spec='', /)", builtin_format, "Return type(value).__format__(value, format_spec)."},
    {"getattr(object, name, default=<missing>, /)", builtin_getattr, "Get a named attribute from an object."},
    {"globals()", builtin_globals, "Return the dictionary containing the current scope's global variables."},
    {"hasattr(obj, name, /)", builtin_hasattr, "Return whether the object has an attribute with the given name."},
    {"hash(obj, /)", builtin_hash, "Return the hash value for the given object."},
    {"hex(number, /)", builtin_hex, "Return the hexadecimal representation of an integer."},
    {"id(obj, /)", builtin_id, "Return the identity of an object."},
    {"isinstance(obj, class_or_tuple, /)", builtin_isinstance, "Return whether an object is an instance of a class or of a subclass thereof."},
    {"issubclass(cls, class_or_tuple, /)", builtin_issubclass, "Return whether 'cls' is derived from another class or is the same class."},
    {"iter(object, sentinel=<missing>, /)", builtin_iter, "Get an iterator from an object."},
    {"len(obj, /)", builtin_len, "Return the number of items in a container."},
    {"locals()", builtin_locals, "Return a dictionary containing the current scope's local variables."},
    {"max(*args, **kwargs)", builtin_max, "max(iterable, *, key=None) or max(a, b, ..., *, key=None): the largest of the items."},
    {"min(*args, **kwargs)", builtin_min, "min(iterable, *, key=None) or min(a, b, ..., *, key=None): the smallest of the items."},
    {"next(iterator, default=<missing>, /)", builtin_next, "Return the next item from the iterator."},
    {"oct(number, /)", builtin_oct, "Return the octal representation of an integer."},
    {"ord(c, /)", builtin_ord, "Return the Unicode code point for a one-character string."},
    {"pow(base, exp, mod=None)", builtin_pow, "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments."},
    {"print(*args, sep=' ', end='\\n', file=None, flush=False)", builtin_print, "Prints the values to a stream, or to sys.stdout by default."},
    {"repr(obj, /)", builtin_repr, "Return the canonical string representation of the object."},
    {"round(number, ndigits=None)", builtin_round, "Round a number to a given precision in decimal digits."},
    {"setattr(obj, name, value, /)", builtin_setattr, "Sets the named attribute on the given object to the specified value."},
    {"sorted(iterable, /, *, key=None, reverse=False)", builtin_sorted, "Return a new list containing all items from the iterable in ascending order."},
    {"sum(iterable, /, start=0)", builtin_sum, "Return the sum of a 'start' value (default: 0) plus an iterable of numbers"},
    {"vars(object=<missing>, /)", builtin_vars, "Return the __dict__ of an object, or of the current scope."},
};

}  // namespace

std::span<const Method> builtin_object_functions() { return kFunctions; }

}  // namespace taipan::python
