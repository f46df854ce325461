// python/interpreter/slow_variables.cpp -- names: cells, globals, namespaces, imports. Language reference, "Naming and binding".
#include "python/interpreter/slow_paths.h"
#include "python/runtime/runtime.h"

namespace taipan::python {

bool handle_breaker_at_safepoint(Thread& thread) { return handle_breaker(thread).ok(); }

Raised raise_unbound_local(Thread& thread, int variable) {
  const Code* code = code_of(thread.regs);
  String* variable_name = code->register_names->at(variable).as<String>();
  if (variable >= code->local_count - code->free_count) {
    return raise_name_error(thread, TypeId::NameError, "cannot access free variable '%U' where it is not associated with a value in enclosing scope", variable_name);
  }
  return raise_name_error(thread, TypeId::UnboundLocalError, "cannot access local variable '%U' where it is not associated with a value", variable_name);
}

Value make_cell(Thread& thread, Value content) { return Value(new_cell(thread.heap(), content)); }

Value load_class_cell(Thread& thread, Value cell, int variable) {
  const Value space = frame_header(thread.regs)->auxiliary;
  String* variable_name = code_of(thread.regs)->register_names->at(variable).as<String>();
  if (is_exact_dict(space)) {
    const Value found = dict_get_interned(space.as<Dict>(), variable_name);
    if (!found.is_unbound()) return found;
  } else {
    const Value found = get_item(thread, space, Value(variable_name));
    if (!found.is_raised()) return found;
    if (!clear_if(thread, TypeId::KeyError)) return found;
  }
  const Value content = cell.as<Cell>()->value;
  if (!content.is_unbound()) return content;
  return raise_unbound_local(thread, variable);
}

namespace {

Raised raise_not_defined(Thread& thread, String* variable) {
  return raise_name_error(thread, TypeId::NameError, "name '%U' is not defined", variable);
}

// Finds an interned name in an exact dict and lets the cache remember the entry.
bool find_in_dict(Dict* dict, InlineCache* cache, Value* value) {
  const int64_t position = dict_find(dict, cache->name);
  if (position < 0) return false;
  cache->location = dict_entry_value(dict, position);
  *value = *cache->location;
  return true;
}

Value load_builtin(Thread& thread, Function* function, String* variable) {
  const Value found = dict_get(thread, function->builtins, Value(variable));
  if (found.is_unbound()) return raise_not_defined(thread, variable);
  return found;
}

}  // namespace

Value load_global_slow(Thread& thread, InlineCache* cache) {
  Function* function = function_of(thread.regs);
  Dict* globals = function->globals;
  Value value;
  if (is_exact_dict(Value(globals))) {
    if (find_in_dict(globals, cache, &value)) {
      cache->version = globals->keys_version;
      cache->version2 = 0;
      return value;
    }
    if (is_exact_dict(Value(function->builtins)) && find_in_dict(function->builtins, cache, &value)) {
      cache->version = globals->keys_version;
      cache->version2 = function->builtins->keys_version;
      return value;
    }
    return load_builtin(thread, function, cache->name);
  }
  value = get_item(thread, Value(globals), Value(cache->name));
  if (!value.is_raised()) return value;
  if (!clear_if(thread, TypeId::KeyError)) return value;
  return load_builtin(thread, function, cache->name);
}

bool store_global_slow(Thread& thread, InlineCache* cache, Value value) {
  Dict* globals = function_of(thread.regs)->globals;
  if (is_exact_dict(Value(globals))) {
    dict_set(thread.heap(), globals, cache->name, value);
    Value now;
    if (find_in_dict(globals, cache, &now)) cache->version = globals->keys_version;
    return true;
  }
  return set_item(thread, Value(globals), Value(cache->name), value).ok();
}

bool delete_global(Thread& thread, InlineCache* cache) {
  Dict* globals = function_of(thread.regs)->globals;
  if (dict_delete(thread.heap(), globals, cache->name)) return true;
  raise_not_defined(thread, cache->name);
  return false;
}

Value load_name_slow(Thread& thread, InlineCache* cache) {
  Value* regs = thread.regs;
  const Value space = frame_header(regs)->auxiliary;
  Function* function = function_of(regs);
  Value value;
  if (is_exact_dict(space)) {
    if (find_in_dict(space.as<Dict>(), cache, &value)) {
      cache->version = space.as<Dict>()->keys_version;
      return value;
    }
  } else if (!space.is_unbound()) {
    value = get_item(thread, space, Value(cache->name));
    if (!value.is_raised()) return value;
    if (!clear_if(thread, TypeId::KeyError)) return value;
  }
  if (!(space == Value(function->globals))) {
    value = dict_get(thread, function->globals, Value(cache->name));
    if (!value.is_unbound()) return value;
  }
  return load_builtin(thread, function, cache->name);
}

bool store_name_slow(Thread& thread, InlineCache* cache, Value value) {
  const Value space = frame_header(thread.regs)->auxiliary;
  if (is_exact_dict(space)) {
    Dict* dict = space.as<Dict>();
    dict_set(thread.heap(), dict, cache->name, value);
    Value now;
    if (find_in_dict(dict, cache, &now)) cache->version = dict->keys_version;
    return true;
  }
  if (space.is_unbound()) {
    raise(thread, TypeId::SystemError, "no locals found when storing '%U'", cache->name);
    return false;
  }
  return set_item(thread, space, Value(cache->name), value).ok();
}

bool delete_name(Thread& thread, InlineCache* cache) {
  const Value space = frame_header(thread.regs)->auxiliary;
  if (is_exact_dict(space)) {
    if (dict_delete(thread.heap(), space.as<Dict>(), cache->name)) return true;
  } else {
    if (delete_item(thread, space, Value(cache->name)).ok()) return true;
    if (!clear_if(thread, TypeId::KeyError)) return false;
  }
  raise_not_defined(thread, cache->name);
  return false;
}

Value load_locals(Thread& thread) { return frame_header(thread.regs)->auxiliary; }

Value load_build_class(Thread& thread) {
  Function* function = function_of(thread.regs);
  const Value found = dict_get(thread, function->builtins, Value(name(Name::BuildClass)));
  if (found.is_unbound()) return raise(thread, TypeId::NameError, "__build_class__ not found");
  return found;
}

// ---- imports: language reference, "The import system"

Value import_name(Thread& thread, Value* level_and_list, InlineCache* cache) {
  Value* regs = thread.regs;
  Function* function = function_of(regs);
  const Value import = dict_get(thread, function->builtins, Value(name(Name::Import)));
  if (import.is_raised()) return import;
  if (import.is_unbound()) return raise(thread, TypeId::ImportError, "__import__ not found");
  const Value space = frame_header(regs)->auxiliary;
  const bool has_namespace = !space.is_unbound() && !(frame_header(regs)->info.flags & FrameInfo::kGenerator);
  if (is_default_import(import)) {
    return import_module_level(thread, cache->name, Value(function->globals), level_and_list[1], level_and_list[0]);
  }
  return call_with(thread, import, Value(cache->name), Value(function->globals), has_namespace ? space : Value::none(), level_and_list[1],
                   level_and_list[0]);
}

Value import_from(Thread& thread, Value module, InlineCache* cache) {
  Value found = get_attribute_or_unbound(thread, module, cache->name);
  if (!found.is_unbound()) return found;
  // The submodule may be imported already though it is not yet an attribute (circular imports).
  const Value package = get_attribute_or_unbound(thread, module, name(Name::NameName));
  if (package.is_raised()) return package;
  String* shown = as_string(package);
  if (shown) {
    String* full = format_string(thread, "%U.%U", shown, cache->name);
    if (!full) return Value::raised();
    found = dict_get(thread, runtime().modules, Value(full));
    if (!found.is_unbound()) return found;
  } else {
    shown = TRY(format_string(thread, "<unknown module name>"));
  }
  Value path = get_attribute_or_unbound(thread, module, name(Name::File));
  if (path.is_raised()) return path;
  if (!as_string(path)) {
    return raise_import_error(thread, TRY(format_string(thread, "cannot import name %R from %R (unknown location)", Value(cache->name), Value(shown))),
                              Value(shown), Value::none());
  }
  Value spec = get_attribute_or_unbound(thread, module, name(Name::Spec));
  if (spec.is_raised()) return spec;
  bool initializing = false;
  if (!spec.is_unbound()) {
    const Value flag = get_attribute_or_unbound(thread, spec, intern(thread.heap(), "_initializing"));
    if (flag.is_raised()) return flag;
    if (!flag.is_unbound()) initializing = TRY(is_true(thread, flag));
  }
  String* message = initializing ? format_string(thread, "cannot import name %R from partially initialized module %R (most likely due to a circular import) (%S)",
                                                 Value(cache->name), Value(shown), path)
                                 : format_string(thread, "cannot import name %R from %R (%S)", Value(cache->name), Value(shown), path);
  if (!message) return Value::raised();
  return raise_import_error(thread, message, Value(shown), path);
}

}  // namespace taipan::python
