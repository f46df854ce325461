// python/interpreter/slow_exceptions.cpp -- raise, except, and the intrinsics. Language reference, "Exceptions", "The raise
// statement", "The match statement".
#include "python/interpreter/slow_paths.h"
#include "python/objects/exceptions.h"
#include "python/objects/set.h"
#include "python/runtime/runtime.h"

namespace taipan::python {

namespace {

Value handled_exception(const Thread& thread) {
  for (const HandledState* state = thread.handled; state; state = state->previous) {
    if (!state->exception.is_none()) return state->exception;
  }
  return Value::none();
}

bool is_exception_class(Value v) {
  return has_type_flag(v, kTypeTypeSubclass) && v.as<Type>()->has(kTypeExceptionSubclass);
}

// An instance from what a raise statement names.
Value instantiate(Thread& thread, Value exception, const char* error) {
  if (is_exception(exception)) return exception;
  if (!is_exception_class(exception)) return raise(thread, TypeId::TypeError, "%s", error);
  const Value instance = TRY(call_with(thread, exception));
  if (!is_exception(instance)) {
    return raise(thread, TypeId::TypeError, "calling %R should have returned an instance of BaseException, not %R", exception,
                 Value(type_of(instance)));
  }
  return instance;
}

}  // namespace

Raised raise_statement(Thread& thread, Value exception, Value cause) {
  if (exception.is_unbound()) {
    const Value current = handled_exception(thread);
    if (current.is_none()) return raise(thread, TypeId::RuntimeError, "No active exception to reraise");
    reraise(thread, current);
    return {};
  }
  const Value instance = instantiate(thread, exception, "exceptions must derive from BaseException");
  if (instance.is_raised()) return {};
  if (!cause.is_unbound()) {
    Value because = cause;
    if (!cause.is_none()) {
      because = instantiate(thread, cause, "exception causes must derive from BaseException");
      if (because.is_raised()) return {};
    }
    auto* object = instance.as<ExceptionObject>();
    object->cause = because;
    object->suppress_context = true;
    thread.heap().write_barrier(object);
  }
  return raise_exception(thread, instance);
}

Raised reraise(Thread& thread, Value exception) {
  thread.reraising = true;
  return thread.raise_value(exception);
}

namespace {

// A state that is not the thread's own is part of a generator.
void set_handled(Thread& thread, Value exception) {
  HandledState* state = thread.handled;
  state->exception = exception;
  if (state == &thread.base_handled) return;
  thread.heap().write_barrier(reinterpret_cast<HeapObject*>(reinterpret_cast<char*>(state) - offsetof(GeneratorObject, handled)));
}

}  // namespace

Value push_handled(Thread& thread, Value exception) {
  const Value before = thread.handled->exception;
  set_handled(thread, exception);
  return before;
}
Unit pop_handled(Thread& thread, Value exception) {
  set_handled(thread, exception);
  return {};
}

Value match_exception(Thread& thread, Value exception, Value classes) {
  constexpr const char* kMessage = "catching classes that do not inherit from BaseException is not allowed";
  Type* type = type_of(exception);
  if (is_exception_class(classes)) return Value::boolean(is_subtype(type, classes.as<Type>()));
  if (is_kind(classes, Kind::Tuple)) {
    Tuple* tuple = classes.as<Tuple>();
    for (Value c : tuple->span()) {
      if (!is_exception_class(c)) return raise(thread, TypeId::TypeError, "%s", kMessage);
    }
    for (Value c : tuple->span()) {
      if (is_subtype(type, c.as<Type>())) return Value::true_value();
    }
    return Value::false_value();
  }
  return raise(thread, TypeId::TypeError, "%s", kMessage);
}

// ---- intrinsics

namespace {

Value print_expression(Thread& thread, Value* a) {
  const Value hook = sys_get("displayhook");
  if (hook.is_unbound()) return raise(thread, TypeId::RuntimeError, "lost sys.displayhook");
  TRY(call_with(thread, hook, a[0]));
  return Value::none();
}

Value import_star(Thread& thread, Value* a) {
  const Value space = frame_header(thread.regs)->auxiliary;
  const Value module = a[0];
  Value names = TRY(get_attribute_or_unbound(thread, module, name(Name::AllNames)));
  const bool explicit_names = !names.is_unbound();
  if (!explicit_names) {
    const Value dict = TRY(get_attribute_or_unbound(thread, module, name(Name::Dict)));
    if (dict.is_unbound()) return raise(thread, TypeId::ImportError, "from-import-* object has no __dict__ and no __all__");
    names = TRY(call_method_with(thread, dict, name(Name::Keys)));
  }
  List* list = TRY(list_from_iterable(thread, names));
  for (int64_t i = 0; i < list->length(); i++) {
    const Value item = list->at(i);
    String* text = as_string(item);
    if (!text) {
      const Value module_name = TRY(get_attribute(thread, module, name(Name::NameName)));
      return raise(thread, TypeId::TypeError, explicit_names ? "Item in %S.__all__ must be str, not %T" : "Key in %S.__dict__ must be str, not %T",
                   module_name, item);
    }
    if (!explicit_names && text->length() > 0 && text->at(0) == '_') continue;
    String* key = intern(thread.heap(), text);
    const Value value = TRY(get_attribute(thread, module, key));
    if (is_exact_dict(space)) {
      dict_set(thread.heap(), space.as<Dict>(), key, value);
    } else {
      TRY(set_item(thread, space, Value(key), value));
    }
  }
  return Value::none();
}

Value setup_annotations(Thread& thread, Value*) {
  const Value space = frame_header(thread.regs)->auxiliary;
  const Value key = Value(name(Name::Annotations));
  if (is_exact_dict(space)) {
    if (dict_get_interned(space.as<Dict>(), key.as<String>()).is_unbound()) {
      dict_set(thread.heap(), space.as<Dict>(), key.as<String>(), Value(new_dict(thread.heap())));
    }
    return Value::none();
  }
  const Value present = get_item(thread, space, key);
  if (!present.is_raised()) return Value::none();
  if (!clear_if(thread, TypeId::KeyError)) return present;
  TRY(set_item(thread, space, key, Value(new_dict(thread.heap()))));
  return Value::none();
}

Value assertion_error(Thread&, Value*) { return Value(builtin_type(TypeId::AssertionError)); }
Value exception_type(Thread&, Value* a) { return Value(type_of(a[0])); }
Value exception_traceback(Thread&, Value* a) { return a[0].as<ExceptionObject>()->traceback; }

Value check_stop_async(Thread& thread, Value* a) {
  if (is_instance_of(a[0], TypeId::StopAsyncIteration)) return Value::none();
  return reraise(thread, a[0]);
}

Value stop_iteration_to_runtime_error(Thread& thread, Value* a) {
  const Value exception = a[0];
  const uint32_t flags = code_of(thread.regs)->flags;
  const char* kind_text = flags & kCodeAsyncGenerator ? "async generator" : flags & kCodeCoroutine ? "coroutine" : "generator";
  const char* raised = nullptr;
  if (is_instance_of(exception, TypeId::StopIteration)) {
    raised = "StopIteration";
  } else if ((flags & kCodeAsyncGenerator) && is_instance_of(exception, TypeId::StopAsyncIteration)) {
    raised = "StopAsyncIteration";
  }
  if (!raised) return exception;
  thread.raise_value(exception);
  raise_from_current(thread, TypeId::RuntimeError, "%s raised %s", kind_text, raised);
  return thread.take_exception();
}

Value match_sequence(Thread&, Value* a) { return Value::boolean(type_of(a[0])->has(kTypeSequence)); }
Value match_mapping(Thread&, Value* a) { return Value::boolean(type_of(a[0])->has(kTypeMapping)); }

Value match_keys(Thread& thread, Value* a) {
  const Value subject = a[0];
  Tuple* keys = a[1].as<Tuple>();
  const int64_t n = keys->length();
  Tuple* values = new_tuple(thread.heap(), n);
  if (n == 0) return Value(values);
  SetObject* seen = new_set(thread.heap(), TypeId::Set);
  const Value getter = TRY(get_attribute(thread, subject, name(Name::Get)));
  const Value absent = Value(new_list(thread.heap()));
  for (int64_t i = 0; i < n; i++) {
    if (TRY(set_contains(thread, seen, keys->at(i)))) {
      return raise(thread, TypeId::ValueError, "mapping pattern checks duplicate key (%R)", keys->at(i));
    }
    TRY(set_add(thread, seen, keys->at(i)));
    const Value value = TRY(call_with(thread, getter, keys->at(i), absent));
    if (value == absent) return Value::none();
    values->initialize(thread.heap(), i, value);
  }
  return Value(values);
}

// Attribute `attribute` of the subject for a class pattern; unbound: no match.
Value match_attribute(Thread& thread, Value subject, Type* type, Value attribute, SetObject* seen) {
  if (TRY(set_contains(thread, seen, attribute))) {
    return raise(thread, TypeId::TypeError, "%N() got multiple sub-patterns for attribute %R", type, attribute);
  }
  TRY(set_add(thread, seen, attribute));
  return get_attribute_or_unbound(thread, subject, intern(thread.heap(), attribute.as<String>()));
}

Value match_class(Thread& thread, Value* a) {
  const Value subject = a[0], cls = a[1];
  const int64_t positional = a[2].as_int();
  Tuple* keywords = a[3].as<Tuple>();
  if (!has_type_flag(cls, kTypeTypeSubclass)) return raise(thread, TypeId::TypeError, "called match pattern must be a type");
  Type* type = cls.as<Type>();
  if (!TRY(is_instance(thread, subject, cls))) return Value::none();
  Heap& heap = thread.heap();
  List* attributes = new_list(heap);
  SetObject* seen = new_set(heap, TypeId::Set);
  if (positional > 0) {
    Value match_args = TRY(get_attribute_or_unbound(thread, cls, name(Name::MatchArgs)));
    bool match_self = false;
    if (match_args.is_unbound()) {
      match_self = type->has(kTypeMatchSelf);
      match_args = Value(empty_tuple());
    } else if (!is_exact_tuple(match_args)) {
      return raise(thread, TypeId::TypeError, "%N.__match_args__ must be a tuple (got %T)", type, match_args);
    }
    Tuple* names = match_args.as<Tuple>();
    const int64_t allowed = match_self ? 1 : names->length();
    if (allowed < positional) {
      return raise(thread, TypeId::TypeError, "%N() accepts %ld positional sub-pattern%s (%ld given)", type, allowed, allowed == 1 ? "" : "s",
                   positional);
    }
    if (match_self) {
      (void)attributes->append(heap, subject);
    } else {
      for (int64_t i = 0; i < positional; i++) {
        const Value attribute = names->at(i);
        if (!is_exact_string(attribute)) {
          return raise(thread, TypeId::TypeError, "__match_args__ elements must be strings (got %T)", attribute);
        }
        const Value value = TRY(match_attribute(thread, subject, type, attribute, seen));
        if (value.is_unbound()) return Value::none();
        (void)attributes->append(heap, value);
      }
    }
  }
  for (Value keyword : keywords->span()) {
    const Value value = TRY(match_attribute(thread, subject, type, keyword, seen));
    if (value.is_unbound()) return Value::none();
    (void)attributes->append(heap, value);
  }
  return Value(tuple_from(heap, attributes->span()));
}

Value mapping_rest(Thread& thread, Value* a) {
  Dict* rest = new_dict(thread.heap());
  TRY(dict_update(thread, rest, a[0]));
  for (Value key : a[1].as<Tuple>()->span()) TRY(dict_delete(thread, rest, key));
  return Value(rest);
}

Value length_of(Thread& thread, Value* a) { return integer_value(thread.heap(), TRY(length(thread, a[0]))); }
Value copy_dict(Thread& thread, Value* a) {
  Dict* dict = new_dict(thread.heap());
  TRY(dict_update(thread, dict, a[0]));
  return Value(dict);
}
Value list_of(Thread& thread, Value* a) { return Value(TRY(list_from_iterable(thread, a[0]))); }
// Only of iterators whose count can be read off; a list that grows takes an eighth too much, and leaves its old storage behind.
int64_t known_count(Value iterator) {
  if (is_exact(iterator, TypeId::RangeIterator)) {
    const auto* range = iterator.as<RangeIterator>();
    return range->step != 0 ? (range->stop - range->next) / range->step : 0;
  }
  const bool is_list = is_exact(iterator, TypeId::ListIterator);
  if (is_list || is_exact(iterator, TypeId::TupleIterator)) {
    const auto* position = iterator.as<SequenceIteratorObject>();
    if (position->sequence.is_unbound()) return 0;
    const HeapObject* sequence = position->sequence.as_object();
    return (is_list ? static_cast<const List*>(sequence)->length() : static_cast<const Tuple*>(sequence)->length()) - position->index;
  }
  return 0;
}
Value list_for(Thread& thread, Value* a) {
  constexpr int64_t kMostReserved = 1 << 20;
  const int64_t count = known_count(a[0]);
  return Value(new_list(thread.heap(), count > 0 && count <= kMostReserved ? count : 0));
}
Value build_class_cell_check(Thread& thread, Value* a) {
  a[1].as<Cell>()->value = a[0];
  thread.heap().write_barrier(a[1].as_object());
  return Value::none();
}

}  // namespace

Value match_exception_group(Thread& thread, Value* a);     // objects/exception_group.cpp
Value prepare_reraise_star(Thread& thread, Value* a);

Value run_intrinsic(Thread& thread, int which, Value* a) {
  switch (Intrinsic(which)) {
    case Intrinsic::PrintExpression: return print_expression(thread, a);
    case Intrinsic::ImportStar: return import_star(thread, a);
    case Intrinsic::SetupAnnotations: return setup_annotations(thread, a);
    case Intrinsic::AssertionError: return assertion_error(thread, a);
    case Intrinsic::ExceptionType: return exception_type(thread, a);
    case Intrinsic::ExceptionTraceback: return exception_traceback(thread, a);
    case Intrinsic::CheckStopAsync: return check_stop_async(thread, a);
    case Intrinsic::MatchExceptionGroup: return match_exception_group(thread, a);
    case Intrinsic::PrepareReraiseStar: return prepare_reraise_star(thread, a);
    case Intrinsic::MatchSequence: return match_sequence(thread, a);
    case Intrinsic::MatchMapping: return match_mapping(thread, a);
    case Intrinsic::MatchKeys: return match_keys(thread, a);
    case Intrinsic::MatchClass: return match_class(thread, a);
    case Intrinsic::MappingRest: return mapping_rest(thread, a);
    case Intrinsic::Length: return length_of(thread, a);
    case Intrinsic::CopyDict: return copy_dict(thread, a);
    case Intrinsic::StopIterationToRuntimeError: return stop_iteration_to_runtime_error(thread, a);
    case Intrinsic::ListOf: return list_of(thread, a);
    case Intrinsic::ListFor: return list_for(thread, a);
    case Intrinsic::BuildClassCellCheck: return build_class_cell_check(thread, a);
    case Intrinsic::Count: break;
  }
  return raise_system_error(thread, "unknown intrinsic");
}

}  // namespace taipan::python
