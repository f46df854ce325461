// python/modules/lsprof_module.cpp -- _lsprof: the profiler below cProfile. https://docs.python.org/3.11/library/profile.html
//
// Room       python/modules. A Profiler is the profile function of its thread (interpreter/tracing.h) and keeps the time of
//            each callee, and of each pair of caller and callee.
// Tests      tests/python/library/cprofile_*.py; CPython's test_cprofile
//
// Calls that run are a stack. A call's own time is its time without that of the calls it makes; in recursion only the outermost
// call adds to the total time.
#include <cstdint>
#include <ctime>
#include <unordered_map>
#include <vector>

#include "python/interpreter/tracing.h"
#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"
#include "python/objects/objects.h"
#include "python/objects/struct_sequence.h"
#include "python/runtime/runtime.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

struct Counts {
  int64_t calls = 0, recursive_calls = 0, running = 0;
  double total = 0, own = 0;

  void stop(double time, double own_time) {
    if (--running == 0) {
      total += time;
    } else {
      ++recursive_calls;
    }
    own += own_time;
    ++calls;
  }
};
struct Entry {
  Counts counts;
  std::vector<std::pair<uint32_t, Counts>> callees;

  Counts& callee(uint32_t index) {
    for (auto& [known, counts] : callees) {
      if (known == index) return counts;
    }
    return callees.emplace_back(index, Counts{}).second;
  }
};
struct RunningCall {
  uint32_t entry;
  double start, inner;
};
struct Profile {
  std::unordered_map<uint64_t, uint32_t> indices;  // address of code or Method
  std::vector<Entry> entries;
  std::vector<RunningCall> running;
};

struct ProfilerObject : HeapObject {
  Profile* profile;
  List* subjects;  // of the entries: code objects, texts for natives; keeps the addresses in `indices` valid
  Value timer;     // unbound: the clock
  double unit;
  bool subcalls, builtins, enabled;
};

void trace_profiler(HeapObject* object, Tracer& tracer) {
  auto* p = static_cast<ProfilerObject*>(object);
  if (p->subjects) tracer.visit(p->subjects);
  tracer.visit_value(p->timer.bits());
  trace_attributes(object, tracer);
}
void finalize_profiler(HeapObject* object) { delete static_cast<ProfilerObject*>(object)->profile; }
const Layout kLayout = {.name = "Profiler", .size = &size_from_shape, .trace = &trace_profiler, .finalize = &finalize_profiler};

Type* g_entry_type;
Type* g_subentry_type;

double now(Thread& thread, ProfilerObject* p) {
  if (p->timer.is_unbound()) {
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return double(t.tv_sec) + double(t.tv_nsec) * 1e-9;
  }
  const Value time = call_with(thread, p->timer);
  if (!time.is_raised()) {
    Result<double> seconds = to_double(thread, time);
    if (seconds.ok()) return p->unit > 0 ? double(int64_t(seconds.value())) * p->unit : seconds.value();
  }
  write_unraisable(thread, p->timer);
  return 0;
}

// "<built-in method math.sin>", "<method 'append' of 'list' objects>"
Value shown_native(Thread& thread, Native* f) {
  const bool is_module_function = f->self.is_unbound() || is_kind(f->self, kind(PythonKind::Module));
  if (!is_module_function) {
    Type* type = has_type_flag(f->self, kTypeTypeSubclass) ? f->self.as<Type>() : type_of(f->self);
    const Value descriptor = has_type_flag(f->self, kTypeTypeSubclass) ? Value::unbound() : lookup(type, f->name);
    if (!descriptor.is_unbound()) {
      if (String* text = repr(thread, descriptor)) return Value(text);
      thread.clear_exception();
    }
  }
  if (f->owner && f->self.is_unbound()) {
    if (String* text = repr(thread, Value(f))) return Value(text);
    thread.clear_exception();
  }
  String* module = as_string(f->module);
  String* text = module ? format_string(thread, "<built-in method %U.%U>", module, f->name) : format_string(thread, "<built-in method %U>", f->name);
  return Value(text);
}

