// python/objects/native_signature.cpp -- reading the signature text of a native function, and binding arguments to it.
//
// The error texts are those of CPython's argument parsing: functions with one positional-only parameter, with none, with
// several, and with keywords word the same mistake differently.
#include <cstdlib>
#include <cstring>

#include "python/objects/abstract.h"
#include "python/objects/native.h"
#include "python/objects/objects.h"
#include "python/runtime/audit.h"

namespace taipan::python {

namespace {

struct TextReader {
  const char* at;
  void skip_spaces() {
    while (*at == ' ') at++;
  }
  bool accept(char c) {
    skip_spaces();
    if (*at != c) return false;
    at++;
    return true;
  }
};

bool is_name_character(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

// The literals a default may be written as; see native.h.
Value read_default(Heap& heap, TextReader& in, bool* hide) {
  in.skip_spaces();
  const char* start = in.at;
  if (*start == '<') {
    while (*in.at && *in.at != '>') in.at++;
    if (*in.at) in.at++;
    if (start[1] != '=' && std::string_view(start, size_t(in.at - start)) != "<unrepresentable>") *hide = true;
    return Value::missing();
  }
  if (*start == '\'' || (*start == 'b' && start[1] == '\'')) {
    const bool bytes = *start == 'b';
    in.at += bytes ? 2 : 1;
    ByteBuilder text;
    while (*in.at && *in.at != '\'') {
      if (*in.at == '\\' && in.at[1]) {
        in.at++;
        text.append(uint8_t(*in.at == 'n' ? '\n' : *in.at == 't' ? '\t' : *in.at == '0' ? '\0' : *in.at));
      } else {
        text.append(uint8_t(*in.at));
      }
      in.at++;
    }
    if (*in.at) in.at++;
    return bytes ? Value(bytes_from(heap, text.view())) : Value(intern(heap, text.view()));
  }
  if (*start == '(') {
    in.at += 2;
    return Value(empty_tuple());
  }
  while (*in.at && *in.at != ',' && *in.at != ')' && *in.at != ' ') in.at++;
  const std::string_view word(start, size_t(in.at - start));
  if (word == "None") return Value::none();
  if (word == "True") return Value::true_value();
  if (word == "False") return Value::false_value();
  if (word == "sys.maxsize") return integer_value(heap, INT64_MAX);
  const bool is_float = word.find_first_of(".e") != std::string_view::npos && word.substr(0, 2) != "0x";
  if (is_float) return Value::number(strtod(start, nullptr));
  return integer_value(heap, strtoll(start, nullptr, 0));
}

Signature* parse(Heap& heap, const Method* method) {
  Parameter parameters[64];
  int count = 0;
  auto* signature = static_cast<Signature*>(calloc(1, sizeof(Signature)));
  VM_CHECK(signature, "out of memory");
  TextReader in{strchr(method->signature, '(')};
  VM_CHECK(in.at, "a native signature has parentheses");
  in.at++;
  bool after_star = false;
  while (!in.accept(')')) {
    if (in.accept('/')) {
      signature->positional_only = uint16_t(count);
    } else if (in.accept('*')) {
      if (in.accept('*')) {
        signature->var_keyword = true;
      } else {
        after_star = true;
        in.skip_spaces();
        if (*in.at == ',') {
          in.at++;
          continue;
        }
        signature->var_positional = true;
      }
      in.skip_spaces();
      const char* start = in.at;
      while (is_name_character(*in.at)) in.at++;
      parameters[count++] = {intern(heap, {start, size_t(in.at - start)}), Value::unbound()};
    } else {
      in.skip_spaces();
      const char* start = in.at;
      while (is_name_character(*in.at)) in.at++;
      VM_CHECK(in.at > start, "a native signature names its parameters");
      Parameter& p = parameters[count++];
      p.name = intern(heap, {start, size_t(in.at - start)});
      if (in.accept('=')) p.default_value = read_default(heap, in, &signature->hide_text);
      if (after_star) {
        signature->keyword_only++;
      } else {
        signature->positional++;
        if (p.default_value.is_unbound()) signature->required = signature->positional;
      }
    }
    in.accept(',');
    VM_CHECK(*in.at, "a native signature ends with a parenthesis");
  }
  signature->total = uint16_t(count);
  signature->parameters = static_cast<Parameter*>(calloc(size_t(count) + 1, sizeof(Parameter)));
  VM_CHECK(signature->parameters, "out of memory");
  memcpy(static_cast<void*>(signature->parameters), parameters, size_t(count) * sizeof(Parameter));
  signature->simple = !signature->var_positional && !signature->var_keyword && signature->keyword_only == 0;
  for (int i = 0; i < count; i++) {  // names and defaults live for ever
    heap.add_root_values(reinterpret_cast<const uint64_t*>(&signature->parameters[i].name), 1);
    heap.add_root_values(reinterpret_cast<const uint64_t*>(&signature->parameters[i].default_value), 1);
  }
  return signature;
}

const char* plural(int64_t n) { return n == 1 ? "" : "s"; }

bool is_slot_wrapper(const Native* f) { return is_exact(Value(f), TypeId::WrapperDescriptor); }
bool is_constructor(const Native* f) { return f->owner && (f->name == special_name(Special::New) || f->name == special_name(Special::Init)); }

// The receiver does not count in messages: "list.append() takes exactly one argument (0 given)".
int64_t hidden_parameters(const Native* f) {
  return f->owner || f->name == special_name(Special::New) || (f->method->flags & kClass) ? 1 : 0;  // static methods have no owner
}

// append, or list for its constructor.
String* plain_name(const Native* f) { return is_constructor(f) ? f->owner->name : f->name; }

// "list.append", "math.gcd"; a bound method is named after the class of its receiver.
String* dotted_name(Thread& thread, Native* f) {
  if (is_constructor(f)) return f->owner->name;
  if (f->method->flags & kStatic) return f->self.is_unbound() ? f->name : format_string(thread, "%N.%U", f->self.as<Type>(), f->name);
  if (f->owner) {
    Type* owner = f->self.is_unbound() ? f->owner : has_type_flag(f->self, kTypeTypeSubclass) ? f->self.as<Type>() : type_of(f->self);
    return format_string(thread, "%N.%U", owner, f->name);
  }
  if (!f->self.is_unbound() && is_kind(f->self, kind(PythonKind::Module)) && as_string(f->module) && !as_string(f->module)->equals_ascii("builtins")) {
    return format_string(thread, "%S.%U", f->module, f->name);
  }
  return f->name;
}

Raised expected_arguments(Thread& thread, const char* prefix, int64_t least, int64_t most, int64_t given) {
  const char* how = least == most ? "" : given < least ? "at least " : "at most ";
  const int64_t n = given < least ? least : most;
  return raise(thread, TypeId::TypeError, "%s expected %s%ld argument%s, got %ld", prefix, how, n, plural(n), given);
}

// Special methods called by name. Some of CPython's slots count their arguments in another way, which shows as a space.
Raised wrong_slot_count(Thread& thread, Native* f, int64_t least, int64_t most, int64_t given) {
  static constexpr std::string_view kUnpacked[] = {"__setitem__", "__set__", "__setattr__", "__pow__", "__rpow__", "__ipow__", "__get__"};
  static constexpr std::string_view kRepeated[] = {"__mul__", "__rmul__", "__imul__"};
  for (std::string_view name : kUnpacked) {
    if (f->name->equals_ascii(name)) return expected_arguments(thread, "", least, most, given);
  }
  const bool number = is_subtype(f->owner, builtin_type(TypeId::Int)) || is_subtype(f->owner, builtin_type(TypeId::Float)) ||
                      is_subtype(f->owner, builtin_type(TypeId::Complex));
  for (std::string_view name : kRepeated) {
    if (!number && f->name->equals_ascii(name)) return expected_arguments(thread, "", least, most, given);
  }
  const int64_t n = given < least ? least : most;
  return raise(thread, TypeId::TypeError, "expected %ld argument%s, got %ld", n, plural(n), given);
}

Raised wrong_positional_count(Thread& thread, Native* f, const Signature* s, int64_t given, int64_t named) {
  const bool keywords_allowed = s->positional_only < s->positional || s->keyword_only > 0;
  const int64_t hidden = hidden_parameters(f);
  const int64_t most = s->positional - hidden, least = s->required - hidden;
  given -= hidden;
  if (is_slot_wrapper(f) && !is_constructor(f) && f->name != special_name(Special::Call)) return wrong_slot_count(thread, f, least, most, given);
  String* plain = plain_name(f);
  if (!keywords_allowed) {
    if (!is_constructor(f)) {
      String* dotted = TRY(dotted_name(thread, f));
      if (most == 0) return raise(thread, TypeId::TypeError, "%U() takes no arguments (%ld given)", dotted, given);
      if (most == 1 && least == 1) return raise(thread, TypeId::TypeError, "%U() takes exactly one argument (%ld given)", dotted, given);
    }
    const char* how = least == most ? "" : given < least ? "at least " : "at most ";
    const int64_t n = given < least ? least : most;
    return raise(thread, TypeId::TypeError, "%U%s expected %s%ld argument%s, got %ld", plain, plain->equals_ascii("super") ? "()" : "", how, n,
                 plural(n), given);
  }
  const int64_t all = most + s->keyword_only;
  if (!s->var_positional && given + named > all) {
    return raise(thread, TypeId::TypeError, "%U() takes at most %ld %sargument%s (%ld given)", plain, all, given == 0 ? "keyword " : "", plural(all),
                 given + named);
  }
  if (given > most) {
    if (most == 0) return raise(thread, TypeId::TypeError, "%U() takes no positional arguments", plain);
    return raise(thread, TypeId::TypeError, "%U() takes %s %ld positional argument%s (%ld given)", plain, least < most ? "at most" : "exactly", most,
                 plural(most), given);
  }
  const int64_t by_position = (s->positional_only < s->required ? s->positional_only : s->required) - hidden;
  if (given < by_position) {
    return raise(thread, TypeId::TypeError, "%U() takes %s %ld positional argument%s (%ld given)", plain, by_position < most ? "at least" : "exactly",
                 by_position, plural(by_position), given);
  }
  return raise(thread, TypeId::TypeError, "%U() missing required argument '%U' (pos %ld)", plain, s->parameters[hidden + given].name, given + 1);
}

}  // namespace

const Signature* signature_of(Native* f) {
  if (!f->signature) f->signature = parse(vm().heap, f->method);
  return f->signature;
}

namespace detail {

Raised bad_argument(Thread& thread, Native* f, int index, const char* expected, Value given) {
  const Signature* s = signature_of(f);
  const bool receiver = hidden_parameters(f) != 0;
  const char* given_name = given.is_none() ? "None" : nullptr;
  String* type_name = given_name ? intern(thread.heap(), "None") : type_of(given)->name;
  if (receiver && index == 0) {
    return raise(thread, TypeId::TypeError, "descriptor '%U' requires a '%s' object but received a '%U'", f->name, expected, type_name);
  }
  const int64_t shown_index = index + (receiver ? 0 : 1);
  const int64_t positional = s->positional - (receiver ? 1 : 0);
  if (index >= s->positional || index >= s->positional_only) {
    return raise(thread, TypeId::TypeError, "%U() argument '%U' must be %s, not %U", plain_name(f), s->parameters[index].name, expected, type_name);
  }
  if (positional == 1 && s->total - (receiver ? 1 : 0) == 1) {
    return raise(thread, TypeId::TypeError, "%U() argument must be %s, not %U", f->name, expected, type_name);
  }
  return raise(thread, TypeId::TypeError, "%U() argument %ld must be %s, not %U", f->name, shown_index, expected, type_name);
}

Result<int64_t> argument_to_int64(Thread& thread, Value value) { return to_int64(thread, value); }
Result<int> argument_to_int(Thread& thread, Value value) {
  const int64_t wide = TRY(to_int64(thread, value));
  if (wide > INT32_MAX || wide < INT32_MIN) return raise(thread, TypeId::OverflowError, "Python int too large to convert to C int");
  return int(wide);
}
Result<double> argument_to_double(Thread& thread, Value value) { return to_double(thread, value); }
Result<bool> argument_to_bool(Thread& thread, Value value) { return is_true(thread, value); }
Value int64_result(Thread& thread, int64_t i) { return integer_value(thread.heap(), i); }

// Spans travel as the address of a struct on the binder's stack; bit 1 keeps the word from looking like an object.
Arguments arguments_from(Value packed) { return *reinterpret_cast<Arguments*>(packed.bits() & ~uint64_t{2}); }
Keywords keywords_from(Value packed) { return *reinterpret_cast<Keywords*>(packed.bits() & ~uint64_t{2}); }

Value invoke_raw_unreachable(Thread& thread, NativeFunction, const Value*, Native*) {
  return raise_system_error(thread, "a native function that takes its call unparsed was bound");
}

}  // namespace detail

Dict* Keywords::to_dict(Heap& heap) const {
  Dict* dict = new_dict(heap, count);
  for (int64_t i = 0; i < count; i++) dict_set(heap, dict, names[i].as<String>(), values[i]);
  return dict;
}
Value Keywords::get(std::string_view wanted) const {
  for (int64_t i = 0; i < count; i++) {
    if (names[i].as<String>()->equals_ascii(wanted)) return values[i];
  }
  return Value::unbound();
}

namespace {

// Keyword arguments meant for the __init__ of a derived class: a __new__ that takes none does not mind them. Nor does an
// __init__, when the class has a __new__ of its own.
bool leaves_keywords(const Native* f, const Signature* s, const Value* values, int64_t positional) {
  if (!f->owner || positional == 0 || s->positional_only != s->total) return false;
  const bool is_new = f->name == special_name(Special::New);
  if (!is_new && f->name != special_name(Special::Init)) return false;
  Type* type = is_new ? values[0].as<Type>() : type_of(values[0]);
  const Special other = is_new ? Special::Init : Special::New;
  return type != f->owner && !(lookup_special(type, other) == lookup_special(f->owner, other));
}

// Has a large frame, which must not be part of every call: the collector would take what lies there for references.
__attribute__((noinline)) Value bind_and_invoke(Thread& thread, Native* f, const Signature* s, const Value* values, int64_t count, Tuple* names) {
  int64_t named = names ? names->length() : 0;
  const int64_t positional = count - named;
  if (named != 0 && leaves_keywords(f, s, values, positional)) named = 0;
  auto* bound = static_cast<Value*>(__builtin_alloca((size_t{s->total} + 1) * sizeof(Value)));
  for (int64_t i = 0; i < s->total; i++) bound[i] = Value::unbound();
  const bool keywords_allowed = s->positional_only < s->positional || s->keyword_only > 0;
  if (named && !keywords_allowed && !s->var_keyword) {
    if (is_slot_wrapper(f) && f->name != special_name(Special::Init)) {
      return raise(thread, TypeId::TypeError, "wrapper %U() takes no keyword arguments", f->name);
    }
    return raise(thread, TypeId::TypeError, "%U() takes no keyword arguments", TRY(dotted_name(thread, f)));
  }
  if (!s->var_positional && (positional > s->positional || (!s->var_keyword && named && positional + named > s->positional + s->keyword_only))) {
    return wrong_positional_count(thread, f, s, positional, named);
  }
  if (positional < s->positional_only && positional < s->required) return wrong_positional_count(thread, f, s, positional, named);
  const int64_t placed = positional < s->positional ? positional : s->positional;
  for (int64_t i = 0; i < placed; i++) bound[i] = values[i];

  Arguments rest{values + placed, positional - placed};
  const int64_t star = s->var_positional ? s->positional : -1;  // *args stands behind the positional parameters
  const int64_t keyword_start = s->positional + (s->var_positional ? 1 : 0);
  const int64_t double_star = s->var_keyword ? keyword_start + s->keyword_only : -1;

  // Keyword arguments without a parameter: names, then values.
  const int64_t room = s->var_keyword ? named : 0;
  auto* extra_names = static_cast<Value*>(__builtin_alloca((size_t(room) * 2 + 1) * sizeof(Value)));
  Value* extra_values = extra_names + room;
  for (int64_t i = 0; i < room * 2; i++) extra_names[i] = Value::unbound();
  Keywords extra{extra_names, extra_values, 0};

  String* unknown = nullptr;
  int64_t repeated = -1;
  for (int64_t k = 0; k < named; k++) {
    String* key = names->at(k).as<String>();
    int64_t target = -1;
    for (int64_t i = s->positional_only; i < s->total; i++) {
      if (i == star || i == double_star) continue;
      if (s->parameters[i].name == key || equal(s->parameters[i].name, key)) {
        target = i;
        break;
      }
    }
    if (target < 0 && double_star >= 0) {
      extra_names[extra.count] = Value(key);
      extra_values[extra.count++] = values[positional + k];
    } else if (target < 0) {
      if (!unknown) unknown = key;
    } else if (!bound[target].is_unbound()) {
      if (repeated < 0) repeated = target;
    } else {
      bound[target] = values[positional + k];
    }
  }
  for (int64_t i = 0; i < s->positional; i++) {
    if (!bound[i].is_unbound()) continue;
    if (s->parameters[i].default_value.is_unbound()) {
      if (named == 0 || !keywords_allowed) return wrong_positional_count(thread, f, s, positional, named);
      return raise(thread, TypeId::TypeError, "%U() missing required argument '%U' (pos %ld)", plain_name(f), s->parameters[i].name,
                   i + 1 - hidden_parameters(f));
    }
    bound[i] = s->parameters[i].default_value;
  }
  if (repeated >= 0) {
    return raise(thread, TypeId::TypeError, "argument for %U() given by name ('%U') and position (%ld)", plain_name(f), s->parameters[repeated].name,
                 repeated + 1 - hidden_parameters(f));
  }
  if (unknown) return raise(thread, TypeId::TypeError, "'%U' is an invalid keyword argument for %U()", unknown, plain_name(f));
  for (int64_t i = keyword_start; i < keyword_start + s->keyword_only; i++) {
    if (!bound[i].is_unbound()) continue;
    if (s->parameters[i].default_value.is_unbound()) {
      return raise(thread, TypeId::TypeError, "%U() missing required keyword-only argument '%U'", plain_name(f), s->parameters[i].name);
    }
    bound[i] = s->parameters[i].default_value;
  }
  if (star >= 0) bound[star] = Value::from_bits(reinterpret_cast<uint64_t>(&rest) | 2);
  if (double_star >= 0) bound[double_star] = Value::from_bits(reinterpret_cast<uint64_t>(&extra) | 2);
  if (g_audited) [[unlikely]] TRY(audit_native(thread, f, s, bound));
  return f->method->invoke(thread, f->method->function, bound, f);
}

// What CPython checks before a native __new__: the class fits, and no other native base has to make its instances.
bool check_new(Thread& thread, Native* f, const Value* values, int64_t positional) {
  Type* owner = f->owner;
  if (positional == 0) {
    raise(thread, TypeId::TypeError, "%N.__new__(): not enough arguments", owner);
    return false;
  }
  if (!has_type_flag(values[0], kTypeTypeSubclass)) {
    raise(thread, TypeId::TypeError, "%N.__new__(X): X is not a type object (%T)", owner, values[0]);
    return false;
  }
  Type* type = values[0].as<Type>();
  if (type == owner) return true;
  if (!is_subtype(type, owner)) {
    raise(thread, TypeId::TypeError, "%N.__new__(%N): %N is not a subtype of %N", owner, type, type, owner);
    return false;
  }
  Type* native = type;
  while (native->is_heap()) native = native->base;
  const Value maker = lookup_special(native, Special::New);
  if (native == owner || maker == Value(f) || native->root_shape->kind == Kind::Instance || owner == builtin_type(TypeId::Object)) return true;
  if (is_kind(maker, kind(PythonKind::Native)) && maker.as<Native>()->method->function == f->method->function) return true;
  raise(thread, TypeId::TypeError, "%N.__new__(%N) is not safe, use %N.__new__()", owner, type, native);
  return false;
}

// The receiver of a descriptor must be an instance of its class.
bool check_receiver(Thread& thread, Native* f, const Value* values, int64_t positional) {
  if (positional == 0) {
    raise(thread, TypeId::TypeError, is_slot_wrapper(f) ? "descriptor '%U' of '%Q' object needs an argument" : "unbound method %N.%U() needs an argument",
          is_slot_wrapper(f) ? static_cast<const void*>(f->name) : static_cast<const void*>(f->owner),
          is_slot_wrapper(f) ? static_cast<const void*>(f->owner) : static_cast<const void*>(f->name));
    return false;
  }
  if (is_subtype(type_of(values[0]), f->owner)) return true;
  if (is_slot_wrapper(f)) {
    raise(thread, TypeId::TypeError, "descriptor '%U' requires a '%Q' object but received a '%T'", f->name, f->owner, values[0]);
  } else {
    raise(thread, TypeId::TypeError, "descriptor '%U' for '%Q' objects doesn't apply to a '%T' object", f->name, f->owner, values[0]);
  }
  return false;
}

}  // namespace

// Only defaults are missing.
constexpr int64_t kFew = 8;
__attribute__((noinline)) static Value invoke_with_defaults(Thread& thread, Native* f, const Signature* s, const Value* values, int64_t count) {
  Value bound[kFew];
  for (int64_t i = 0; i < count; i++) bound[i] = values[i];
  for (int64_t i = count; i < s->positional; i++) bound[i] = s->parameters[i].default_value;
  return f->method->invoke(thread, f->method->function, bound, f);
}

static Value invoke(Thread& thread, Native* f, const Value* values, int64_t count, Tuple* names) {
  if (f->method->flags & kRaw) {
    auto* function = reinterpret_cast<Value (*)(Thread&, NativeCall)>(f->method->function);
    return detail::to_value(thread, function(thread, NativeCall{f, values, count, names && names->length() ? names : nullptr}));
  }
  const Signature* s = signature_of(f);
  if (s->simple && !names && !g_audited) {
    if (count == s->positional) return f->method->invoke(thread, f->method->function, values, f);
    if (count >= s->required && count < s->positional && s->positional <= kFew) return invoke_with_defaults(thread, f, s, values, count);
  }
  return bind_and_invoke(thread, f, s, values, count, names);
}

// A bound receiver goes first.
__attribute__((noinline)) static Value invoke_bound(Thread& thread, Native* f, const Value* values, int64_t count, Tuple* names) {
  if (count < 16) {
    Value moved[16];
    moved[0] = f->self;
    for (int64_t i = 0; i < count; i++) moved[i + 1] = values[i];
    return invoke(thread, f, moved, count + 1, names);
  }
  List* many = new_list(thread.heap(), count + 1);
  (void)many->append(thread.heap(), f->self);
  for (int64_t i = 0; i < count; i++) (void)many->append(thread.heap(), values[i]);
  const Value result = invoke(thread, f, many->items(), count + 1, names);
  asm volatile("" : : "r"(many) : "memory");
  return result;
}

Value call_native(Thread& thread, Native* f, const Value* values, int64_t count, Tuple* names) {
  const bool is_static = f->method->flags & kStatic;
  if (f->owner && f->name == special_name(Special::New)) {
    if (!check_new(thread, f, values, names ? count - names->length() : count)) return Value::raised();
  } else if (f->owner && f->self.is_unbound()) {
    if (!is_static && !check_receiver(thread, f, values, names ? count - names->length() : count)) return Value::raised();
  } else if (!f->self.is_unbound() && !is_static && (f->owner || !is_kind(f->self, kind(PythonKind::Module)))) {
    return invoke_bound(thread, f, values, count, names);
  }
  return invoke(thread, f, values, count, names);
}

Native* new_native(Heap& heap, const Method& method, Value self, Value module) {
  auto* f = heap.allocate_as<Native>(exact_shape(TypeId::BuiltinFunction));
  f->method = &method;
  f->self = self;
  f->module = module;
  const char* open = strchr(method.signature, '(');
  f->name = intern(heap, {method.signature, size_t(open - method.signature)});
  heap.write_barrier(f);
  return f;
}

}  // namespace taipan::python
