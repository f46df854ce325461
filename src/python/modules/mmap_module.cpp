// python/modules/mmap_module.cpp -- the module mmap. https://docs.python.org/3.11/library/mmap.html
//
// Room       python/modules.
// Tests      tests/python/library/ctypes_and_mmap.py; CPython's test_mmap
//
// The pages belong to a counted Mapping: a memoryview that nobody released keeps them mapped after close().
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstring>

#include "base/text/search.h"
#include "python/objects/buffer.h"
#include "python/objects/bytes.h"
#include "python/objects/objects.h"
#include "python/objects/slice.h"
#include "vm/integer.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

struct Mapping {
  uint8_t* data;
  size_t size;
  int holders;  // the mmap object and the views of it
};
void release_mapping(void* internal) {
  auto* mapping = static_cast<Mapping*>(internal);
  if (--mapping->holders > 0) return;
  munmap(mapping->data, mapping->size);
  delete mapping;
}

enum Access { kDefault, kRead, kWrite, kCopy };

struct MmapObject : HeapObject {
  Mapping* mapping;  // null: closed
  int64_t position, offset;
  int file;          // -1: anonymous
  int access;
  int flags, protection;
  ExportCounts counts;
  int64_t size() const { return int64_t(mapping->size); }
};
using Self = MmapObject;

void close_mapping(Self* self) {
  if (self->mapping) release_mapping(self->mapping);
  self->mapping = nullptr;
  if (self->file >= 0) close(self->file);
  self->file = -1;
}
void finalize_mmap(HeapObject* object) { close_mapping(static_cast<Self*>(object)); }
const Layout kLayout = {.name = "mmap", .size = size_from_shape, .trace = trace_attributes, .finalize = finalize_mmap};

Status check_open(Thread& thread, Self* self) {
  if (self->mapping) return ok_status();
  return raise(thread, TypeId::ValueError, "mmap closed or invalid");
}
Status check_writable(Thread& thread, Self* self) {
  if (self->access != kRead) return ok_status();
  return raise(thread, TypeId::TypeError, "mmap can't modify a readonly memory map.");
}

// ---- making one

Value mmap_new(Thread& thread, Type* cls, int file, int64_t length, int flags, int protection, int access, int64_t offset) {
  if (length < 0) return raise(thread, TypeId::OverflowError, "memory mapped length must be positive");
  if (offset < 0) return raise(thread, TypeId::OverflowError, "memory mapped offset must be positive");
  if (access != kDefault && (flags != MAP_SHARED || protection != (PROT_WRITE | PROT_READ))) {
    return raise(thread, TypeId::ValueError, "mmap can't specify both access and flags, prot.");
  }
  switch (access) {
    case kRead: protection = PROT_READ; break;
    case kWrite: break;
    case kCopy: flags = MAP_PRIVATE; break;
    case kDefault:
      if ((protection & PROT_READ) == 0 || (protection & PROT_WRITE) == 0) access = protection & PROT_WRITE ? kWrite : kRead;
      break;
    default: return raise(thread, TypeId::ValueError, "mmap invalid access parameter.");
  }
  struct stat status;
  if (file != -1 && fstat(file, &status) == 0 && S_ISREG(status.st_mode)) {
    if (length == 0) {
      if (status.st_size == 0) return raise(thread, TypeId::ValueError, "cannot mmap an empty file");
      if (offset >= status.st_size) return raise(thread, TypeId::ValueError, "mmap offset is greater than file size");
      length = status.st_size - offset;
    } else if (offset > status.st_size || status.st_size - offset < length) {
      return raise(thread, TypeId::ValueError, "mmap length is greater than file size");
    }
  }
  auto* self = static_cast<Self*>(allocate_instance(thread.heap(), cls));
  self->file = -1;
  self->offset = offset;
  self->access = access;
  self->flags = file == -1 ? flags | MAP_ANONYMOUS : flags;
  self->protection = protection;
  if (file != -1) {
    self->file = fcntl(file, F_DUPFD_CLOEXEC, 0);
    if (self->file < 0) return raise_errno(thread);
  }
  void* data = mmap(nullptr, size_t(length), protection, self->flags, self->file, offset);
  if (data == MAP_FAILED) {
    const int error = errno;
    close_mapping(self);
    return raise_os_error(thread, error);
  }
  self->mapping = new Mapping{static_cast<uint8_t*>(data), size_t(length), 1};
  return Value(self);
}

