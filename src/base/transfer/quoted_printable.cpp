// base/transfer/quoted_printable.cpp -- MIME's quoted-printable encoding.
//
// Room       Base: transfer encodings.
// In / out   See quoted_printable.h.
// Tests      tests/unit/base/transfer/transfer_test.cpp, tests/differential/numbers/

#include "base/transfer/quoted_printable.h"

#include "base/unicode/properties.h"

namespace taipan::transfer {
namespace {

constexpr size_t kMaximumLine = 76;

class Writer {
 public:
  Writer(ByteBuffer& out, const uint8_t* data, size_t size, const QuotedPrintableStyle& style)
      : out_(out), data_(data), size_(size), style_(style) {
    const auto* feed = size == 0 ? nullptr : static_cast<const uint8_t*>(std::memchr(data, '\n', size));
    carriage_returns_ = feed != nullptr && feed != data && feed[-1] == '\r';
  }

  void write() {
    while (at_ < size_) {
      if (must_be_escaped()) {
        if (line_length_ + 3 >= kMaximumLine) soft_line_end();
        escape(data_[at_++]);
        line_length_ += 3;
      } else if (style_.is_text && at_line_end()) {
        line_end();
      } else {
        plain();
      }
    }
  }

 private:
  bool is(size_t position, uint8_t wanted) const { return position < size_ && data_[position] == wanted; }
  bool at_line_end() const { return is(at_, '\n') || (is(at_, '\r') && is(at_ + 1, '\n')); }

  bool must_be_escaped() const {
    const uint8_t c = data_[at_];
    const bool last = at_ + 1 == size_;
    if (c > 126 || c == '=' || (style_.header && c == '_')) return true;
    // A dot alone on a line would end a mail.
    if (c == '.' && line_length_ == 0 && (last || is(at_ + 1, '\n') || is(at_ + 1, '\r') || is(at_ + 1, 0)))
      return true;
    if (c == '\r' || c == '\n') return !style_.is_text;
    if (c == '\t' || c == ' ') return last || style_.quote_tabs;
    return c < 33;
  }

  void escape(uint8_t c) {
    out_.append(uint8_t{'='});
    out_.append(static_cast<uint8_t>("0123456789ABCDEF"[c >> 4]));
    out_.append(static_cast<uint8_t>("0123456789ABCDEF"[c & 15]));
  }

  void end_line() {
    if (carriage_returns_) out_.append(uint8_t{'\r'});
    out_.append(uint8_t{'\n'});
    line_length_ = 0;
  }

  void soft_line_end() {
    out_.append(uint8_t{'='});
    end_line();
  }

  void line_end() {
    // A blank before the end of a line might get lost.
    if (out_.size() != 0) {
      const uint8_t before = out_.data()[out_.size() - 1];
      if (before == ' ' || before == '\t') {
        out_.truncate(out_.size() - 1);
        escape(before);
      }
    }
    at_ += data_[at_] == '\r' ? 2 : 1;
    end_line();
  }

  void plain() {
    if (at_ + 1 != size_ && !is(at_ + 1, '\n') && line_length_ + 1 >= kMaximumLine) soft_line_end();
    ++line_length_;
    const uint8_t c = data_[at_++];
    out_.append(style_.header && c == ' ' ? uint8_t{'_'} : c);
  }

  ByteBuffer& out_;
  const uint8_t* data_;
  size_t size_;
  QuotedPrintableStyle style_;
  bool carriage_returns_;
  size_t at_ = 0;
  size_t line_length_ = 0;
};

}  // namespace

void append_quoted_printable(ByteBuffer& out, const uint8_t* data, size_t size, const QuotedPrintableStyle& style) {
  Writer(out, data, size, style).write();
}

void read_quoted_printable(ByteBuffer& out, const uint8_t* text, size_t size, QuotedPrintableKind kind) {
  size_t at = 0;
  while (at < size) {
    const uint8_t c = text[at++];
    if (c != '=') {
      out.append(kind == QuotedPrintableKind::Header && c == '_' ? uint8_t{' '} : c);
      continue;
    }
    if (at == size) return;
    const uint8_t next = text[at];
    if (next == '\n' || next == '\r') {
      // A soft line end: everything up to the line feed is dropped.
      while (at < size && text[at] != '\n')
        ++at;
      if (at < size) ++at;
    } else if (next == '=') {
      out.append(next);
      ++at;
    } else if (at + 1 < size && unicode::hex_digit_value(next) >= 0 && unicode::hex_digit_value(text[at + 1]) >= 0) {
      out.append(static_cast<uint8_t>(unicode::hex_digit_value(next) << 4 | unicode::hex_digit_value(text[at + 1])));
      at += 2;
    } else {
      out.append(uint8_t{'='});
    }
  }
}

}  // namespace taipan::transfer
