// python/runtime/library_code.cpp -- code of the library's modules that must exist before importing works.
//
// Room       python/runtime. It is read from the bytecode cache of PEP 3147: __pycache__ beside the source, or, where that cannot
//            be written, the same path below $XDG_CACHE_HOME/taipan or ~/.cache/taipan. What is missing or stale there is compiled
//            and written again; that nothing can be written is no error.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <string>

#include "python/runtime/compile_source.h"
#include "python/runtime/import.h"
#include "python/runtime/marshal.h"
#include "python/runtime/start.h"

namespace taipan::python {

namespace {

constexpr size_t kHeaderBytes = 16;  // magic, flags, time and size of the source

struct SourceStamp {
  uint32_t mtime, size;
};

std::string header_for(const SourceStamp& stamp) {
  const uint32_t words[] = {bytecode_magic(), 0, stamp.mtime, stamp.size};
  return {reinterpret_cast<const char*>(words), sizeof words};
}

std::string read_file(const std::string& path) {
  std::string contents;
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return contents;
  struct stat info;
  if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
    contents.resize(size_t(info.st_size));
    size_t done = 0;
    while (done < contents.size()) {
      const ssize_t n = read(fd, contents.data() + done, contents.size() - done);
      if (n <= 0) break;
      done += size_t(n);
    }
    contents.resize(done);
  }
  close(fd);
  return contents;
}

bool make_folders(const std::string& path) {
  for (size_t at = 1; (at = path.find('/', at)) != std::string::npos; at++) {
    const std::string folder = path.substr(0, at);
    if (mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST) return false;
  }
  return true;
}

// Written beside and renamed, so that nobody sees half a file.
bool write_file(const std::string& path, std::string_view header, std::string_view body) {
  if (!make_folders(path)) return false;
  const std::string unfinished = path + "." + std::to_string(getpid());
  const int fd = open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (fd < 0) return false;
  auto put = [&](std::string_view data) {
    while (!data.empty()) {
      const ssize_t n = write(fd, data.data(), data.size());
      if (n <= 0) return false;
      data.remove_prefix(size_t(n));
    }
    return true;
  };
  bool ok = put(header) && put(body);
  ok = close(fd) == 0 && ok;
  if (ok) ok = rename(unfinished.c_str(), path.c_str()) == 0;
  if (!ok) unlink(unfinished.c_str());
  return ok;
}

void rename_code(Heap& heap, Code* code, String* filename) {
  if (code->filename == filename) return;
  code->filename = filename;
  heap.write_barrier(code);
  for (const Value constant : code->constants_tuple->span()) {
    if (is_kind(constant, Kind::Code)) rename_code(heap, constant.as<Code>(), filename);
  }
}

// Null without an exception: nothing usable there.
Code* cached_code(Thread& thread, const std::string& path, const SourceStamp& stamp) {
  const std::string contents = read_file(path);
  if (contents.size() <= kHeaderBytes || contents.compare(0, kHeaderBytes, header_for(stamp)) != 0) return nullptr;
  const Value code = marshal_read(thread, std::string_view(contents).substr(kHeaderBytes));
  if (!code.is_raised() && is_kind(code, Kind::Code)) return code.as<Code>();
  thread.clear_exception();
  return nullptr;
}

}  // namespace

uint32_t bytecode_magic() {
  // Two bytes of our own, then a line end that a transfer as text would change.
  return (uint32_t(bytecode_fingerprint()) & 0xFFFF) | uint32_t('\r') << 16 | uint32_t('\n') << 24;
}

std::string user_cache_folder() {
  const char* base = getenv("XDG_CACHE_HOME");
  if (base && base[0] == '/') return std::string(base) + "/taipan";
  const char* home = getenv("HOME");
  if (home && home[0] == '/') return std::string(home) + "/.cache/taipan";
  return {};
}

Code* library_code(Thread& thread, std::string_view relative_path, std::string_view filename) {
  const std::string source_path = std::string(library_path()) + "/" + std::string(relative_path);
  const size_t slash = source_path.rfind('/');
  const std::string cache = source_path.substr(0, slash) + "/__pycache__" +
                            source_path.substr(slash, source_path.size() - slash - strlen(".py")) + ".taipan-311.pyc";
  const std::string folder = user_cache_folder();
  const std::string second_cache = folder.empty() ? folder : folder + cache;
  String* name = intern(thread.heap(), filename);
  struct stat info;
  const bool has_stamp = stat(source_path.c_str(), &info) == 0;
  const SourceStamp stamp = has_stamp ? SourceStamp{uint32_t(info.st_mtime), uint32_t(info.st_size)} : SourceStamp{};
  if (has_stamp) {
    for (const std::string& path : {cache, second_cache}) {
      if (path.empty()) continue;
      if (Code* code = cached_code(thread, path, stamp)) {
        rename_code(thread.heap(), code, name);
        return code;
      }
    }
  }
  Bytes* source = TRY(read_library_file(thread, relative_path));
  CompileRequest request;
  request.source = source->view();
  request.filename = name;
  request.optimize = 0;
  const Value code = TRY(compile_source(thread, request));
  asm volatile("" : : "r"(source) : "memory");
  if (has_stamp && !start_options().dont_write_bytecode) {
    ByteBuilder body;
    TRY(marshal_write(thread, body, code));
    const std::string header = header_for(stamp);
    if (!write_file(cache, header, body.view()) && !second_cache.empty()) write_file(second_cache, header, body.view());
  }
  return code.as<Code>();
}

}  // namespace taipan::python