uint32_t index_of(Thread& thread, ProfilerObject* p, Value subject) {
  Profile& profile = *p->profile;
  const bool native = is_kind(subject, kind(PythonKind::Native));
  const uint64_t key = native ? uint64_t(reinterpret_cast<uintptr_t>(subject.as<Native>()->method)) : subject.bits();
  const auto found = profile.indices.find(key);
  if (found != profile.indices.end()) return found->second;
  (void)p->subjects->append(thread.heap(), native ? shown_native(thread, subject.as<Native>()) : subject);
  const auto index = uint32_t(profile.entries.size());
  profile.entries.emplace_back();
  profile.indices.emplace(key, index);
  return index;
}

void enter(Thread& thread, ProfilerObject* p, Value subject) {
  const uint32_t entry = index_of(thread, p, subject);
  Profile& profile = *p->profile;
  ++profile.entries[entry].counts.running;
  if (p->subcalls && !profile.running.empty()) ++profile.entries[profile.running.back().entry].callee(entry).running;
  profile.running.push_back({entry, 0, 0});
  const double start = now(thread, p);
  if (!profile.running.empty()) profile.running.back().start = start;
}

// The innermost call ends.
void leave_innermost(Thread& thread, ProfilerObject* p) {
  const double time = now(thread, p);
  Profile& profile = *p->profile;
  if (profile.running.empty()) return;
  const RunningCall call = profile.running.back();
  profile.running.pop_back();
  const double total = time - call.start, own = total - call.inner;
  profile.entries[call.entry].counts.stop(total, own);
  if (profile.running.empty()) return;
  profile.running.back().inner += total;
  if (p->subcalls) profile.entries[profile.running.back().entry].callee(call.entry).stop(total, own);
}

void leave(Thread& thread, ProfilerObject* p) {
  if (!p->profile->running.empty()) leave_innermost(thread, p);
}

// As the thread's profile function.
Value profiler_call(Thread& thread, Value self, Frame* frame, String* event, Value argument) {
  auto* p = self.as<ProfilerObject>();
  if (event->equals_ascii("call")) {
    enter(thread, p, Value(frame->function->code));
  } else if (event->equals_ascii("return")) {
    leave(thread, p);
  } else if (p->builtins && is_kind(argument, kind(PythonKind::Native)) && event->equals_ascii("c_call")) {
    enter(thread, p, argument);
  } else if (p->builtins && (event->equals_ascii("c_return") || event->equals_ascii("c_exception"))) {
    leave(thread, p);
  }
  return Value::none();
}

Value profiler_new(Thread& thread, Value cls, Arguments, Keywords) {
  Heap& heap = thread.heap();
  Type* type = cls.as<Type>();
  auto* p = static_cast<ProfilerObject*>(allocate_instance(heap, type));
  p->timer = Value::unbound();
  p->subcalls = p->builtins = true;
  p->profile = new Profile;
  p->subjects = new_list(heap);
  heap.write_barrier(p);
  return Value(p);
}
Value profiler_init(Thread& thread, Value self, Value timer, double timeunit, bool subcalls, bool builtins) {
  auto* p = self.as<ProfilerObject>();
  p->timer = timer.is_none() ? Value::unbound() : timer;
  thread.heap().write_barrier(p);
  p->unit = timeunit;
  p->subcalls = subcalls;
  p->builtins = builtins;
  return Value::none();
}
Value profiler_enable(Thread& thread, Value self, bool subcalls, bool builtins) {
  auto* p = self.as<ProfilerObject>();
  p->subcalls = subcalls;
  p->builtins = builtins;
  p->enabled = true;
  set_profile_function(thread, self);
  return Value::none();
}
Value profiler_disable(Thread& thread, Value self) {
  auto* p = self.as<ProfilerObject>();
  if (p->enabled) {
    p->enabled = false;
    if (python_thread(thread).profile_function == self) set_profile_function(thread, Value::none());
  }
  while (!p->profile->running.empty()) leave_innermost(thread, p);
  return Value::none();
}
Value profiler_clear(Thread& thread, Value self) {
  auto* p = self.as<ProfilerObject>();
  *p->profile = Profile{};
  p->subjects = new_list(thread.heap());
  thread.heap().write_barrier(p);
  return Value::none();
}

