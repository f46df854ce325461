// python/modules/sre/scanner.cpp -- _sre.SRE_Scanner: match after match of one pattern in one subject.
#include <cstddef>

#include "python/modules/sre/sre_private.h"

namespace taipan::python {

namespace {

// Malloc'd; belongs to one scanner, which keeps alive what it points to.
struct ScannerState {
  SreSubject subject;
  sre::BacktrackStack stack;
  std::optional<sre::Matcher> matcher;
  int64_t position = 0;
  bool is_exhausted = false;
  bool is_running = false;
};

struct ScannerObject : HeapObject {
  PatternObject* pattern;
  Value string, storage;
  ScannerState* state;
};

void trace_scanner(HeapObject* object, Tracer& tracer) {
  auto* scanner = static_cast<ScannerObject*>(object);
  if (scanner->pattern) tracer.visit(scanner->pattern);
  for (const Value v : {scanner->string, scanner->storage}) tracer.visit_value(v.bits());
  trace_attributes(object, tracer);
}
void finalize_scanner(HeapObject* object) { delete static_cast<ScannerObject*>(object)->state; }
const Layout kLayout = {.name = "scanner", .size = &size_from_shape, .trace = &trace_scanner, .finalize = &finalize_scanner};

template <sre::MatchStatus (sre::Matcher::*run)()>
Value scanner_next(Thread& thread, Value self) {
  auto* scanner = self.as<ScannerObject>();
  ScannerState& state = *scanner->state;
  if (state.is_running) return raise(thread, TypeId::ValueError, "regular expression scanner already executing");
  if (state.is_exhausted || state.matcher->is_exhausted()) return Value::none();
  state.is_running = true;
  const Result<bool> matched = outcome(thread, ((*state.matcher).*run)());
  state.is_running = false;
  if (!TRY(matched)) {
    state.is_exhausted = true;
    return Value::none();
  }
  const Value match =
      TRY(new_match(thread, scanner->pattern, scanner->string, *state.matcher, state.position, state.matcher->end_of_part()));
  state.matcher->advance();
  return match;
}

const Method kMethods[] = {
    {"match(self, /)", scanner_next<&sre::Matcher::match>},
    {"search(self, /)", scanner_next<&sre::Matcher::search>},
};
const Member kMembers[] = {{"pattern", MemberType::Object, offsetof(ScannerObject, pattern), true, nullptr}};

}  // namespace

Value new_scanner(Thread& thread, PatternObject* pattern, Value string, int64_t position, int64_t end_position) {
  Heap& heap = thread.heap();
  auto* scanner = static_cast<ScannerObject*>(heap.allocate_with_native(sre_types().scanner->root_shape, sizeof(ScannerObject)));
  scanner->state = new ScannerState;
  scanner->pattern = pattern;
  scanner->string = string;
  heap.write_barrier(scanner);
  ScannerState& state = *scanner->state;
  if (as_string(string)) {
    TRY(open_subject(thread, pattern, string, &state.subject));
  } else {
    // The export is held by a memoryview: the collector ends scanners in any order, and knows how to end that.
    SreSubject checked;
    TRY(open_subject(thread, pattern, string, &checked));
    const Value memory = TRY(call_with(thread, Value(builtin_type(TypeId::MemoryView)), string));
    state.subject.open_held(string, checked.subject(), memory);
  }
  scanner->storage = state.subject.storage();
  heap.write_barrier(scanner);
  state.matcher.emplace(*pattern->compiled->program, state.subject.subject(), position, end_position, state.stack, interrupt_check());
  state.position = state.matcher->position();
  return Value(scanner);
}

Value scanner_search(Thread& thread, Value self) { return scanner_next<&sre::Matcher::search>(thread, self); }

extern const TypeSpec kScannerSpec = {
    .name = "_sre.SRE_Scanner",
    .layout = &kLayout,
    .kind = kind(PythonKind::Other),
    .native_size = sizeof(ScannerObject),
    .flags = kTypeNoInstantiation,
    .methods = kMethods,
    .members = kMembers,
};

}  // namespace taipan::python
