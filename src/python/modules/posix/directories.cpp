// python/modules/posix/directories.cpp -- what folders hold: listdir, scandir with its entries; the current folder; path texts.
//
// Room       python/modules/posix. https://docs.python.org/3.11/library/os.html#os.scandir
// Tests      CPython's test_os (TestScandir), test_posix
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <cstring>

#include "python/modules/posix/posix_private.h"
#include "python/objects/iterators.h"
#include "vm/layouts.h"

namespace taipan::python::posix {

Type* g_directory_entry_type;

namespace {

Type* g_scan_type;

struct DirectoryEntry : HeapObject {
  Value name, path;
  Value status, link_status;  // os.stat_result, once asked for
  int64_t inode;
  int directory;              // the descriptor scanned, or -1
  uint8_t type;               // DT_...
};

struct DirectoryScan : HeapObject {
  Value path;      // str or bytes, unbound when a descriptor is scanned
  DIR* stream;     // null: closed
  int descriptor;  // scanned descriptor as it was given, or -1
  bool as_bytes;
};

void trace_entry(HeapObject* object, Tracer& tracer) {
  auto* e = static_cast<DirectoryEntry*>(object);
  for (Value v : {e->name, e->path, e->status, e->link_status}) tracer.visit_value(v.bits());
}
void trace_scan(HeapObject* object, Tracer& tracer) { tracer.visit_value(static_cast<DirectoryScan*>(object)->path.bits()); }
const Layout kEntryLayout = {.name = "directory entry", .size = &size_from_shape, .trace = &trace_entry};
const Layout kScanLayout = {.name = "directory scan", .size = &size_from_shape, .trace = &trace_scan};

DirectoryEntry* entry_of(Value v) { return v.as<DirectoryEntry>(); }
DirectoryScan* scan_of(Value v) { return v.as<DirectoryScan>(); }

bool is_dots(const char* name) { return name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0)); }

// Opens the folder at a path, or the one of a descriptor, of which the stream gets a copy.
DIR* open_stream(Thread& thread, const Path& path) {
  return unlocked(thread, [&]() -> DIR* {
    if (!path.is_descriptor()) return opendir(path.text);
    const int copy = fcntl(path.descriptor, F_DUPFD_CLOEXEC, 0);
    if (copy < 0) return nullptr;
    DIR* stream = fdopendir(copy);
    if (!stream) {
      const int error = errno;
      close(copy);
      errno = error;
    }
    return stream;
  });
}
void close_stream(Thread& thread, DIR* stream, bool rewind) {
  unlocked(thread, [&] {
    if (rewind) rewinddir(stream);
    return closedir(stream);
  });
}

Value posix_listdir(Thread& thread, Value path_value) {
  const Path path = TRY(to_path(thread, path_value, "listdir", kPathOrDescriptor | kPathOrNone));
  DIR* stream = open_stream(thread, path);
  if (!stream) return raise_path(thread, path);
  List* names = new_list(thread.heap());
  Value failure = Value::none();
  for (;;) {
    errno = 0;
    const dirent* entry = unlocked(thread, [&] { return readdir(stream); });
    if (!entry) {
      if (errno != 0) failure = Value(raise_path(thread, path));
      break;
    }
    if (is_dots(entry->d_name)) continue;
    const Value name = name_value(thread, entry->d_name, path.wants_bytes);
    if (name.is_raised() || !names->append(thread.heap(), name)) {
      failure = Value::raised();
      break;
    }
  }
  close_stream(thread, stream, path.is_descriptor());
  return failure.is_raised() ? failure : Value(names);
}

// ---- DirEntry

Value fetch_status(Thread& thread, DirectoryEntry* self, bool follow) {
  Value& cached = follow ? self->status : self->link_status;
  if (!cached.is_unbound()) return cached;
  Bytes* path = TRY(to_file_name(thread, self->directory >= 0 ? self->name : self->path));
  const int directory = self->directory >= 0 ? self->directory : AT_FDCWD;
  struct stat status;
  const int result = unlocked(thread, [&] { return fstatat(directory, reinterpret_cast<const char*>(path->data()), &status, follow ? 0 : AT_SYMLINK_NOFOLLOW); });
  if (result != 0) return raise_os_error(thread, errno, self->path);
  const Value made = TRY(stat_value(thread, status));
  (follow ? self->status : self->link_status) = made;
  thread.heap().write_barrier(self);
  return made;
}