Value profiler_getstats(Thread& thread, Value self) {
  Heap& heap = thread.heap();
  auto* p = self.as<ProfilerObject>();
  List* rows = new_list(heap);
  List* subjects = p->subjects;
  const std::vector<Entry> entries = p->profile->entries;
  for (size_t i = 0; i < entries.size(); ++i) {
    const Counts& c = entries[i].counts;
    if (c.calls == 0) continue;
    Value calls = Value::none();
    for (const auto& [index, k] : entries[i].callees) {
      if (k.calls == 0) continue;
      if (calls.is_none()) calls = Value(new_list(heap));
      const Value values[] = {subjects->at(index), Value::integer(k.calls), Value::integer(k.recursive_calls), Value::number(k.total), Value::number(k.own)};
      (void)calls.as<List>()->append(heap, TRY(new_struct_sequence(thread, g_subentry_type, values)));
    }
    const Value values[] = {subjects->at(int64_t(i)),     Value::integer(c.calls),    Value::integer(c.recursive_calls),
                            Value::number(c.total), Value::number(c.own), calls};
    (void)rows->append(heap, TRY(new_struct_sequence(thread, g_entry_type, values)));
  }
  return Value(rows);
}

const Method kMethods[] = {
    {"__new__(cls, *args, **kwargs)", profiler_new, "Create and return a new object."},
    {"__init__(self, /, timer=None, timeunit=0.0, subcalls=True, builtins=True)", profiler_init, ""},
    {"__call__(self, frame, event, argument, /)", profiler_call, "Record an event."},
    {"enable(self, /, subcalls=True, builtins=True)", profiler_enable, "Start collecting profiling information."},
    {"disable(self, /)", profiler_disable, "Stop collecting profiling information."},
    {"clear(self, /)", profiler_clear, "Clear all profiling information collected so far."},
    {"getstats(self, /)", profiler_getstats, "list of profiler_entry objects."},
};
const TypeSpec kProfilerSpec = {.name = "_lsprof.Profiler", .doc = "Builds a profiler object using the specified timer function.",
                                .layout = &kLayout, .kind = kind(PythonKind::Other), .native_size = sizeof(ProfilerObject),
                                .flags = kTypeSubclassable, .methods = kMethods};

Status fill(Thread& thread, Module* module) {
  static const FieldSpec kFields[] = {{"code", "code object or built-in function name"},
                                      {"callcount", "how many times this was called"},
                                      {"reccallcount", "how many times called recursively"},
                                      {"totaltime", "total time in this entry"},
                                      {"inlinetime", "inline time in this entry (not in subcalls)"},
                                      {"calls", "details of the calls"}};
  g_entry_type = TRY(define_struct_sequence(thread, "_lsprof.profiler_entry", "", kFields, 6));
  g_subentry_type = TRY(define_struct_sequence(thread, "_lsprof.profiler_subentry", "", std::span(kFields, 5), 5));
  TRY(module_add(thread, module, "profiler_entry", Value(g_entry_type)));
  TRY(module_add(thread, module, "profiler_subentry", Value(g_subentry_type)));
  return module_add(thread, module, "Profiler", Value(TRY(define_type(thread, kProfilerSpec))));
}

}  // namespace

extern const ModuleSpec kLsprofModule = {.name = "_lsprof", .doc = "Fast profiler", .execute = fill};

}  // namespace taipan::python
