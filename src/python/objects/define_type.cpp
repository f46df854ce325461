// python/objects/define_type.cpp -- native types from their TypeSpec: layout, methods, getters, members.
#include <cstring>

#include "python/objects/class_creation.h"
#include "python/objects/exceptions.h"
#include "python/objects/native.h"
#include "python/objects/objects.h"
#include "python/runtime/runtime.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

// Special methods that CPython's types have as slots: they show as wrapper descriptors.
bool is_slot_name(std::string_view text) {
  if (text.size() < 5 || text.substr(0, 2) != "__" || text.substr(text.size() - 2) != "__") return false;
  static constexpr std::string_view kNotSlots[] = {
      "__new__",        "__init_subclass__", "__subclasshook__", "__reduce__",      "__reduce_ex__", "__getstate__",   "__sizeof__",
      "__dir__",        "__format__",        "__bytes__",        "__class_getitem__", "__reversed__", "__length_hint__", "__round__",
      "__trunc__",      "__floor__",         "__ceil__",         "__complex__",     "__getnewargs__", "__getnewargs_ex__", "__setstate__",
      "__copy__",       "__deepcopy__",      "__instancecheck__", "__subclasscheck__", "__subclasses__", "__prepare__", "__enter__", "__exit__",
      "__missing__",    "__alloc__",         "__import__",        "__build_class__",  "__fspath__",      "__mro_entries__", "__sizeof__", "__replace__", "__set_name__", "__typing_subst__", "__typing_prepare_subst__"};
  for (std::string_view name : kNotSlots) {
    if (text == name) return false;
  }
  return true;
}

// Classes that CPython makes at run time: their instances can be asked for __module__, too.
bool names_module(std::string_view type) {
  static constexpr std::string_view kNames[] = {
      "functools.partial",   "functools._lru_cache_wrapper", "_json.Encoder",     "_json.Scanner",       "operator.attrgetter", "operator.itemgetter",
      "operator.methodcaller", "_random.Random",             "signal.struct_siginfo", "_struct.Struct",  "_thread.lock",        "_thread.RLock",
      "_thread._ExceptHookArgs", "_thread._local",           "array.array",       "posix.DirEntry",      "posix.sched_param",   "os.stat_result",
      "os.statvfs_result",   "os.terminal_size",             "posix.times_result", "posix.uname_result", "posix.waitid_result", "pwd.struct_passwd",
      "select.epoll",        "time.struct_time"};
  for (std::string_view name : kNames) {
    if (type == name) return true;
  }
  return false;
}

template <class T>
T* allocate_exact(Heap& heap, TypeId id) {
  return heap.allocate_as<T>(exact_shape(id), exact_shape(id)->instance_size);
}

void add_entry(Heap& heap, Type* type, String* key, Value value) {
  if (dict_get(type->dict, key).is_unbound()) dict_set(heap, type->dict, key, value);
}

}  // namespace

void add_methods(Heap& heap, Type* type, std::span<const Method> methods) {
  for (const Method& m : methods) {
    const char* open = strchr(m.signature, '(');
    VM_CHECK(open, "a native signature has parentheses");
    const std::string_view text(m.signature, size_t(open - m.signature));
    String* key = intern(heap, text);
    const bool is_new = text == "__new__";
    TypeId kind_of_function = TypeId::MethodDescriptor;
    if (is_new || (m.flags & kStatic)) {
      kind_of_function = TypeId::BuiltinFunction;
    } else if (m.flags & kClass) {
      kind_of_function = TypeId::ClassMethodDescriptor;
    } else if (is_slot_name(text) && !(m.flags & kCoexist)) {
      kind_of_function = TypeId::WrapperDescriptor;
    }
    auto* f = allocate_exact<Native>(heap, kind_of_function);
    f->method = &m;
    f->name = key;
    f->owner = type;
    f->module = Value::none();
    if (is_new) f->self = Value(type);
    heap.write_barrier(f);
    Value entry(f);
    if ((m.flags & kStatic) && !is_new) {
      auto* wrapper = allocate_exact<ClassMethodObject>(heap, TypeId::StaticMethod);
      wrapper->callable = entry;
      f->owner = nullptr;
      f->self = Value(type);
      heap.write_barrier(f);
      heap.write_barrier(wrapper);
      entry = Value(wrapper);
    }
    add_entry(heap, type, key, entry);
  }
}

void add_getters(Heap& heap, Type* type, std::span<const Getter> getters) {
  for (const Getter& g : getters) {
    auto* object = allocate_exact<GetSetObject>(heap, TypeId::GetSetDescriptor);
    object->getter = &g;
    object->owner = type;
    object->name = intern(heap, g.name);
    heap.write_barrier(object);
    add_entry(heap, type, object->name, Value(object));
  }
}

