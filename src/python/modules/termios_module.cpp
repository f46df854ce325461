// python/modules/termios_module.cpp -- termios: terminals. https://docs.python.org/3.11/library/termios.html
//
// Room       python/modules. Tests: CPython's test_termios, test_tty
#include <sys/ioctl.h>
#include <termios.h>

#include <cerrno>
#include <cstring>


#include "python/modules/posix/posix_private.h"

namespace taipan::python {

namespace {

using posix::to_descriptor;
using posix::unlocked;

Type* g_error;

Raised raise_error(Thread& thread) {
  const Value arguments[] = {Value::integer(errno), Value(string_from_utf8(thread.heap(), strerror(errno)))};
  const Value exception = call(thread, Value(g_error), arguments);
  if (exception.is_raised()) return {};
  return raise_exception(thread, exception);
}
Value none_or_error(Thread& thread, int result) { return result < 0 ? Value(raise_error(thread)) : Value::none(); }

Value termios_tcgetattr(Thread& thread, Value fd) {
  const int descriptor = TRY(to_descriptor(thread, fd));
  struct termios mode;
  if (unlocked(thread, [&] { return tcgetattr(descriptor, &mode); }) < 0) return raise_error(thread);
  Heap& heap = thread.heap();
  const bool canonical = mode.c_lflag & ICANON;
  List* characters = new_list(heap, NCCS);
  for (int i = 0; i < NCCS; i++) {
    const char c = char(mode.c_cc[i]);
    // Two of them are numbers when lines are not collected.
    const bool number = !canonical && (i == VMIN || i == VTIME);
    if (!characters->append(heap, number ? Value::integer(mode.c_cc[i]) : Value(bytes_from(heap, {&c, 1})))) return raise_memory_error(thread);
  }
  const Value values[] = {Value::integer(mode.c_iflag), Value::integer(mode.c_oflag), Value::integer(mode.c_cflag), Value::integer(mode.c_lflag),
                          Value::integer(cfgetispeed(&mode)), Value::integer(cfgetospeed(&mode)), Value(characters)};
  return Value(list_from(heap, values));
}
Value termios_tcsetattr(Thread& thread, Value fd, int when, Value attributes) {
  const int descriptor = TRY(to_descriptor(thread, fd));
  if (!is_kind(attributes, Kind::List) || attributes.as<List>()->length() != 7) {
    return raise(thread, TypeId::TypeError, "tcsetattr, arg 3: must be 7 element list");
  }
  const auto* list = attributes.as<List>();
  struct termios mode;
  // What the system keeps besides these stays as it is.
  if (unlocked(thread, [&] { return tcgetattr(descriptor, &mode); }) < 0) return raise_error(thread);
  int64_t numbers[6];
  for (int i = 0; i < 6; i++) numbers[i] = TRY(to_int64(thread, list->at(i)));
  mode.c_iflag = tcflag_t(numbers[0]);
  mode.c_oflag = tcflag_t(numbers[1]);
  mode.c_cflag = tcflag_t(numbers[2]);
  mode.c_lflag = tcflag_t(numbers[3]);
  const Value characters = list->at(6);
  if (!is_kind(characters, Kind::List) || characters.as<List>()->length() != NCCS) {
    return raise(thread, TypeId::TypeError, "tcsetattr: attributes[6] must be %d element list", NCCS);
  }
  for (int i = 0; i < NCCS; i++) {
    const Value v = characters.as<List>()->at(i);
    if (is_kind(v, Kind::Bytes) && v.as<Bytes>()->length() == 1) {
      mode.c_cc[i] = v.as<Bytes>()->data()[0];
    } else if (is_int_like(v)) {
      mode.c_cc[i] = cc_t(TRY(to_int64(thread, v)));
    } else {
      return raise(thread, TypeId::TypeError, "tcsetattr: elements of attributes must be characters or integers");
    }
  }
  if (cfsetispeed(&mode, speed_t(numbers[4])) < 0 || cfsetospeed(&mode, speed_t(numbers[5])) < 0) return raise_error(thread);
  return none_or_error(thread, unlocked(thread, [&] { return tcsetattr(descriptor, when, &mode); }));
}
Value termios_tcsendbreak(Thread& thread, Value fd, int duration) {
  const int descriptor = TRY(to_descriptor(thread, fd));
  return none_or_error(thread, unlocked(thread, [&] { return tcsendbreak(descriptor, duration); }));
}
Value termios_tcdrain(Thread& thread, Value fd) {
  const int descriptor = TRY(to_descriptor(thread, fd));
  return none_or_error(thread, unlocked(thread, [&] { return tcdrain(descriptor); }));
}
Value termios_tcflush(Thread& thread, Value fd, int queue) {
  const int descriptor = TRY(to_descriptor(thread, fd));
  return none_or_error(thread, unlocked(thread, [&] { return tcflush(descriptor, queue); }));
}
Value termios_tcflow(Thread& thread, Value fd, int action) {
  const int descriptor = TRY(to_descriptor(thread, fd));
  return none_or_error(thread, unlocked(thread, [&] { return tcflow(descriptor, action); }));
}
Value termios_tcgetwinsize(Thread& thread, Value fd) {
  const int descriptor = TRY(to_descriptor(thread, fd));
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) < 0) return raise_error(thread);
  return Value(tuple_of(thread.heap(), Value::integer(size.ws_row), Value::integer(size.ws_col)));
}
Value termios_tcsetwinsize(Thread& thread, Value fd, Value winsz) {
  const int descriptor = TRY(to_descriptor(thread, fd));
  if ((!is_kind(winsz, Kind::Tuple) && !is_kind(winsz, Kind::List) && lookup_special(type_of(winsz), Special::GetItem).is_unbound()) ||
      TRY(length(thread, winsz)) != 2) {
    return raise(thread, TypeId::TypeError, "tcsetwinsize, arg 2: must be a two-item sequence");
  }
  const Value rows_value = TRY(get_item(thread, winsz, Value::integer(0)));
  const Value columns_value = TRY(get_item(thread, winsz, Value::integer(1)));
  const int64_t rows = TRY(to_int64(thread, rows_value)), columns = TRY(to_int64(thread, columns_value));
  if (rows < 0 || rows > UINT16_MAX || columns < 0 || columns > UINT16_MAX) {
    return raise(thread, TypeId::OverflowError, "winsize value(s) out of range.");
  }
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) < 0) return raise_error(thread);
  size.ws_row = uint16_t(rows);
  size.ws_col = uint16_t(columns);
  return none_or_error(thread, ioctl(descriptor, TIOCSWINSZ, &size));
}

