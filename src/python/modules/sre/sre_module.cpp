// python/modules/sre/sre_module.cpp -- the module _sre, and what its types share: subjects, outcomes, helpers of `re`.
#include "python/interpreter/interpreter.h"
#include "python/modules/sre/sre_private.h"
#include "python/objects/bytes.h"
#include "python/runtime/runtime.h"
#include "python/sre/code_words.h"
#include "vm/integer.h"

namespace taipan::python {

namespace {

SrePatternTypes g_types;

// A pattern's words as the library's compiler gives them: a list of ints of 32 bits.
Status read_words(Thread& thread, List* code, std::vector<uint32_t>* words) {
  words->reserve(size_t(code->length()));
  for (int64_t i = 0; i < code->length(); i++) {
    const Value word = code->at(i);
    if (!is_int_like(word)) return raise(thread, TypeId::TypeError, "an integer is required");
    uint64_t bits;
    if (!integer_to_uint64(word, &bits)) {
      if (integer_sign(word) < 0) return raise(thread, TypeId::OverflowError, "can't convert negative value to unsigned int");
      return raise(thread, TypeId::OverflowError, "Python int too large to convert to C unsigned long");
    }
    if (bits > UINT32_MAX) return raise(thread, TypeId::OverflowError, "regular expression code size limit exceeded");
    words->push_back(uint32_t(bits));
  }
  return ok_status();
}

Value compile(Thread& thread, Value pattern, int flags, List* code, int64_t groups, Dict* group_index, Tuple* index_group) {
  Heap& heap = thread.heap();
  auto compiled = std::make_unique<CompiledPattern>();
  TRY(read_words(thread, code, &compiled->words));
  auto subjects = PatternObject::Subjects::Any;
  if (!pattern.is_none()) {
    SreSubject subject;
    TRY(subject.open(thread, pattern));
    subjects = subject.is_text() ? PatternObject::Subjects::Text : PatternObject::Subjects::Bytes;
  }
  if (groups < 0 || groups > int64_t(UINT32_MAX / 2) || index_group->length() > groups + 1) {
    return raise(thread, TypeId::RuntimeError, "invalid SRE code");
  }
  compiled->program = sre::compile(compiled->words, uint32_t(groups));
  if (!compiled->program) return raise(thread, TypeId::RuntimeError, "invalid SRE code");
  auto* object = static_cast<PatternObject*>(heap.allocate_with_native(g_types.pattern->root_shape, sizeof(PatternObject)));
  object->pattern = pattern;
  object->group_index = Value(group_index);
  object->index_group = Value(index_group);
  object->group_count = groups;
  object->flags = flags;
  object->subjects = subjects;
  heap.add_external_bytes(ptrdiff_t(compiled->program->memory_size() + compiled->words.size() * sizeof(uint32_t)));
  object->compiled = compiled.release();
  heap.write_barrier(object);
  return Value(object);
}

int64_t getcodesize(Thread&) { return sizeof(uint32_t); }
template <sre::Fold fold>
bool iscased(Thread&, int character) {
  const auto c = char32_t(character);
  return c != sre::fold_lower(fold, c) || c != sre::fold_upper(fold, c);
}
template <sre::Fold fold>
int64_t tolower(Thread&, int character) {
  return int64_t(sre::fold_lower(fold, char32_t(character)));
}

const Method kFunctions[] = {
    {"getcodesize()", getcodesize},
    {"ascii_iscased(character, /)", iscased<sre::Fold::Ascii>},
    {"unicode_iscased(character, /)", iscased<sre::Fold::Unicode>},
    {"ascii_tolower(character, /)", tolower<sre::Fold::Ascii>},
    {"unicode_tolower(character, /)", tolower<sre::Fold::Unicode>},
    {"compile(pattern, flags, code, groups, groupindex, indexgroup)", compile},
};

Status execute(Thread& thread, Module* module) {
  if (!g_types.pattern) {
    g_types.pattern = define_type(thread, kPatternSpec);
    g_types.match = define_type(thread, kMatchSpec);
    g_types.scanner = define_type(thread, kScannerSpec);
  }
  Heap& heap = thread.heap();
  TRY(module_add(thread, module, "MAGIC", Value::integer(20220615)));
  TRY(module_add(thread, module, "CODESIZE", Value::integer(sizeof(uint32_t))));
  TRY(module_add(thread, module, "MAXREPEAT", Value::integer(UINT32_MAX)));
  TRY(module_add(thread, module, "MAXGROUPS", Value::integer(INT32_MAX / 2)));
  return module_add(thread, module, "copyright", Value(string_from_latin1(heap, " SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB ")));
}

}  // namespace

SrePatternTypes& sre_types() { return g_types; }

Status SreSubject::open(Thread& thread, Value string) {
  string_ = string;
  if (String* s = as_string(string)) {
    text_ = s;
    subject_ = {s->data(), s->length(), uint32_t(s->width())};
    if (s->flags & String::kBuffered) storage_ = Value(s->buffer_);
    return ok_status();
  }
  if (!is_bytes_like(string) || !get_buffer(thread, string, &view_).ok()) {
    thread.clear_exception();
    return raise(thread, TypeId::TypeError, "expected string or bytes-like object, got '%T'", string);
  }
  subject_ = {view_.data, view_.size, 1};
  storage_ = view_.storage;
  return ok_status();
}

void SreSubject::open_held(Value string, const sre::Subject& subject, Value holder) {
  string_ = string;
  subject_ = subject;
  storage_ = holder;
}

Value SreSubject::slice(Thread& thread, int64_t start, int64_t end) const {
  Heap& heap = thread.heap();
  if (text_) {
    String* s = substring(heap, text_, start, end - start);
    return s ? Value(s) : raise_memory_error(thread);
  }
  if (start == 0 && end == subject_.length && is_exact_bytes(string_)) return string_;
  Bytes* bytes = make_bytes(thread, {static_cast<const char*>(subject_.data) + start, size_t(end - start)});
  return bytes ? Value(bytes) : Value::raised();
}

Status open_subject(Thread& thread, const PatternObject* pattern, Value string, SreSubject* subject) {
  TRY(subject->open(thread, string));
  if (pattern->subjects == PatternObject::Subjects::Text && !subject->is_text()) {
    return raise(thread, TypeId::TypeError, "cannot use a string pattern on a bytes-like object");
  }
  if (pattern->subjects == PatternObject::Subjects::Bytes && subject->is_text()) {
    return raise(thread, TypeId::TypeError, "cannot use a bytes pattern on a string-like object");
  }
  return ok_status();
}

sre::BacktrackStack& backtrack_stack() {
  thread_local sre::BacktrackStack stack;
  return stack;
}

sre::InterruptCheck interrupt_check() {
  return {[](void*) {
            Thread& running = *current_thread();
            return running.eval_breaker.load(std::memory_order_relaxed) != 0 && !handle_breaker(running).ok();
          },
          nullptr};
}

Result<bool> outcome(Thread& thread, sre::MatchStatus status) {
  switch (status) {
    case sre::MatchStatus::Matched: return true;
    case sre::MatchStatus::NoMatch: return false;
    case sre::MatchStatus::Interrupted: return Raised{};
    case sre::MatchStatus::OutOfMemory: return raise_memory_error(thread);
  }
  __builtin_unreachable();
}

Value re_helper(Thread& thread, const char* helper, std::span<const Value> arguments) {
  const Value re = TRY(import_module(thread, "re"));
  return call_method(thread, re, intern(thread.heap(), helper), arguments);
}

extern const ModuleSpec kSreModule = {.name = "_sre", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
