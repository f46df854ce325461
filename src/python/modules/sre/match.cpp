// python/modules/sre/match.cpp -- re.Match.
#include <cstddef>

#include "python/modules/sre/sre_private.h"
#include "vm/integer.h"

namespace taipan::python {

namespace {

size_t bytes_for(int64_t groups) { return sizeof(MatchObject) + size_t(groups) * sizeof(sre::Span); }

size_t size_of_match(const HeapObject* object) {
  return bytes_for(static_cast<const MatchObject*>(object)->group_count) + attribute_bytes(shape_of(object));
}
void trace_match(HeapObject* object, Tracer& tracer) {
  auto* match = static_cast<MatchObject*>(object);
  if (match->pattern) tracer.visit(match->pattern);
  tracer.visit_value(match->string.bits());
  tracer.visit_value(match->regs.bits());
  trace_attributes(object, tracer);
}
const Layout kLayout = {.name = "match", .size = &size_of_match, .trace = &trace_match};

// The number of the group that `index` names.
Result<int64_t> group_number(Thread& thread, const MatchObject* self, Value index) {
  int64_t number = -1;
  if (index.is_int()) {
    number = index.as_int();
  } else if (is_index(index)) {
    const Value integer = TRY(to_index(thread, index));
    number = integer_to_int64_clamped(integer);
  } else if (is_kind(self->pattern->group_index, Kind::Dict)) {
    const Value found = TRY(dict_get(thread, self->pattern->group_index.as<Dict>(), index));
    if (found.is_int()) number = found.as_int();
  }
  if (number < 0 || number >= self->group_count) return raise(thread, TypeId::IndexError, "no such group");
  return number;
}

Value slice(Thread& thread, const MatchObject* self, int64_t number, Value absent) {
  const sre::Span span = self->spans[number];
  if (span.start < 0) return absent;
  SreSubject subject;
  TRY(subject.open(thread, self->string));
  // A bytearray may have become shorter since.
  const int64_t length = subject.subject().length;
  const int64_t end = span.end < length ? span.end : length;
  const int64_t start = span.start < end ? span.start : end;
  return subject.slice(thread, start, end);
}
Value group_of(Thread& thread, const MatchObject* self, Value index) {
  return slice(thread, self, TRY(group_number(thread, self, index)), Value::none());
}

Value match_group(Thread& thread, NativeCall call) {
  if (call.names) return raise(thread, TypeId::TypeError, "Match.group() takes no keyword arguments");
  auto* self = call.values[0].as<MatchObject>();
  if (call.count == 1) return slice(thread, self, 0, Value::none());
  if (call.count == 2) return group_of(thread, self, call.values[1]);
  List* groups = new_list(thread.heap(), call.count - 1);
  for (int64_t i = 1; i < call.count; i++) (void)groups->append(thread.heap(), TRY(group_of(thread, self, call.values[i])));
  return Value(tuple_from(thread.heap(), groups->span()));
}
Value match_getitem(Thread& thread, MatchObject* self, Value key) { return group_of(thread, self, key); }

Value match_groups(Thread& thread, MatchObject* self, Value default_value) {
  Heap& heap = thread.heap();
  Tuple* groups = new_tuple(heap, self->group_count - 1);
  for (int64_t i = 1; i < self->group_count; i++) groups->items_[i - 1] = Value::none();
  for (int64_t i = 1; i < self->group_count; i++) groups->initialize(heap, i - 1, TRY(slice(thread, self, i, default_value)));
  return Value(groups);
}
Value match_groupdict(Thread& thread, MatchObject* self, Value default_value) {
  Dict* result = new_dict(thread.heap());
  if (!is_kind(self->pattern->group_index, Kind::Dict)) return Value(result);
  Dict* names = self->pattern->group_index.as<Dict>();
  Value key, number;
  for (uint32_t i = 0; dict_next(names, i, key, number);) {
    const int64_t index = TRY(group_number(thread, self, number));
    TRY(dict_set(thread, result, key, TRY(slice(thread, self, index, default_value))));
  }
  return Value(result);
}

Value match_start(Thread& thread, MatchObject* self, Value group) {
  return integer_value(thread.heap(), self->spans[TRY(group_number(thread, self, group))].start);
}
Value match_end(Thread& thread, MatchObject* self, Value group) {
  return integer_value(thread.heap(), self->spans[TRY(group_number(thread, self, group))].end);
}
Value pair(Heap& heap, sre::Span span) { return Value(tuple_of(heap, integer_value(heap, span.start), integer_value(heap, span.end))); }
Value match_span(Thread& thread, MatchObject* self, Value group) {
  return pair(thread.heap(), self->spans[TRY(group_number(thread, self, group))]);
}
Value match_regs(Thread& thread, Value value) {
  auto* self = value.as<MatchObject>();
  if (!self->regs.is_unbound()) return self->regs;
  Heap& heap = thread.heap();
  Tuple* all = new_tuple(heap, self->group_count);
  for (int64_t i = 0; i < self->group_count; i++) all->items_[i] = Value::none();
  for (int64_t i = 0; i < self->group_count; i++) all->initialize(heap, i, pair(heap, self->spans[i]));
  self->regs = Value(all);
  heap.write_barrier(self);
  return self->regs;
}

Value match_expand(Thread& thread, MatchObject* self, Value text) {
  const Value arguments[] = {Value(self->pattern), Value(self), text};
  return re_helper(thread, "_expand", arguments);
}
Value match_lastindex(Thread&, Value value) {
  const int64_t index = value.as<MatchObject>()->last_index;
  return index < 0 ? Value::none() : Value::integer(index);
}
Value match_lastgroup(Thread&, Value value) {
  auto* self = value.as<MatchObject>();
  const Value names = self->pattern->index_group;
  if (self->last_index < 0 || !is_kind(names, Kind::Tuple) || self->last_index >= names.as<Tuple>()->length()) return Value::none();
  return names.as<Tuple>()->at(self->last_index);
}
Value match_repr(Thread& thread, MatchObject* self) {
  const Value text = TRY(slice(thread, self, 0, Value::none()));
  return Value(format_string(thread, "<re.Match object; span=(%ld, %ld), match=%R>", self->spans[0].start, self->spans[0].end, text));
}
Value same(Thread&, Value self) { return self; }
Value same_with_memo(Thread&, Value self, Value) { return self; }
Value class_getitem(Thread& thread, Value cls, Value item) { return new_generic_alias(thread, cls, item); }

const Method kMethods[] = {
    {"group(self, /, *groups)", match_group, "One group of the match, or several as a tuple: by number or name; 0 is the whole match."},
    {"start(self, group=0, /)", match_start, "Return index of the start of the substring matched by group."},
    {"end(self, group=0, /)", match_end, "Return index of the end of the substring matched by group."},
    {"span(self, group=0, /)", match_span, "For match object m, return the 2-tuple (m.start(group), m.end(group))."},
    {"groups(self, /, default=None)", match_groups, "All groups of the match as a tuple, from 1 on."},
    {"groupdict(self, /, default=None)", match_groupdict, "All named groups of the match."},
    {"expand(self, /, template)", match_expand, "The template with its group references filled in."},
    {"__getitem__(self, key, /)", match_getitem, "Return self[key]."},
    {"__copy__(self, /)", same},
    {"__deepcopy__(self, memo, /)", same_with_memo},
    {"__class_getitem__(cls, item, /)", class_getitem, "See PEP 585", kClass},
    {"__repr__(self, /)", match_repr, "Return repr(self)."},
};
const Getter kGetters[] = {
    {"lastindex", match_lastindex, nullptr, "The integer index of the last matched capturing group."},
    {"lastgroup", match_lastgroup, nullptr, "The name of the last matched capturing group."},
    {"regs", match_regs, nullptr, nullptr},
};
const Member kMembers[] = {
    {"string", MemberType::Object, offsetof(MatchObject, string), true, "The string passed to match() or search()."},
    {"re", MemberType::Object, offsetof(MatchObject, pattern), true, "The regular expression object."},
    {"pos", MemberType::LongLong, offsetof(MatchObject, position), true, "Where the engine began to look."},
    {"endpos", MemberType::LongLong, offsetof(MatchObject, end_position), true, "Where the engine did not look further."},
};

}  // namespace

Value new_match(Thread& thread, PatternObject* pattern, Value string, const sre::Matcher& matcher, int64_t position, int64_t end_position) {
  const int64_t groups = pattern->group_count + 1;
  auto* match = static_cast<MatchObject*>(thread.heap().allocate(sre_types().match->root_shape, bytes_for(groups)));
  match->group_count = groups;
  match->pattern = pattern;
  match->string = string;
  match->position = position;
  match->end_position = end_position;
  match->last_index = matcher.last_group() ? int64_t(matcher.last_group()) : -1;
  for (int64_t i = 0; i < groups; i++) match->spans[i] = matcher.group(uint32_t(i));
  thread.heap().write_barrier(match);
  return Value(match);
}

extern const TypeSpec kMatchSpec = {
    .name = "re.Match",
    .doc = "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
    .layout = &kLayout,
    .kind = kind(PythonKind::Other),
    .native_size = sizeof(MatchObject),
    .flags = kTypeNoInstantiation,
    .variable_size = true,
    .methods = kMethods,
    .getters = kGetters,
    .members = kMembers,
};

}  // namespace taipan::python
