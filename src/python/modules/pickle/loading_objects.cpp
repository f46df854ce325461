// python/modules/pickle/loading_objects.cpp -- unpickling containers, classes and their instances.
//
// Room       python/modules/pickle. See loader.h.
#include "python/modules/pickle/loader.h"
#include "python/objects/builtin_codecs.h"
#include "python/objects/set.h"
#include "python/runtime/audit.h"
#include "python/runtime/runtime.h"

namespace taipan::python::pickle {

Status Loader::load_tuple(int64_t n) {
  if (height() < n || height() - n < fence()) return underflow();
  return push(Value(TRY(pop_tuple(height() - n))));
}

Status Loader::load_dict() {
  const int64_t mark = TRY(pop_mark());
  if ((height() - mark) % 2 != 0) return raise(thread_, g_unpickling_error, "odd number of items for DICT");
  Dict* dict = new_dict(heap_);
  for (int64_t i = mark; i + 1 < height(); i += 2) TRY(dict_set(thread_, dict, stack_->at(i), stack_->at(i + 1)));
  stack_->truncate(heap_, mark);
  return push(Value(dict));
}

Status Loader::append_items(int64_t start) {
  if (start <= fence() || start > height()) return underflow();
  if (start == height()) return ok_status();
  const Value target = stack_->at(start - 1);
  if (is_exact_list(target)) {
    for (int64_t i = start; i < height(); i++) {
      if (!target.as<List>()->append(heap_, stack_->at(i))) return raise_memory_error(thread_);
    }
    stack_->truncate(heap_, start);
    return ok_status();
  }
  const Value extend = TRY(get_attribute_or_unbound(thread_, target, intern(heap_, "extend")));
  List* items = list_from(heap_, stack_->span().subspan(size_t(start)));
  stack_->truncate(heap_, start);
  if (!extend.is_unbound()) {
    TRY(call_with(thread_, extend, Value(items)));
    return ok_status();
  }
  const Value append = TRY(get_attribute(thread_, target, name(Name::Append)));
  for (int64_t i = 0; i < items->length(); i++) TRY(call_with(thread_, append, items->at(i)));
  return ok_status();
}

Status Loader::set_items(int64_t start) {
  if (start <= fence() || start > height()) return underflow();
  if (start == height()) return ok_status();
  if ((height() - start) % 2 != 0) return raise(thread_, g_unpickling_error, "odd number of items for SETITEMS");
  const Value target = stack_->at(start - 1);
  for (int64_t i = start; i + 1 < height(); i += 2) {
    if (is_exact_dict(target)) {
      TRY(dict_set(thread_, target.as<Dict>(), stack_->at(i), stack_->at(i + 1)));
    } else {
      TRY(set_item(thread_, target, stack_->at(i), stack_->at(i + 1)));
    }
  }
  stack_->truncate(heap_, start);
  return ok_status();
}

Status Loader::load_add_items() {
  const int64_t mark = TRY(pop_mark());
  if (mark <= fence() || mark > height()) return underflow();
  if (mark == height()) return ok_status();
  const Value target = stack_->at(mark - 1);
  Tuple* items = TRY(pop_tuple(mark));
  if (is_set(target)) {
    for (Value v : items->span()) TRY(set_add(thread_, target.as<SetObject>(), v));
    return ok_status();
  }
  const Value add = TRY(get_attribute(thread_, target, intern(heap_, "add")));
  for (Value v : items->span()) TRY(call_with(thread_, add, v));
  return ok_status();
}

Value Loader::ask_class(Value module, Value class_name) {
  const Value arguments[] = {module, class_name};
  if (type_of(Value(self_)) == g_unpickler) return find_class(thread_, self_, module, class_name);
  return call_method(thread_, Value(self_), intern(heap_, "find_class"), arguments);
}

Status Loader::class_lines(Value* module, Value* class_name) {
  for (Value* to : {module, class_name}) {
    std::string_view line;
    TRY(read_line(&line));
    *to = Value(TRY(decode_utf8(thread_, {line, Value::unbound()}, "strict", codecs::Final::Yes, &unused_)));
  }
  return ok_status();
}

Status Loader::load_global() {
  Value module, class_name;
  TRY(class_lines(&module, &class_name));
  return push(TRY(ask_class(module, class_name)));
}

Status Loader::load_stack_global() {
  const Value class_name = TRY(pop());
  const Value module = TRY(pop());
  if (!is_exact_string(module) || !is_exact_string(class_name)) return raise(thread_, g_unpickling_error, "STACK_GLOBAL requires str");
  return push(TRY(ask_class(module, class_name)));
}

Status Loader::load_extension(int bytes) {
  std::string_view data;
  TRY(read(uint64_t(bytes), &data));
  const int64_t code = bytes == 4 ? int32_t(little(data)) : int64_t(little(data));
  if (code <= 0) return raise(thread_, g_unpickling_error, "EXT specifies code <= 0");
  const Value key = Value::integer(code);
  const Value cached = TRY(dict_get(thread_, helpers_.extension_cache.as<Dict>(), key));
  if (!cached.is_unbound()) return push(cached);
  const Value pair = TRY(dict_get(thread_, helpers_.inverted_registry.as<Dict>(), key));
  if (pair.is_unbound()) return raise(thread_, TypeId::ValueError, "unregistered extension code %ld", code);
  if (!is_kind(pair, Kind::Tuple) || pair.as<Tuple>()->length() != 2 || !as_string(pair.as<Tuple>()->at(0)) || !as_string(pair.as<Tuple>()->at(1))) {
    return raise(thread_, TypeId::ValueError, "_inverted_registry[%ld] isn't a 2-tuple of strings", code);
  }
  const Value found = TRY(ask_class(pair.as<Tuple>()->at(0), pair.as<Tuple>()->at(1)));
  TRY(dict_set(thread_, helpers_.extension_cache.as<Dict>(), key, found));
  return push(found);
}

// `keywords` unbound: NEWOBJ.
Status Loader::load_new(Value keywords) {
  const char* what = keywords.is_unbound() ? "NEWOBJ" : "NEWOBJ_EX";
  const Value arguments = TRY(pop());
  const Value cls = TRY(pop());
  if (!has_type_flag(cls, kTypeTypeSubclass)) return raise(thread_, g_unpickling_error, "%s class argument must be a type, not %T", what, cls);
  if (!is_kind(arguments, Kind::Tuple)) return raise(thread_, g_unpickling_error, "%s args argument must be a tuple, not %T", what, arguments);
  if (!keywords.is_unbound() && !is_kind(keywords, Kind::Dict)) {
    return raise(thread_, g_unpickling_error, "%s kwargs argument must be a dict, not %T", what, keywords);
  }
  Tuple* given = arguments.as<Tuple>();
  Tuple* all = new_tuple(heap_, given->length() + 1);
  all->initialize(heap_, 0, cls);
  for (int64_t i = 0; i < given->length(); i++) all->initialize(heap_, i + 1, given->at(i));
  const Value maker = TRY(get_attribute(thread_, cls, special_name(Special::New)));
  return push(TRY(call_unpacked(thread_, maker, all, keywords.is_unbound() ? nullptr : keywords.as<Dict>())));
}

Status Loader::load_build() {
  Value state = TRY(pop());
  const Value object = TRY(top());
  const Value setstate = TRY(get_attribute_or_unbound(thread_, object, intern(heap_, "__setstate__")));
  if (!setstate.is_unbound()) {
    TRY(call_with(thread_, setstate, state));
    return ok_status();
  }
  Value slots;
  if (is_kind(state, Kind::Tuple) && state.as<Tuple>()->length() == 2) {
    slots = state.as<Tuple>()->at(1);
    state = state.as<Tuple>()->at(0);
  }
  if (!state.is_none()) {
    if (!is_kind(state, Kind::Dict)) return raise(thread_, g_unpickling_error, "state is not a dictionary");
    const Value dict = TRY(get_attribute(thread_, object, name(Name::Dict)));
    Value key, value;
    for (uint32_t i = 0; dict_next(state.as<Dict>(), i, key, value);) {
      if (is_exact_string(key)) key = Value(intern(heap_, key.as<String>()));
      TRY(set_item(thread_, dict, key, value));
    }
  }
  if (!slots.is_unbound() && !slots.is_none()) {
    if (!is_kind(slots, Kind::Dict)) return raise(thread_, g_unpickling_error, "slot state is not a dictionary");
    Value key, value;
    for (uint32_t i = 0; dict_next(slots.as<Dict>(), i, key, value);) {
      if (!as_string(key)) return raise(thread_, TypeId::TypeError, "attribute name must be string, not '%T'", key);
      TRY(set_attribute(thread_, object, as_string(key), value));
    }
  }
  return ok_status();
}

// Classes of old: without arguments an instance is made without __init__.
Value Loader::instantiate(Value cls, Tuple* arguments) {
  if (arguments->length() == 0 && has_type_flag(cls, kTypeTypeSubclass)) {
    const Value getinitargs = TRY(get_attribute_or_unbound(thread_, cls, intern(heap_, "__getinitargs__")));
    if (getinitargs.is_unbound()) {
      return call_with(thread_, TRY(get_attribute(thread_, cls, special_name(Special::New))), cls);
    }
  }
  return taipan::python::call(thread_, cls, arguments->span());
}

Status Loader::load_instance() {
  const int64_t mark = TRY(pop_mark());
  Tuple* arguments = TRY(pop_tuple(mark));
  Value module, class_name;
  TRY(class_lines(&module, &class_name));
  const Value cls = TRY(ask_class(module, class_name));
  return push(TRY(instantiate(cls, arguments)));
}

Status Loader::load_object() {
  const int64_t mark = TRY(pop_mark());
  if (height() - mark < 1) return underflow();
  Tuple* arguments = TRY(pop_tuple(mark + 1));
  const Value cls = TRY(pop());
  return push(TRY(instantiate(cls, arguments)));
}

Status Loader::load_persistent_text() {
  std::string_view line;
  TRY(read_line(&line));
  for (char c : line) {
    if (uint8_t(c) >= 128) return raise(thread_, g_unpickling_error, "persistent IDs in protocol 0 must be ASCII strings");
  }
  return persistent(Value(string_from_latin1(heap_, line)));
}

Status Loader::persistent(Value id) {
  if (persistent_load_.is_unbound()) {
    return raise(thread_, g_unpickling_error, "A load persistent id instruction was encountered,\nbut no persistent_load function was specified.");
  }
  return push(TRY(call_with(thread_, persistent_load_, id)));
}

Value find_class(Thread& thread, UnpicklerObject* self, Value module, Value class_name) {
  TRY(audit(thread, "pickle.find_class", module, class_name));
  const int protocol = self->protocol;
  Helpers* shared = TRY(helpers(thread));
  Heap& heap = thread.heap();
  if (protocol < 3 && self->fix_imports) {
    const Value both = TRY(dict_get(thread, shared->name_mapping_2_to_3.as<Dict>(), Value(tuple_of(heap, module, class_name))));
    if (!both.is_unbound()) {
      if (!is_kind(both, Kind::Tuple) || both.as<Tuple>()->length() != 2) {
        return raise(thread, TypeId::RuntimeError, "_compat_pickle.NAME_MAPPING values should be 2-tuples, not %T", both);
      }
      module = both.as<Tuple>()->at(0);
      class_name = both.as<Tuple>()->at(1);
    } else {
      const Value renamed = TRY(dict_get(thread, shared->import_mapping_2_to_3.as<Dict>(), module));
      if (!renamed.is_unbound()) module = renamed;
    }
  }
  if (!as_string(module)) return raise(thread, TypeId::TypeError, "module name must be a string");
  if (!as_string(class_name)) return raise(thread, TypeId::TypeError, "attribute name must be string, not '%T'", class_name);
  TRY(import_module_level(thread, as_string(module), Value::none(), Value::none(), Value::integer(0)));
  const Value holder = TRY(dict_get(thread, runtime().modules, module));
  if (holder.is_unbound()) return raise_key_error(thread, module);
  Tuple* path = protocol < 4 ? tuple_of(heap, class_name) : TRY(dotted_path(thread, holder, as_string(class_name)));
  Value parent;
  const Value found = TRY(deep_attribute(thread, holder, path, &parent));
  if (found.is_unbound()) return raise(thread, TypeId::AttributeError, "Can't get attribute %R on %R", class_name, holder);
  return found;
}

}  // namespace taipan::python::pickle
