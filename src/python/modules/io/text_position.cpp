// python/modules/io/text_position.cpp -- TextIOWrapper.tell and seek.
//
// Room       python/modules/io. Tests: CPython's test_io
//
// A position in decoded text is a number that packs where to put the stream below, the decoder's state there, how many bytes to feed
// it then, and how many of the characters that come out to skip. From the lowest byte on:
//
//   [ start : 8 bytes | decoder flags : 4 | bytes to feed : 4 | characters to skip : 4 | needs the end of input : 1 ]
//
// Where the decoder is in its initial state and nothing is skipped, this is just the position in bytes. tell() looks for the last point
// before the wanted character at which the decoder held no undecoded bytes, first by a guess from the bytes a character took so far.
#include <cstring>

#include "python/modules/io/io_private.h"

namespace taipan::python::io {

namespace {

struct Position {
  uint64_t start = 0;
  uint32_t flags = 0, feed = 0, skip = 0;
  bool needs_end = false;
};
constexpr size_t kPackedBytes = 21;

Value pack(Thread& thread, const Position& p) {
  numbers::Limb limbs[3] = {p.start, uint64_t{p.flags} | uint64_t{p.feed} << 32, uint64_t{p.skip} | uint64_t{p.needs_end} << 32};
  int64_t count = 3;
  while (count > 0 && limbs[count - 1] == 0) count--;
  const IntegerResult made = integer_from_limbs(thread.heap(), limbs, numbers::SignedLength(count));
  if (!made.ok()) return raise_memory_error(thread);
  return made.value;
}
Result<Position> unpack(Thread& thread, Value cookie) {
  const IntegerOperand operand(cookie);
  const numbers::IntegerView view = operand.view();
  if (integer_bit_length(cookie) > kPackedBytes * 8) return raise(thread, TypeId::OverflowError, "int too big to convert");
  numbers::Limb limbs[3] = {0, 0, 0};
  for (size_t i = 0; i < view.length; i++) limbs[i] = view.limbs[i];
  Position p;
  p.start = limbs[0];
  p.flags = uint32_t(limbs[1]);
  p.feed = uint32_t(limbs[1] >> 32);
  p.skip = uint32_t(limbs[2]);
  p.needs_end = ((limbs[2] >> 32) & 0xFF) != 0;
  return p;
}

Status restart_decoder(Thread& thread, TextIO* self, const Position& p) {
  if (p.start == 0 && p.flags == 0) return text_reset_decoder(thread, self);
  return text_set_decoder_state(thread, self, Value(bytes_from(thread.heap(), "")), p.flags);
}

Result<int64_t> decoded_length(Thread& thread, TextIO* self, const Bytes* input, int64_t start, int64_t length, bool final = false) {
  Bytes* bytes = bytes_from(thread.heap(), input->view().substr(size_t(start), size_t(length)));
  const String* text = TRY(text_decode(thread, self, Value(bytes), final));
  return text->length();
}

// Finds the position of the character `skip` of what `input` decodes to; the decoder is left anywhere.
Status find_position(Thread& thread, TextIO* self, const Bytes* input, int64_t skip, Position& p) {
  int64_t fed = int64_t(self->bytes_per_character * double(skip));
  if (fed > input->length()) fed = input->length();
  for (int64_t back = 1; fed > 0;) {
    TRY(restart_decoder(thread, self, p));
    const int64_t n = TRY(decoded_length(thread, self, input, 0, fed));
    if (n <= skip) {
      const DecoderState state = TRY(text_decoder_state(thread, self));
      const int64_t held = state.bytes.as<Bytes>()->length();
      if (held == 0) {
        p.flags = uint32_t(state.flags);
        skip -= n;
        break;
      }
      fed -= held;
      back = 1;
    } else {
      fed -= back;
      back *= 2;
    }
  }
  if (fed <= 0) {
    fed = 0;
    TRY(restart_decoder(thread, self, p));
  }
  p.start += uint64_t(fed);
  p.skip = uint32_t(skip);
  if (skip == 0) return ok_status();
  int64_t pending_bytes = 0, pending_characters = 0;
  int64_t at = fed;
  for (; at < input->length(); at++) {
    pending_characters += TRY(decoded_length(thread, self, input, at, 1));
    pending_bytes++;
    const DecoderState state = TRY(text_decoder_state(thread, self));
    if (state.bytes.as<Bytes>()->length() == 0 && pending_characters <= skip) {
      p.start += uint64_t(pending_bytes);
      skip -= pending_characters;
      p.flags = uint32_t(state.flags);
      pending_bytes = pending_characters = 0;
    }
    if (pending_characters >= skip) break;
  }
  p.needs_end = false;
  if (at == input->length()) {
    pending_characters += TRY(decoded_length(thread, self, input, 0, 0, true));
    p.needs_end = true;
    if (pending_characters < skip) return raise(thread, TypeId::OSError, "can't reconstruct logical file position");
  }
  p.feed = uint32_t(pending_bytes);
  p.skip = uint32_t(skip);
  return ok_status();
}

}  // namespace

Value text_tell(Thread& thread, TextIO* self) {
  TRY(text_check_open(thread, self));
  if (!self->seekable) return raise_unsupported(thread, "underlying stream is not seekable");
  if (!self->telling) return raise(thread, TypeId::OSError, "telling position disabled by next() call");
  TRY(text_flush_pending(thread, self));
  TRY(call_method_with(thread, Value(self), io_name(IoName::Flush)));
  const Value below = TRY(call_method_with(thread, self->buffer, io_name(IoName::Tell)));
  if (!self->can_decode || self->snapshot.is_unbound()) return below;
  Position p;
  const auto* input = self->snapshot.as<Bytes>();
  p.start = uint64_t(TRY(to_int64(thread, below)) - input->length());
  p.flags = uint32_t(self->snapshot_flags);
  const int64_t skip = self->decoded.is_unbound() ? 0 : self->decoded_used;
  if (skip == 0) return pack(thread, p);
  const DecoderState saved = TRY(text_decoder_state(thread, self));
  const uint8_t seen = self->seen;
  const bool found = find_position(thread, self, input, skip, p).ok();
  const Value error = found ? Value::unbound() : thread.take_exception();
  const bool restored = text_set_decoder_state(thread, self, saved.bytes, saved.flags).ok();
  self->seen = seen;
  if (!found) return chain_exceptions(thread, error);
  if (!restored) return Value::raised();
  return pack(thread, p);
}

Value text_seek(Thread& thread, TextIO* self, Value cookie, int whence) {
  TRY(text_check_open(thread, self));
  Heap& heap = thread.heap();
  if (!self->seekable) return raise_unsupported(thread, "underlying stream is not seekable");
  switch (whence) {
    case 1:
      if (!TRY(equal(thread, cookie, Value::integer(0)))) return raise_unsupported(thread, "can't do nonzero cur-relative seeks");
      cookie = TRY(call_method_with(thread, Value(self), io_name(IoName::Tell)));
      break;
    case 2: {
      if (!TRY(equal(thread, cookie, Value::integer(0)))) return raise_unsupported(thread, "can't do nonzero end-relative seeks");
      TRY(call_method_with(thread, Value(self), io_name(IoName::Flush)));
      text_set_decoded(thread, self, Value::unbound());
      text_forget_snapshot(self);
      if (self->can_decode) TRY(text_reset_decoder(thread, self));
      const Value end = TRY(call_method_with(thread, self->buffer, io_name(IoName::Seek), Value::integer(0), Value::integer(2)));
      if (self->can_encode) {
        const bool start = TRY(equal(thread, end, Value::integer(0)));
        TRY(text_reset_encoder(thread, self, start));
      }
      return end;
    }
    case 0: break;
    default: return raise(thread, TypeId::ValueError, "invalid whence (%d, should be 0, 1 or 2)", whence);
  }
  if (TRY(compare_bool(thread, cookie, Value::integer(0), Compare::Less))) {
    return raise(thread, TypeId::ValueError, "negative seek position %R", cookie);
  }
  TRY(call_method_with(thread, Value(self), io_name(IoName::Flush)));
  const Value integer = TRY(to_index(thread, cookie));
  const Position p = TRY(unpack(thread, integer));
  TRY(call_method_with(thread, self->buffer, io_name(IoName::Seek), unsigned_value(heap, p.start)));
  text_set_decoded(thread, self, Value::unbound());
  text_forget_snapshot(self);
  if (self->can_decode) TRY(restart_decoder(thread, self, p));
  if (p.skip) {
    if (!self->can_decode) return raise(thread, TypeId::OSError, "can't restore logical file position");
    const Value input = TRY(call_method_with(thread, self->buffer, io_name(IoName::Read), Value::integer(p.feed)));
    if (!is_kind(input, Kind::Bytes)) {
      return raise(thread, TypeId::TypeError, "underlying read() should have returned a bytes object, not '%T'", input);
    }
    self->snapshot = input;
    self->snapshot_flags = p.flags;
    heap.write_barrier(self);
    String* text = TRY(text_decode(thread, self, input, p.needs_end));
    text_set_decoded(thread, self, Value(text));
    if (text->length() < int64_t(p.skip)) return raise(thread, TypeId::OSError, "can't restore logical file position");
    self->decoded_used = p.skip;
  } else {
    Bytes* nothing = bytes_from(heap, "");
    self->snapshot = Value(nothing);
    self->snapshot_flags = p.flags;
    heap.write_barrier(self);
  }
  if (self->can_encode) TRY(text_reset_encoder(thread, self, p.start == 0 && p.flags == 0));
  return cookie;
}

}  // namespace taipan::python::io
