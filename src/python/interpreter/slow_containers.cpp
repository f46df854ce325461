// python/interpreter/slow_containers.cpp -- displays, unpacking, iteration.
#include "python/interpreter/slow_paths.h"
#include "python/objects/iterators.h"
#include "python/objects/set.h"
#include "python/runtime/runtime.h"

namespace taipan::python {

Value build_tuple(Thread& thread, Value* first, int count) {
  if (count == 0) return Value(empty_tuple());
  return Value(tuple_from(thread.heap(), {first, size_t(count)}));
}
Value build_list(Thread& thread, Value* first, int count) { return Value(list_from(thread.heap(), {first, size_t(count)})); }
Value build_set(Thread& thread, Value* first, int count) {
  SetObject* set = new_set(thread.heap(), TypeId::Set);
  for (int i = 0; i < count; i++) TRY(set_add(thread, set, first[i]));
  return Value(set);
}
Value build_map(Thread& thread, Value* first, int count) {
  Dict* dict = new_dict(thread.heap(), count);
  for (int i = 0; i < count; i++) TRY(dict_set(thread, dict, first[2 * i], first[2 * i + 1]));
  return Value(dict);
}
Value build_string(Thread& thread, Value* first, int count) {
  int64_t length = 0;
  bool ascii = true;
  for (int i = 0; i < count; i++) {
    const String* s = first[i].as<String>();
    length += s->length();
    ascii &= s->is_ascii();
  }
  if (!ascii || length == 0) {
    StringBuilder out;
    for (int i = 0; i < count; i++) out.append(first[i].as<String>());
    String* s = out.finish(thread.heap());
    return s ? Value(s) : Value(raise_memory_error(thread));
  }
  String* result = new_string(thread.heap(), length, 0x7F);
  if (!result) return raise_memory_error(thread);
  auto* to = static_cast<uint8_t*>(result->mutable_data());
  for (int i = 0; i < count; i++) {
    const String* s = first[i].as<String>();
    memcpy(to, s->data(), size_t(s->length()));
    to += s->length();
  }
  return Value(result);
}
Value format_value(Thread& thread, Value* first, int how) {
  Value value = first[0];
  switch (how & 3) {
    case 1: value = Value(TRY(str(thread, value))); break;
    case 2: value = Value(TRY(repr(thread, value))); break;
    case 3: value = Value(TRY(ascii(thread, value))); break;
  }
  String* spec = how & 4 ? first[1].as<String>() : nullptr;
  if (!spec || spec->length() == 0) {
    if (is_exact_string(value)) return value;
    if (value.is_int()) return Value(str(thread, value));
  }
  return format(thread, value, spec);
}

bool list_append_value(Thread& thread, Value list, Value value) {
  if (list.as<List>()->append(thread.heap(), value)) return true;
  raise_memory_error(thread);
  return false;
}
bool list_extend_unpack(Thread& thread, Value list, Value iterable) {
  if (list_extend(thread, list.as<List>(), iterable).ok()) return true;
  if (exception_matches(thread, TypeId::TypeError) && lookup_special(type_of(iterable), Special::Iter).is_unbound() &&
      lookup_special(type_of(iterable), Special::GetItem).is_unbound()) {
    thread.clear_exception();
    raise(thread, TypeId::TypeError, "Value after * must be an iterable, not %T", iterable);
  }
  return false;
}
bool set_add_value(Thread& thread, Value set, Value value) { return set_add(thread, set.as<SetObject>(), value).ok(); }
bool set_update_value(Thread& thread, Value set, Value iterable) { return set_update(thread, set.as<SetObject>(), iterable).ok(); }

bool dict_update_display(Thread& thread, Value dict, Value mapping) {
  if (!is_kind(mapping, Kind::Dict)) {
    const Value keys = get_attribute_or_unbound(thread, mapping, name(Name::Keys));
    if (keys.is_raised()) return false;
    if (keys.is_unbound()) {
      raise(thread, TypeId::TypeError, "'%T' object is not a mapping", mapping);
      return false;
    }
  }
  return dict_update(thread, dict.as<Dict>(), mapping).ok();
}
bool dict_set_value(Thread& thread, Value dict, Value key, Value value) { return dict_set(thread, dict.as<Dict>(), key, value).ok(); }

namespace {

String* callee_name(Thread& thread, Value callee) {
  if (is_exact(callee, TypeId::BoundMethod)) callee = callee.as<BoundMethod>()->function;
  if (is_function(callee)) {
    Function* function = callee.as<Function>();
    String* module = as_string(function->module);
    if (module && !module->equals_ascii("builtins")) return format_string(thread, "%U.%U()", module, function->qualified_name);
    return format_string(thread, "%U()", function->qualified_name);
  }
  const Value qualified = get_attribute_or_unbound(thread, callee, name(Name::Qualname));
  if (qualified.is_raised()) return nullptr;
  if (qualified.is_unbound()) return str(thread, callee);
  const Value module = get_attribute_or_unbound(thread, callee, name(Name::Module));
  if (module.is_raised()) return nullptr;
  if (as_string(module) && !as_string(module)->equals_ascii("builtins")) return format_string(thread, "%S.%S()", module, qualified);
  return format_string(thread, "%S()", qualified);
}

}  // namespace

bool dict_merge_call(Thread& thread, Value target, Value mapping, Value callee) {
  Dict* dict = target.as<Dict>();
  auto merge = [&](Value key, Value value) -> bool {
    const Value present = dict_get(thread, dict, key);
    if (present.is_raised()) return false;
    if (!present.is_unbound()) {
      if (String* where = callee_name(thread, callee)) {
        raise(thread, TypeId::TypeError, "%U got multiple values for keyword argument '%S'", where, key);
      }
      return false;
    }
    return dict_set(thread, dict, key, value).ok();
  };
  if (is_exact_dict(mapping) || (is_kind(mapping, Kind::Dict) && uses_native(type_of(mapping), Special::Iter, TypeId::Dict))) {
    Value key, value;
    for (uint32_t i = 0; dict_next(mapping.as<Dict>(), i, key, value);) {
      if (!merge(key, value)) return false;
    }
    return true;
  }
  const Value method = get_attribute_or_unbound(thread, mapping, name(Name::Keys));
  if (method.is_raised()) return false;
  if (method.is_unbound()) {
    if (String* where = callee_name(thread, callee)) {
      raise(thread, TypeId::TypeError, "%U argument after ** must be a mapping, not %T", where, mapping);
    }
    return false;
  }
  const Value keys = mapping_keys(thread, mapping, method);
  if (keys.is_raised()) return false;
  return for_each(thread, keys, [&](Value key) {
           const Value value = get_item(thread, mapping, key);
           return !value.is_raised() && merge(key, value);
         }).ok();
}

Value list_to_tuple(Thread& thread, Value list) { return Value(tuple_from(thread.heap(), list.as<List>()->span())); }

// ---- iteration

Value get_iterator_slow(Thread& thread, Value iterable) {
  if (iterable.is_object() && kind_of(iterable.as_object()) == kind(PythonKind::Generator) && is_exact(iterable, TypeId::Generator)) return iterable;
  if (iterable.is_object() && type_of(iterable)->is_heap()) {
    const Value method = lookup_special(type_of(iterable), Special::Iter);
    if (!method.is_unbound() && is_function(method)) {
      const Code* code = method.as<Function>()->code;
      if ((code->flags & kCodeSimpleParameters) && code->argument_count == 1) {
        PendingCall& pending = thread.pending_call;
        pending.callable = method;
        pending.arguments[0] = iterable;
        pending.count = 1;
        pending.action = return_action(Action::Iterator);
        return Value::pending();
      }
    }
  }
  return get_iterator(thread, iterable);
}

Value for_next_slow(Thread& thread, Value iterator) {
  Type* type = type_of(iterator);
  if (type->is_heap()) {
    const Value method = lookup_special(type, Special::Next);
    if (!method.is_unbound() && is_function(method)) {
      const Code* code = method.as<Function>()->code;
      if ((code->flags & kCodeSimpleParameters) && code->argument_count == 1) {
        PendingCall& pending = thread.pending_call;
        pending.callable = method;
        pending.arguments[0] = iterator;
        pending.count = 1;
        pending.action = return_action(Action::Next);
        return Value::pending();
      }
    }
  }
  return iterator_next(thread, iterator);
}

namespace {

bool wrong_count(Thread& thread, int wanted, int64_t got, bool more) {
  if (more) {
    raise(thread, TypeId::ValueError, "too many values to unpack (expected %d)", wanted);
  } else {
    raise(thread, TypeId::ValueError, "not enough values to unpack (expected %d, got %ld)", wanted, got);
  }
  return false;
}

bool not_iterable(Thread& thread, Value source) {
  if (exception_matches(thread, TypeId::TypeError) && lookup_special(type_of(source), Special::Iter).is_unbound() &&
      lookup_special(type_of(source), Special::GetItem).is_unbound()) {
    thread.clear_exception();
    raise(thread, TypeId::TypeError, "cannot unpack non-iterable %T object", source);
  }
  return false;
}

}  // namespace

Tuple* star_arguments(Thread& thread, Value callee, Value iterable) {
  Type* type = type_of(iterable);
  if (lookup_special(type, Special::Iter).is_unbound() && lookup_special(type, Special::GetItem).is_unbound()) {
    if (String* where = callee_name(thread, callee)) {
      raise(thread, TypeId::TypeError, "%U argument after * must be an iterable, not %T", where, iterable);
    }
    return nullptr;
  }
  return tuple_from_iterable(thread, iterable);
}

bool unpack_sequence(Thread& thread, Value* registers, Value source, int count) {
  if (is_exact_list(source) || is_exact_tuple(source)) {
    const auto values = is_exact_list(source) ? source.as<List>()->span() : source.as<Tuple>()->span();
    if (int64_t(values.size()) != count) return wrong_count(thread, count, int64_t(values.size()), int64_t(values.size()) > count);
    for (int i = 0; i < count; i++) registers[i] = values[size_t(i)];
    return true;
  }
  const Value iterator = get_iterator(thread, source);
  if (iterator.is_raised()) return not_iterable(thread, source);
  Tuple* found = new_tuple(thread.heap(), count);
  for (int i = 0; i < count; i++) {
    const Value v = iterator_next(thread, iterator);
    if (v.is_raised()) return false;
    if (v.is_unbound()) return wrong_count(thread, count, i, false);
    found->initialize(thread.heap(), i, v);
  }
  const Value extra = iterator_next(thread, iterator);
  if (extra.is_raised()) return false;
  if (!extra.is_unbound()) return wrong_count(thread, count, 0, true);
  for (int i = 0; i < count; i++) registers[i] = found->at(i);
  return true;
}

bool unpack_star(Thread& thread, Value* registers, Value source, int counts) {
  const int before = counts & 255, after = counts >> 8;
  const Value iterator = get_iterator(thread, source);
  if (iterator.is_raised()) return not_iterable(thread, source);
  List* all = list_from_iterable(thread, iterator);
  if (!all) return false;
  const int64_t n = all->length();
  if (n < before + after) {
    raise(thread, TypeId::ValueError, "not enough values to unpack (expected at least %d, got %ld)", before + after, n);
    return false;
  }
  List* middle = list_from(thread.heap(), all->span().subspan(size_t(before), size_t(n - before - after)));
  for (int i = 0; i < before; i++) registers[i] = all->at(i);
  registers[before] = Value(middle);
  for (int i = 0; i < after; i++) registers[before + 1 + i] = all->at(n - after + i);
  return true;
}

}  // namespace taipan::python
