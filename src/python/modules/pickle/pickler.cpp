// python/modules/pickle/pickler.cpp -- the type _pickle.Pickler, and the memo it shows.
//
// Room       python/modules/pickle. What is written is decided in saving.cpp.
#include <cstdlib>

#include "python/modules/pickle/pickle_private.h"
#include "python/objects/class_creation.h"
#include "vm/layouts.h"

namespace taipan::python::pickle {

Type* g_pickler = nullptr;

// ---- memo: open addressing by identity

MemoTable::~MemoTable() { free(entries_); }
MemoTable::Entry* MemoTable::slot(uint64_t key) const {
  uint64_t h = key * 0x9E3779B97F4A7C15u;
  size_t i = size_t(h >> 20) & (capacity_ - 1);
  while (entries_[i].key != 0 && entries_[i].key != key) i = (i + 1) & (capacity_ - 1);
  return &entries_[i];
}
int64_t MemoTable::find(Value object) const {
  if (!capacity_) return -1;
  const Entry* entry = slot(object.bits());
  return entry->key ? entry->number : -1;
}
void MemoTable::grow() {
  Entry* old = entries_;
  const size_t count = capacity_;
  capacity_ = capacity_ ? capacity_ * 2 : 64;
  entries_ = static_cast<Entry*>(calloc(capacity_, sizeof(Entry)));
  VM_CHECK(entries_, "out of memory");
  for (size_t i = 0; i < count; i++) {
    if (old[i].key) *slot(old[i].key) = old[i];
  }
  free(old);
}
void MemoTable::add(Value object, int64_t number) {
  if (size_t(used_ + 1) * 3 >= capacity_ * 2) grow();
  Entry* entry = slot(object.bits());
  if (!entry->key) used_++;
  *entry = {object.bits(), number};
}
void MemoTable::clear() {
  free(entries_);
  entries_ = nullptr;
  capacity_ = 0;
  used_ = 0;
}

namespace {

PicklerObject* from(Value v) { return v.as<PicklerObject>(); }

void trace_pickler(HeapObject* object, Tracer& tracer) {
  auto* self = static_cast<PicklerObject*>(object);
  if (self->memoized) tracer.visit(self->memoized);
  for (Value v : {self->write, self->persistent_id, self->dispatch_table, self->buffer_callback, self->fast_stack}) tracer.visit_value(v.bits());
  trace_attributes(object, tracer);
}
void finalize_pickler(HeapObject* object) { delete static_cast<PicklerObject*>(object)->output; }
const Layout kLayout = {.name = "pickler", .size = size_from_shape, .trace = trace_pickler, .finalize = finalize_pickler};

Result<int> protocol_of(Thread& thread, Value protocol) {
  if (protocol.is_none()) return kDefaultProtocol;
  const int64_t n = TRY(to_int64(thread, protocol));
  if (n < 0) return kHighestProtocol;
  if (n > kHighestProtocol) return raise(thread, TypeId::ValueError, "pickle protocol must be <= %d", kHighestProtocol);
  return int(n);
}

Status prepare(Thread& thread, PicklerObject* self, Value protocol, bool fix_imports, Value buffer_callback) {
  const int chosen = TRY(protocol_of(thread, protocol));
  if (!buffer_callback.is_none() && chosen < 5) return raise(thread, TypeId::ValueError, "buffer_callback needs protocol >= 5");
  if (!self->output) self->output = new Output;
  self->output->memo.clear();
  self->memoized = new_list(thread.heap());
  self->protocol = chosen;
  self->binary = chosen > 0;
  self->fix_imports = fix_imports && chosen < 3;
  self->fast = 0;
  self->fast_stack = Value::unbound();
  self->buffer_callback = buffer_callback.is_none() ? Value::unbound() : buffer_callback;
  self->write = Value::unbound();
  thread.heap().write_barrier(self);
  return ok_status();
}

Value pickler_new(Thread& thread, NativeCall call) { return Value(allocate_instance(thread.heap(), call.values[0].as<Type>())); }

Status check_ready(Thread& thread, PicklerObject* self) {
  if (self->output && !self->write.is_unbound()) return ok_status();
  return raise(thread, g_pickling_error, "Pickler.__init__() was not called by %T.__init__()", Value(self));
}
Status pickler_dump(Thread& thread, PicklerObject* self, Value object) {
  TRY(check_ready(thread, self));
  return dump(thread, self, object);
}
Status pickler_clear_memo(Thread& thread, PicklerObject* self) {
  if (self->output) self->output->memo.clear();
  self->memoized = new_list(thread.heap());
  thread.heap().write_barrier(self);
  return ok_status();
}
int64_t pickler_sizeof(Thread&, PicklerObject* self) {
  return int64_t(sizeof(PicklerObject)) + (self->output ? int64_t(sizeof(Output)) + self->output->memo.size() * 16 : 0);
}

// ---- attributes

Value get_persistent_id(Thread& thread, Value self) {
  if (from(self)->persistent_id.is_unbound()) return raise(thread, TypeId::AttributeError, "persistent_id");
  return from(self)->persistent_id;
}
Status set_persistent_id(Thread& thread, Value self, Value value) {
  if (value.is_unbound()) return raise(thread, TypeId::TypeError, "attribute deletion is not supported");
  if (!is_callable(value)) return raise(thread, TypeId::TypeError, "persistent_id must be a callable taking one argument");
  from(self)->persistent_id = value;
  thread.heap().write_barrier(self.as_object());
  return ok_status();
}

struct MemoProxy : HeapObject {
  PicklerObject* pickler;
};
void trace_proxy(HeapObject* object, Tracer& tracer) {
  tracer.visit(static_cast<MemoProxy*>(object)->pickler);
  trace_attributes(object, tracer);
}
const Layout kProxyLayout = {.name = "pickler memo", .size = size_from_shape, .trace = trace_proxy};
Type* g_proxy = nullptr;

Value memo_as_dict(Thread& thread, PicklerObject* self) {
  Heap& heap = thread.heap();
  Dict* dict = new_dict(heap);
  for (int64_t i = 0; self->memoized && i < self->memoized->length(); i++) {
    const Value object = self->memoized->at(i);
    const int64_t number = self->output->memo.find(object);
    TRY(dict_set(thread, dict, unsigned_value(heap, identity(object)), Value(tuple_of(heap, Value::integer(number), object))));
  }
  return Value(dict);
}
PicklerObject* proxied(Value self) { return self.as<MemoProxy>()->pickler; }
Status proxy_clear(Thread& thread, Value self) { return pickler_clear_memo(thread, proxied(self)); }
Value proxy_copy(Thread& thread, Value self) { return memo_as_dict(thread, proxied(self)); }
Value proxy_reduce(Thread& thread, Value self) {
  const Value contents = TRY(memo_as_dict(thread, proxied(self)));
  return Value(tuple_of(thread.heap(), Value(builtin_type(TypeId::Dict)), Value(tuple_of(thread.heap(), contents))));
}
const Method kProxyMethods[] = {
    {"clear(self, /)", proxy_clear, "Forget all objects."},
    {"copy(self, /)", proxy_copy, "The memo as a dict: identity to number and object."},
    {"__reduce__(self, /)", proxy_reduce, ""},
};
const TypeSpec kProxySpec = {.name = "_pickle.PicklerMemoProxy",
                             .layout = &kProxyLayout,
                             .kind = kind(PythonKind::Other),
                             .native_size = sizeof(MemoProxy),
                             .flags = kTypeNoInstantiation,
                             .methods = kProxyMethods};

Value get_memo(Thread& thread, Value self) {
  auto* proxy = static_cast<MemoProxy*>(allocate_instance(thread.heap(), g_proxy));
  proxy->pickler = from(self);
  thread.heap().write_barrier(proxy);
  return Value(proxy);
}
Status set_memo(Thread& thread, Value self_value, Value value) {
  PicklerObject* self = from(self_value);
  Heap& heap = thread.heap();
  if (value.is_unbound()) return raise(thread, TypeId::TypeError, "attribute deletion is not supported");
  if (value.is_object() && type_of(value) == g_proxy) value = TRY(memo_as_dict(thread, proxied(value)));
  if (!is_kind(value, Kind::Dict)) {
    return raise(thread, TypeId::TypeError, "'memo' attribute must be a PicklerMemoProxy object or dict, not %T", value);
  }
  List* objects = new_list(heap);
  List* numbers = new_list(heap);
  Value key, entry;
  for (uint32_t i = 0; dict_next(value.as<Dict>(), i, key, entry);) {
    if (!is_kind(entry, Kind::Tuple) || entry.as<Tuple>()->length() != 2) return raise(thread, TypeId::TypeError, "'memo' values must be 2-item tuples");
    const int64_t number = TRY(to_int64(thread, entry.as<Tuple>()->at(0)));
    (void)objects->append(heap, entry.as<Tuple>()->at(1));
    (void)numbers->append(heap, integer_value(heap, number));
  }
  if (!self->output) self->output = new Output;
  self->output->memo.clear();
  for (int64_t i = 0; i < objects->length(); i++) self->output->memo.add(objects->at(i), numbers->at(i).as_int());
  self->memoized = objects;
  heap.write_barrier(self);
  return ok_status();
}

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", pickler_new, ""},
    {"__init__(self, file, protocol=None, fix_imports=True, buffer_callback=None)", pickler_init, ""},
    {"dump(self, obj, /)", pickler_dump, "Write the object to the file."},
    {"clear_memo(self, /)", pickler_clear_memo, "Forget which objects were written: the next dump writes them anew."},
    {"__sizeof__(self, /)", pickler_sizeof, ""},
};
const Getter kGetters[] = {
    {"memo", get_memo, set_memo, nullptr},
    {"persistent_id", get_persistent_id, set_persistent_id, nullptr},
};
const Member kMembers[] = {
    {"bin", MemberType::Int, offsetof(PicklerObject, binary), false, nullptr},
    {"fast", MemberType::Int, offsetof(PicklerObject, fast), false, nullptr},
    {"dispatch_table", MemberType::ObjectOrAttributeError, offsetof(PicklerObject, dispatch_table), false, nullptr},
};
const TypeSpec kSpec = {.name = "_pickle.Pickler",
                        .doc = "Writes objects to a binary file, in the format of the module pickle.",
                        .layout = &kLayout,
                        .kind = kind(PythonKind::Other),
                        .native_size = sizeof(PicklerObject),
                        .flags = kTypeSubclassable,
                        .methods = kMethods,
                        .getters = kGetters,
                        .members = kMembers};

}  // namespace

Status pickler_init(Thread& thread, PicklerObject* self, Value file, Value protocol, bool fix_imports, Value buffer_callback) {
  TRY(prepare(thread, self, protocol, fix_imports, buffer_callback));
  const Value write = TRY(get_attribute_or_unbound(thread, file, intern(thread.heap(), "write")));
  if (write.is_unbound()) return raise(thread, TypeId::TypeError, "file must have a 'write' attribute");
  self->write = write;
  thread.heap().write_barrier(self);
  return ok_status();
}

Value dumps(Thread& thread, Value object, Value protocol, bool fix_imports, Value buffer_callback) {
  auto* pickler = static_cast<PicklerObject*>(allocate_instance(thread.heap(), g_pickler));
  TRY(prepare(thread, pickler, protocol, fix_imports, buffer_callback));
  TRY(dump(thread, pickler, object));
  const Value result(bytes_from(thread.heap(), pickler->output->bytes.view()));
  delete pickler->output;  // not before a collection otherwise
  pickler->output = nullptr;
  return result;
}

void define_pickler(Thread& thread) {
  g_proxy = define_type(thread, kProxySpec);
  g_pickler = define_type(thread, kSpec);
}

}  // namespace taipan::python::pickle
