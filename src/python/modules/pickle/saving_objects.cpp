// python/modules/pickle/saving_objects.cpp -- pickling classes and functions by name, and everything else by __reduce__.
//
// Room       python/modules/pickle. See saver.h.
#include "python/modules/pickle/saver.h"
#include "python/objects/builtin_codecs.h"
#include "python/objects/exceptions.h"
#include "python/runtime/runtime.h"

namespace taipan::python::pickle {

Status Saver::save_type(Value object) {
  const struct {
    TypeId type;
    Value value;
  } singletons[] = {{TypeId::NoneType, Value::none()}, {TypeId::EllipsisType, Value::ellipsis()}, {TypeId::NotImplementedType, Value::not_implemented()}};
  for (const auto& s : singletons) {
    if (object == Value(builtin_type(s.type))) {
      return save_reduce(tuple_of(heap_, Value(builtin_type(TypeId::Type)), Value(tuple_of(heap_, s.value))), object);
    }
  }
  return save_global(object, nullptr);
}

// The module that has this object under this name.
Value Saver::which_module(Value object, Tuple* path) {
  const Value own = TRY(get_attribute_or_unbound(thread_, object, name(Name::Module)));
  if (!own.is_unbound() && !own.is_none()) return own;
  Dict* modules = dict_copy(heap_, runtime().modules);
  Value key, module;
  for (uint32_t i = 0; dict_next(modules, i, key, module);) {
    if (as_string(key) && as_string(key)->equals_ascii("__main__")) continue;
    if (module.is_none()) continue;
    Value parent;
    const Value found = deep_attribute(thread_, module, path, &parent);
    if (found.is_raised()) {
      thread_.clear_exception();
      continue;
    }
    if (found == object) return key;
  }
  return Value(intern(heap_, "__main__"));
}

Status Saver::save_global(Value object, String* given) {
  Value global_name = given ? Value(given) : TRY(get_attribute_or_unbound(thread_, object, name(Name::Qualname)));
  if (global_name.is_unbound()) global_name = TRY(get_attribute(thread_, object, name(Name::NameName)));
  if (!as_string(global_name)) return raise(thread_, g_pickling_error, "Can't pickle %R: its name is not a str", object);
  Tuple* path = TRY(dotted_path(thread_, Value::unbound(), as_string(global_name)));
  const Value module_name = TRY(which_module(object, path));
  Value module = Value::raised();
  if (as_string(module_name)) {
    module = import_module_level(thread_, as_string(module_name), Value::none(), Value::none(), Value::integer(0));
    if (!module.is_raised()) {
      module = dict_get(thread_, runtime().modules, module_name);
      if (module.is_unbound()) module = raise_key_error(thread_, module_name);
    }
  } else {
    raise(thread_, TypeId::TypeError, "module name must be a string");
  }
  if (module.is_raised()) {
    thread_.clear_exception();
    return raise(thread_, g_pickling_error, "Can't pickle %R: import of module %R failed", object, module_name);
  }
  Value parent = module;
  const Value found = deep_attribute(thread_, module, path, &parent);
  if (found.is_raised() || found.is_unbound()) {
    thread_.clear_exception();
    return raise(thread_, g_pickling_error, "Can't pickle %R: attribute lookup %S on %S failed", object, global_name, module_name);
  }
  if (!(found == object)) {
    return raise(thread_, g_pickling_error, "Can't pickle %R: it's not the same object as %S.%S", object, module_name, global_name);
  }
  if (self_->protocol >= 2) {
    const Value key(tuple_of(heap_, module_name, global_name));
    const Value code = TRY(dict_get(thread_, helpers_.extension_registry.as<Dict>(), key));
    if (!code.is_unbound()) return save_extension(object, code);
  }
  if (parent == module) global_name = path->at(path->length() - 1);
  if (self_->protocol >= 4) {
    TRY(save(module_name));
    TRY(save(global_name));
    op(Opcode::StackGlobal);
    return memo_put(object);
  }
  if (!(parent == module)) {
    const Value arguments(tuple_of(heap_, parent, path->at(path->length() - 1)));
    TRY(save_reduce(tuple_of(heap_, helpers_.getattr, arguments), Value::unbound()));
    return memo_put(object);
  }
  return save_plain_global(object, module_name, global_name);
}

Status Saver::save_extension(Value object, Value code) {
  int64_t n;
  if (!code.is_int()) return raise(thread_, g_pickling_error, "Can't pickle %R: extension code %R isn't an integer", object, code);
  n = code.as_int();
  if (n <= 0 || n > 0x7fffffff) return raise(thread_, TypeId::RuntimeError, "Can't pickle %R: extension code %ld is out of range", object, n);
  if (n <= 0xFF) {
    op_number(Opcode::Extension1, uint64_t(n), 1);
  } else if (n <= 0xFFFF) {
    op_number(Opcode::Extension2, uint64_t(n), 2);
  } else {
    op_number(Opcode::Extension4, uint64_t(n), 4);
  }
  return ok_status();
}

Status Saver::save_plain_global(Value object, Value module_name, Value global_name) {
  if (self_->protocol < 3 && self_->fix_imports) {
    const Value key(tuple_of(heap_, module_name, global_name));
    const Value both = TRY(dict_get(thread_, helpers_.name_mapping_3_to_2.as<Dict>(), key));
    if (!both.is_unbound()) {
      if (!is_kind(both, Kind::Tuple) || both.as<Tuple>()->length() != 2) {
        return raise(thread_, TypeId::RuntimeError, "_compat_pickle.REVERSE_NAME_MAPPING values should be 2-tuples, not %T", both);
      }
      module_name = both.as<Tuple>()->at(0);
      global_name = both.as<Tuple>()->at(1);
    } else {
      const Value renamed = TRY(dict_get(thread_, helpers_.import_mapping_3_to_2.as<Dict>(), module_name));
      if (!renamed.is_unbound()) module_name = renamed;
    }
  }
  if (!as_string(module_name) || !as_string(global_name)) return raise(thread_, TypeId::RuntimeError, "_compat_pickle values should be strings");
  const struct {
    Value text;
    const char* what;
  } parts[] = {{module_name, "module"}, {global_name, "global"}};
  op(Opcode::Global);
  for (const auto& part : parts) {
    String* text = as_string(part.text);
    Bytes* encoded = self_->protocol == 3 ? encode_utf8(thread_, text, "strict") : encode_ascii(thread_, text, "strict");
    if (!encoded) {
      if (!clear_if(thread_, TypeId::UnicodeEncodeError)) return Raised{};
      return raise(thread_, g_pickling_error, "can't pickle %s identifier '%S' using pickle protocol %d", part.what, part.text, self_->protocol);
    }
    write_text(encoded->view());
    write_text("\n");
  }
  return memo_put(object);
}

Status Saver::save_reduce(Tuple* reduced, Value object) {
  const int64_t size = reduced->length();
  if (size < 2 || size > 6) return raise(thread_, g_pickling_error, "tuple returned by __reduce__ must contain 2 through 6 elements");
  auto part = [&](int64_t i) { return i < size && !reduced->at(i).is_none() ? reduced->at(i) : Value::unbound(); };
  const Value callable = reduced->at(0), arguments = reduced->at(1);
  if (!is_callable(callable)) return raise(thread_, g_pickling_error, "first item of the tuple returned by __reduce__ must be callable");
  if (!is_kind(arguments, Kind::Tuple)) return raise(thread_, g_pickling_error, "second item of the tuple returned by __reduce__ must be a tuple");
  const Value state = part(2), items = part(3), pairs = part(4), setter = part(5);
  auto is_iterator = [](Value v) { return v.is_unbound() || !lookup_special(type_of(v), Special::Next).is_unbound(); };
  if (!is_iterator(items)) return raise(thread_, g_pickling_error, "fourth element of the tuple returned by __reduce__ must be an iterator, not %T", items);
  if (!is_iterator(pairs)) return raise(thread_, g_pickling_error, "fifth element of the tuple returned by __reduce__ must be an iterator, not %T", pairs);
  if (!setter.is_unbound() && !is_callable(setter)) {
    return raise(thread_, g_pickling_error, "sixth element of the tuple returned by __reduce__ must be a function, not %T", setter);
  }
  bool is_new = false, is_new_ex = false;
  if (self_->protocol >= 2) {
    const Value callable_name = TRY(get_attribute_or_unbound(thread_, callable, name(Name::NameName)));
    if (String* text = callable_name.is_unbound() ? nullptr : as_string(callable_name)) {
      is_new_ex = text->equals_ascii("__newobj_ex__");
      is_new = text->equals_ascii("__newobj__");
    }
  }
  auto* tuple = arguments.as<Tuple>();
  if (is_new_ex) {
    TRY(save_new_ex(tuple));
  } else if (is_new) {
    TRY(save_new(tuple, object));
  } else {
    TRY(save(callable));
    TRY(save(arguments));
    op(Opcode::Reduce);
  }
  if (!object.is_unbound()) {
    // In the memo by now: a recursive object, whose inner copy is the one.
    const int64_t number = out_.memo.find(object);
    if (number >= 0) {
      op(Opcode::Pop);
      memo_get(number);
      return ok_status();
    }
    TRY(memo_put(object));
  }
  if (!items.is_unbound()) TRY(batch_items(items));
  if (!pairs.is_unbound()) TRY(batch_pairs(pairs));
  if (state.is_unbound()) return ok_status();
  if (setter.is_unbound()) {
    TRY(save(state));
    op(Opcode::Build);
    return ok_status();
  }
  TRY(save(setter));
  TRY(save(object));
  TRY(save(state));
  op(Opcode::Tuple2);
  op(Opcode::Reduce);
  op(Opcode::Pop);
  return ok_status();
}

Status Saver::save_new_ex(Tuple* tuple) {
  if (tuple->length() != 3) {
    return raise(thread_, g_pickling_error, "length of the NEWOBJ_EX argument tuple must be exactly 3, not %ld", tuple->length());
  }
  const Value cls = tuple->at(0), arguments = tuple->at(1), keywords = tuple->at(2);
  if (!has_type_flag(cls, kTypeTypeSubclass)) return raise(thread_, g_pickling_error, "first item from NEWOBJ_EX argument tuple must be a class, not %T", cls);
  if (!is_kind(arguments, Kind::Tuple)) {
    return raise(thread_, g_pickling_error, "second item from NEWOBJ_EX argument tuple must be a tuple, not %T", arguments);
  }
  if (!is_kind(keywords, Kind::Dict)) return raise(thread_, g_pickling_error, "third item from NEWOBJ_EX argument tuple must be a dict, not %T", keywords);
  if (self_->protocol >= 4) {
    TRY(save(cls));
    TRY(save(arguments));
    TRY(save(keywords));
    op(Opcode::NewObjectEx);
    return ok_status();
  }
  List* all = new_list(heap_);
  (void)all->append(heap_, TRY(get_attribute(thread_, cls, special_name(Special::New))));
  (void)all->append(heap_, cls);
  for (Value v : arguments.as<Tuple>()->span()) (void)all->append(heap_, v);
  const Value partial = TRY(call_unpacked(thread_, helpers_.partial, tuple_from(heap_, all->span()), keywords.as<Dict>()));
  TRY(save(partial));
  TRY(save(Value(empty_tuple())));
  op(Opcode::Reduce);
  return ok_status();
}

Status Saver::save_new(Tuple* tuple, Value object) {
  if (tuple->length() < 1) return raise(thread_, g_pickling_error, "__newobj__ arglist is empty");
  const Value cls = tuple->at(0);
  if (!has_type_flag(cls, kTypeTypeSubclass)) return raise(thread_, g_pickling_error, "args[0] from __newobj__ args is not a type");
  if (!object.is_unbound()) {
    const Value own = TRY(get_attribute(thread_, object, name(Name::Class)));
    if (!(own == cls)) return raise(thread_, g_pickling_error, "args[0] from __newobj__ args has the wrong class");
  }
  TRY(save(cls));
  TRY(save(Value(tuple_from(heap_, tuple->span().subspan(1)))));
  op(Opcode::NewObject);
  return ok_status();
}

}  // namespace taipan::python::pickle
