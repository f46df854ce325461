// python/modules/posix/constants.cpp -- the numbers that module posix names.
//
// Room       python/modules/posix. A table; the values are the system's.
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/limits.h>
#include <linux/memfd.h>
#include <sched.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <sysexits.h>
#include <unistd.h>

#include "python/modules/posix/posix_private.h"

namespace taipan::python::posix {

namespace {

struct Constant {
  const char* name;
  int64_t value;
};

#define NUMBER(name) {#name, int64_t(name)}
constexpr Constant kConstants[] = {
    NUMBER(CLD_CONTINUED),
    NUMBER(CLD_DUMPED),
    NUMBER(CLD_EXITED),
    NUMBER(CLD_KILLED),
    NUMBER(CLD_STOPPED),
    NUMBER(CLD_TRAPPED),
    NUMBER(EFD_CLOEXEC),
    NUMBER(EFD_NONBLOCK),
    NUMBER(EFD_SEMAPHORE),
    NUMBER(EX_CANTCREAT),
    NUMBER(EX_CONFIG),
    NUMBER(EX_DATAERR),
    NUMBER(EX_IOERR),
    NUMBER(EX_NOHOST),
    NUMBER(EX_NOINPUT),
    NUMBER(EX_NOPERM),
    NUMBER(EX_NOUSER),
    NUMBER(EX_OK),
    NUMBER(EX_OSERR),
    NUMBER(EX_OSFILE),
    NUMBER(EX_PROTOCOL),
    NUMBER(EX_SOFTWARE),
    NUMBER(EX_TEMPFAIL),
    NUMBER(EX_UNAVAILABLE),
    NUMBER(EX_USAGE),
    NUMBER(F_LOCK),
    NUMBER(F_OK),
    NUMBER(F_TEST),
    NUMBER(F_TLOCK),
    NUMBER(F_ULOCK),
    NUMBER(GRND_NONBLOCK),
    NUMBER(GRND_RANDOM),
    NUMBER(MFD_ALLOW_SEALING),
    NUMBER(MFD_CLOEXEC),
    NUMBER(MFD_HUGETLB),
    NUMBER(MFD_HUGE_16GB),
    NUMBER(MFD_HUGE_16MB),
    NUMBER(MFD_HUGE_1GB),
    NUMBER(MFD_HUGE_1MB),
    NUMBER(MFD_HUGE_256MB),
    NUMBER(MFD_HUGE_2GB),
    NUMBER(MFD_HUGE_2MB),
    NUMBER(MFD_HUGE_32MB),
    NUMBER(MFD_HUGE_512KB),
    NUMBER(MFD_HUGE_512MB),
    NUMBER(MFD_HUGE_64KB),
    NUMBER(MFD_HUGE_8MB),
    NUMBER(MFD_HUGE_MASK),
    NUMBER(MFD_HUGE_SHIFT),
    NUMBER(NGROUPS_MAX),
    NUMBER(O_ACCMODE),
    NUMBER(O_APPEND),
    NUMBER(O_ASYNC),
    NUMBER(O_CLOEXEC),
    NUMBER(O_CREAT),
    NUMBER(O_DIRECT),
    NUMBER(O_DIRECTORY),
    NUMBER(O_DSYNC),
    NUMBER(O_EXCL),
    NUMBER(O_FSYNC),
    {"O_LARGEFILE", 0},
    NUMBER(O_NDELAY),
    NUMBER(O_NOATIME),
    NUMBER(O_NOCTTY),
    NUMBER(O_NOFOLLOW),
    NUMBER(O_NONBLOCK),
    NUMBER(O_PATH),
    NUMBER(O_RDONLY),
    NUMBER(O_RDWR),
    NUMBER(O_RSYNC),
    NUMBER(O_SYNC),
    NUMBER(O_TMPFILE),
    NUMBER(O_TRUNC),
    NUMBER(O_WRONLY),
    NUMBER(POSIX_FADV_DONTNEED),
    NUMBER(POSIX_FADV_NOREUSE),
    NUMBER(POSIX_FADV_NORMAL),
    NUMBER(POSIX_FADV_RANDOM),
    NUMBER(POSIX_FADV_SEQUENTIAL),
    NUMBER(POSIX_FADV_WILLNEED),
    {"POSIX_SPAWN_CLOSE", 1},
    {"POSIX_SPAWN_DUP2", 2},
    {"POSIX_SPAWN_OPEN", 0},
    NUMBER(PRIO_PGRP),
    NUMBER(PRIO_PROCESS),
    NUMBER(PRIO_USER),
    NUMBER(P_ALL),
    NUMBER(P_PGID),
    NUMBER(P_PID),
    {"P_PIDFD", 3},
    NUMBER(RTLD_DEEPBIND),
    NUMBER(RTLD_GLOBAL),
    NUMBER(RTLD_LAZY),
    NUMBER(RTLD_LOCAL),
    NUMBER(RTLD_NODELETE),
    NUMBER(RTLD_NOLOAD),
    NUMBER(RTLD_NOW),
    NUMBER(RWF_APPEND),
    NUMBER(RWF_DSYNC),
    NUMBER(RWF_HIPRI),
    NUMBER(RWF_NOWAIT),
    NUMBER(RWF_SYNC),
    NUMBER(R_OK),
    NUMBER(SCHED_BATCH),
    NUMBER(SCHED_FIFO),
    NUMBER(SCHED_IDLE),
    NUMBER(SCHED_OTHER),
    {"SCHED_RESET_ON_FORK", 1073741824},
    NUMBER(SCHED_RR),
    NUMBER(SEEK_DATA),
    NUMBER(SEEK_HOLE),
    NUMBER(SPLICE_F_MORE),
    NUMBER(SPLICE_F_MOVE),
    NUMBER(SPLICE_F_NONBLOCK),
    NUMBER(ST_APPEND),
    NUMBER(ST_MANDLOCK),
    NUMBER(ST_NOATIME),
    NUMBER(ST_NODEV),
    NUMBER(ST_NODIRATIME),
    NUMBER(ST_NOEXEC),
    NUMBER(ST_NOSUID),
    NUMBER(ST_RDONLY),
    NUMBER(ST_RELATIME),
    NUMBER(ST_SYNCHRONOUS),
    NUMBER(ST_WRITE),
    NUMBER(TMP_MAX),
    NUMBER(WCONTINUED),
    NUMBER(WEXITED),
    NUMBER(WNOHANG),
    NUMBER(WNOWAIT),
    NUMBER(WSTOPPED),
    NUMBER(WUNTRACED),
    NUMBER(W_OK),
    NUMBER(XATTR_CREATE),
    NUMBER(XATTR_REPLACE),
    NUMBER(XATTR_SIZE_MAX),
    NUMBER(X_OK),
};
#undef NUMBER

}  // namespace

void register_constants(Thread& thread, Module* module) {
  Heap& heap = thread.heap();
  for (const Constant& c : kConstants) dict_set(heap, module->dict, intern(heap, c.name), integer_value(heap, c.value));
}

}  // namespace taipan::python::posix
