// python/modules/warnings_module.cpp -- _warnings: filters, registries, showing. https://docs.python.org/3.11/library/warnings.html
#include <cstdarg>
#include <cstdio>
#include <string>

#include "python/interpreter/interpreter.h"
#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"
#include "python/objects/text_codec.h"
#include "python/runtime/compile_source.h"
#include "python/runtime/runtime.h"
#include "python/runtime/start.h"

namespace taipan::python {

namespace {

struct WarningState {
  Value filters, default_action, once_registry;
  int64_t filters_version = 0;
};
WarningState g_state;

// The value of the Python module's attribute if that module is loaded, for it may have replaced its lists; else the one seen last.
Value setting(Thread& thread, const char* attribute, Value* own) {
  const Value module = dict_get(runtime().modules, intern(thread.heap(), "warnings"));
  if (module.is_unbound() || !is_kind(module, kind(PythonKind::Module))) return *own;
  const Value found = dict_get(module.as<Module>()->dict, intern(thread.heap(), attribute));
  if (!found.is_unbound()) *own = found;
  return *own;
}

Result<bool> text_matches(Thread& thread, Value pattern, Value text) {
  if (pattern.is_none()) return true;
  if (is_exact_string(pattern)) return equal(thread, pattern, text);
  const Value result = TRY(call_method_with(thread, pattern, intern(thread.heap(), "match"), text));
  return is_true(thread, result);
}

// The action for a warning, and the filter it comes from.
Value find_action(Thread& thread, Value category, Value text, int64_t lineno, Value module, Value* item) {
  const Value filters = setting(thread, "filters", &g_state.filters);
  if (!is_kind(filters, Kind::List)) return raise(thread, TypeId::ValueError, "_warnings.filters must be a list");
  List* list = filters.as<List>();
  for (int64_t i = 0; i < list->length(); i++) {
    const Value f = list->at(i);
    if (!is_kind(f, Kind::Tuple) || f.as<Tuple>()->length() != 5) return raise(thread, TypeId::ValueError, "_warnings.filters item %ld isn't a 5-tuple", i);
    Tuple* t = f.as<Tuple>();
    if (!as_string(t->at(0))) return raise(thread, TypeId::TypeError, "action must be a string, not '%T'", t->at(0));
    if (!TRY(text_matches(thread, t->at(1), text))) continue;
    if (!TRY(text_matches(thread, t->at(3), module))) continue;
    if (!TRY(is_subclass(thread, category, t->at(2)))) continue;
    const int64_t line = TRY(to_int64(thread, t->at(4)));
    if (line != 0 && line != lineno) continue;
    *item = f;
    return t->at(0);
  }
  const Value action = setting(thread, "defaultaction", &g_state.default_action);
  *item = Value::none();
  return action;
}

// Whether the warning was shown before; notes it.
Result<bool> already_warned(Thread& thread, Dict* registry, Value key, bool should_set) {
  Heap& heap = thread.heap();
  String* version_key = intern(heap, "version");
  const Value version = dict_get(registry, version_key);
  if (!version.is_int() || version.as_int() != g_state.filters_version) {
    dict_clear(heap, registry);
    dict_set(heap, registry, version_key, Value::integer(g_state.filters_version));
  } else {
    const Value found = TRY(dict_get(thread, registry, key));
    if (!found.is_unbound()) {
      if (TRY(is_true(thread, found))) return true;
    }
  }
  if (should_set) TRY(dict_set(thread, registry, key, Value::true_value()));
  return false;
}

// A line of a file without its indentation; empty if there is none.
std::string source_line(String* filename, int64_t lineno) {
  ByteBuilder path;
  append_utf8(path, filename);
  path.append(0);
  FILE* file = fopen(reinterpret_cast<const char*>(path.data()), "rb");
  std::string line;
  if (!file) return line;
  int64_t number = 1;
  for (int c; number <= lineno && (c = getc(file)) != EOF;) {
    if (c == '\n') {
      number++;
    } else if (number == lineno) {
      line += static_cast<char>(c);
    }
  }
  fclose(file);
  line.erase(0, line.find_first_not_of(" \t\f"));
  return line;
}

void show_natively(Thread& thread, Value category, Value text, String* filename, int64_t lineno, Value known_line) {
  const Value file = sys_get("stderr");
  if (file.is_unbound() || file.is_none()) return;
  String* line = format_string(thread, "%U:%ld: %N: %S\n", filename, lineno, category.as<Type>(), text);
  if (line) (void)call_method_with(thread, file, name(Name::Write), Value(line));
  thread.clear_exception();
  if (String* known = as_string(known_line)) {
    if (String* shown = format_string(thread, "  %U\n", known)) (void)call_method_with(thread, file, name(Name::Write), Value(shown));
    thread.clear_exception();
    return;
  }
  const std::string source = source_line(filename, lineno);
  if (source.empty()) return;
  if (String* decoded = decode(thread, "  " + source + "\n", "utf-8", "replace")) {
    (void)call_method_with(thread, file, name(Name::Write), Value(decoded));
  }
  thread.clear_exception();
}

Status show(Thread& thread, Value category, Value message, Value text, String* filename, int64_t lineno, Value line, Value source) {
  Value module = dict_get(runtime().modules, intern(thread.heap(), "warnings"));
  if (module.is_unbound() && !source.is_none() && !source.is_unbound() && !runtime().finalizing) {
    module = import_module(thread, "warnings");
    if (module.is_raised()) {
      thread.clear_exception();
      module = Value::unbound();
    }
  }
  if (!module.is_unbound()) {
    const Value shower = TRY(get_attribute_or_unbound(thread, module, intern(thread.heap(), "_showwarnmsg")));
    if (!shower.is_unbound()) {
      const Value maker = TRY(get_attribute(thread, module, intern(thread.heap(), "WarningMessage")));
      const Value record = TRY(call_with(thread, maker, message, category, Value(filename), Value::integer(lineno), Value::none(), line,
                                         source.is_unbound() ? Value::none() : source));
      TRY(call_with(thread, shower, record));
      return ok_status();
    }
  }
  show_natively(thread, category, text, filename, lineno, line);
  return ok_status();
}

Status issue(Thread& thread, Value category, Value message, String* filename, int64_t lineno, Value module, Value registry, Value line, Value source) {
  // At the very end of a program modules lose their names: there are no filters that could choose any more.
  if (module.is_none()) return ok_status();
  Value text;
  if (is_instance_of(message, TypeId::Warning)) {
    text = Value(TRY(str(thread, message)));
    category = Value(type_of(message));
  } else {
    text = message;
    message = TRY(call_with(thread, category, text));
  }
  if (module.is_unbound()) {
    // From the file's name.
    const int64_t n = filename->length();
    if (n >= 3 && filename->at(n - 3) == '.' && filename->at(n - 2) == 'p' && filename->at(n - 1) == 'y') {
      module = Value(substring(thread.heap(), filename, 0, n - 3));
    } else {
      module = n ? Value(filename) : Value(string_from_latin1(thread.heap(), "<unknown>"));
    }
  }
  Heap& heap = thread.heap();
  const Value key = Value(tuple_of(heap, text, category, Value::integer(lineno)));
  if (is_kind(registry, Kind::Dict)) {
    if (TRY(already_warned(thread, registry.as<Dict>(), key, false))) return ok_status();
  }
  Value item;
  const Value action_value = TRY(find_action(thread, category, text, lineno, module, &item));
  String* action = as_string(action_value);
  if (!action) return raise(thread, TypeId::TypeError, "_warnings.defaultaction must be a string");
  if (action->equals_ascii("error")) return raise_exception(thread, message);
  if (action->equals_ascii("ignore")) return ok_status();
  if (!action->equals_ascii("always")) {
    if (is_kind(registry, Kind::Dict)) TRY(dict_set(thread, registry.as<Dict>(), key, Value::true_value()));
    bool seen = false;
    if (action->equals_ascii("once")) {
      const Value once = setting(thread, "onceregistry", &g_state.once_registry);
      if (is_kind(once, Kind::Dict)) {
        seen = TRY(already_warned(thread, once.as<Dict>(), Value(tuple_of(heap, text, category)), true));
      }
    } else if (action->equals_ascii("module")) {
      if (is_kind(registry, Kind::Dict)) seen = TRY(already_warned(thread, registry.as<Dict>(), Value(tuple_of(heap, text, category, Value::integer(0))), true));
    } else if (!action->equals_ascii("default")) {
      return raise(thread, TypeId::RuntimeError, "Unrecognized action (%R) in warnings.filters:\n %R", action_value, item);
    }
    if (seen) return ok_status();
  }
  return show(thread, category, message, text, filename, lineno, line, source);
}

bool is_importlib_frame(const Code* code) {
  return code->filename->equals_ascii("<frozen importlib._bootstrap>") || code->filename->equals_ascii("<frozen importlib._bootstrap_external>");
}

Status issue_from_frame(Thread& thread, Value category, Value message, int64_t stack_level, Value source) {
  Value* regs = thread.regs;
  auto skip_hidden = [&] {
    while (regs && (code_of(regs)->flags & kCodeHidden)) regs = frame_header(regs)->caller;
  };
  skip_hidden();
  const bool inside = regs && is_importlib_frame(code_of(regs));
  while (--stack_level > 0 && regs) {
    do {
      regs = frame_header(regs)->caller;
      skip_hidden();
    } while (regs && !inside && is_importlib_frame(code_of(regs)));
  }
  Heap& heap = thread.heap();
  Dict* globals;
  String* filename;
  int64_t lineno = 1;
  if (!regs) {
    globals = runtime().sys_dict;
    filename = intern(heap, "sys");
  } else {
    globals = function_of(regs)->globals;
    filename = code_of(regs)->filename;
    const Value line = TRY(get_attribute(thread, Value(frame_object(thread, regs)), intern(heap, "f_lineno")));
    if (line.is_int()) lineno = line.as_int();
  }
  String* registry_name = intern(heap, "__warningregistry__");
  Value registry = dict_get(globals, registry_name);
  if (registry.is_unbound()) {
    registry = Value(new_dict(heap));
    dict_set(heap, globals, registry_name, registry);
  }
  Value module = dict_get(globals, name(Name::NameName));
  if (module.is_unbound() || (!module.is_none() && !as_string(module))) module = Value(string_from_latin1(heap, "<string>"));
  return issue(thread, category, message, filename, lineno, module, registry, Value::none(), source);
}

Value category_of(Thread& thread, Value message, Value category) {
  if (is_instance_of(message, TypeId::Warning)) return Value(type_of(message));
  if (category.is_none() || category.is_missing()) return Value(builtin_type(TypeId::UserWarning));
  if (!has_type_flag(category, kTypeTypeSubclass) || !is_subtype(category.as<Type>(), builtin_type(TypeId::Warning))) {
    return raise(thread, TypeId::TypeError, "category must be a Warning subclass, not '%T'", category);
  }
  return category;
}

Status warnings_warn(Thread& thread, Value message, Value category, int64_t stack_level, Value source) {
  const Value checked = TRY(category_of(thread, message, category));
  return issue_from_frame(thread, checked, message, stack_level, source);
}
// Line `lineno` of the source that the module's loader has; None: it has none.
Value loaded_line(Thread& thread, Dict* globals, int64_t lineno) {
  Heap& heap = thread.heap();
  const Value loader = dict_get(globals, intern(heap, "__loader__"));
  const Value module_name = dict_get(globals, name(Name::NameName));
  if (loader.is_unbound() || module_name.is_unbound()) return Value::none();
  const Value get_source = TRY(get_attribute_or_unbound(thread, loader, intern(heap, "get_source")));
  if (get_source.is_unbound()) return Value::none();
  const Value source = TRY(call_with(thread, get_source, module_name));
  if (source.is_none()) return source;
  const Value lines = TRY(call_method_with(thread, source, intern(heap, "splitlines")));
  if (!is_kind(lines, Kind::List) || lineno < 1 || lineno > lines.as<List>()->length()) return Value::none();
  return lines.as<List>()->at(lineno - 1);
}
Status warnings_warn_explicit(Thread& thread, Value message, Value category, String* filename, int64_t lineno, Value module, Value registry,
                              Value module_globals, Value source) {
  if (!registry.is_none() && !is_kind(registry, Kind::Dict)) return raise(thread, TypeId::TypeError, "'registry' must be a dict or None");
  Value line = Value::none();
  if (!module_globals.is_none()) {
    if (!is_kind(module_globals, Kind::Dict)) return raise(thread, TypeId::TypeError, "module_globals must be a dict, not '%T'", module_globals);
    line = TRY(loaded_line(thread, module_globals.as<Dict>(), lineno));
  }
  return issue(thread, category, message, filename, lineno, module.is_missing() ? Value::unbound() : module, registry, line, source);
}
Status filters_mutated(Thread&) {
  g_state.filters_version++;
  return ok_status();
}

const Method kFunctions[] = {
    {"warn(message, category=None, stacklevel=1, source=None)", warnings_warn, "Issue a warning, or maybe ignore it or raise an exception."},
    {"warn_explicit(message, category, filename, lineno, module=<missing>, registry=None, module_globals=None, source=None)", warnings_warn_explicit, "Low-level interface to warnings functionality."},
    {"_filters_mutated()", filters_mutated, ""},
};

Value filter(Heap& heap, const char* action, TypeId category, const char* module) {
  return Value(tuple_of(heap, Value(intern(heap, action)), Value::none(), Value(builtin_type(category)),
                        module ? Value(intern(heap, module)) : Value::none(), Value::integer(0)));
}

void init_state(Thread& thread) {
  if (!g_state.filters.is_unbound()) return;
  Heap& heap = thread.heap();
  for (Value* v : {&g_state.filters, &g_state.default_action, &g_state.once_registry}) heap.add_root_values(reinterpret_cast<const uint64_t*>(v), 1);
  List* filters = new_list(heap);
  g_state.filters = Value(filters);
  (void)filters->append(heap, filter(heap, "default", TypeId::DeprecationWarning, "__main__"));
  for (TypeId id : {TypeId::DeprecationWarning, TypeId::PendingDeprecationWarning, TypeId::ImportWarning, TypeId::ResourceWarning}) {
    (void)filters->append(heap, filter(heap, "ignore", id, nullptr));
  }
  g_state.default_action = Value(intern(heap, "default"));
  g_state.once_registry = Value(new_dict(heap));
}

Status execute(Thread& thread, Module* module) {
  init_state(thread);
  TRY(module_add(thread, module, "filters", g_state.filters));
  TRY(module_add(thread, module, "_onceregistry", g_state.once_registry));
  return module_add(thread, module, "_defaultaction", g_state.default_action);
}

}  // namespace

Status warn(Thread& thread, TypeId category, int level, const char* format, ...) {
  init_state(thread);
  va_list arguments;
  va_start(arguments, format);
  String* text = format_string_v(thread, format, arguments);
  va_end(arguments);
  if (!text) return Raised{};
  return issue_from_frame(thread, Value(builtin_type(category)), Value(text), level, Value::none());
}

Status warn_explicit(Thread& thread, Type* category, Value message, String* filename, int64_t lineno) {
  init_state(thread);
  return issue(thread, Value(category), message, filename, lineno, Value::unbound(), Value::none(), Value::none(), Value::none());
}

Status warn_with_source(Thread& thread, TypeId category, Value source, int level, const char* format, ...) {
  init_state(thread);
  va_list arguments;
  va_start(arguments, format);
  String* text = format_string_v(thread, format, arguments);
  va_end(arguments);
  if (!text) return Raised{};
  return issue_from_frame(thread, Value(builtin_type(category)), Value(text), level, source);
}

Status warn_unawaited_coroutine(Thread& thread, Value coroutine) {
  const Value module = dict_get(runtime().modules, intern(thread.heap(), "warnings"));
  if (!module.is_unbound() && !runtime().finalizing) {
    const Value function = TRY(get_attribute_or_unbound(thread, module, intern(thread.heap(), "_warn_unawaited_coroutine")));
    if (!function.is_unbound()) {
      TRY(call_with(thread, function, coroutine));
      return ok_status();
    }
  }
  const Value shown = TRY(get_attribute(thread, coroutine, intern(thread.heap(), "__qualname__")));
  return warn(thread, TypeId::RuntimeWarning, 1, "coroutine '%S' was never awaited", shown);
}

extern const ModuleSpec kWarningsModule = {.name = "_warnings", .doc = "Low-level interface to warnings functionality.", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