Result<bool> is_symlink(Thread& thread, DirectoryEntry* self) {
  if (self->type != DT_UNKNOWN) return self->type == DT_LNK;
  const Value status = TRY(fetch_status(thread, self, false));
  return S_ISLNK(mode_t(struct_sequence_field(status, 0).as_int()));
}
Value entry_stat(Thread& thread, Value self_value, bool follow_symlinks) {
  auto* self = entry_of(self_value);
  if (!follow_symlinks) return fetch_status(thread, self, false);
  // What is no link has one status.
  if (self->status.is_unbound() && !TRY(is_symlink(thread, self))) {
    self->status = TRY(fetch_status(thread, self, false));
    thread.heap().write_barrier(self);
  }
  return fetch_status(thread, self, true);
}
Value test_mode(Thread& thread, Value self_value, bool follow, mode_t wanted) {
  auto* self = entry_of(self_value);
  const bool link = self->type == DT_LNK, known = self->type != DT_UNKNOWN;
  if (known && link && !follow) return Value::false_value();
  if (known && !(link && follow)) return Value::boolean(self->type == (wanted == S_IFDIR ? DT_DIR : DT_REG));
  const Value status = entry_stat(thread, self_value, follow);
  if (status.is_raised()) {
    if (clear_if(thread, TypeId::FileNotFoundError)) return Value::false_value();
    return status;
  }
  return Value::boolean((mode_t(struct_sequence_field(status, 0).as_int()) & S_IFMT) == wanted);
}
Value entry_is_dir(Thread& thread, Value self, bool follow_symlinks) { return test_mode(thread, self, follow_symlinks, S_IFDIR); }
Value entry_is_file(Thread& thread, Value self, bool follow_symlinks) { return test_mode(thread, self, follow_symlinks, S_IFREG); }
Value entry_is_symlink(Thread& thread, Value self) {
  auto link = is_symlink(thread, entry_of(self));
  if (link.ok()) return Value::boolean(link.value());
  if (clear_if(thread, TypeId::FileNotFoundError)) return Value::false_value();
  return Value::raised();
}
Value entry_inode(Thread& thread, Value self) { return unsigned_value(thread.heap(), uint64_t(entry_of(self)->inode)); }
Value entry_repr(Thread& thread, Value self) { return Value(format_string(thread, "<DirEntry %R>", entry_of(self)->name)); }
Value entry_fspath(Thread&, Value self) { return entry_of(self)->path; }
Value class_getitem(Thread& thread, Value cls, Value item) { return new_generic_alias(thread, cls, item); }

const Method kEntryMethods[] = {
    {"__repr__(self, /)", entry_repr, "Return repr(self)."},
    {"is_dir(self, /, *, follow_symlinks=True)", entry_is_dir, "Return True if the entry is a directory; cached per entry."},
    {"is_file(self, /, *, follow_symlinks=True)", entry_is_file, "Return True if the entry is a file; cached per entry."},
    {"is_symlink(self, /)", entry_is_symlink, "Return True if the entry is a symbolic link; cached per entry."},
    {"stat(self, /, *, follow_symlinks=True)", entry_stat, "Return stat_result object for the entry; cached per entry."},
    {"inode(self, /)", entry_inode, "Return inode of the entry; cached per entry."},
    {"__fspath__(self, /)", entry_fspath, "Returns the path for the entry."},
    {"__class_getitem__(cls, item, /)", class_getitem, "See PEP 585", kClass},
};
const Member kEntryMembers[] = {
    {"name", MemberType::Object, offsetof(DirectoryEntry, name), true, "the entry's base filename, relative to scandir() \"path\" argument"},
    {"path", MemberType::Object, offsetof(DirectoryEntry, path), true, "the entry's full path name"},
};
const TypeSpec kEntrySpec = {.name = "posix.DirEntry",
                             .layout = &kEntryLayout,
                             .kind = kind(PythonKind::Other),
                             .native_size = sizeof(DirectoryEntry),
                             .flags = kTypeNoInstantiation,
                             .methods = kEntryMethods,
                             .members = kEntryMembers};

// ---- scandir

void close_scan(Thread& thread, DirectoryScan* self) {
  if (!self->stream) return;
  DIR* stream = self->stream;
  self->stream = nullptr;
  close_stream(thread, stream, self->descriptor >= 0);
  thread.heap().unregister_finalizable(self);
}

