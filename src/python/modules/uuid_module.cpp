// python/modules/uuid_module.cpp -- the module _uuid: identifiers made of the time (RFC 4122, version 1).
//
// Room       python/modules.
// Tests      CPython's test_uuid
//
// The node is random with the bit that says so, as the RFC allows: no address of the machine gets into an identifier.
#include <sys/random.h>
#include <time.h>

#include <cstring>

#include "python/objects/bytes.h"
#include "python/objects/objects.h"

namespace taipan::python {

namespace {

struct Node {
  uint8_t address[6];
  uint16_t sequence;
};
const Node& node() {
  static const Node made = [] {
    Node n = {};
    if (getrandom(&n, sizeof n, 0) != ssize_t(sizeof n)) n.sequence = uint16_t(time(nullptr));
    n.address[0] |= 1;  // multicast: no real address
    return n;
  }();
  return made;
}

Value generate_time_safe(Thread& thread) {
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  // Steps of 100 ns since the Gregorian calendar; never the same twice.
  static uint64_t last = 0;
  uint64_t steps = uint64_t(now.tv_sec) * 10000000 + uint64_t(now.tv_nsec) / 100 + 0x01B21DD213814000;
  if (steps <= last) steps = last + 1;
  last = steps;
  const uint32_t low = uint32_t(steps);
  const auto middle = uint16_t(steps >> 32);
  const auto high = uint16_t((steps >> 48 & 0x0FFF) | 0x1000);
  const auto sequence = uint16_t((node().sequence & 0x3FFF) | 0x8000);
  uint8_t id[16] = {uint8_t(low >> 24), uint8_t(low >> 16), uint8_t(low >> 8), uint8_t(low), uint8_t(middle >> 8), uint8_t(middle),
                    uint8_t(high >> 8), uint8_t(high), uint8_t(sequence >> 8), uint8_t(sequence)};
  memcpy(id + 10, node().address, 6);
  Bytes* bytes = TRY(make_bytes(thread, {reinterpret_cast<char*>(id), sizeof id}));
  // -1: not known to be unique over several processes.
  return Value(tuple_of(thread.heap(), Value(bytes), Value::integer(-1)));
}

const Method kFunctions[] = {{"generate_time_safe()", generate_time_safe, ""}};

Status execute(Thread& thread, Module* module) {
  return module_add(thread, module, "has_uuid_generate_time_safe", Value::integer(1));
}

}  // namespace

extern const ModuleSpec kUuidModule = {.name = "_uuid", .functions = kFunctions, .execute = execute};

}  // namespace taipan::python
