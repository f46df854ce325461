// tests/unit/python/sre/code_writer.h -- writes code words as the library's `re._compiler` would.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "python/sre/code_words.h"
#include "python/sre/matcher.h"
#include "python/sre/program.h"

namespace taipan::sre::test {

using Code = std::vector<uint32_t>;

inline uint32_t word(Word w) {
  return static_cast<uint32_t>(w);
}

inline Code sequence(std::initializer_list<Code> parts) {
  Code out;
  for (const Code& part : parts)
    out.insert(out.end(), part.begin(), part.end());
  return out;
}
inline Code literal(std::u32string_view text) {
  Code out;
  for (const char32_t c : text)
    out.insert(out.end(), {word(Word::Literal), c});
  return out;
}
inline Code any() {
  return {word(Word::Any)};
}
inline Code any_all() {
  return {word(Word::AnyAll)};
}
inline Code at(AtCode code) {
  return {word(Word::At), static_cast<uint32_t>(code)};
}
inline Code range(uint32_t first, uint32_t last, Word op = Word::In) {
  return {word(op), 5, word(Word::Range), first, last, word(Word::Failure)};
}
inline Code category(CategoryCode code) {
  return {word(Word::In), 4, word(Word::Category), static_cast<uint32_t>(code), word(Word::Failure)};
}
inline Code group(uint32_t number, const Code& body) {
  return sequence({{word(Word::Mark), 2 * number - 2}, body, {word(Word::Mark), 2 * number - 1}});
}
inline uint32_t size(const Code& code) {
  return static_cast<uint32_t>(code.size());
}
// A loop over a single unit.
inline Code repeat_one(Word op, uint32_t minimum, uint32_t maximum, const Code& unit) {
  return sequence({{word(op), size(unit) + 4, minimum, maximum}, unit, {word(Word::Success)}});
}
inline Code star(const Code& unit) {
  return repeat_one(Word::RepeatOne, 0, kMaxRepeat, unit);
}
inline Code plus(const Code& unit) {
  return repeat_one(Word::RepeatOne, 1, kMaxRepeat, unit);
}
inline Code repeat(uint32_t minimum, uint32_t maximum, const Code& body, Word until = Word::MaxUntil) {
  return sequence({{word(Word::Repeat), size(body) + 3, minimum, maximum}, body, {word(until)}});
}
inline Code possessive(uint32_t minimum, uint32_t maximum, const Code& body) {
  return sequence({{word(Word::PossessiveRepeat), size(body) + 3, minimum, maximum}, body, {word(Word::Success)}});
}
inline Code atomic(const Code& body) {
  return sequence({{word(Word::AtomicGroup), size(body) + 2}, body, {word(Word::Success)}});
}
inline Code look(Word op, uint32_t back, const Code& body) {
  return sequence({{word(op), size(body) + 3, back}, body, {word(Word::Success)}});
}
inline Code branch(std::initializer_list<Code> alternatives) {
  Code out{word(Word::Branch)};
  std::vector<size_t> jumps;
  for (const Code& alternative : alternatives) {
    out.push_back(size(alternative) + 3);
    out.insert(out.end(), alternative.begin(), alternative.end());
    out.push_back(word(Word::Jump));
    jumps.push_back(out.size());
    out.push_back(0);
  }
  out.push_back(word(Word::Failure));
  for (const size_t jump : jumps)
    out[jump] = static_cast<uint32_t>(out.size() - jump);
  return out;
}
inline Code group_ref(uint32_t number) {
  return {word(Word::GroupRef), number - 1};
}
inline Code conditional(uint32_t number, const Code& yes, const Code& no) {
  return sequence({{word(Word::GroupRefExists), number - 1, size(yes) + 4}, yes, {word(Word::Jump), size(no) + 1}, no});
}
inline Code whole(const Code& body) {
  return sequence({body, {word(Word::Success)}});
}

inline Subject subject(std::string_view text) {
  return {text.data(), static_cast<int64_t>(text.size()), 1};
}
inline Subject subject(std::u16string_view text) {
  return {text.data(), static_cast<int64_t>(text.size()), 2};
}
inline Subject subject(std::u32string_view text) {
  return {text.data(), static_cast<int64_t>(text.size()), 4};
}

}  // namespace taipan::sre::test