void add_members(Heap& heap, Type* type, std::span<const Member> members) {
  for (const Member& m : members) {
    auto* object = allocate_exact<MemberObject>(heap, TypeId::MemberDescriptor);
    object->member = &m;
    object->owner = type;
    object->name = intern(heap, m.name);
    object->offset = m.offset;
    heap.write_barrier(object);
    add_entry(heap, type, object->name, Value(object));
  }
}

MemberObject* new_slot_member(Heap& heap, Type* owner, String* slot_name, uint32_t offset) {
  auto* object = allocate_exact<MemberObject>(heap, TypeId::MemberDescriptor);
  object->owner = owner;
  object->name = slot_name;
  object->offset = offset;
  heap.write_barrier(object);
  return object;
}

namespace {

void set_names(Heap& heap, Type* type, const TypeSpec& spec) {
  const char* dot = strrchr(spec.name, '.');
  type->name = intern(heap, dot ? dot + 1 : spec.name);
  type->qualified_name = type->name;
  heap.write_barrier(type);
  type->module_name = Value(dot ? intern(heap, {spec.name, size_t(dot - spec.name)}) : intern(heap, "builtins"));
  heap.write_barrier(type);
}

void fill(Heap& heap, Type* type, const TypeSpec& spec) {
  add_methods(heap, type, spec.methods);
  add_getters(heap, type, spec.getters);
  add_members(heap, type, spec.members);
  // An unhashable type says so: one that compares but has no hash.
  if (!dict_get(type->dict, special_name(Special::Eq)).is_unbound() && dict_get(type->dict, special_name(Special::Hash)).is_unbound()) {
    dict_set(heap, type->dict, special_name(Special::Hash), Value::none());
  }
  const Value doc = spec.doc && *spec.doc ? Value(string_from_utf8(heap, spec.doc)) : Value::none();
  add_entry(heap, type, name(Name::Doc), doc);
  if (names_module(spec.name)) add_entry(heap, type, name(Name::Module), type->module_name);
}

}  // namespace

void fill_builtin_type(Thread& thread, TypeId id, const TypeSpec& spec) {
  Heap& heap = thread.heap();
  Type* type = builtin_type(id);
  type->spec = &spec;
  fill(heap, type, spec);
}

Type* define_type(Thread& thread, const TypeSpec& spec, Type* base) {
  Heap& heap = thread.heap();
  if (!base) base = builtin_type(TypeId::Object);
  auto* type = static_cast<Type*>(allocate_type(thread, type_of(Value(base))));
  // Native types live for ever.
  auto** root = static_cast<Type**>(malloc(sizeof(Type*)));
  *root = type;
  heap.add_root_values(reinterpret_cast<const uint64_t*>(root), 1);
  set_names(heap, type, spec);
  type->base = base;
  type->bases = tuple_of(heap, Value(base));
  heap.write_barrier(type);
  type->dict = new_dict(heap);
  type->flags = spec.flags | (base->flags & 0xFFFF0000u) | (base->flags & (kTypeHasDict | kTypeWeakrefable | kTypeSequence | kTypeMapping | kTypeMatchSelf));
  type->version = new_type_version();
  type->spec = &spec;
  heap.write_barrier(type);
  const Shape* base_shape = base->root_shape;
  ShapeInit init;
  init.layout = spec.layout ? spec.layout : base_shape->layout;
  init.type = type;
  init.kind = spec.kind == Kind::Instance && !spec.native_size ? base_shape->kind : spec.kind;
  init.flags = uint8_t((spec.variable_size || (base_shape->flags & Shape::kVariableSize) ? Shape::kVariableSize : 0) |
                       (type->has(kTypeHasDict) ? Shape::kHasAttributes : 0));
  const uint32_t base_native = base_shape->has_attributes() && !(base_shape->flags & Shape::kVariableSize)
                                   ? uint32_t(base_shape->first_slot_offset - sizeof(Value))
                                   : base_shape->instance_size;
  init.native_size = spec.native_size ? spec.native_size : base_native;
  init.inline_capacity = type->has(kTypeHasDict) ? 2 : 0;
  init.language_flags = type->flags;
  type->root_shape = make_root_shape(heap, init);
  heap.write_barrier(type);
  type->mro = compute_mro(thread, type, type->bases);
  heap.write_barrier(type);
  fill(heap, type, spec);
  add_subclass(thread, base, type);
  if (type->has(kTypeHasDict) && !base->has(kTypeHasDict)) add_dict_getter(heap, type);
  return type;
}

}  // namespace taipan::python