// The entry's path: the folder's, a separator unless there is one, and the name.
Value entry_path(Thread& thread, DirectoryScan* scan, const char* entry_name) {
  if (scan->path.is_unbound()) return name_value(thread, entry_name, scan->as_bytes);
  Heap& heap = thread.heap();
  if (scan->as_bytes) {
    ByteBuilder joined;
    joined.append(scan->path.as<Bytes>()->view());
    if (joined.size() > 0 && joined.view().back() != '/') joined.append(uint8_t('/'));
    joined.append(std::string_view(entry_name));
    return Value(bytes_from(heap, joined.view()));
  }
  auto* folder = scan->path.as<String>();
  const Value name = TRY(name_value(thread, entry_name, false));
  if (folder->length() > 0 && folder->at(folder->length() - 1) != '/') folder = concatenate(heap, folder, string_from_character(heap, '/'));
  String* joined = concatenate(heap, folder, name.as<String>());
  return joined ? Value(joined) : Value(raise_memory_error(thread));
}

Value scan_next(Thread& thread, Value self_value) {
  auto* self = scan_of(self_value);
  while (self->stream) {
    DIR* stream = self->stream;
    errno = 0;
    const dirent* found = unlocked(thread, [&] { return readdir(stream); });
    if (!found) {
      const int error = errno;
      close_scan(thread, self);
      if (error != 0) return raise_os_error(thread, error, self->path);
      return Value::unbound();
    }
    if (is_dots(found->d_name)) continue;
    const Value path = TRY(entry_path(thread, self, found->d_name));
    const Value name = self->path.is_unbound() ? path : TRY(name_value(thread, found->d_name, self->as_bytes));
    auto* entry = thread.heap().allocate_as<DirectoryEntry>(g_directory_entry_type->root_shape);
    entry->name = name;
    entry->path = path;
    entry->inode = int64_t(found->d_ino);
    entry->type = found->d_type;
    entry->directory = self->descriptor;
    return Value(entry);
  }
  return Value::unbound();
}
Value scan_close(Thread& thread, Value self) {
  close_scan(thread, scan_of(self));
  return Value::none();
}
Value scan_exit(Thread& thread, Value self, Arguments) { return scan_close(thread, self); }
Value scan_finalize(Thread& thread, Value self) {
  if (!scan_of(self)->stream) return Value::none();
  const Value saved = thread.take_exception();
  if (!warn_with_source(thread, TypeId::ResourceWarning, self, 1, "unclosed scandir iterator %R", self).ok()) {
    if (exception_matches(thread, TypeId::Warning)) {
      write_unraisable(thread, self);
    } else {
      thread.clear_exception();
    }
  }
  close_scan(thread, scan_of(self));
  if (!saved.is_unbound()) thread.raise_value(saved);
  return Value::none();
}
const Method kScanMethods[] = {
    {"__del__(self, /)", scan_finalize, ""},
    {"__iter__(self, /)", iterator_self, "Implement iter(self)."},
    {"__next__(self, /)", &next_method<scan_next>, "Implement next(self)."},
    {"__enter__(self, /)", iterator_self},
    {"__exit__(self, /, *args)", scan_exit},
    {"close(self, /)", scan_close},
};
const TypeSpec kScanSpec = {.name = "posix.ScandirIterator",
                            .layout = &kScanLayout,
                            .kind = kind(PythonKind::Other),
                            .native_size = sizeof(DirectoryScan),
                            .flags = kTypeNoInstantiation,
                            .methods = kScanMethods,
                            .next = scan_next};

Value posix_scandir(Thread& thread, Value path_value) {
  const Path path = TRY(to_path(thread, path_value, "scandir", kPathOrDescriptor | kPathOrNone));
  DIR* stream = open_stream(thread, path);
  if (!stream) return raise_path(thread, path);
  auto* scan = thread.heap().allocate_as<DirectoryScan>(g_scan_type->root_shape);
  scan->stream = stream;
  scan->descriptor = path.descriptor;
  scan->as_bytes = path.wants_bytes;
  if (!path.is_descriptor()) {
    scan->path = path.object.is_unbound() ? Value(string_from_character(thread.heap(), '.')) : path.object;
    if (!path.wants_bytes && !as_string(scan->path)) scan->path = name_value(thread, path.text, false);
    if (path.wants_bytes) scan->path = Value(path.bytes);
    thread.heap().write_barrier(scan);
  }
  thread.heap().register_finalizable(scan);
  return Value(scan);
}

// ---- the current folder

Value current_directory(Thread& thread, bool as_bytes) {
  char* text = unlocked(thread, [] { return getcwd(nullptr, 0); });
  if (!text) return raise_errno(thread);
  const Value result = name_value(thread, text, as_bytes);
  free(text);
  return result;
}
Value posix_getcwd(Thread& thread) { return current_directory(thread, false); }
Value posix_getcwdb(Thread& thread) { return current_directory(thread, true); }
Value posix_chdir(Thread& thread, Value path_value) {
  const Path path = TRY(to_path(thread, path_value, "chdir", kPathOrDescriptor));
  const int result = unlocked(thread, [&] { return path.is_descriptor() ? fchdir(path.descriptor) : chdir(path.text); });
  if (result < 0) return raise_path(thread, path);
  return Value::none();
}
Value posix_chroot(Thread& thread, Value path_value) {
  const Path path = TRY(to_path(thread, path_value, "chroot"));
  if (unlocked(thread, [&] { return chroot(path.text); }) < 0) return raise_path(thread, path);
  return Value::none();
}