Value mmap_repr(Thread& thread, Self* self) {
  String* class_name = type_of(Value(self))->name;
  const bool is_exact_class = !type_of(Value(self))->is_heap();
  const char* module = is_exact_class ? "mmap." : "";
  if (!self->mapping) return detail::to_value(thread, format_string(thread, "<%s%U closed=True>", module, class_name));
  constexpr const char* kNames[] = {"ACCESS_DEFAULT", "ACCESS_READ", "ACCESS_WRITE", "ACCESS_COPY"};
  return detail::to_value(thread, format_string(thread, "<%s%U closed=False, access=%s, length=%ld, pos=%ld, offset=%ld>", module, class_name,
                                                kNames[self->access], self->size(), self->position, self->offset));
}

Status mmap_close(Thread& thread, Self* self) {
  if (!self->mapping) return ok_status();
  TRY(check_resizable(thread, self, self->counts, "cannot close exported pointers exist"));
  close_mapping(self);
  return ok_status();
}
Value mmap_enter(Thread& thread, Self* self) {
  TRY(check_open(thread, self));
  return Value(self);
}
Status mmap_exit(Thread& thread, Self* self, Arguments) { return mmap_close(thread, self); }
Value get_closed(Thread&, Value self) { return Value::boolean(self.as<Self>()->mapping == nullptr); }

// ---- items

Result<int64_t> mmap_len(Thread& thread, Self* self) {
  TRY(check_open(thread, self));
  return self->size();
}

Value mmap_getitem(Thread& thread, Self* self, Value key) {
  TRY(check_open(thread, self));
  if (is_exact(key, TypeId::Slice)) {
    const SliceBounds bounds = TRY(slice_bounds(thread, key));
    TRY(check_open(thread, self));
    const SliceRange range = slice_range(bounds, self->size());
    Bytes* out = new_bytes(thread.heap(), range.count);
    if (!out) return raise_memory_error(thread);
    const uint8_t* data = self->mapping->data;
    for (int64_t i = 0, at = range.start; i < range.count; i++, at += range.step) out->data_[i] = data[at];
    return Value(out);
  }
  if (!is_index(key)) return raise(thread, TypeId::TypeError, "mmap indices must be integers");
  int64_t i = TRY(to_int64(thread, key, TypeId::IndexError));
  TRY(check_open(thread, self));
  if (i < 0) i += self->size();
  if (i < 0 || i >= self->size()) return raise(thread, TypeId::IndexError, "mmap index out of range");
  return Value::integer(self->mapping->data[i]);
}

Status mmap_setitem(Thread& thread, Self* self, Value key, Value value) {
  TRY(check_open(thread, self));
  TRY(check_writable(thread, self));
  if (is_exact(key, TypeId::Slice)) {
    const SliceBounds bounds = TRY(slice_bounds(thread, key));
    BufferView view;
    TRY(get_buffer(thread, value, &view));
    TRY(check_open(thread, self));
    const SliceRange range = slice_range(bounds, self->size());
    if (view.size != range.count) return raise(thread, TypeId::IndexError, "mmap slice assignment is wrong size");
    uint8_t* data = self->mapping->data;
    if (range.step == 1) {
      if (range.count != 0) memmove(data + range.start, view.data, size_t(range.count));
      return ok_status();
    }
    for (int64_t i = 0, at = range.start; i < range.count; i++, at += range.step) data[at] = view.data[i];
    return ok_status();
  }
  if (!is_index(key)) return raise(thread, TypeId::TypeError, "mmap indices must be integers");
  int64_t i = TRY(to_int64(thread, key, TypeId::IndexError));
  TRY(check_open(thread, self));
  if (i < 0) i += self->size();
  if (i < 0 || i >= self->size()) return raise(thread, TypeId::IndexError, "mmap index out of range");
  if (!is_index(value)) return raise(thread, TypeId::TypeError, "mmap item value must be an int");
  const int64_t byte = TRY(to_index_clamped(thread, value));
  if (byte < 0 || byte > 255) return raise(thread, TypeId::ValueError, "mmap item value must be in range(0, 256)");
  TRY(check_open(thread, self));
  if (i >= self->size()) return raise(thread, TypeId::IndexError, "mmap index out of range");  // resized meanwhile
  self->mapping->data[i] = uint8_t(byte);
  return ok_status();
}
Status mmap_delitem(Thread& thread, Self* self, Value) {
  TRY(check_open(thread, self));
  return raise(thread, TypeId::TypeError, "mmap doesn't support item deletion");
}

// ---- as a file

int64_t remaining(Self* self) { return self->position < self->size() ? self->size() - self->position : 0; }

