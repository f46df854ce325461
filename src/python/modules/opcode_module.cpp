// python/modules/opcode_module.cpp -- _opcode: how the instructions that opcode.py lists change CPython's stack.
// https://docs.python.org/3.11/library/dis.html#dis.stack_effect
//
// Room       python/modules. These are the instructions of the documentation; Taipan's own are registers, see bytecode/.
// Tests      tests/python/modules/opcode_stack_effect.py; CPython's test__opcode
#include <climits>

#include "python/modules/dis_supplement.h"
#include "python/objects/abstract.h"

namespace taipan::python {

namespace {

// The effect is `base + slope * oparg`, or that of a special rule.
enum class Rule : uint8_t { Linear, ForIter, JumpOrPop, LoadGlobal, Send, BitCount, BuildSlice, FlagOne, FormatValue, UnpackEx };
struct Effect {
  uint8_t opcode;
  int8_t base;
  int8_t slope = 0;
  Rule rule = Rule::Linear;
};
constexpr int kHaveArgument = 90;

constexpr Effect kEffects[] = {
    {0, 0},    {1, -1},   {2, 1},    {9, 0},    {10, 0},   {11, 0},   {12, 0},   {15, 0},   {25, -1},  {30, 1},
    {31, 1},   {32, 1},   {33, 1},   {35, 1},   {36, 0},   {37, 0},   {49, 1},   {50, 0},   {51, 1},   {52, 1},
    {53, 1},   {54, -2},  {60, -3},  {61, -2},  {68, 0},   {69, 0},   {70, -1},  {71, 1},   {74, 1},   {75, 0},
    {82, 0},   {83, -1},  {84, -1},  {85, 0},   {86, 0},   {87, 0},   {88, -1},  {89, -1},
    // With an argument.
    {90, -1},  {91, 0},   {92, -1, 1}, {93, 1, 0, Rule::ForIter}, {94, 0, 0, Rule::UnpackEx}, {95, -2}, {96, -1}, {97, -1},
    {98, 0},   {99, 0},   {100, 1},  {101, 1},  {102, 1, -1}, {103, 1, -1}, {104, 1, -1}, {105, 1, -2}, {106, 0},
    {107, -1}, {108, -1}, {109, 1},  {110, 0},  {111, 0, 0, Rule::JumpOrPop}, {112, 0, 0, Rule::JumpOrPop}, {114, -1},
    {115, -1}, {116, 1, 0, Rule::LoadGlobal}, {117, -1}, {118, -1}, {119, -1}, {120, 1}, {122, -1},
    {123, 0, 0, Rule::Send}, {124, 1}, {125, -1}, {126, 0}, {128, -1}, {129, -1}, {130, 0, -1}, {131, 0},
    {132, 0, 0, Rule::BitCount}, {133, -1, 0, Rule::BuildSlice}, {134, 0}, {135, 0}, {136, 1}, {137, 1}, {138, -1},
    {139, 0},  {140, 0},  {142, -2, 0, Rule::FlagOne}, {144, 0}, {145, -1}, {146, -1}, {147, -2}, {148, 1}, {149, 0},
    {151, 0},  {152, -2}, {155, 0, 0, Rule::FormatValue}, {156, 0, -1}, {157, 1, -1}, {160, 1}, {162, -1}, {163, -1},
    {164, -1}, {165, -1}, {166, 0, -1}, {171, -1}, {172, 0}, {173, -1}, {174, -1}, {175, -1}, {176, -1},
};

// `jump`: 1 taken, 0 not taken, -1 the larger effect of the two.
int64_t effect_of(const Effect& e, int64_t oparg, int jump) {
  switch (e.rule) {
    case Rule::Linear: return e.base + e.slope * oparg;
    case Rule::ForIter: return jump > 0 ? -1 : 1;
    case Rule::JumpOrPop: return jump == 0 ? -1 : 0;
    case Rule::LoadGlobal: return (oparg & 1) + 1;
    case Rule::Send: return jump > 0 ? -1 : 0;
    case Rule::BitCount: return -int64_t(__builtin_popcountll(uint64_t(oparg) & 15));
    case Rule::BuildSlice: return oparg == 3 ? -2 : -1;
    case Rule::FlagOne: return e.base - (oparg & 1);
    case Rule::FormatValue: return (oparg & 4) == 4 ? -1 : 0;
    case Rule::UnpackEx: return (oparg & 0xFF) + (oparg >> 8);
  }
  return 0;
}

Value stack_effect(Thread& thread, int opcode, Value oparg, Value jump) {
  int jump_kind;
  if (jump.is_none()) {
    jump_kind = -1;
  } else if (jump.is_bool()) {
    jump_kind = jump.as_bool();
  } else {
    return raise(thread, TypeId::ValueError, "stack_effect: jump must be False, True or None");
  }
  int64_t argument = 0;
  if (opcode >= kHaveArgument) {
    if (oparg.is_none()) {
      return raise(thread, TypeId::ValueError, "stack_effect: opcode requires oparg but oparg was not specified");
    }
    argument = TRY(to_int64(thread, oparg));
    if (argument < INT_MIN || argument > INT_MAX) {
      return raise(thread, TypeId::OverflowError, "Python int too large to convert to C int");
    }
  } else if (!oparg.is_none()) {
    return raise(thread, TypeId::ValueError, "stack_effect: opcode does not permit oparg but oparg was specified");
  }
  for (const Effect& e : kEffects) {
    if (e.opcode == opcode) return Value::integer(effect_of(e, argument, jump_kind));
  }
  return raise(thread, TypeId::ValueError, "invalid opcode or oparg");
}

Value get_specialization_stats(Thread&) { return Value::none(); }

const Method kFunctions[] = {
    {"stack_effect(opcode, oparg=None, /, *, jump=None)", stack_effect, "Compute the stack effect of the opcode."},
    {"get_specialization_stats()", get_specialization_stats, "Return the specialization stats"},
};

}  // namespace

Status fill(Thread&, Module*) {
  g_dis_is_loading = true;
  return ok_status();
}

extern const ModuleSpec kOpcodeModule = {.name = "_opcode", .doc = "Opcode support module.", .functions = kFunctions, .execute = fill};

}  // namespace taipan::python
