// base/unicode/tools/unicode_dump.cpp -- developer's tool: prints what this library knows of Unicode.
//
// Room       Unicode data.
// In / out   unicode_dump characters        one line for each code point with all its properties
//            unicode_dump texts             for each line `OPERATION HEX HEX ...` of the input, the code points made
//            unicode_dump names             for each line of the input, the characters of that name in four ways
// Tests      tests/differential/base/compare_unicode.py reads all this and compares it with python3.11.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "base/unicode/case_mapping.h"
#include "base/unicode/names.h"
#include "base/unicode/normalization.h"
#include "base/unicode/properties.h"
#include "base/unicode/version_3_2.h"

using namespace taipan;           // NOLINT
using namespace taipan::unicode;  // NOLINT

namespace {

void print_view(std::string_view text) { std::printf("%.*s", static_cast<int>(text.size()), text.data()); }

void print_mapping(const CaseMapping& mapping) {
  for (int i = 0; i < mapping.length; ++i) std::printf("%s%X", i == 0 ? " " : "+", unsigned(mapping.characters[i]));
}

void print_decomposition(char32_t c) {
  const Decomposition parts = decomposition(c);
  print_view(parts.tag);
  for (int i = 0; i < parts.unit_count; ++i) {
    char32_t part = parts.units[i];
    if (is_high_surrogate(part)) part = join_surrogates(part, parts.units[++i]);
    std::printf("+%04X", unsigned(part));
  }
}

void print_character(char32_t c) {
  std::printf("%X", unsigned(c));
  const auto values = [](std::string_view category, std::string_view bidirectional, std::string_view width,
                         int combining, int mirrored, int decimal, int digit, bool numeric, double value) {
    std::printf("|%.2s ", category.data());
    print_view(bidirectional);
    std::printf(" ");
    print_view(width);
    std::printf(" %d %d %d %d ", combining, mirrored, decimal, digit);
    if (numeric) {
      std::printf("%.17g", value);
    } else {
      std::printf("-");
    }
  };
  double value = 0;
  bool numeric = numeric_value(c, value);
  values(name_of(category(c)), name_of(bidirectional(c)), name_of(east_asian_width(c)), combining(c), is_mirrored(c),
         decimal_value(c), digit_value(c), numeric, value);
  numeric = numeric_value_3_2(c, value);
  values(name_of(category_3_2(c)), name_of(bidirectional_3_2(c)), name_of(east_asian_width_3_2(c)), combining_3_2(c),
         is_mirrored_3_2(c), decimal_value_3_2(c), digit_value_3_2(c), numeric, value);
  const bool flags[] = {is_alpha(c), is_decimal(c), is_digit(c),          is_numeric(c),   is_alnum(c),
                        is_space(c), is_lower(c),   is_upper(c),          is_title(c),     is_printable(c),
                        is_cased(c), is_case_ignorable(c), is_line_break(c), is_xid_start(c), is_xid_continue(c)};
  std::printf("|");
  for (const bool value_of_flag : flags) std::putchar(value_of_flag ? '1' : '0');
  std::printf("| %X %X %X", unsigned(simple_lower(c)), unsigned(simple_upper(c)), unsigned(simple_title(c)));
  print_mapping(full_lower(c));
  print_mapping(full_upper(c));
  print_mapping(full_title(c));
  print_mapping(full_fold(c));
  std::printf("|");
  print_decomposition(c);
  std::printf("|");
  for (const NormalForm form : {NormalForm::Nfc, NormalForm::Nfd, NormalForm::Nfkc, NormalForm::Nfkd}) {
    const char32_t text[] = {c};
    std::printf("%d", is_normalized({text, 1}, form));
  }
  NameBuffer buffer;
  std::printf("|");
  print_view(name_of(c, buffer));
  std::printf("|");
  print_view(name_of(c, buffer, Version::Unicode3_2));
  std::printf("\n");
}

void run_text(char* line) {
  text::TextBuffer input, output;
  char* operation = std::strtok(line, " \n");
  while (char* word = std::strtok(nullptr, " \n")) input.append(static_cast<char32_t>(std::strtoul(word, nullptr, 16)));
  const std::string_view name(operation);
  const auto form = normal_form_named(name);
  if (form) {
    append_normalized(output, input.view(), *form);
    output.append(is_normalized(input.view(), *form));
  } else if (name.ends_with("3.2")) {
    const auto old_form = normal_form_named(name.substr(0, name.size() - 3));
    append_normalized(output, input.view(), *old_form, Version::Unicode3_2);
    output.append(is_normalized(input.view(), *old_form, Version::Unicode3_2));
  } else if (name == "lower") {
    append_lower(output, input.view());
  } else if (name == "upper") {
    append_upper(output, input.view());
  } else if (name == "casefold") {
    append_folded(output, input.view());
  } else if (name == "swapcase") {
    append_swapped(output, input.view());
  } else if (name == "capitalize") {
    append_capitalized(output, input.view());
  } else if (name == "title") {
    append_titled(output, input.view());
  }
  for (size_t i = 0; i < output.length(); ++i) std::printf("%s%X", i == 0 ? "" : " ", unsigned(output.view().at(i)));
  std::printf("\n");
}

void run_name(char* line) {
  const std::string_view name(line, std::strcspn(line, "\n"));
  for (const NameScope scope : {NameScope::Characters, NameScope::CharactersAndSequences}) {
    for (const Version version : {Version::Current, Version::Unicode3_2}) {
      const auto found = lookup_name(name, scope, version);
      for (int i = 0; found && i < found->length; ++i) {
        std::printf("%s%X", i == 0 ? "" : "+", unsigned(found->characters[i]));
      }
      std::printf("|");
    }
  }
  std::printf("\n");
}

}  // namespace

int main(int count, char** arguments) {
  const std::string_view mode = count > 1 ? arguments[1] : "";
  if (mode == "characters") {
    for (char32_t c = 0; c <= kMaxCodePoint; ++c) print_character(c);
    return 0;
  }
  if (mode != "texts" && mode != "names") {
    std::fprintf(stderr, "usage: unicode_dump characters|texts|names\n");
    return 2;
  }
  static char line[1 << 16];
  while (std::fgets(line, sizeof(line), stdin) != nullptr) mode == "texts" ? run_text(line) : run_name(line);
  return 0;
}
