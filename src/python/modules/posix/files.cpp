// python/modules/posix/files.cpp -- what is done to files by their paths: stat, making, naming and removing, rights and times.
//
// Room       python/modules/posix. Tests: CPython's test_posix, test_os
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <climits>
#include <cstdio>
#include <cstdlib>

#include "python/modules/posix/posix_private.h"

namespace taipan::python::posix {

Type *g_stat_type, *g_statvfs_type;

Value stat_value(Thread& thread, const struct stat& s) {
  Heap& heap = thread.heap();
  auto seconds = [](const timespec& t) { return double(t.tv_sec) + 1e-9 * double(t.tv_nsec); };
  auto nanoseconds = [&](const timespec& t) { return integer_value(heap, int64_t(t.tv_sec) * 1000000000 + t.tv_nsec); };
  const Value values[] = {
      Value::integer(s.st_mode),
      unsigned_value(heap, s.st_ino),
      unsigned_value(heap, s.st_dev),
      unsigned_value(heap, s.st_nlink),
      id_value(heap, s.st_uid),
      id_value(heap, s.st_gid),
      integer_value(heap, s.st_size),
      integer_value(heap, s.st_atim.tv_sec),
      integer_value(heap, s.st_mtim.tv_sec),
      integer_value(heap, s.st_ctim.tv_sec),
      Value::number(seconds(s.st_atim)),
      Value::number(seconds(s.st_mtim)),
      Value::number(seconds(s.st_ctim)),
      nanoseconds(s.st_atim),
      nanoseconds(s.st_mtim),
      nanoseconds(s.st_ctim),
      integer_value(heap, s.st_blksize),
      integer_value(heap, s.st_blocks),
      unsigned_value(heap, s.st_rdev),
  };
  return new_struct_sequence(thread, g_stat_type, values);
}

namespace {

Raised raise_conflict(Thread& thread, const char* text) { return raise(thread, TypeId::ValueError, "%s", text); }

// ---- looking

Value do_stat(Thread& thread, const char* function, Value path_value, Value dir_fd, bool follow) {
  const bool only_path = function[0] == 'l';
  const Path path = TRY(to_path(thread, path_value, function, only_path ? kPathOnly : kPathOrDescriptor));
  const int directory = TRY(to_directory(thread, dir_fd));
  if (path.is_descriptor()) {
    if (directory != AT_FDCWD) return raise(thread, TypeId::ValueError, "%s: can't specify dir_fd without matching path", function);
    if (!follow) return raise(thread, TypeId::ValueError, "%s: cannot use fd and follow_symlinks together", function);
  }
  struct stat status;
  const int result = unlocked(thread, [&] {
    if (path.is_descriptor()) return fstat(path.descriptor, &status);
    return fstatat(directory, path.text, &status, follow ? 0 : AT_SYMLINK_NOFOLLOW);
  });
  if (result != 0) return raise_path(thread, path);
  return stat_value(thread, status);
}
Value posix_stat(Thread& thread, Value path, Value dir_fd, bool follow_symlinks) { return do_stat(thread, "stat", path, dir_fd, follow_symlinks); }
Value posix_lstat(Thread& thread, Value path, Value dir_fd) { return do_stat(thread, "lstat", path, dir_fd, false); }

Value posix_access(Thread& thread, Value path_value, int mode, Value dir_fd, bool effective_ids, bool follow_symlinks) {
  const Path path = TRY(to_path(thread, path_value, "access"));
  const int directory = TRY(to_directory(thread, dir_fd));
  const int flags = (effective_ids ? AT_EACCESS : 0) | (follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW);
  const int result = unlocked(thread, [&] { return flags == 0 && directory == AT_FDCWD ? access(path.text, mode) : faccessat(directory, path.text, mode, flags); });
  return Value::boolean(result == 0);
}

Value statvfs_value(Thread& thread, const struct statvfs& s) {
  Heap& heap = thread.heap();
  const Value values[] = {unsigned_value(heap, s.f_bsize),  unsigned_value(heap, s.f_frsize), unsigned_value(heap, s.f_blocks), unsigned_value(heap, s.f_bfree),
                          unsigned_value(heap, s.f_bavail), unsigned_value(heap, s.f_files),  unsigned_value(heap, s.f_ffree),  unsigned_value(heap, s.f_favail),
                          unsigned_value(heap, s.f_flag),   unsigned_value(heap, s.f_namemax), unsigned_value(heap, s.f_fsid)};
  return new_struct_sequence(thread, g_statvfs_type, values);
}
Value posix_statvfs(Thread& thread, Value path_value) {
  const Path path = TRY(to_path(thread, path_value, "statvfs", kPathOrDescriptor));
  struct statvfs status;
  const int result = unlocked(thread, [&] { return path.is_descriptor() ? fstatvfs(path.descriptor, &status) : statvfs(path.text, &status); });
  if (result != 0) return raise_path(thread, path);
  return statvfs_value(thread, status);
}
Value posix_fstatvfs(Thread& thread, int fd) {
  struct statvfs status;
  bool raised;
  if (retried(thread, &raised, [&] { return fstatvfs(fd, &status); }) < 0) return raised ? Value::raised() : Value(raise_errno(thread));
  return statvfs_value(thread, status);
}
Value posix_fstat(Thread& thread, int fd) {
  struct stat status;
  bool raised;
  if (retried(thread, &raised, [&] { return fstat(fd, &status); }) < 0) return raised ? Value::raised() : Value(raise_errno(thread));
  return stat_value(thread, status);
}
Value posix_readlink(Thread& thread, Value path_value, Value dir_fd) {
  const Path path = TRY(to_path(thread, path_value, "readlink"));
  const int directory = TRY(to_directory(thread, dir_fd));
  char buffer[PATH_MAX + 1];
  const ssize_t n = unlocked(thread, [&] { return readlinkat(directory, path.text, buffer, PATH_MAX); });
  if (n < 0) return raise_path(thread, path);
  buffer[n] = 0;
  return name_value(thread, buffer, path.wants_bytes);
}

// ---- making and opening

Value posix_open(Thread& thread, Value path_value, int flags, int mode, Value dir_fd) {
  const Path path = TRY(to_path(thread, path_value, "open"));
  const int directory = TRY(to_directory(thread, dir_fd));
  bool raised;
  const int64_t fd = retried(thread, &raised, [&] { return openat(directory, path.text, flags | O_CLOEXEC, mode); });
  if (raised) return Value::raised();
  if (fd < 0) return raise_path(thread, path);
  return Value::integer(fd);
}
Value posix_mkdir(Thread& thread, Value path_value, int mode, Value dir_fd) {
  const Path path = TRY(to_path(thread, path_value, "mkdir"));
  const int directory = TRY(to_directory(thread, dir_fd));
  if (unlocked(thread, [&] { return mkdirat(directory, path.text, mode_t(mode)); }) < 0) return raise_path(thread, path);
  return Value::none();
}
Value posix_mkfifo(Thread& thread, Value path_value, int mode, Value dir_fd) {
  const Path path = TRY(to_path(thread, path_value, "mkfifo"));
  const int directory = TRY(to_directory(thread, dir_fd));
  bool raised;
  if (retried(thread, &raised, [&] { return mkfifoat(directory, path.text, mode_t(mode)); }) < 0) return raised ? Value::raised() : Value(raise_path(thread, path));
  return Value::none();
}
Value posix_mknod(Thread& thread, Value path_value, int mode, int64_t device, Value dir_fd) {
  const Path path = TRY(to_path(thread, path_value, "mknod"));
  const int directory = TRY(to_directory(thread, dir_fd));
  bool raised;
  if (retried(thread, &raised, [&] { return mknodat(directory, path.text, mode_t(mode), dev_t(device)); }) < 0) {
    return raised ? Value::raised() : Value(raise_path(thread, path));
  }
  return Value::none();
}
Value posix_link(Thread& thread, Value src, Value dst, Value src_dir_fd, Value dst_dir_fd, bool follow_symlinks) {
  const Path from = TRY(to_path(thread, src, "link", kPathOnly, "src"));
  const Path to = TRY(to_path(thread, dst, "link", kPathOnly, "dst"));
  const int from_directory = TRY(to_directory(thread, src_dir_fd)), to_directory_fd = TRY(to_directory(thread, dst_dir_fd));
  const int flags = follow_symlinks ? AT_SYMLINK_FOLLOW : 0;
  const int result = unlocked(thread, [&] {
    if (from_directory == AT_FDCWD && to_directory_fd == AT_FDCWD && follow_symlinks) return link(from.text, to.text);
    return linkat(from_directory, from.text, to_directory_fd, to.text, flags);
  });
  if (result < 0) return raise_paths(thread, from, to);
  return Value::none();
}
Value posix_symlink(Thread& thread, Value src, Value dst, bool, Value dir_fd) {
  const Path from = TRY(to_path(thread, src, "symlink", kPathOnly, "src"));
  const Path to = TRY(to_path(thread, dst, "symlink", kPathOnly, "dst"));
  const int directory = TRY(to_directory(thread, dir_fd));
  if (unlocked(thread, [&] { return symlinkat(from.text, directory, to.text); }) < 0) return raise_paths(thread, from, to);
  return Value::none();
}

// ---- moving and removing

Value do_rename(Thread& thread, const char* function, Value src, Value dst, Value src_dir_fd, Value dst_dir_fd) {
  const Path from = TRY(to_path(thread, src, function, kPathOnly, "src"));
  const Path to = TRY(to_path(thread, dst, function, kPathOnly, "dst"));
  const int from_directory = TRY(to_directory(thread, src_dir_fd)), to_directory_fd = TRY(to_directory(thread, dst_dir_fd));
  if (unlocked(thread, [&] { return renameat(from_directory, from.text, to_directory_fd, to.text); }) < 0) return raise_paths(thread, from, to);
  return Value::none();
}
Value posix_rename(Thread& t, Value src, Value dst, Value src_dir_fd, Value dst_dir_fd) { return do_rename(t, "rename", src, dst, src_dir_fd, dst_dir_fd); }
Value posix_replace(Thread& t, Value src, Value dst, Value src_dir_fd, Value dst_dir_fd) { return do_rename(t, "replace", src, dst, src_dir_fd, dst_dir_fd); }
Value do_unlink(Thread& thread, const char* function, Value path_value, Value dir_fd, int flags) {
  const Path path = TRY(to_path(thread, path_value, function));
  const int directory = TRY(to_directory(thread, dir_fd));
  if (unlocked(thread, [&] { return unlinkat(directory, path.text, flags); }) < 0) return raise_path(thread, path);
  return Value::none();
}
Value posix_unlink(Thread& t, Value path, Value dir_fd) { return do_unlink(t, "unlink", path, dir_fd, 0); }
Value posix_remove(Thread& t, Value path, Value dir_fd) { return do_unlink(t, "remove", path, dir_fd, 0); }
Value posix_rmdir(Thread& t, Value path, Value dir_fd) { return do_unlink(t, "rmdir", path, dir_fd, AT_REMOVEDIR); }
Value posix_truncate(Thread& thread, Value path_value, int64_t length) {
  const Path path = TRY(to_path(thread, path_value, "truncate", kPathOrDescriptor));
  const int result = unlocked(thread, [&] { return path.is_descriptor() ? ftruncate(path.descriptor, length) : truncate(path.text, length); });
  if (result < 0) return raise_path(thread, path);
  return Value::none();
}

// ---- rights, owners, times

Value posix_chmod(Thread& thread, Value path_value, int mode, Value dir_fd, bool follow_symlinks) {
  const Path path = TRY(to_path(thread, path_value, "chmod", kPathOrDescriptor));
  const int directory = TRY(to_directory(thread, dir_fd));
  const int result = unlocked(thread, [&] {
    if (path.is_descriptor()) return fchmod(path.descriptor, mode_t(mode));
    if (directory == AT_FDCWD && follow_symlinks) return chmod(path.text, mode_t(mode));
    return fchmodat(directory, path.text, mode_t(mode), follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW);
  });
  if (result == 0) return Value::none();
  if (!follow_symlinks && (errno == ENOTSUP || errno == EOPNOTSUPP)) {
    if (directory != AT_FDCWD) return raise_conflict(thread, "chmod: cannot use dir_fd and follow_symlinks together");
    return raise(thread, TypeId::NotImplementedError, "chmod: follow_symlinks unavailable on this platform");
  }
  return raise_path(thread, path);
}
Value posix_fchmod(Thread& thread, int fd, int mode) {
  bool raised;
  const int64_t result = retried(thread, &raised, [&] { return fchmod(fd, mode_t(mode)); });
  return raised ? Value::raised() : none_or_error(thread, result);
}
Value posix_chown(Thread& thread, Value path_value, Value uid, Value gid, Value dir_fd, bool follow_symlinks) {
  const Path path = TRY(to_path(thread, path_value, "chown", kPathOrDescriptor));
  const uid_t user = TRY(to_user_id(thread, uid));
  const gid_t group = TRY(to_group_id(thread, gid));
  const int directory = TRY(to_directory(thread, dir_fd));
  if (path.is_descriptor()) {
    if (directory != AT_FDCWD) return raise_conflict(thread, "chown: can't specify both dir_fd and fd");
    if (!follow_symlinks) return raise_conflict(thread, "chown: cannot use fd and follow_symlinks together");
  }
  const int result = unlocked(thread, [&] {
    if (path.is_descriptor()) return fchown(path.descriptor, user, group);
    return fchownat(directory, path.text, user, group, follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW);
  });
  if (result < 0) return raise_path(thread, path);
  return Value::none();
}
Value posix_fchown(Thread& thread, int fd, Value uid, Value gid) {
  const uid_t user = TRY(to_user_id(thread, uid));
  const gid_t group = TRY(to_group_id(thread, gid));
  bool raised;
  const int64_t result = retried(thread, &raised, [&] { return fchown(fd, user, group); });
  return raised ? Value::raised() : none_or_error(thread, result);
}
Value posix_lchown(Thread& thread, Value path_value, Value uid, Value gid) {
  const Path path = TRY(to_path(thread, path_value, "lchown"));
  const uid_t user = TRY(to_user_id(thread, uid));
  const gid_t group = TRY(to_group_id(thread, gid));
  if (unlocked(thread, [&] { return lchown(path.text, user, group); }) < 0) return raise_path(thread, path);
  return Value::none();
}

// Nanoseconds since the epoch as a timespec.
Result<timespec> split_nanoseconds(Thread& thread, Value value) {
  const Value pair = TRY(binary(thread, value, Value::integer(1000000000), BinaryOp::DivMod));
  if (!is_kind(pair, Kind::Tuple) || pair.as<Tuple>()->length() != 2) {
    return raise(thread, TypeId::TypeError, "%T.__divmod__() must return a 2-tuple, not %T", value, pair);
  }
  timespec t;
  t.tv_sec = TRY(to_int64(thread, pair.as<Tuple>()->at(0)));
  t.tv_nsec = TRY(to_int64(thread, pair.as<Tuple>()->at(1)));
  return t;
}
Value posix_utime(Thread& thread, Value path_value, Value times, Value ns, Value dir_fd, bool follow_symlinks) {
  const Path path = TRY(to_path(thread, path_value, "utime", kPathOrDescriptor));
  const int directory = TRY(to_directory(thread, dir_fd));
  if (!times.is_none() && !ns.is_missing()) return raise_conflict(thread, "utime: you may specify either 'times' or 'ns' but not both");
  timespec both[2] = {{0, UTIME_NOW}, {0, UTIME_NOW}};
  if (!times.is_none()) {
    if (!is_kind(times, Kind::Tuple) || times.as<Tuple>()->length() != 2) {
      return raise(thread, TypeId::TypeError, "utime: 'times' must be either a tuple of two ints or None");
    }
    for (int i = 0; i < 2; i++) {
      const Moment moment = TRY(to_moment(thread, times.as<Tuple>()->at(i)));
      both[i] = {moment.seconds, moment.nanoseconds};
    }
  } else if (!ns.is_missing()) {
    if (!is_kind(ns, Kind::Tuple) || ns.as<Tuple>()->length() != 2) return raise(thread, TypeId::TypeError, "utime: 'ns' must be a tuple of two ints");
    for (int i = 0; i < 2; i++) both[i] = TRY(split_nanoseconds(thread, ns.as<Tuple>()->at(i)));
  }
  if (path.is_descriptor()) {
    if (directory != AT_FDCWD) return raise_conflict(thread, "utime: can't specify dir_fd without matching path");
    if (!follow_symlinks) return raise_conflict(thread, "utime: cannot use fd and follow_symlinks together");
  }
  const int result = unlocked(thread, [&] {
    if (path.is_descriptor()) return futimens(path.descriptor, both);
    return utimensat(directory, path.text, both, follow_symlinks ? 0 : AT_SYMLINK_NOFOLLOW);
  });
  // CPython does not name the file here.
  if (result < 0) return raise_errno(thread);
  return Value::none();
}
int posix_umask(Thread&, int mask) { return int(umask(mode_t(mask))); }

// ---- devices
// A device number: any unsigned word.
Result<dev_t> to_device(Thread& thread, Value value) {
  uint64_t device;
  if (!is_int_like(value)) return raise(thread, TypeId::TypeError, "an integer is required");
  const Value integer = int_value_of(thread.heap(), value);
  if (integer_sign(integer) < 0) return raise(thread, TypeId::OverflowError, "can't convert negative int to unsigned");
  if (!integer_to_uint64(integer, &device)) return raise(thread, TypeId::OverflowError, "int too big to convert");
  return dev_t(device);
}
Value posix_major(Thread& thread, Value device) { return Value::integer(major(TRY(to_device(thread, device)))); }
Value posix_minor(Thread& thread, Value device) { return Value::integer(minor(TRY(to_device(thread, device)))); }
int64_t posix_makedev(Thread&, int major_number, int minor_number) { return int64_t(makedev(unsigned(major_number), unsigned(minor_number))); }

const Method kFunctions[] = {
    {"stat(path, *, dir_fd=None, follow_symlinks=True)", posix_stat, "Perform a stat system call on the given path."},
    {"lstat(path, *, dir_fd=None)", posix_lstat, "Perform a stat system call on the given path, without following symbolic links."},
    {"fstat(fd)", posix_fstat, "Perform a stat system call on the given file descriptor."},
    {"statvfs(path)", posix_statvfs, "Perform a statvfs system call on the given path."},
    {"fstatvfs(fd, /)", posix_fstatvfs, "Perform an fstatvfs system call on the given fd."},
    {"access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)", posix_access, "Use the real uid/gid to test for access to a path."},
    {"readlink(path, *, dir_fd=None)", posix_readlink, "Return a string representing the path to which the symbolic link points."},
    {"open(path, flags, mode=511, *, dir_fd=None)", posix_open, "Open a file for low level IO.  Returns a file descriptor (integer)."},
    {"mkdir(path, mode=511, *, dir_fd=None)", posix_mkdir, "Create a directory."},
    {"mkfifo(path, mode=438, *, dir_fd=None)", posix_mkfifo, "Create a \"fifo\" (a POSIX named pipe)."},
    {"mknod(path, mode=384, device=0, *, dir_fd=None)", posix_mknod, "Create a node in the file system."},
    {"link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)", posix_link, "Create a hard link to a file."},
    {"symlink(src, dst, target_is_directory=False, *, dir_fd=None)", posix_symlink, "Create a symbolic link pointing to src named dst."},
    {"rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", posix_rename, "Rename a file or directory."},
    {"replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", posix_replace, "Rename a file or directory, overwriting the destination."},
    {"unlink(path, *, dir_fd=None)", posix_unlink, "Remove a file (same as remove())."},
    {"remove(path, *, dir_fd=None)", posix_remove, "Remove a file (same as unlink())."},
    {"rmdir(path, *, dir_fd=None)", posix_rmdir, "Remove a directory."},
    {"truncate(path, length)", posix_truncate, "Truncate a file, specified by path, to a specific length."},
    {"chmod(path, mode, *, dir_fd=None, follow_symlinks=True)", posix_chmod, "Change the access permissions of a file."},
    {"fchmod(fd, mode)", posix_fchmod, "Change the access permissions of the file given by file descriptor fd."},
    {"chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", posix_chown, "Change the owner and group id of path to the numeric uid and gid."},
    {"fchown(fd, uid, gid)", posix_fchown, "Change the owner and group id of the file specified by file descriptor."},
    {"lchown(path, uid, gid)", posix_lchown, "Change the owner and group id of path; symbolic links are not followed."},
    {"utime(path, times=None, *, ns=<unrepresentable>, dir_fd=None, follow_symlinks=True)", posix_utime, "Set the access and modified time of path."},
    {"umask(mask, /)", posix_umask, "Set the current numeric umask and return the previous umask."},
    {"major(device, /)", posix_major, "Extracts a device major number from a raw device number."},
    {"minor(device, /)", posix_minor, "Extracts a device minor number from a raw device number."},
    {"makedev(major, minor, /)", posix_makedev, "Composes a raw device number from the major and minor device numbers."},
};

}  // namespace

std::span<const Method> file_functions() { return kFunctions; }

}  // namespace taipan::python::posix
