// python/modules/stat_module.cpp -- _stat: what the bits of a file's mode mean. https://docs.python.org/3.11/library/stat.html
//
// Room       python/modules. Tests: CPython's test_stat
#include <sys/stat.h>

#include "python/objects/abstract.h"
#include "python/objects/objects.h"

namespace taipan::python {

namespace {

Result<mode_t> to_mode(Thread& thread, Value value) {
  const int64_t wide = TRY(to_int64(thread, value));
  if (wide < 0) return raise(thread, TypeId::OverflowError, "can't convert negative value to unsigned int");
  if (wide > UINT32_MAX) return raise(thread, TypeId::OverflowError, "mode out of range");
  return mode_t(wide);
}
template <mode_t type>
Value is_type(Thread& thread, Value mode) {
  return Value::boolean((TRY(to_mode(thread, mode)) & S_IFMT) == type);
}
// Kinds of files that other systems have.
Value is_foreign_type(Thread& thread, Value mode) {
  TRY(to_mode(thread, mode));
  return Value::false_value();
}
Value stat_imode(Thread& thread, Value mode) { return Value::integer(TRY(to_mode(thread, mode)) & 07777); }
Value stat_ifmt(Thread& thread, Value mode) { return Value::integer(TRY(to_mode(thread, mode)) & S_IFMT); }

char type_letter(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFREG: return '-';
    case S_IFDIR: return 'd';
    case S_IFLNK: return 'l';
    case S_IFBLK: return 'b';
    case S_IFCHR: return 'c';
    case S_IFIFO: return 'p';
    case S_IFSOCK: return 's';
    default: return '?';
  }
}
Value stat_filemode(Thread& thread, Value value) {
  const mode_t mode = TRY(to_mode(thread, value));
  char text[10];
  text[0] = type_letter(mode);
  for (int i = 0; i < 9; i++) text[i + 1] = mode & (0400u >> i) ? "rwx"[i % 3] : '-';
  auto special = [&](mode_t bit, int at, char with, char without) {
    if (mode & bit) text[at] = text[at] == 'x' ? with : without;
  };
  special(S_ISUID, 3, 's', 'S');
  special(S_ISGID, 6, 's', 'S');
  special(S_ISVTX, 9, 't', 'T');
  return Value(string_from_latin1(thread.heap(), {text, sizeof text}));
}

const Method kFunctions[] = {
    {"S_ISDIR(mode, /)", &is_type<S_IFDIR>, "Return True if mode is from a directory."},
    {"S_ISCHR(mode, /)", &is_type<S_IFCHR>, "Return True if mode is from a character special device file."},
    {"S_ISBLK(mode, /)", &is_type<S_IFBLK>, "Return True if mode is from a block special device file."},
    {"S_ISREG(mode, /)", &is_type<S_IFREG>, "Return True if mode is from a regular file."},
    {"S_ISFIFO(mode, /)", &is_type<S_IFIFO>, "Return True if mode is from a FIFO (named pipe)."},
    {"S_ISLNK(mode, /)", &is_type<S_IFLNK>, "Return True if mode is from a symbolic link."},
    {"S_ISSOCK(mode, /)", &is_type<S_IFSOCK>, "Return True if mode is from a socket."},
    {"S_ISDOOR(mode, /)", is_foreign_type, "Return True if mode is from a door."},
    {"S_ISPORT(mode, /)", is_foreign_type, "Return True if mode is from an event port."},
    {"S_ISWHT(mode, /)", is_foreign_type, "Return True if mode is from a whiteout."},
    {"S_IMODE(mode, /)", stat_imode, "Return the portion of the file's mode that can be set by os.chmod()."},
    {"S_IFMT(mode, /)", stat_ifmt, "Return the portion of the file's mode that describes the file type."},
    {"filemode(mode, /)", stat_filemode, "Convert a file's mode to a string of the form '-rwxrwxrwx'."},
};

struct Constant {
  const char* name;
  unsigned value;
};
#define NUMBER(name) {#name, unsigned(name)}
constexpr Constant kConstants[] = {
    NUMBER(S_IFDIR), NUMBER(S_IFCHR), NUMBER(S_IFBLK), NUMBER(S_IFREG), NUMBER(S_IFIFO), NUMBER(S_IFLNK),
    NUMBER(S_IFSOCK), {"S_IFDOOR", 0x0}, {"S_IFPORT", 0x0}, {"S_IFWHT", 0x0}, NUMBER(S_ISUID), NUMBER(S_ISGID),
    NUMBER(S_ISVTX), {"S_ENFMT", 0x400}, NUMBER(S_IREAD), NUMBER(S_IWRITE), NUMBER(S_IEXEC), NUMBER(S_IRWXU),
    NUMBER(S_IRUSR), NUMBER(S_IWUSR), NUMBER(S_IXUSR), NUMBER(S_IRWXG), NUMBER(S_IRGRP), NUMBER(S_IWGRP),
    NUMBER(S_IXGRP), NUMBER(S_IRWXO), NUMBER(S_IROTH), NUMBER(S_IWOTH), NUMBER(S_IXOTH), {"UF_NODUMP", 0x1},
    {"UF_IMMUTABLE", 0x2}, {"UF_APPEND", 0x4}, {"UF_OPAQUE", 0x8}, {"UF_NOUNLINK", 0x10}, {"UF_COMPRESSED", 0x20},
    {"UF_HIDDEN", 0x8000}, {"SF_ARCHIVED", 0x10000}, {"SF_IMMUTABLE", 0x20000}, {"SF_APPEND", 0x40000},
    {"SF_NOUNLINK", 0x100000}, {"SF_SNAPSHOT", 0x200000}, {"ST_MODE", 0x0}, {"ST_INO", 0x1}, {"ST_DEV", 0x2},
    {"ST_NLINK", 0x3}, {"ST_UID", 0x4}, {"ST_GID", 0x5}, {"ST_SIZE", 0x6}, {"ST_ATIME", 0x7}, {"ST_MTIME", 0x8},
    {"ST_CTIME", 0x9},
};
#undef NUMBER

Status execute(Thread& thread, Module* module) {
  Heap& heap = thread.heap();
  for (const Constant& c : kConstants) dict_set(heap, module->dict, intern(heap, c.name), Value::integer(c.value));
  return ok_status();
}

}  // namespace

extern const ModuleSpec kStatModule = {.name = "_stat", .doc = "S_IFMT_: file type bits", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
