// base/unicode/normalization.h -- decompositions, and the normal forms NFC, NFD, NFKC, NFKD.
//
// Room       Unicode data. Knows text views and buffers; knows no VM string.
// In / out   A text in, its normal form appended to a buffer. `Version` chooses between the present data (14.0.0) and
//            those of 3.2.0, which internationalised domain names still need.
// Tests      tests/unit/base/unicode/normalization_test.cpp, tests/differential/base/compare_unicode.py
#pragma once

#include <optional>
#include <string_view>

#include "base/text/text_buffer.h"
#include "base/text/text_view.h"

namespace taipan::unicode {

enum class NormalForm : uint8_t { Nfc, Nfd, Nfkc, Nfkd };
enum class Version : uint8_t { Current, Unicode3_2 };

// "NFC", "NFD", "NFKC" or "NFKD"; nothing for any other text.
std::optional<NormalForm> normal_form_named(std::string_view name);

// What a look at each character alone can say.
enum class QuickCheck : uint8_t { Yes, Maybe, No };
QuickCheck quick_check(text::TextView text, NormalForm form);

bool is_normalized(text::TextView text, NormalForm form, Version version = Version::Current);
// The caller may ask quick_check first: on Yes the text is its own normal form.
void append_normalized(text::TextBuffer& out, text::TextView text, NormalForm form,
                       Version version = Version::Current);

// One step of decomposition as the standard's data file lists it; Hangul syllables, which are decomposed by arithmetic,
// have none here.
struct Decomposition {
  std::string_view tag;  // "<compat>", ...; empty for a canonical decomposition
  const char16_t* units = nullptr;
  uint8_t unit_count = 0;  // UTF-16 code units; 0: no decomposition
};
Decomposition decomposition(char32_t c);

// The character that canonical composition makes of the pair, or 0.
char32_t compose(char32_t first, char32_t second);

}  // namespace taipan::unicode