Value take(Thread& thread, Self* self, int64_t count) {
  Bytes* out = TRY(make_bytes(thread, {reinterpret_cast<char*>(self->mapping->data) + self->position, size_t(count)}));
  self->position += count;
  return Value(out);
}
Value mmap_read(Thread& thread, Self* self, Value count_value) {
  TRY(check_open(thread, self));
  int64_t count = INT64_MAX;
  if (!count_value.is_none()) {
    if (!is_index(count_value)) return raise(thread, TypeId::TypeError, "argument should be integer or None, not '%T'", count_value);
    count = TRY(to_int64(thread, count_value));
    TRY(check_open(thread, self));
  }
  const int64_t left = remaining(self);
  if (left == 0) return detail::to_value(thread, make_bytes(thread, {}));
  return take(thread, self, count < 0 || count > left ? left : count);
}
Value mmap_read_byte(Thread& thread, Self* self) {
  TRY(check_open(thread, self));
  if (self->position >= self->size()) return raise(thread, TypeId::ValueError, "read byte out of range");
  return Value::integer(self->mapping->data[self->position++]);
}
Value mmap_readline(Thread& thread, Self* self) {
  TRY(check_open(thread, self));
  const int64_t left = remaining(self);
  if (left == 0) return detail::to_value(thread, make_bytes(thread, {}));
  const uint8_t* start = self->mapping->data + self->position;
  const void* end = memchr(start, '\n', size_t(left));
  return take(thread, self, end ? static_cast<const uint8_t*>(end) - start + 1 : left);
}
Value mmap_write(Thread& thread, Self* self, Value data) {
  TRY(check_open(thread, self));
  BufferView view;
  TRY(get_buffer(thread, data, &view));
  TRY(check_writable(thread, self));
  if (self->position > self->size() || self->size() - self->position < view.size) {
    return raise(thread, TypeId::ValueError, "data out of range");
  }
  if (view.size != 0) memmove(self->mapping->data + self->position, view.data, size_t(view.size));
  self->position += view.size;
  return integer_value(thread.heap(), view.size);
}
Status mmap_write_byte(Thread& thread, Self* self, Value byte_value) {
  TRY(check_open(thread, self));
  const int64_t byte = TRY(to_int64(thread, byte_value));
  if (byte < 0) return raise(thread, TypeId::OverflowError, "unsigned byte integer is less than minimum");
  if (byte > 255) return raise(thread, TypeId::OverflowError, "unsigned byte integer is greater than maximum");
  TRY(check_open(thread, self));
  TRY(check_writable(thread, self));
  if (self->position >= self->size()) return raise(thread, TypeId::ValueError, "write byte out of range");
  self->mapping->data[self->position++] = uint8_t(byte);
  return ok_status();
}
Status mmap_seek(Thread& thread, Self* self, int64_t distance, int whence) {
  TRY(check_open(thread, self));
  int64_t from;
  switch (whence) {
    case SEEK_SET: from = 0; break;
    case SEEK_CUR: from = self->position; break;
    case SEEK_END: from = self->size(); break;
    default: return raise(thread, TypeId::ValueError, "unknown seek type");
  }
  int64_t target;
  if (__builtin_add_overflow(from, distance, &target) || target < 0 || target > self->size()) {
    return raise(thread, TypeId::ValueError, "seek out of range");
  }
  self->position = target;
  return ok_status();
}
Result<int64_t> mmap_tell(Thread& thread, Self* self) {
  TRY(check_open(thread, self));
  return self->position;
}
Result<int64_t> mmap_size(Thread& thread, Self* self) {
  TRY(check_open(thread, self));
  struct stat status;
  if (fstat(self->file, &status) < 0) return raise_errno(thread);
  return int64_t(status.st_size);
}

template <size_t (*search)(text::TextView, text::TextView)>
Value find_bytes(Thread& thread, Self* self, Value sub, Value start_value, Value end_value) {
  TRY(check_open(thread, self));
  BufferView view;
  TRY(get_buffer(thread, sub, &view));
  int64_t start = self->position, end = self->size();
  if (!start_value.is_missing()) start = TRY(to_int64(thread, start_value));
  if (!end_value.is_missing()) end = TRY(to_int64(thread, end_value));
  TRY(check_open(thread, self));
  const int64_t size = self->size();
  const auto clamp = [&](int64_t i) { return i < 0 ? (i + size < 0 ? 0 : i + size) : i > size ? size : i; };
  start = clamp(start);
  end = clamp(end);
  if (end < start) return Value::integer(-1);
  const size_t found = search(text::TextView(self->mapping->data + start, size_t(end - start)), text::TextView(view.view()));
  return Value::integer(found == text::kNotFound ? -1 : start + int64_t(found));
}

// ---- the system

