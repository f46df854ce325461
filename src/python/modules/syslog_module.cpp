// python/modules/syslog_module.cpp -- syslog: the system's log. https://docs.python.org/3.11/library/syslog.html
//
// Room       python/modules. Tests: CPython's test_syslog
#include <syslog.h>

#include <cstdlib>
#include <cstring>

#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "python/objects/text_codec.h"
#include "python/runtime/audit.h"
#include "python/runtime/runtime.h"
#include "python/runtime/threads.h"

namespace taipan::python {

namespace {

bool g_open;
char* g_ident;  // what openlog was given points here; never freed while the log is open

// The program's name: sys.argv[0] without its folder.
char* program_name(Thread& thread) {
  const Value argv = sys_get("argv");
  if (argv.is_unbound() || !is_kind(argv, Kind::List) || argv.as<List>()->length() == 0) return nullptr;
  String* script = as_string(argv.as<List>()->at(0));
  if (!script || script->length() == 0) return nullptr;
  Bytes* bytes = encode_filesystem(thread, script);
  if (!bytes) {
    thread.clear_exception();
    return nullptr;
  }
  const char* text = reinterpret_cast<const char*>(bytes->data());
  const char* slash = strrchr(text, '/');
  return strdup(slash ? slash + 1 : text);
}

Value syslog_openlog(Thread& thread, Value ident, int64_t logoption, int64_t facility) {
  char* name = nullptr;
  if (ident.is_missing() || ident.is_none()) {
    name = program_name(thread);
  } else {
    if (!as_string(ident)) return raise(thread, TypeId::TypeError, "openlog() argument 'ident' must be str, not %T", ident);
    name = strdup(TRY(c_text(thread, as_string(ident))));
  }
  if (!audit(thread, "syslog.openlog", name ? Value(string_from_utf8(thread.heap(), name)) : Value::none(), Value::integer(logoption), Value::integer(facility))
           .ok()) {
    free(name);
    return Value::raised();
  }
  openlog(name, int(logoption), int(facility));
  free(g_ident);
  g_ident = name;
  g_open = true;
  return Value::none();
}
Value syslog_syslog(Thread& thread, NativeCall call) {
  int priority = LOG_INFO;
  Value message;
  if (call.count == 1 && as_string(call.values[0])) {
    message = call.values[0];
  } else if (call.count == 2 && is_int_like(call.values[0]) && as_string(call.values[1])) {
    priority = int(TRY(to_int64(thread, call.values[0])));
    message = call.values[1];
  } else {
    return raise(thread, TypeId::TypeError, "[priority,] message string");
  }
  const char* text = TRY(c_text(thread, as_string(message)));
  TRY(audit(thread, "syslog.syslog", Value::integer(priority), message));
  if (!g_open) TRY(syslog_openlog(thread, Value::missing(), 0, LOG_USER));
  WithoutLock released(thread);
  syslog(priority, "%s", text);
  return Value::none();
}
Value syslog_closelog(Thread& thread) {
  if (!g_open) return Value::none();
  TRY(audit(thread, "syslog.closelog"));
  closelog();
  free(g_ident);
  g_ident = nullptr;
  g_open = false;
  return Value::none();
}
int64_t syslog_setlogmask(Thread&, int64_t maskpri) { return setlogmask(int(maskpri)); }
int64_t syslog_log_mask(Thread&, int64_t priority) { return LOG_MASK(priority); }
int64_t syslog_log_upto(Thread&, int64_t priority) { return LOG_UPTO(priority); }

const Method kFunctions[] = {
    {"openlog(ident=<missing>, logoption=0, facility=8)", syslog_openlog},
    {"syslog(*args)", syslog_syslog},
    {"closelog()", syslog_closelog},
    {"setlogmask(maskpri, /)", syslog_setlogmask},
    {"LOG_MASK(pri, /)", syslog_log_mask},
    {"LOG_UPTO(pri, /)", syslog_log_upto},
};
struct Constant {
  const char* name;
  int value;
};
#define NUMBER(name) {#name, name}
constexpr Constant kConstants[] = {
    NUMBER(LOG_EMERG),  NUMBER(LOG_ALERT),  NUMBER(LOG_CRIT),   NUMBER(LOG_ERR),    NUMBER(LOG_WARNING), NUMBER(LOG_NOTICE), NUMBER(LOG_INFO),
    NUMBER(LOG_DEBUG),  NUMBER(LOG_PID),    NUMBER(LOG_CONS),   NUMBER(LOG_NDELAY), NUMBER(LOG_ODELAY),  NUMBER(LOG_NOWAIT), NUMBER(LOG_PERROR),
    NUMBER(LOG_KERN),   NUMBER(LOG_USER),   NUMBER(LOG_MAIL),   NUMBER(LOG_DAEMON), NUMBER(LOG_AUTH),    NUMBER(LOG_LPR),    NUMBER(LOG_LOCAL0),
    NUMBER(LOG_LOCAL1), NUMBER(LOG_LOCAL2), NUMBER(LOG_LOCAL3), NUMBER(LOG_LOCAL4), NUMBER(LOG_LOCAL5),  NUMBER(LOG_LOCAL6), NUMBER(LOG_LOCAL7),
    NUMBER(LOG_SYSLOG), NUMBER(LOG_CRON),   NUMBER(LOG_UUCP),   NUMBER(LOG_NEWS),   NUMBER(LOG_AUTHPRIV)};
#undef NUMBER

Status execute(Thread& thread, Module* module) {
  for (const Constant& c : kConstants) TRY(module_add(thread, module, c.name, Value::integer(c.value)));
  return ok_status();
}

}  // namespace

extern const ModuleSpec kSyslogModule = {.name = "syslog", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