const Method kFunctions[] = {
    {"tcgetattr(fd, /)", termios_tcgetattr, "Get the tty attributes for file descriptor fd."},
    {"tcsetattr(fd, when, attributes, /)", termios_tcsetattr, "Set the tty attributes for file descriptor fd."},
    {"tcsendbreak(fd, duration, /)", termios_tcsendbreak, "Send a break on file descriptor fd."},
    {"tcdrain(fd, /)", termios_tcdrain, "Wait until all output written to file descriptor fd has been transmitted."},
    {"tcflush(fd, queue, /)", termios_tcflush, "Discard queued data on file descriptor fd."},
    {"tcflow(fd, action, /)", termios_tcflow, "Suspend or resume input or output on file descriptor fd."},
    {"tcgetwinsize(fd, /)", termios_tcgetwinsize, "Get the tty winsize for file descriptor fd."},
    {"tcsetwinsize(fd, winsize, /)", termios_tcsetwinsize, "Set the tty winsize for file descriptor fd."},
};

struct Constant {
  const char* name;
  int64_t value;
};
// The numbers of Linux on x86-64; some of these names the C library does not have.
constexpr Constant kConstants[] = {
    {"B0", 0}, {"B50", 1}, {"B75", 2}, {"B110", 3}, {"B134", 4}, {"B150", 5}, {"B200", 6}, {"B300", 7}, {"B600", 8},
    {"B1200", 9}, {"B1800", 10}, {"B2400", 11}, {"B4800", 12}, {"B9600", 13}, {"B19200", 14}, {"B38400", 15},
    {"B57600", 0x1001}, {"B115200", 0x1002}, {"B230400", 0x1003}, {"B460800", 0x1004}, {"B500000", 0x1005},
    {"B576000", 0x1006}, {"B921600", 0x1007}, {"B1000000", 0x1008}, {"B1152000", 0x1009}, {"B1500000", 0x100a},
    {"B2000000", 0x100b}, {"B2500000", 0x100c}, {"B3000000", 0x100d}, {"B3500000", 0x100e}, {"B4000000", 0x100f},
    {"CBAUDEX", 0x1000}, {"TCSANOW", 0}, {"TCSADRAIN", 1}, {"TCSAFLUSH", 2}, {"TCIFLUSH", 0}, {"TCOFLUSH", 1},
    {"TCIOFLUSH", 2}, {"TCOOFF", 0}, {"TCOON", 1}, {"TCIOFF", 2}, {"TCION", 3}, {"IGNBRK", 1}, {"BRKINT", 2},
    {"IGNPAR", 4}, {"PARMRK", 8}, {"INPCK", 16}, {"ISTRIP", 32}, {"INLCR", 64}, {"IGNCR", 128}, {"ICRNL", 0x100},
    {"IUCLC", 0x200}, {"IXON", 0x400}, {"IXANY", 0x800}, {"IXOFF", 0x1000}, {"IMAXBEL", 0x2000}, {"OPOST", 1},
    {"OLCUC", 2}, {"ONLCR", 4}, {"OCRNL", 8}, {"ONOCR", 16}, {"ONLRET", 32}, {"OFILL", 64}, {"OFDEL", 128},
    {"NLDLY", 0x100}, {"CRDLY", 0x600}, {"TABDLY", 0x1800}, {"BSDLY", 0x2000}, {"VTDLY", 0x4000}, {"FFDLY", 0x8000},
    {"NL0", 0}, {"NL1", 0x100}, {"CR0", 0}, {"CR1", 0x200}, {"CR2", 0x400}, {"CR3", 0x600}, {"TAB0", 0},
    {"TAB1", 0x800}, {"TAB2", 0x1000}, {"TAB3", 0x1800}, {"XTABS", 0x1800}, {"BS0", 0}, {"BS1", 0x2000}, {"VT0", 0},
    {"VT1", 0x4000}, {"FF0", 0}, {"FF1", 0x8000}, {"CSIZE", 48}, {"CSTOPB", 64}, {"CREAD", 128}, {"PARENB", 0x100},
    {"PARODD", 0x200}, {"HUPCL", 0x400}, {"CLOCAL", 0x800}, {"CIBAUD", 0x100f0000}, {"CRTSCTS", 0x80000000},
    {"CS5", 0}, {"CS6", 16}, {"CS7", 32}, {"CS8", 48}, {"ISIG", 1}, {"ICANON", 2}, {"XCASE", 4}, {"ECHO", 8},
    {"ECHOE", 16}, {"ECHOK", 32}, {"ECHONL", 64}, {"ECHOCTL", 0x200}, {"ECHOPRT", 0x400}, {"ECHOKE", 0x800},
    {"FLUSHO", 0x1000}, {"NOFLSH", 128}, {"TOSTOP", 0x100}, {"PENDIN", 0x4000}, {"IEXTEN", 0x8000}, {"VINTR", 0},
    {"VQUIT", 1}, {"VERASE", 2}, {"VKILL", 3}, {"VEOF", 4}, {"VTIME", 5}, {"VMIN", 6}, {"VSWTC", 7}, {"VSWTCH", 7},
    {"VSTART", 8}, {"VSTOP", 9}, {"VSUSP", 10}, {"VEOL", 11}, {"VREPRINT", 12}, {"VDISCARD", 13}, {"VWERASE", 14},
    {"VLNEXT", 15}, {"VEOL2", 16}, {"CBAUD", 0x100f}, {"CDSUSP", 25}, {"CEOF", 4}, {"CEOL", 0}, {"CEOT", 4},
    {"CERASE", 127}, {"CFLUSH", 15}, {"CINTR", 3}, {"CKILL", 21}, {"CLNEXT", 22}, {"CQUIT", 28}, {"CRPRNT", 18},
    {"CSTART", 17}, {"CSTOP", 19}, {"CSUSP", 26}, {"CWERASE", 23}, {"EXTA", 14}, {"EXTB", 15}, {"FIOASYNC", 0x5452},
    {"FIOCLEX", 0x5451}, {"FIONBIO", 0x5421}, {"FIONCLEX", 0x5450}, {"FIONREAD", 0x541b},
    {"IOCSIZE_MASK", 0x3fff0000}, {"IOCSIZE_SHIFT", 16}, {"NCC", 8}, {"NCCS", 32}, {"N_MOUSE", 2}, {"N_PPP", 3},
    {"N_SLIP", 1}, {"N_STRIP", 4}, {"N_TTY", 0}, {"TCFLSH", 0x540b}, {"TCGETA", 0x5405}, {"TCGETS", 0x5401},
    {"TCSBRK", 0x5409}, {"TCSBRKP", 0x5425}, {"TCSETA", 0x5406}, {"TCSETAF", 0x5408}, {"TCSETAW", 0x5407},
    {"TCSETS", 0x5402}, {"TCSETSF", 0x5404}, {"TCSETSW", 0x5403}, {"TCXONC", 0x540a}, {"TIOCCONS", 0x541d},
    {"TIOCEXCL", 0x540c}, {"TIOCGETD", 0x5424}, {"TIOCGICOUNT", 0x545d}, {"TIOCGLCKTRMIOS", 0x5456},
    {"TIOCGPGRP", 0x540f}, {"TIOCGSERIAL", 0x541e}, {"TIOCGSOFTCAR", 0x5419}, {"TIOCGWINSZ", 0x5413},
    {"TIOCINQ", 0x541b}, {"TIOCLINUX", 0x541c}, {"TIOCMBIC", 0x5417}, {"TIOCMBIS", 0x5416}, {"TIOCMGET", 0x5415},
    {"TIOCMIWAIT", 0x545c}, {"TIOCMSET", 0x5418}, {"TIOCM_CAR", 64}, {"TIOCM_CD", 64}, {"TIOCM_CTS", 32},
    {"TIOCM_DSR", 0x100}, {"TIOCM_DTR", 2}, {"TIOCM_LE", 1}, {"TIOCM_RI", 128}, {"TIOCM_RNG", 128}, {"TIOCM_RTS", 4},
    {"TIOCM_SR", 16}, {"TIOCM_ST", 8}, {"TIOCNOTTY", 0x5422}, {"TIOCNXCL", 0x540d}, {"TIOCOUTQ", 0x5411},
    {"TIOCPKT", 0x5420}, {"TIOCPKT_DATA", 0}, {"TIOCPKT_DOSTOP", 32}, {"TIOCPKT_FLUSHREAD", 1},
    {"TIOCPKT_FLUSHWRITE", 2}, {"TIOCPKT_NOSTOP", 16}, {"TIOCPKT_START", 8}, {"TIOCPKT_STOP", 4},
    {"TIOCSCTTY", 0x540e}, {"TIOCSERCONFIG", 0x5453}, {"TIOCSERGETLSR", 0x5459}, {"TIOCSERGETMULTI", 0x545a},
    {"TIOCSERGSTRUCT", 0x5458}, {"TIOCSERGWILD", 0x5454}, {"TIOCSERSETMULTI", 0x545b}, {"TIOCSERSWILD", 0x5455},
    {"TIOCSER_TEMT", 1}, {"TIOCSETD", 0x5423}, {"TIOCSLCKTRMIOS", 0x5457}, {"TIOCSPGRP", 0x5410},
    {"TIOCSSERIAL", 0x541f}, {"TIOCSSOFTCAR", 0x541a}, {"TIOCSTI", 0x5412}, {"TIOCSWINSZ", 0x5414},
};

Status execute(Thread& thread, Module* module) {
  Heap& heap = thread.heap();
  if (!g_error) {
    Dict* body = new_dict(heap);
    dict_set(heap, body, name(Name::Module), Value(intern(heap, "termios")));
    Tuple* bases = tuple_of(heap, Value(builtin_type(TypeId::Exception)));
    const Value error = TRY(call_with(thread, Value(builtin_type(TypeId::Type)), Value(intern(heap, "error")), Value(bases), Value(body)));
    g_error = error.as<Type>();
    heap.add_root_values(reinterpret_cast<const uint64_t*>(&g_error), 1);
  }
  TRY(module_add(thread, module, "error", Value(g_error)));
  for (const Constant& c : kConstants) TRY(module_add(thread, module, c.name, integer_value(heap, c.value)));
  return ok_status();
}

}  // namespace

extern const ModuleSpec kTermiosModule = {
    .name = "termios", .doc = "This module provides an interface to the Posix calls for tty I/O control.", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