// ---- path texts

Value posix_fspath(Thread& thread, Value path) {
  if (as_string(path) || is_kind(path, Kind::Bytes)) return path;
  const Value result = TRY(call_special(thread, path, Special::Fspath, {}));
  if (result.is_unbound()) return raise(thread, TypeId::TypeError, "expected str, bytes or os.PathLike object, not %T", path);
  if (as_string(result) || is_kind(result, Kind::Bytes)) return result;
  return raise(thread, TypeId::TypeError, "expected %T.__fspath__() to return str or bytes, not %T", path, result);
}

// Parts between separators without empty ones, "." and what ".." undoes; one leading separator stays, exactly two stay two.
Value posix_path_normpath(Thread& thread, Value path_value) {
  String* path = as_string(path_value);
  if (!path) return raise(thread, TypeId::TypeError, "_path_normpath() argument 'path' must be str, not %T", path_value);
  const int64_t length = path->length();
  int64_t slashes = 0;
  while (slashes < length && path->at(slashes) == '/') slashes++;
  struct Part {
    int64_t start, length;
  };
  auto* parts = static_cast<Part*>(malloc(size_t(length / 2 + 2) * sizeof(Part)));
  if (!parts) return raise_memory_error(thread);
  int64_t count = 0;
  for (int64_t at = slashes; at < length;) {
    int64_t end = at;
    while (end < length && path->at(end) != '/') end++;
    const int64_t n = end - at;
    const bool dot = n == 1 && path->at(at) == '.';
    const bool dots = n == 2 && path->at(at) == '.' && path->at(at + 1) == '.';
    auto is_dots_part = [&](const Part& p) { return p.length == 2 && path->at(p.start) == '.' && path->at(p.start + 1) == '.'; };
    if (dots && count > 0 && !is_dots_part(parts[count - 1])) {
      count--;
    } else if (n > 0 && !dot && !(dots && slashes > 0 && count == 0)) {
      parts[count++] = {at, n};
    }
    at = end + 1;
  }
  StringBuilder out;
  if (slashes > 0) out.append_repeated('/', slashes == 2 ? 2 : 1);
  for (int64_t i = 0; i < count; i++) {
    if (i) out.append('/');
    out.append(path, parts[i].start, parts[i].length);
  }
  free(parts);
  String* result = out.finish(thread.heap());
  if (!result) return raise_memory_error(thread);
  return Value(result);
}

Value posix_pathconf(Thread& thread, Value path_value, Value name) {
  const Path path = TRY(to_path(thread, path_value, "pathconf", kPathOrDescriptor));
  const int number = TRY(to_configuration_name(thread, name, kPathconfNames));
  errno = 0;
  const long limit = path.is_descriptor() ? fpathconf(path.descriptor, number) : pathconf(path.text, number);
  if (limit == -1 && errno != 0) {
    if (errno == EINVAL) return raise_errno(thread);
    return raise_path(thread, path);
  }
  return integer_value(thread.heap(), limit);
}

const Method kFunctions[] = {
    {"listdir(path=None)", posix_listdir, "Return a list containing the names of the files in the directory."},
    {"scandir(path=None)", posix_scandir, "Return an iterator of DirEntry objects for given path."},
    {"getcwd()", posix_getcwd, "Return a unicode string representing the current working directory."},
    {"getcwdb()", posix_getcwdb, "Return a bytes string representing the current working directory."},
    {"chdir(path)", posix_chdir, "Change the current working directory to the specified path."},
    {"chroot(path)", posix_chroot, "Change root directory to path."},
    {"fspath(path)", posix_fspath, "Return the file system path representation of the object."},
    {"_path_normpath(path)", posix_path_normpath, "Basic path normalization."},
    {"pathconf(path, name)", posix_pathconf, "Return the configuration limit name for the file or directory path."},
};

}  // namespace

Status define_directory_types(Thread& thread) {
  if (g_scan_type) return ok_status();
  g_directory_entry_type = define_type(thread, kEntrySpec);
  g_scan_type = define_type(thread, kScanSpec);
  return ok_status();
}

std::span<const Method> directory_functions() { return kFunctions; }

}  // namespace taipan::python::posix
