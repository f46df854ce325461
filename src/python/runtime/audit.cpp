// python/runtime/audit.cpp -- telling audit hooks; the design is in audit.h.
//
// Room       python/runtime.
#include "python/runtime/audit.h"

#include <cstring>
#include <string>
#include <unordered_map>

#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"
#include "python/objects/objects.h"
#include "python/runtime/runtime.h"

namespace taipan::python {

bool g_audited = false;

namespace {

Value g_hooks;  // a Tuple; one that is not told to the gc module as a list

struct Row {
  const char* owner;
  const char* function;
  const char* event;
  const char* arguments;
};
constexpr Row kRows[] = {
#define AUDIT(owner, function, event, arguments) {owner, function, event, arguments},
#include "python/runtime/audit_events.def"
#undef AUDIT
};

bool is_text(Value v, const char* text) {
  String* s = as_string(v);
  return s && s->equals_ascii(text);
}

// The row of a function, if it has one; remembered for each function.
const Row* row_of(Native* function) {
  static std::unordered_map<const Method*, const Row*> known;
  const auto found = known.find(function->method);
  if (found != known.end()) return found->second;
  const Row* row = nullptr;
  for (const Row& r : kRows) {
    if (!function->name->equals_ascii(r.function)) continue;
    if (function->owner && function->owner->spec ? strcmp(function->owner->spec->name, r.owner) == 0 : is_text(function->module, r.owner)) row = &r;
  }
  known.emplace(function->method, row);
  return row;
}

// No tracing inside of hooks, but of those with a true __cantrace__.
class Untraced {
 public:
  explicit Untraced(Thread& thread) : state_(python_thread(thread)), before_(state_.tracing) { state_.tracing = true; }
  ~Untraced() { state_.tracing = before_; }
  Untraced(const Untraced&) = delete;
  Untraced& operator=(const Untraced&) = delete;
  void allow(bool traced) { state_.tracing = traced ? before_ : true; }

 private:
  PythonThread& state_;
  const bool before_;
};

Status tell(Thread& thread, String* event, std::span<const Value> arguments) {
  const Value tuple(tuple_from(thread.heap(), arguments));
  Untraced untraced(thread);
  Tuple* hooks = g_hooks.as<Tuple>();
  String* can_trace = intern(thread.heap(), "__cantrace__");
  for (int64_t i = 0; i < hooks->length(); ++i) {
    const Value wish = TRY(get_attribute_or_unbound(thread, hooks->at(i), can_trace));
    untraced.allow(!wish.is_unbound() && TRY(is_true(thread, wish)));
    const Value result = call_with(thread, hooks->at(i), Value(event), tuple);
    untraced.allow(false);
    if (result.is_raised()) return Raised{};
  }
  return ok_status();
}

}  // namespace

Status tell_hooks(Thread& thread, String* event, std::span<const Value> arguments) {
  if (!g_audited || runtime().finalizing) return ok_status();
  const Value raised = thread.take_exception();
  TRY(tell(thread, event, arguments));
  if (!raised.is_unbound()) thread.raise_value(raised);
  return ok_status();
}
Status tell_hooks(Thread& thread, const char* event, std::span<const Value> arguments) {
  return tell_hooks(thread, intern(thread.heap(), event), arguments);
}

Status audit_native(Thread& thread, Native* function, const Signature* signature, const Value* bound) {
  const Row* row = row_of(function);
  if (!row) return ok_status();
  Value values[12];
  size_t count = 0;
  const std::string words = row->arguments;
  for (size_t at = 0; at < words.size() && count < 12;) {
    size_t end = words.find(' ', at);
    if (end == std::string::npos) end = words.size();
    std::string word = words.substr(at, end - at);
    at = end + 1;
    char how = word.back();
    if (strchr("?#*", how)) {
      word.pop_back();
    } else {
      how = 0;
    }
    Value v = word == "-1" ? Value::integer(-1) : Value::none();
    for (int i = 0; i < signature->total; ++i) {
      if (!signature->parameters[i].name->equals_ascii(word.c_str())) continue;
      if (how == '*') {
        const Arguments rest = detail::arguments_from(bound[i]);
        v = Value(tuple_from(thread.heap(), {rest.values, size_t(rest.count)}));
      } else {
        v = bound[i];
      }
    }
    if (v.is_missing() || v.is_unbound()) v = Value::none();
    if (how == '?' && v.is_none()) v = Value::integer(-1);
    if (how == '#') v = unsigned_value(thread.heap(), identity(v));
    values[count++] = v;
  }
  return tell_hooks(thread, row->event, {values, count});
}

// Attributes of functions and classes by which code can be replaced.
Status audit_read(Thread& thread, const Type* owner, String* name, Value object) {
  if (owner != builtin_type(TypeId::Function)) return ok_status();
  for (const char* watched : {"__code__", "__defaults__", "__kwdefaults__"}) {
    if (name->equals_ascii(watched)) return audit(thread, "object.__getattr__", object, Value(name));
  }
  return ok_status();
}
Status audit_write(Thread& thread, const Type* owner, String* name, Value object, Value value) {
  bool watched = false;
  const auto is = [&](const char* text) { watched = watched || name->equals_ascii(text); };
  if (owner == builtin_type(TypeId::Function)) {
    is("__code__"), is("__defaults__"), is("__kwdefaults__");
  } else if (owner == builtin_type(TypeId::Type)) {
    is("__name__"), is("__qualname__"), is("__bases__"), is("__module__"), is("__doc__");
  } else if (owner == builtin_type(TypeId::Object)) {
    is("__class__");
  }
  if (!watched) return ok_status();
  if (value.is_unbound()) return audit(thread, "object.__delattr__", object, Value(name));
  return audit(thread, "object.__setattr__", object, Value(name), value);
}

Status add_audit_hook(Thread& thread, Value hook) {
  Heap& heap = thread.heap();
  if (!g_audited) {
    static bool rooted = false;
    if (!std::exchange(rooted, true)) heap.add_root_values(reinterpret_cast<const uint64_t*>(&g_hooks), 1);
    g_hooks = Value(empty_tuple());
  } else if (!audit(thread, "sys.addaudithook").ok()) {
    return clear_if(thread, TypeId::Exception) ? ok_status() : Status(Raised{});  // a hook that refuses another one
  }
  Tuple* before = g_hooks.as<Tuple>();
  Tuple* hooks = new_tuple(heap, before->length() + 1);
  for (int64_t i = 0; i < before->length(); ++i) hooks->items_[i] = before->at(i);
  hooks->items_[before->length()] = hook;
  heap.write_barrier(hooks);
  g_hooks = Value(hooks);
  g_audited = true;
  return ok_status();
}

}  // namespace taipan::python
