// python/modules/random_module.cpp -- the module _random: the generator below random.Random.
//
// Room       python/modules. The generator is base/numbers/mersenne_twister.h.
// Tests      tests/python/library/random_*.py; CPython's test_random
#include <sys/random.h>

#include <cstddef>
#include <new>

#include "base/numbers/mersenne_twister.h"
#include "python/objects/abstract.h"
#include "python/objects/objects.h"
#include "vm/integer.h"
#include "vm/layouts.h"

namespace taipan::python {

namespace {

struct RandomObject : HeapObject {
  numbers::MersenneTwister twister;
};

const Layout kLayout = {.name = "random generator", .size = size_from_shape, .trace = trace_attributes};

Status seed_from_system(Thread& thread, RandomObject* self) {
  uint32_t key[numbers::MersenneTwister::kStateWords];
  auto* bytes = reinterpret_cast<uint8_t*>(key);
  for (size_t done = 0; done < sizeof key;) {
    const ssize_t n = getrandom(bytes + done, sizeof key - done, 0);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return raise_errno(thread);
    done += size_t(n);
  }
  self->twister.seed(key, numbers::MersenneTwister::kStateWords);
  return ok_status();
}

Status seed(Thread& thread, RandomObject* self, Value value) {
  if (value.is_none() || value.is_missing()) return seed_from_system(thread, self);
  if (!is_int_like(value)) value = unsigned_value(thread.heap(), TRY(hash(thread, value)));
  const IntegerOperand operand(value);
  self->twister.seed(operand.view());
  return ok_status();
}

Value random_new(Thread& thread, NativeCall call) {
  auto* self = static_cast<RandomObject*>(allocate_instance(thread.heap(), call.values[0].as<Type>()));
  new (&self->twister) numbers::MersenneTwister();
  return Value(self);
}
Value random_init(Thread& thread, NativeCall call) {
  if (call.names) return raise(thread, TypeId::TypeError, "Random() takes no keyword arguments");
  if (call.count > 2) return raise(thread, TypeId::TypeError, "Random() requires 0 or 1 argument");
  TRY(seed(thread, call.values[0].as<RandomObject>(), call.count == 2 ? call.values[1] : Value::none()));
  return Value::none();
}

RandomObject* of(Value self) { return self.as<RandomObject>(); }

double random_random(Thread&, Value self) { return of(self)->twister.next_double(); }
Status random_seed(Thread& thread, Value self, Value n) { return seed(thread, of(self), n); }

Value random_getrandbits(Thread& thread, Value self, int count) {
  if (count < 0) return raise(thread, TypeId::ValueError, "number of bits must be non-negative");
  if (count == 0) return Value::integer(0);
  if (count <= 32) return Value::integer(of(self)->twister.next() >> (32 - count));
  numbers::LimbBuffer limbs;
  limbs.resize(size_t(count) / 64 + 1);
  const numbers::SignedLength length = of(self)->twister.next_bits(limbs.data(), uint64_t(count));
  const IntegerResult result = integer_from_limbs(thread.heap(), limbs.data(), length);
  return result.ok() ? result.value : Value(raise_memory_error(thread));
}

constexpr int64_t kWords = numbers::MersenneTwister::kStateWords;

Value random_getstate(Thread& thread, Value self) {
  Heap& heap = thread.heap();
  Tuple* state = new_tuple(heap, kWords + 1);
  for (int64_t i = 0; i < kWords; i++) state->initialize(heap, i, Value::integer(of(self)->twister.state()[size_t(i)]));
  state->initialize(heap, kWords, Value::integer(of(self)->twister.position()));
  return Value(state);
}

Status random_setstate(Thread& thread, Value self, Value state_value) {
  if (!is_kind(state_value, Kind::Tuple)) return raise(thread, TypeId::TypeError, "state vector must be a tuple");
  Tuple* state = state_value.as<Tuple>();
  if (state->length() != kWords + 1) return raise(thread, TypeId::ValueError, "state vector is the wrong size");
  std::array<uint32_t, size_t(kWords)> words;
  for (int64_t i = 0; i <= kWords; i++) {
    if (!is_int_like(state->at(i))) return raise(thread, TypeId::TypeError, "an integer is required");
  }
  for (int64_t i = 0; i < kWords; i++) {
    uint64_t word;
    if (integer_sign(state->at(i)) < 0) return raise(thread, TypeId::OverflowError, "can't convert negative value to unsigned int");
    if (!integer_to_uint64(state->at(i), &word)) {
      return raise(thread, TypeId::OverflowError, "Python int too large to convert to C unsigned long");
    }
    words[size_t(i)] = uint32_t(word);
  }
  int64_t position;
  if (!integer_to_int64(state->at(kWords), &position)) {
    return raise(thread, TypeId::OverflowError, "Python int too large to convert to C long");
  }
  if (position < 0 || position > kWords) return raise(thread, TypeId::ValueError, "invalid state");
  of(self)->twister.set_state(words, uint32_t(position));
  return ok_status();
}

const Method kMethods[] = {
    {"__new__(cls, *args, **kwargs)", random_new, "Create and return a new object."},
    {"__init__(self, *args, **kwargs)", random_init, "Initialize self.  See help(type(self)) for accurate signature."},
    {"random(self, /)", random_random, "random() -> x in the interval [0, 1)."},
    {"seed(self, n=None, /)", random_seed, "Starts the generator from a number, a hash, or the system's random bytes."},
    {"getstate(self, /)", random_getstate, "getstate() -> tuple containing the current state."},
    {"setstate(self, state, /)", random_setstate, "Restores generator state."},
    {"getrandbits(self, k, /)", random_getrandbits, "getrandbits(k) -> x.  Generates an int with k random bits."},
};

const TypeSpec kRandomSpec = {
    .name = "_random.Random",
    .doc = "Random() -> create a random number generator with its own internal state.",
    .layout = &kLayout,
    .kind = kind(PythonKind::Other),
    .native_size = sizeof(RandomObject),
    .flags = kTypeSubclassable,
    .methods = kMethods,
};

Status execute(Thread& thread, Module* module) {
  return module_add(thread, module, "Random", Value(define_type(thread, kRandomSpec)));
}

}  // namespace

extern const ModuleSpec kRandomModule = {
    .name = "_random", .doc = "Module implements the Mersenne Twister random number generator.", .execute = execute};

}  // namespace taipan::python
