// python/modules/pickle/pickle_private.h -- what the files of this folder share.
//
// Room       python/modules/pickle: the module _pickle. pickler.cpp is the type, saving.cpp what it writes; unpickler.cpp is the
//            type, loading.cpp what it reads; pickle_buffer.cpp is PickleBuffer.
// In / out   The format is the one of the library's pickle.py, byte for byte.
// Tests      tests/python/library/pickle_*.py; CPython's test_pickle
#pragma once

#include "python/modules/pickle/opcodes.h"
#include "python/objects/iterators.h"

namespace taipan::python::pickle {

extern Type* g_pickle_error;
extern Type* g_pickling_error;
extern Type* g_unpickling_error;
extern Type* g_pickler;
extern Type* g_unpickler;

// What pickling and unpickling use of copyreg, _compat_pickle and others. Fetched once.
struct Helpers {
  Value dispatch_table, extension_registry, inverted_registry, extension_cache;  // of copyreg, dicts
  Value codecs_encode, getattr, partial;
  Value name_mapping_2_to_3, import_mapping_2_to_3, name_mapping_3_to_2, import_mapping_3_to_2;
};
Helpers* helpers(Thread& thread);  // null: raised

// Identities of objects and their numbers; kept alive by the pickler.
class MemoTable {
 public:
  ~MemoTable();
  int64_t find(Value object) const;  // -1: absent
  void add(Value object, int64_t number);
  void clear();
  int64_t size() const { return used_; }

 private:
  struct Entry {
    uint64_t key;
    int64_t number;
  };
  Entry* slot(uint64_t key) const;
  void grow();
  Entry* entries_ = nullptr;
  size_t capacity_ = 0;
  int64_t used_ = 0;
};

// The native part of a pickler.
struct Output {
  ByteBuilder bytes;
  MemoTable memo;
  int64_t frame_start = -1;  // in `bytes`; -1: no frame is open
  bool framing = false;
};

struct PicklerObject : HeapObject {
  Output* output;             // null until __init__
  List* memoized;   // the objects of the memo, in the order of their numbers (pairs with `memo`)
  Value write;                // file.write, or unbound: dumps
  Value persistent_id;        // set by the attribute, or unbound
  Value dispatch_table;       // or unbound
  Value buffer_callback;      // or unbound
  Value fast_stack;           // dict of the containers being saved in fast mode, or unbound
  int32_t protocol, binary, fast;
  bool fix_imports;
};

Status pickler_init(Thread& thread, PicklerObject* self, Value file, Value protocol, bool fix_imports, Value buffer_callback);
Status dump(Thread& thread, PicklerObject* self, Value object);  // saving.cpp: into output->bytes, or to the file
Value dumps(Thread& thread, Value object, Value protocol, bool fix_imports, Value buffer_callback);

struct UnpicklerObject : HeapObject {
  Value read, read_line, read_into, peek;  // of the file; unbound: loads
  Value buffers;                           // an iterator, or unbound
  Value persistent_load;                   // set by the attribute, or unbound
  List* memo;                    // by number; unbound where there is nothing
  String* encoding;
  String* errors;
  int32_t protocol;
  bool fix_imports, ready;
};

Status unpickler_init(Thread& thread, UnpicklerObject* self, Value file, bool fix_imports, String* encoding, String* errors, Value buffers);
// Reads one object: from the file, or from `data` when that is set.
Value load(Thread& thread, UnpicklerObject* self, Value data);
Value find_class(Thread& thread, UnpicklerObject* self, Value module, Value name);

void define_pickler(Thread& thread);
void define_unpickler(Thread& thread);
void define_pickle_buffer(Thread& thread, Module* module);
bool is_pickle_buffer(Value v);

// module.a.b.c from "a.b.c"; `parent` gets what the last name was looked up in. Unbound: absent (nothing raised).
Value deep_attribute(Thread& thread, Value object, Tuple* path, Value* parent);
// "a.b" -> ("a", "b"). Raises AttributeError for local objects; `object` unbound: "Can't pickle local object".
Tuple* dotted_path(Thread& thread, Value object, String* name);

}  // namespace taipan::python::pickle

namespace taipan::python {
NATIVE_TYPE(pickle::PicklerObject, v.is_object() && pickle::g_pickler && is_subtype(type_of(v), pickle::g_pickler), "_pickle.Pickler")
NATIVE_TYPE(pickle::UnpicklerObject, v.is_object() && pickle::g_unpickler && is_subtype(type_of(v), pickle::g_unpickler), "_pickle.Unpickler")
}