Value mmap_flush(Thread& thread, Self* self, int64_t offset, Value size_value) {
  TRY(check_open(thread, self));
  const int64_t size = size_value.is_missing() ? self->size() : TRY(to_int64(thread, size_value));
  TRY(check_open(thread, self));
  if (size + offset > self->size() || size < 0 || offset < 0) return raise(thread, TypeId::ValueError, "flush values out of range");
  if (self->access == kRead || self->access == kCopy) return Value::none();
  if (msync(self->mapping->data + offset, size_t(size), MS_SYNC) < 0) return raise_errno(thread);
  return Value::none();
}
Status mmap_madvise(Thread& thread, Self* self, int option, int64_t start, Value length_value) {
  TRY(check_open(thread, self));
  int64_t length = length_value.is_missing() ? self->size() : TRY(to_int64(thread, length_value));
  if (start < 0 || start >= self->size()) return raise(thread, TypeId::ValueError, "madvise start out of bounds");
  if (length < 0) return raise(thread, TypeId::ValueError, "madvise length invalid");
  if (INT64_MAX - start < length) return raise(thread, TypeId::OverflowError, "madvise length too large");
  if (start + length > self->size()) length = self->size() - start;
  if (madvise(self->mapping->data + start, size_t(length), option) != 0) return raise_errno(thread);
  return ok_status();
}
Status mmap_move(Thread& thread, Self* self, int64_t target, int64_t source, int64_t count) {
  TRY(check_open(thread, self));
  TRY(check_writable(thread, self));
  if (target < 0 || source < 0 || count < 0 || self->size() - target < count || self->size() - source < count) {
    return raise(thread, TypeId::ValueError, "source, destination, or count out of range");
  }
  memmove(self->mapping->data + target, self->mapping->data + source, size_t(count));
  return ok_status();
}

Status mmap_resize(Thread& thread, Self* self, int64_t size) {
  TRY(check_open(thread, self));
  TRY(check_resizable(thread, self, self->counts, "mmap can't resize with extant buffers exported."));
  if (self->access != kDefault && self->access != kWrite) {
    return raise(thread, TypeId::TypeError, "mmap can't resize a readonly or copy-on-write memory map.");
  }
  if (size < 0 || INT64_MAX - size < self->offset) return raise(thread, TypeId::ValueError, "new size out of range");
  if (self->file >= 0 && ftruncate(self->file, self->offset + size) < 0) return raise_errno(thread);
  Mapping* old = self->mapping;
  if (old->holders == 1) {
    void* moved = mremap(old->data, old->size, size_t(size), MREMAP_MAYMOVE);
    if (moved == MAP_FAILED) return raise_errno(thread);
    *old = {static_cast<uint8_t*>(moved), size_t(size), 1};
    return ok_status();
  }
  // Somebody may still look at the old pages: they stay where they are.
  void* fresh = mmap(nullptr, size_t(size), self->protection, self->flags, self->file, self->offset);
  if (fresh == MAP_FAILED) return raise_errno(thread);
  if (self->file < 0) memcpy(fresh, old->data, size_t(size) < old->size ? size_t(size) : old->size);
  self->mapping = new Mapping{static_cast<uint8_t*>(fresh), size_t(size), 1};
  release_mapping(old);
  return ok_status();
}

// ---- buffer

Status mmap_get(Thread& thread, Value owner, BufferView* view, BufferAccess access) {
  auto* self = owner.as<Self>();
  TRY(check_open(thread, self));
  if (access == BufferAccess::Write && self->access == kRead) return raise(thread, TypeId::BufferError, "Object is not writable.");
  view->data = self->mapping->data;
  view->size = self->size();
  view->read_only = self->access == kRead;
  view->internal = self->mapping;
  self->mapping->holders++;
  return ok_status();
}
ExportCounts* mmap_counts(HeapObject* owner) { return &static_cast<Self*>(owner)->counts; }
const BufferExporter kBuffer = {.get = mmap_get, .counts = mmap_counts, .drop = release_mapping};

}  // namespace

extern const TypeSpec kMmapSpec;
NATIVE_TYPE(MmapObject, v.is_object() && type_of(v)->spec == &kMmapSpec, "mmap.mmap")

