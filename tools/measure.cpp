// tools/measure.cpp -- runs a command and writes what it used: CPU time and peak memory.
//
// usage: measure RESULT COMMAND [ARGUMENT...]      writes "CPU-SECONDS PEAK-KILOBYTES" to the file RESULT
//
// The peak that the kernel reports for a process includes what it was before exec(), a copy of its parent. Started by a
// Python script, every program would seem to need what Python needs; this parent is as small as can be.
// Used by bench/run.py. Exits as the command did, or with 128 + the number of the signal that ended it.

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

int main(int argument_count, char** arguments) {
  if (argument_count < 3) {
    fputs("usage: measure RESULT COMMAND [ARGUMENT...]\n", stderr);
    return 2;
  }
  pid_t child = 0;
  if (posix_spawnp(&child, arguments[2], nullptr, nullptr, arguments + 2, environ) != 0) {
    perror(arguments[2]);
    return 127;
  }
  int status = 0;
  rusage used = {};
  if (wait4(child, &status, 0, &used) != child) return 127;

  const double seconds = double(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                         double(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
  char line[64];
  const int length = snprintf(line, sizeof line, "%.6f %ld\n", seconds, used.ru_maxrss);
  const int file = open(arguments[1], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0 || write(file, line, size_t(length)) != length) {
    perror(arguments[1]);
    return 127;
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
