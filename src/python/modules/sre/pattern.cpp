// python/modules/sre/pattern.cpp -- re.Pattern.
#include <algorithm>
#include <cstddef>

#include "python/modules/builtins.h"
#include "python/modules/sre/sre_private.h"

namespace taipan::python {

namespace {

void trace_pattern(HeapObject* object, Tracer& tracer) {
  auto* pattern = static_cast<PatternObject*>(object);
  for (const Value v : {pattern->pattern, pattern->group_index, pattern->index_group}) tracer.visit_value(v.bits());
  trace_attributes(object, tracer);
}
void finalize_pattern(HeapObject* object) { delete static_cast<PatternObject*>(object)->compiled; }
const Layout kLayout = {.name = "pattern", .size = &size_from_shape, .trace = &trace_pattern, .finalize = &finalize_pattern};

template <sre::MatchStatus (sre::Matcher::*run)()>
Value pattern_match(Thread& thread, PatternObject* self, Value string, int64_t position, int64_t end_position) {
  SreSubject subject;
  TRY(open_subject(thread, self, string, &subject));
  sre::Matcher matcher(*self->compiled->program, subject.subject(), position, end_position, backtrack_stack(), interrupt_check());
  const int64_t from = matcher.position();
  if (!TRY(outcome(thread, (matcher.*run)()))) return Value::none();
  return new_match(thread, self, string, matcher, from, matcher.end_of_part());
}

Value empty_of(Thread& thread, const SreSubject& subject) { return subject.slice(thread, 0, 0); }

Value pattern_findall(Thread& thread, PatternObject* self, Value string, int64_t position, int64_t end_position) {
  SreSubject subject;
  TRY(open_subject(thread, self, string, &subject));
  Heap& heap = thread.heap();
  sre::Matcher matcher(*self->compiled->program, subject.subject(), position, end_position, backtrack_stack(), interrupt_check());
  List* found = new_list(heap);
  const Value empty = TRY(empty_of(thread, subject));
  const int64_t groups = self->group_count;
  while (!matcher.is_exhausted() && TRY(outcome(thread, matcher.search()))) {
    Value item;
    if (groups <= 1) {
      item = TRY(subject.group(thread, matcher.group(uint32_t(groups)), empty));
    } else {
      Tuple* tuple = new_tuple(heap, groups);
      if (!tuple) return raise_memory_error(thread);
      for (int64_t i = 0; i < groups; i++) tuple->items_[i] = Value::none();
      for (int64_t i = 0; i < groups; i++) {
        tuple->initialize(heap, i, TRY(subject.group(thread, matcher.group(uint32_t(i + 1)), empty)));
      }
      item = Value(tuple);
    }
    if (!found->append(heap, item)) return raise_memory_error(thread);
    matcher.advance();
  }
  return Value(found);
}

Value pattern_scanner(Thread& thread, PatternObject* self, Value string, int64_t position, int64_t end_position) {
  return new_scanner(thread, self, string, position, end_position);
}
Value pattern_finditer(Thread& thread, PatternObject* self, Value string, int64_t position, int64_t end_position) {
  const Value scanner = TRY(new_scanner(thread, self, string, position, end_position));
  const Value search = TRY(get_attribute(thread, scanner, intern(thread.heap(), "search")));
  return new_callable_iterator(thread, search, Value::none());
}

Value pattern_split(Thread& thread, PatternObject* self, Value string, int64_t limit) {
  SreSubject subject;
  TRY(open_subject(thread, self, string, &subject));
  Heap& heap = thread.heap();
  sre::Matcher matcher(*self->compiled->program, subject.subject(), 0, INT64_MAX, backtrack_stack(), interrupt_check());
  List* parts = new_list(heap);
  int64_t last = 0;
  for (int64_t n = 0; limit == 0 || n < limit; n++) {
    if (matcher.is_exhausted() || !TRY(outcome(thread, matcher.search()))) break;
    if (!parts->append(heap, TRY(subject.slice(thread, last, matcher.start())))) return raise_memory_error(thread);
    for (int64_t i = 1; i <= self->group_count; i++) {
      const Value group = TRY(subject.group(thread, matcher.group(uint32_t(i)), Value::none()));
      if (!parts->append(heap, group)) return raise_memory_error(thread);
    }
    last = matcher.end();
    matcher.advance();
  }
  if (!parts->append(heap, TRY(subject.slice(thread, last, subject.subject().length)))) return raise_memory_error(thread);
  return Value(parts);
}

Value same(Thread&, Value self) { return self; }
Value same_with_memo(Thread&, Value self, Value) { return self; }

struct FlagName {
  uint32_t flag;
  const char* name;
};
constexpr uint32_t kFlagLocale = 4, kFlagUnicode = 32, kFlagAscii = 256;
constexpr FlagName kFlagNames[] = {{1, "re.TEMPLATE"}, {2, "re.IGNORECASE"},      {kFlagLocale, "re.LOCALE"},
                                   {8, "re.MULTILINE"}, {16, "re.DOTALL"},        {kFlagUnicode, "re.UNICODE"},
                                   {64, "re.VERBOSE"}, {128, "re.DEBUG"},         {kFlagAscii, "re.ASCII"}};

String* pattern_repr(Thread& thread, PatternObject* self) {
  auto flags = uint32_t(self->flags);
  if (self->subjects == PatternObject::Subjects::Text && (flags & (kFlagLocale | kFlagUnicode | kFlagAscii)) == kFlagUnicode) {
    flags &= ~kFlagUnicode;
  }
  StringBuilder out;
  out.append_ascii("re.compile(");
  String* shown = TRY(repr(thread, self->pattern));
  out.append(shown, 0, std::min<int64_t>(shown->length(), 200));
  const char* separator = ", ";
  for (const FlagName& row : kFlagNames) {
    if (!(flags & row.flag)) continue;
    out.append_ascii(separator);
    out.append_ascii(row.name);
    separator = "|";
    flags &= ~row.flag;
  }
  if (flags) {
    char text[16];
    out.append_ascii(separator);
    out.append_ascii({text, size_t(snprintf(text, sizeof text, "0x%x", flags))});
  }
  out.append_ascii(")");
  return out.finish(thread.heap());
}

Value pattern_hash(Thread& thread, PatternObject* self) {
  uint64_t h = TRY(hash(thread, self->pattern));
  for (const uint32_t word : self->compiled->words) h = (h ^ word) * 0x100000001B3u;
  h ^= uint64_t(uint32_t(self->flags)) << 20 ^ uint64_t(self->subjects) << 60 ^ uint64_t(self->group_count);
  if (int64_t(h) == -1) h = uint64_t(-2);
  return integer_value(thread.heap(), int64_t(h));
}

Result<bool> same_patterns(Thread& thread, PatternObject* a, PatternObject* b) {
  if (a == b) return true;
  if (a->flags != b->flags || a->subjects != b->subjects || a->group_count != b->group_count) return false;
  if (a->compiled->words != b->compiled->words) return false;
  return equal(thread, a->pattern, b->pattern);
}
Value pattern_eq(Thread& thread, PatternObject* self, Value other) {
  if (!NativeTypeOf<PatternObject>::check(other)) return Value::not_implemented();
  return Value::boolean(TRY(same_patterns(thread, self, other.as<PatternObject>())));
}
Value pattern_ne(Thread& thread, PatternObject* self, Value other) {
  if (!NativeTypeOf<PatternObject>::check(other)) return Value::not_implemented();
  return Value::boolean(!TRY(same_patterns(thread, self, other.as<PatternObject>())));
}
Value no_order(Thread&, PatternObject*, Value) { return Value::not_implemented(); }
Value class_getitem(Thread& thread, Value cls, Value item) { return new_generic_alias(thread, cls, item); }

Value group_index(Thread& thread, Value self) { return new_mapping_proxy(thread.heap(), self.as<PatternObject>()->group_index); }

const Method kMethods[] = {
    {"match(self, /, string, pos=0, endpos=sys.maxsize)", pattern_match<&sre::Matcher::match>,
     "Matches zero or more characters at the beginning of the string."},
    {"fullmatch(self, /, string, pos=0, endpos=sys.maxsize)", pattern_match<&sre::Matcher::fullmatch>,
     "Matches against all of the string."},
    {"search(self, /, string, pos=0, endpos=sys.maxsize)", pattern_match<&sre::Matcher::search>,
     "The first match anywhere in the string, or None."},
    {"sub(self, /, repl, string, count=0)", pattern_sub, "The string with the leftmost matches replaced by repl."},
    {"subn(self, /, repl, string, count=0)", pattern_subn, "What sub() gives, and the number of replacements."},
    {"findall(self, /, string, pos=0, endpos=sys.maxsize)", pattern_findall, "All matches that do not overlap, as a list."},
    {"split(self, /, string, maxsplit=0)", pattern_split, "Split string by the occurrences of pattern."},
    {"finditer(self, /, string, pos=0, endpos=sys.maxsize)", pattern_finditer, "An iterator over all matches that do not overlap."},
    {"scanner(self, /, string, pos=0, endpos=sys.maxsize)", pattern_scanner},
    {"__copy__(self, /)", same},
    {"__deepcopy__(self, memo, /)", same_with_memo},
    {"__class_getitem__(cls, item, /)", class_getitem, "See PEP 585", kClass},
    {"__repr__(self, /)", pattern_repr, "Return repr(self)."},
    {"__hash__(self, /)", pattern_hash, "Return hash(self)."},
    {"__eq__(self, value, /)", pattern_eq, "Return self==value."},
    {"__ne__(self, value, /)", pattern_ne, "Return self!=value."},
    {"__lt__(self, value, /)", no_order, "Return self<value."},
    {"__le__(self, value, /)", no_order, "Return self<=value."},
    {"__gt__(self, value, /)", no_order, "Return self>value."},
    {"__ge__(self, value, /)", no_order, "Return self>=value."},
};
const Getter kGetters[] = {{"groupindex", group_index, nullptr, "A dictionary mapping group names to group numbers."}};
const Member kMembers[] = {
    {"pattern", MemberType::Object, offsetof(PatternObject, pattern), true, "What the pattern was compiled from."},
    {"flags", MemberType::Int, offsetof(PatternObject, flags), true, "The regex matching flags."},
    {"groups", MemberType::LongLong, offsetof(PatternObject, group_count), true, "The number of capturing groups in the pattern."},
};

}  // namespace

extern const TypeSpec kPatternSpec = {
    .name = "re.Pattern",
    .doc = "Compiled regular expression object.",
    .layout = &kLayout,
    .kind = kind(PythonKind::Other),
    .native_size = sizeof(PatternObject),
    .flags = kTypeNoInstantiation | kTypeWeakrefable,
    .methods = kMethods,
    .getters = kGetters,
    .members = kMembers,
};

}  // namespace taipan::python
