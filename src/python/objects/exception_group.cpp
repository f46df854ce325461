// python/objects/exception_group.cpp -- ExceptionGroup, and what except* needs. PEP 654.
// Fields: message, exceptions (a tuple).
#include "python/objects/abstract.h"
#include "python/objects/class_creation.h"
#include "python/objects/exceptions.h"

namespace taipan::python {

namespace {

ExceptionObject* group_of(Value v) { return v.as<ExceptionObject>(); }
Tuple* members(Value group) { return group_of(group)->fields[1].as<Tuple>(); }
bool is_group(Value v) { return is_exception(v) && is_instance_of(v, TypeId::BaseExceptionGroup); }

Value group_new(Thread& thread, NativeCall call) {
  Type* type = call.values[0].as<Type>();
  Heap& heap = thread.heap();
  if (call.names) return raise(thread, TypeId::TypeError, "%N() takes no keyword arguments", type);
  const int64_t n = call.count - 1;
  if (n != 2) return raise(thread, TypeId::TypeError, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%ld given)", n);
  if (!as_string(call.values[1])) return raise(thread, TypeId::TypeError, "BaseExceptionGroup.__new__() argument 1 must be str, not %T", call.values[1]);
  const Value sequence = call.values[2];
  if (lookup_special(type_of(sequence), Special::GetItem).is_unbound() || is_kind(sequence, Kind::Dict) || is_kind(sequence, kind(PythonKind::Set))) {
    return raise(thread, TypeId::TypeError, "second argument (exceptions) must be a sequence");
  }
  Tuple* exceptions = TRY(tuple_from_iterable(thread, sequence));
  if (exceptions->length() == 0) return raise(thread, TypeId::ValueError, "second argument (exceptions) must be a non-empty sequence");
  bool base_only = false;
  for (int64_t i = 0; i < exceptions->length(); i++) {
    const Value e = exceptions->at(i);
    if (!is_exception(e)) return raise(thread, TypeId::ValueError, "Item %ld of second argument (exceptions) is not an exception", i);
    if (!is_instance_of(e, TypeId::Exception)) base_only = true;
  }
  Type* base_group = builtin_type(TypeId::BaseExceptionGroup);
  Type* plain_group = builtin_type(TypeId::ExceptionGroup);
  if (type == base_group) {
    if (!base_only) type = plain_group;
  } else if (type == plain_group) {
    if (base_only) return raise(thread, TypeId::TypeError, "Cannot nest BaseExceptions in an ExceptionGroup");
  } else if (base_only && is_subtype(type, builtin_type(TypeId::Exception))) {
    return raise(thread, TypeId::TypeError, "Cannot nest BaseExceptions in '%Q'", type);
  }
  auto* e = static_cast<ExceptionObject*>(allocate_instance(heap, type));
  e->arguments = empty_tuple();
  e->traceback = e->context = e->cause = Value::none();
  e->arguments = tuple_from(heap, {call.values + 1, size_t(n)});
  e->fields[0] = call.values[1];
  e->fields[1] = Value(exceptions);
  heap.write_barrier(e);
  return Value(e);
}
Value group_init(Thread& thread, NativeCall call) {
  if (call.names) return raise(thread, TypeId::TypeError, "%T() takes no keyword arguments", call.values[0]);
  group_of(call.values[0])->arguments = tuple_from(thread.heap(), {call.values + 1, size_t(call.count - 1)});
  thread.heap().write_barrier(call.values[0].as_object());
  return Value::none();
}
Value group_str(Thread& thread, ExceptionObject* self) {
  const int64_t n = self->fields[1].as<Tuple>()->length();
  return Value(format_string(thread, "%S (%ld sub-exception%s)", self->fields[0], n, n == 1 ? "" : "s"));
}
Value group_derive(Thread& thread, Value self, Value exceptions) {
  return call_with(thread, Value(builtin_type(TypeId::BaseExceptionGroup)), group_of(self)->fields[0], exceptions);
}

// A group of these exceptions that continues `original`: same message, traceback, context, cause, notes.
Value derive(Thread& thread, Value original, List* exceptions) {
  if (exceptions->length() == 0) return Value::none();
  const Value copy = TRY(call_method_with(thread, original, intern(thread.heap(), "derive"), Value(exceptions)));
  if (!is_group(copy)) return raise(thread, TypeId::TypeError, "derive must return an instance of BaseExceptionGroup");
  auto* from = group_of(original);
  auto* to = group_of(copy);
  to->traceback = from->traceback;
  to->context = from->context;
  to->cause = from->cause;
  to->suppress_context = from->suppress_context;
  thread.heap().write_barrier(to);
  const Value notes = TRY(get_attribute_or_unbound(thread, original, name(Name::Notes)));
  if (is_kind(notes, Kind::List)) {
    TRY(set_attribute(thread, copy, name(Name::Notes), Value(list_from(thread.heap(), notes.as<List>()->span()))));
  } else if (!notes.is_unbound()) {
    List* list = list_from_iterable(thread, notes);
    if (!list) {
      if (!clear_if(thread, TypeId::TypeError)) return Value::raised();
    } else {
      TRY(set_attribute(thread, copy, name(Name::Notes), Value(list)));
    }
  }
  return copy;
}

struct Matcher {
  Value condition;         // class, tuple of classes, or callable
  bool callable = false;
  List* leaves = nullptr;  // instead: the exceptions with these identities
};

Status make_matcher(Thread& thread, Value condition, Matcher* m) {
  m->condition = condition;
  if (has_type_flag(condition, kTypeTypeSubclass) && condition.as<Type>()->has(kTypeExceptionSubclass)) return ok_status();
  if (is_kind(condition, Kind::Tuple)) {
    bool good = condition.as<Tuple>()->length() >= 0;
    for (Value v : condition.as<Tuple>()->span()) good &= has_type_flag(v, kTypeTypeSubclass) && v.as<Type>()->has(kTypeExceptionSubclass);
    if (good) return ok_status();
  } else if (is_callable(condition) && !has_type_flag(condition, kTypeTypeSubclass)) {
    m->callable = true;
    return ok_status();
  }
  return raise(thread, TypeId::TypeError, "expected a function, exception type or tuple of exception types");
}
Result<bool> matches(Thread& thread, const Matcher& m, Value e) {
  if (m.leaves) {
    for (Value v : m.leaves->span()) {
      if (v == e) return true;
    }
    return false;
  }
  if (m.callable) return is_true(thread, TRY(call_with(thread, m.condition, e)));
  if (is_kind(m.condition, Kind::Tuple)) {
    for (Value v : m.condition.as<Tuple>()->span()) {
      if (is_subtype(type_of(e), v.as<Type>())) return true;
    }
    return false;
  }
  return is_subtype(type_of(e), m.condition.as<Type>());
}

struct SplitResult {
  Value match = Value::none(), rest = Value::none();
};
Result<SplitResult> split(Thread& thread, Value e, const Matcher& m, bool want_rest) {
  DepthGuard depth(thread);
  if (!depth.ok()) return thread.language().raise_recursion_error(thread, " in exceptiongroup_split_recursive");
  SplitResult result;
  const bool leaf_matching = m.leaves != nullptr;
  if (!(leaf_matching && is_group(e)) && TRY(matches(thread, m, e))) {
    result.match = e;
    return result;
  }
  if (!is_group(e)) {
    if (want_rest) result.rest = e;
    return result;
  }
  Heap& heap = thread.heap();
  List* matched = new_list(heap);
  List* rest = new_list(heap);
  for (Value inner : members(e)->span()) {
    SplitResult part = TRY(split(thread, inner, m, want_rest));
    if (!part.match.is_none()) (void)matched->append(heap, part.match);
    if (!part.rest.is_none()) (void)rest->append(heap, part.rest);
  }
  result.match = TRY(derive(thread, e, matched));
  if (want_rest) result.rest = TRY(derive(thread, e, rest));
  return result;
}

Value group_split(Thread& thread, Value self, Value condition) {
  Matcher m;
  TRY(make_matcher(thread, condition, &m));
  const SplitResult r = TRY(split(thread, self, m, true));
  return Value(tuple_of(thread.heap(), r.match, r.rest));
}
Value group_subgroup(Thread& thread, Value self, Value condition) {
  Matcher m;
  TRY(make_matcher(thread, condition, &m));
  const SplitResult r = TRY(split(thread, self, m, false));
  return r.match;
}
Value class_getitem(Thread& thread, Value cls, Value item) { return new_generic_alias(thread, cls, item); }

const Method kMethods[] = {
    {"__new__(*args, **kwargs)", group_new, ""},
    {"__init__(self, /, *args, **kwargs)", group_init, ""},
    {"__str__(self, /)", group_str, "Return str(self)."},
    {"derive(self, excs, /)", group_derive, ""},
    {"split(self, condition, /)", group_split, ""},
    {"subgroup(self, condition, /)", group_subgroup, ""},
    {"__class_getitem__(cls, item, /)", class_getitem, "See PEP 585", kClass},
};
const Member kMembers[] = {
    {"message", MemberType::Object, uint32_t(sizeof(ExceptionObject)), true, "what the group is about"},
    {"exceptions", MemberType::Object, uint32_t(sizeof(ExceptionObject) + sizeof(Value)), true, "the exceptions in the group"},
};

void collect_leaves(Heap& heap, Value e, List* leaves) {
  if (e.is_none()) return;
  if (!is_group(e)) {
    (void)leaves->append(heap, e);
    return;
  }
  for (Value inner : members(e)->span()) collect_leaves(heap, inner, leaves);
}

bool same_origin(Value a, Value b) {
  auto* x = group_of(a);
  auto* y = group_of(b);
  return x->traceback == y->traceback && x->context == y->context && x->cause == y->cause;
}

}  // namespace

std::span<const Method> exception_group_methods(TypeId) { return kMethods; }
std::span<const Member> exception_group_members() { return kMembers; }

// Intrinsic MatchExceptionGroup: (rest, match).
Value match_exception_group(Thread& thread, Value* a) {
  const Value exception = a[0], classes = a[1];
  Heap& heap = thread.heap();
  auto check = [&](Value c) -> Status {
    if (!has_type_flag(c, kTypeTypeSubclass) || !c.as<Type>()->has(kTypeExceptionSubclass)) {
      return raise(thread, TypeId::TypeError, "catching classes that do not inherit from BaseException is not allowed");
    }
    if (is_subtype(c.as<Type>(), builtin_type(TypeId::BaseExceptionGroup))) {
      return raise(thread, TypeId::TypeError, "catching ExceptionGroup with except* is not allowed. Use except instead.");
    }
    return ok_status();
  };
  if (is_kind(classes, Kind::Tuple)) {
    for (Value c : classes.as<Tuple>()->span()) TRY(check(c));
  } else {
    TRY(check(classes));
  }
  if (exception.is_none()) return Value(tuple_of(heap, Value::none(), Value::none()));
  Matcher m;
  m.condition = classes;
  if (!is_group(exception)) {
    if (!TRY(matches(thread, m, exception))) return Value(tuple_of(heap, exception, Value::none()));
    // A naked exception is wrapped.
    const Value group = TRY(call_with(thread, Value(builtin_type(TypeId::BaseExceptionGroup)), Value(empty_string()), Value(tuple_of(heap, exception))));
    group_of(group)->traceback = Value::none();
    return Value(tuple_of(heap, Value::none(), group));
  }
  const Value pair = TRY(call_method_with(thread, exception, intern(heap, "split"), classes));
  if (!is_kind(pair, Kind::Tuple)) return raise(thread, TypeId::TypeError, "%T.split must return a tuple, not %T", exception, pair);
  if (pair.as<Tuple>()->length() < 2) {
    return raise(thread, TypeId::TypeError, "%T.split must return a 2-tuple, got tuple of size %ld", exception, pair.as<Tuple>()->length());
  }
  return Value(tuple_of(heap, pair.as<Tuple>()->at(1), pair.as<Tuple>()->at(0)));
}

// Intrinsic PrepareReraiseStar: what the except* clauses left to raise.
Value prepare_reraise_star(Thread& thread, Value* a) {
  const Value original = a[0];
  List* all = a[1].as<List>();
  Heap& heap = thread.heap();
  List* raised = new_list(heap);
  List* reraised = new_list(heap);
  for (Value e : all->span()) {
    if (e.is_none()) continue;
    const bool again = e == original || (is_group(original) && is_group(e) && same_origin(e, original));
    (void)(again ? reraised : raised)->append(heap, e);
  }
  if (!is_group(original)) {
    // At most one exception was raised: the naked one, or what a clause raised.
    if (raised->length() == 0) return reraised->length() ? original : Value::none();
    if (raised->length() == 1 && reraised->length() == 0) return raised->at(0);
  }
  Value remainder = Value::none();
  if (reraised->length() > 0 && is_group(original)) {
    List* leaves = new_list(heap);
    for (Value e : reraised->span()) collect_leaves(heap, e, leaves);
    Matcher m;
    m.leaves = leaves;
    const SplitResult r = TRY(split(thread, original, m, false));
    remainder = r.match;
  } else if (reraised->length() > 0) {
    remainder = original;
  }
  if (raised->length() == 0) return remainder;
  if (!remainder.is_none()) (void)raised->append(heap, remainder);
  return call_with(thread, Value(builtin_type(TypeId::BaseExceptionGroup)), Value(empty_string()), Value(raised));
}

}  // namespace taipan::python
