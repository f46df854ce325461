// jit/passes/tools/optimise.cpp -- the developer's `optimise FILE`: runs the passes over a trace in text form.
//
// The file holds one recorded round in the form of ir/text.h; the line `# end sN` names the snapshot of the round's
// end. Prints the optimised loop. Tests: tests/golden/jit/.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "jit/ir/text.h"
#include "jit/passes/passes.h"

using namespace taipan::jit;

namespace {

std::string contents(const char* path) {
  std::string text;
  if (FILE* file = std::fopen(path, "rb")) {
    char buffer[4096];
    while (const size_t n = std::fread(buffer, 1, sizeof buffer, file)) text.append(buffer, n);
    std::fclose(file);
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return std::fputs("usage: optimise FILE\n", stderr), 2;
  const std::string text = contents(argv[1]);
  Trace round;
  std::string mistake;
  if (!from_text(text, round, mistake)) return std::fprintf(stderr, "%s\n", mistake.c_str()), 1;
  const size_t mark = text.find("# end s");
  if (mark == std::string::npos) return std::fputs("no line `# end sN`\n", stderr), 1;
  const auto end = size_t(std::atoi(text.c_str() + mark + 7));

  Trace trace;
  trace.constants = round.constants;
  trace.frames = round.frames;
  Emitter emitter(trace);
  std::vector<IrRef> now(round.instructions.size());
  const auto mapped = [&](IrRef r) { return r.is_instruction() ? now[size_t(r.index)] : r; };
  std::vector<SnapshotId> copies(round.snapshots.size(), SnapshotId::None);
  const auto copied = [&](size_t id) {
    if (copies[id] != SnapshotId::None) return copies[id];
    Snapshot s = round.snapshots[id];
    const auto first = uint32_t(trace.entries.size());
    for (const SnapshotEntry& entry : round.entries_of(s)) trace.entries.push_back({entry.slot, emitter.unboxed(mapped(entry.value))});
    s.first_entry = first;
    trace.snapshots.push_back(s);
    return copies[id] = SnapshotId(trace.snapshots.size() - 1);
  };
  for (size_t i = 0; i < round.instructions.size(); i++) {
    const IrInstruction& in = round.instructions[i];
    if (Trace::has_call(in.op)) {
      Call call = round.calls[size_t(in.immediate)];
      call.free_from = 1000;
      call.first_argument = uint32_t(trace.arguments.size());
      for (CallArgument argument : round.arguments_of(in)) {
        argument.value = mapped(argument.value);
        trace.arguments.push_back(argument);
      }
      now[i] = emitter.emit_call(in.op, call, in.snapshot == SnapshotId::None ? in.snapshot : copied(size_t(in.snapshot)));
      continue;
    }
    now[i] = is_guard(in.op)
                 ? emitter.emit_guard([&] { return copied(size_t(in.snapshot)); }, in.op, mapped(in.a), mapped(in.b), in.immediate)
                 : emitter.emit(in.op, mapped(in.a), mapped(in.b), mapped(in.c), in.immediate);
  }
  std::vector<IrRef> next;
  if (emitter.contradiction() || !peel_loop(emitter, copied(end), next)) return std::puts("contradiction"), 0;
  remove_dead_code(trace, next);
  if (const char* wrong = find_mistake(trace)) return std::puts(wrong), 1;
  std::fputs(to_text(trace).c_str(), stdout);
  return 0;
}