namespace {

const Method kMethods[] = {
    {"__new__(cls, fileno, length, flags=1, prot=3, access=0, offset=0)", mmap_new, "Create and return a new object."},
    {"__repr__(self, /)", mmap_repr, "Return repr(self)."},
    {"__len__(self, /)", mmap_len, "Return len(self)."},
    {"__getitem__(self, key, /)", mmap_getitem, "Return self[key]."},
    {"__setitem__(self, key, value, /)", mmap_setitem, "Set self[key] to value."},
    {"__delitem__(self, key, /)", mmap_delitem, "Delete self[key]."},
    {"close(self, /)", mmap_close, ""},
    {"find(self, sub, start=<none>, end=<none>, /)", find_bytes<&text::find>, ""},
    {"rfind(self, sub, start=<none>, end=<none>, /)", find_bytes<&text::rfind>, ""},
    {"flush(self, offset=0, size=<none>, /)", mmap_flush, ""},
    {"madvise(self, option, start=0, length=<none>, /)", mmap_madvise, ""},
    {"move(self, dest, src, count, /)", mmap_move, ""},
    {"read(self, n=None, /)", mmap_read, ""},
    {"read_byte(self, /)", mmap_read_byte, ""},
    {"readline(self, /)", mmap_readline, ""},
    {"resize(self, newsize, /)", mmap_resize, ""},
    {"seek(self, pos, whence=0, /)", mmap_seek, ""},
    {"size(self, /)", mmap_size, ""},
    {"tell(self, /)", mmap_tell, ""},
    {"write(self, bytes, /)", mmap_write, ""},
    {"write_byte(self, byte, /)", mmap_write_byte, ""},
    {"__enter__(self, /)", mmap_enter, ""},
    {"__exit__(self, /, *args)", mmap_exit, ""},
};
const Getter kGetters[] = {{"closed", get_closed, nullptr, nullptr}};

Status execute(Thread& thread, Module* module) {
  TRY(module_add(thread, module, "mmap", Value(define_type(thread, kMmapSpec))));
  TRY(module_add(thread, module, "error", Value(builtin_type(TypeId::OSError))));
  const std::pair<const char*, int64_t> constants[] = {
      {"PROT_EXEC", PROT_EXEC}, {"PROT_READ", PROT_READ}, {"PROT_WRITE", PROT_WRITE}, {"MAP_SHARED", MAP_SHARED},
      {"MAP_PRIVATE", MAP_PRIVATE}, {"MAP_DENYWRITE", MAP_DENYWRITE}, {"MAP_EXECUTABLE", MAP_EXECUTABLE}, {"MAP_ANON", MAP_ANONYMOUS},
      {"MAP_ANONYMOUS", MAP_ANONYMOUS}, {"MAP_POPULATE", MAP_POPULATE}, {"MAP_STACK", MAP_STACK}, {"PAGESIZE", sysconf(_SC_PAGESIZE)},
      {"ALLOCATIONGRANULARITY", sysconf(_SC_PAGESIZE)}, {"ACCESS_DEFAULT", kDefault}, {"ACCESS_READ", kRead}, {"ACCESS_WRITE", kWrite},
      {"ACCESS_COPY", kCopy}, {"MADV_NORMAL", MADV_NORMAL}, {"MADV_RANDOM", MADV_RANDOM}, {"MADV_SEQUENTIAL", MADV_SEQUENTIAL},
      {"MADV_WILLNEED", MADV_WILLNEED}, {"MADV_DONTNEED", MADV_DONTNEED}, {"MADV_REMOVE", MADV_REMOVE}, {"MADV_DONTFORK", MADV_DONTFORK},
      {"MADV_DOFORK", MADV_DOFORK}, {"MADV_HWPOISON", MADV_HWPOISON}, {"MADV_MERGEABLE", MADV_MERGEABLE},
      {"MADV_UNMERGEABLE", MADV_UNMERGEABLE}, {"MADV_HUGEPAGE", MADV_HUGEPAGE}, {"MADV_NOHUGEPAGE", MADV_NOHUGEPAGE},
      {"MADV_DONTDUMP", MADV_DONTDUMP}, {"MADV_DODUMP", MADV_DODUMP}, {"MADV_FREE", MADV_FREE}};
  for (const auto& [name, value] : constants) TRY(module_add(thread, module, name, Value::integer(value)));
  return ok_status();
}

}  // namespace

extern const TypeSpec kMmapSpec = {
    .name = "mmap.mmap",
    .doc = "mmap(fileno, length[, flags[, prot[, access[, offset]]]])\n\nMaps length bytes from the file that the descriptor fileno names, or all of "
           "it if length is 0.\nTo map anonymous memory, pass -1 as the fileno.",
    .layout = &kLayout,
    .kind = kind(PythonKind::Other),
    .native_size = sizeof(MmapObject),
    .flags = kTypeSubclassable | kTypeWeakrefable,
    .methods = kMethods,
    .getters = kGetters,
    .buffer = &kBuffer,
};

extern const ModuleSpec kMmapModule = {.name = "mmap", .execute = execute};

}  // namespace taipan::python
