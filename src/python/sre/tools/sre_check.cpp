// python/sre/tools/sre_check.cpp -- developer's tool: runs compiled patterns on subjects and prints what matched.
//
// Room       Regular expressions.
// In / out   sre_check FILE. The file holds records of little-endian words:
//              operation, repeat, group count, code length, code words ..., width, length, position, end, characters
//            Operation 0 matches, 1 matches fully, 2 searches, 3 iterates. For each record one line is printed: for
//            each match its start, end, last group and the spans of its groups; `-` for none, `invalid` for invalid
//            code. A match that takes very long is given up: `interrupted`. With `repeat` above 1 the operation is done
//            that often and the line is nanoseconds and number of matches. `sre_check --dump FILE` prints the programs.
// Tests      tests/differential/sre/compare_sre.py reads all this and compares it with python3.11.
#include <cstdio>
#include <cstring>
#include <ctime>
#include <vector>

#include "python/sre/matcher.h"

using namespace taipan::sre;  // NOLINT

namespace {

enum Operation : uint32_t { kMatch, kFullMatch, kSearch, kIterate };

class Input {
 public:
  bool read(const char* path) {
    std::FILE* file = std::fopen(path, "rb");
    if (file == nullptr) return false;
    std::fseek(file, 0, SEEK_END);
    bytes_.resize(static_cast<size_t>(std::ftell(file)));
    std::rewind(file);
    const bool ok = std::fread(bytes_.data(), 1, bytes_.size(), file) == bytes_.size();
    std::fclose(file);
    return ok;
  }
  bool at_end() const { return place_ >= bytes_.size(); }
  uint32_t word() {
    uint32_t word = 0;
    std::memcpy(&word, bytes_.data() + place_, sizeof word);
    place_ += sizeof word;
    return word;
  }
  std::vector<uint32_t> words(size_t count) {
    std::vector<uint32_t> words(count);
    for (uint32_t& w : words)
      w = word();
    return words;
  }
  // In memory of its own, so that reading outside of it is seen.
  std::vector<char> take(size_t count) {
    std::vector<char> taken(bytes_.begin() + static_cast<long>(place_),
                            bytes_.begin() + static_cast<long>(place_ + count));
    place_ += (count + 3) / 4 * 4;
    return taken;
  }

 private:
  std::vector<char> bytes_;
  size_t place_ = 0;
};

void print_match(const Matcher& matcher, uint32_t group_count) {
  std::printf("%lld %lld %u", static_cast<long long>(matcher.start()), static_cast<long long>(matcher.end()),
              matcher.last_group());
  for (uint32_t i = 1; i <= group_count; ++i) {
    const Span span = matcher.group(i);
    std::printf(" %lld %lld", static_cast<long long>(span.start), static_cast<long long>(span.end));
  }
  std::printf(" ");
}

MatchStatus apply(Matcher& matcher, uint32_t operation) {
  if (operation == kMatch) return matcher.match();
  if (operation == kFullMatch) return matcher.fullmatch();
  return matcher.search();
}

// Stops a match after some ten million steps.
bool is_patience_lost(void* patience) {
  return --*static_cast<int*>(patience) < 0;
}

int64_t processor_time() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * int64_t{1'000'000'000} + now.tv_nsec;
}

}  // namespace

int main(int count, char** arguments) {
  const bool dumps = count > 2 && std::strcmp(arguments[1], "--dump") == 0;
  Input input;
  if (count < 2 || !input.read(arguments[count - 1])) return 2;
  BacktrackStack stack;
  stack.set_limit(size_t{1} << 29);
  while (!input.at_end()) {
    const uint32_t operation = input.word();
    const uint32_t repeat = input.word();
    const uint32_t group_count = input.word();
    const std::vector<uint32_t> code = input.words(input.word());
    Subject subject;
    subject.width = input.word();
    subject.length = input.word();
    const int64_t position = input.word();
    const int64_t end = input.word();
    const std::vector<char> characters = input.take(static_cast<size_t>(subject.length) * subject.width);
    subject.data = characters.data();

    const std::unique_ptr<Program> program = compile(code, group_count);
    if (program == nullptr) {
      std::printf("invalid\n");
      continue;
    }
    if (dumps) {
      std::vector<char> text;
      program->dump(text);
      std::printf("%.*s\n", static_cast<int>(text.size()), text.data());
      continue;
    }
    const int64_t begin = processor_time();
    size_t found = 0;
    for (uint32_t round = 0; round < repeat; ++round) {
      int patience = 100;
      Matcher matcher(*program, subject, position, end, stack, {is_patience_lost, &patience});
      MatchStatus status;
      while ((status = apply(matcher, operation)) == MatchStatus::Matched) {
        found += 1;
        if (repeat == 1) print_match(matcher, group_count);
        if (operation != kIterate) break;
        matcher.advance();
      }
      if (status == MatchStatus::Interrupted) std::printf("interrupted ");
      if (status == MatchStatus::OutOfMemory) std::printf("out of memory ");
    }
    if (repeat > 1) {
      std::printf("%lld %zu", static_cast<long long>((processor_time() - begin) / repeat), found / repeat);
    } else if (found == 0) {
      std::printf("-");
    }
    std::printf("\n");
  }
  return 0;
}
