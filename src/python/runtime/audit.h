// python/runtime/audit.h -- auditing events (PEP 578): sys.audit, sys.addaudithook.
//
// Room       python/runtime. https://docs.python.org/3.11/library/audit_events.html
// Tests      tests/python/frames/audit_*.py, CPython's test_audit
//
// Events of native functions are rows of audit_events.def: their arguments are told before the function runs. Where an event
// needs more, the code says TRY(audit(thread, "event", arguments...)). Without a hook either costs one test of g_audited.
#pragma once

#include <span>

#include "python/objects/native.h"

namespace taipan::python {

extern bool g_audited;  // there is a hook

// Tells the hooks; fails with what a hook raised. An exception that is raised already stays so.
Status tell_hooks(Thread& thread, const char* event, std::span<const Value> arguments);
Status tell_hooks(Thread& thread, String* event, std::span<const Value> arguments);

template <class... V>
Status audit(Thread& thread, const char* event, V... arguments) {
  if (!g_audited) [[likely]] return ok_status();
  const Value array[] = {Value(arguments)..., Value()};
  return tell_hooks(thread, event, {array, sizeof...(arguments)});
}

// ---- for the calls of native functions and descriptors, when g_audited
Status audit_native(Thread& thread, Native* function, const Signature* signature, const Value* bound);
Status audit_read(Thread& thread, const Type* owner, String* name, Value object);
Status audit_write(Thread& thread, const Type* owner, String* name, Value object, Value value);

// sys.addaudithook
Status add_audit_hook(Thread& thread, Value hook);

}  // namespace taipan::python
