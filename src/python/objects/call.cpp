// python/objects/call.cpp -- calling any callable from C++. Language reference, "Calls".
#include "python/objects/abstract.h"
#include "python/objects/exceptions.h"
#include "python/objects/objects.h"
#include "python/interpreter/interpreter.h"

namespace taipan::python {

namespace {

// Arguments with a receiver in front.
struct WithReceiver {
  WithReceiver(Heap& heap, Value receiver, const Value* values, int64_t count) {
    if (count < 15) {
      few_[0] = receiver;
      for (int64_t i = 0; i < count; i++) few_[i + 1] = values[i];
      all = few_;
    } else {
      list_ = new_list(heap, count + 1);
      (void)list_->append(heap, receiver);
      for (int64_t i = 0; i < count; i++) (void)list_->append(heap, values[i]);
      all = list_->items();
    }
  }
  ~WithReceiver() { asm volatile("" : : "r"(list_) : "memory"); }
  const Value* all;

 private:
  Value few_[16];
  List* list_ = nullptr;
};

// Methods that are called with the receiver in front; builtin functions are not, and others bind in ways of their own.
bool takes_receiver(Value method) {
  return is_function(method) || is_exact(method, TypeId::MethodDescriptor) || is_exact(method, TypeId::WrapperDescriptor);
}

}  // namespace

// type.__call__: __new__, then __init__ if the result is an instance.
Value construct(Thread& thread, Type* type, const Value* values, int64_t count, Tuple* names) {
  if (type == builtin_type(TypeId::Type) && count == 1 && !names) return Value(type_of(values[0]));
  if (type->has(kTypeNoInstantiation)) return raise(thread, TypeId::TypeError, "cannot create '%Q' instances", type);
  const Value maker = lookup_special(type, Special::New);
  if (maker.is_unbound()) return raise(thread, TypeId::TypeError, "cannot create '%Q' instances", type);
  const Value bound_maker = is_kind(maker, kind(PythonKind::StaticMethod)) ? maker.as<ClassMethodObject>()->callable : maker;
  WithReceiver with_class(thread.heap(), Value(type), values, count);
  Value instance;
  if (is_kind(bound_maker, kind(PythonKind::Native)) || is_function(bound_maker)) {
    instance = TRY(call_with_names(thread, bound_maker, with_class.all, count + 1, names));
  } else {
    const Value descriptor = TRY(bind_descriptor(thread, maker, Value::unbound(), type));
    instance = TRY(call_with_names(thread, descriptor, with_class.all, count + 1, names));
  }
  Type* made = type_of(instance);
  if (made != type && !is_subtype(made, type)) return instance;
  const Value initializer = lookup_special(made, Special::Init);
  if (initializer.is_unbound()) return instance;
  if (!made->is_heap() && initializer == lookup_special(builtin_type(TypeId::Object), Special::Init)) return instance;
  WithReceiver with_self(thread.heap(), instance, values, count);
  Value result;
  if (takes_receiver(initializer)) {
    result = TRY(call_with_names(thread, initializer, with_self.all, count + 1, names));
  } else {
    const Value bound = TRY(bind_descriptor(thread, initializer, instance, made));
    result = TRY(call_with_names(thread, bound, values, count, names));
  }
  if (!result.is_none()) return raise(thread, TypeId::TypeError, "__init__() should return None, not '%T'", result);
  return instance;
}

Value call_with_names(Thread& thread, Value callable, const Value* values, int64_t count, Tuple* names) {
  if (names && names->length() == 0) names = nullptr;
  if (callable.is_object()) {
    HeapObject* object = callable.as_object();
    switch (PythonKind(uint8_t(kind_of(object)))) {
      case PythonKind::Function: return call_function(thread, static_cast<Function*>(object), values, count, names);
      case PythonKind::Native:
        if (is_exact(callable, TypeId::ClassMethodDescriptor)) break;
        if (!native_stack_ok(thread)) return thread.language().raise_recursion_error(thread, " while calling a Python object");
        return call_native(thread, static_cast<Native*>(object), values, count, names);
      case PythonKind::BoundMethod: {
        auto* method = static_cast<BoundMethod*>(object);
        WithReceiver with(thread.heap(), method->self, values, count);
        return call_with_names(thread, method->function, with.all, count + 1, names);
      }
      case PythonKind::MethodWrapper: {
        auto* wrapper = static_cast<MethodWrapperObject*>(object);
        WithReceiver with(thread.heap(), wrapper->self, values, count);
        return call_native(thread, wrapper->function, with.all, count + 1, names);
      }
      case PythonKind::Type: {
        Type* type = static_cast<Type*>(object);
        if (uses_native(type_of(callable), Special::Call, TypeId::Type)) {
          if (!native_stack_ok(thread)) return thread.language().raise_recursion_error(thread, " while calling a Python object");
          return construct(thread, type, values, count, names);
        }
        break;
      }
      default: break;
    }
  }
  const Value method = lookup_special(type_of(callable), Special::Call);
  if (method.is_unbound()) return raise(thread, TypeId::TypeError, "'%T' object is not callable", callable);
  DepthGuard depth(thread);
  if (!depth.ok()) return thread.language().raise_recursion_error(thread, " while calling a Python object");
  if (takes_receiver(method)) {
    WithReceiver with(thread.heap(), callable, values, count);
    return call_with_names(thread, method, with.all, count + 1, names);
  }
  const Value bound = TRY(bind_descriptor(thread, method, callable, type_of(callable)));
  return call_with_names(thread, bound, values, count, names);
}

Value call(Thread& thread, Value callable, std::span<const Value> arguments) {
  return call_with_names(thread, callable, arguments.data(), int64_t(arguments.size()), nullptr);
}

Value call_unpacked(Thread& thread, Value callable, Tuple* arguments, Dict* keywords) {
  if (!keywords || keywords->length() == 0) return call_with_names(thread, callable, arguments->items(), arguments->length(), nullptr);
  Heap& heap = thread.heap();
  List* values = new_list(heap, arguments->length() + keywords->length());
  for (Value v : arguments->span()) (void)values->append(heap, v);
  Tuple* names = new_tuple(heap, keywords->length());
  Value key, value;
  int64_t n = 0;
  for (uint32_t i = 0; dict_next(keywords, i, key, value);) {
    if (!is_kind(key, Kind::String)) return raise(thread, TypeId::TypeError, "keywords must be strings");
    // Names are plain text: the hash of a subclass would run code while arguments are bound.
    names->initialize(heap, n++, is_exact_string(key) ? key : Value(intern(heap, key.as<String>())));
    (void)values->append(heap, value);
  }
  const Value result = call_with_names(thread, callable, values->items(), values->length(), names);
  asm volatile("" : : "r"(values), "r"(names) : "memory");
  return result;
}

Value call_method(Thread& thread, Value object, String* method_name, std::span<const Value> arguments) {
  if (!method_name->is_interned()) method_name = intern(thread.heap(), method_name);
  Type* type = type_of(object);
  if (uses_native(type, Special::GetAttribute, TypeId::Object) && lookup_special(type, Special::GetAttr).is_unbound()) {
    const Value found = lookup(type, method_name);
    if (!found.is_unbound() && (is_function(found) || is_exact(found, TypeId::MethodDescriptor))) {
      const bool shadowed = object.is_object() && shape_of(object.as_object())->has_attributes() &&
                            !get_own_attribute(object.as_object(), method_name).is_unbound();
      if (!shadowed) {
        WithReceiver with(thread.heap(), object, arguments.data(), int64_t(arguments.size()));
        return call_with_names(thread, found, with.all, int64_t(arguments.size()) + 1, nullptr);
      }
    }
  }
  const Value callable = TRY(get_attribute(thread, object, method_name));
  return call(thread, callable, arguments);
}

Value call_special(Thread& thread, Value self, Special special, std::span<const Value> arguments) {
  Type* type = type_of(self);
  const Value method = lookup_special(type, special);
  if (method.is_unbound()) return method;
  if (takes_receiver(method)) {
    WithReceiver with(thread.heap(), self, arguments.data(), int64_t(arguments.size()));
    return call_with_names(thread, method, with.all, int64_t(arguments.size()) + 1, nullptr);
  }
  const Value bound = TRY(bind_descriptor(thread, method, self, type));
  return call(thread, bound, arguments);
}

bool is_callable(Value value) { return !lookup_special(type_of(value), Special::Call).is_unbound(); }

Function* new_function(Heap& heap, Code* code, Dict* globals, Dict* builtins) {
  auto* f = heap.allocate_as<Function>(exact_shape(TypeId::Function), exact_shape(TypeId::Function)->instance_size);
  f->code = code;
  f->globals = globals;
  f->builtins = builtins;
  f->defaults = Value::none();
  f->keyword_defaults = Value::none();
  f->name = code->name;
  f->qualified_name = code->qualified_name;
  f->annotations = Value::none();
  f->doc = Value::none();
  f->module = Value::none();
  return f;
}

BoundMethod* new_bound_method(Heap& heap, Value function, Value self) {
  auto* m = heap.allocate_as<BoundMethod>(exact_shape(TypeId::BoundMethod));
  m->function = function;
  m->self = self;
  return m;
}

}  // namespace taipan::python
