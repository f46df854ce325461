// tests/differential/numbers/hash_operations.cpp -- the driver's operations of hashes, checksums and transfer
// encodings.

#include "base/hashes/blake2.h"
#include "base/hashes/checksums.h"
#include "base/hashes/md5.h"
#include "base/hashes/sha1.h"
#include "base/hashes/sha2.h"
#include "base/hashes/sha3.h"
#include "base/transfer/base64.h"
#include "base/transfer/hexadecimal.h"
#include "base/transfer/quoted_printable.h"
#include "base/transfer/uu.h"
#include "driver.h"

namespace taipan::differential {
namespace {

using text::ByteBuffer;

std::string print(const ByteBuffer& buffer) {
  return print_bytes(buffer.data(), buffer.size());
}

// Feeds `data` in pieces of growing size, asking for a digest in the middle, which must not disturb.
template <typename Hash>
std::string digest(Hash hash, const std::vector<uint8_t>& data, size_t digest_size) {
  std::vector<uint8_t> result(digest_size);
  size_t piece = 1;
  for (size_t at = 0; at < data.size(); at += piece, piece = piece * 2 + 1) {
    hash.update(data.data() + at, std::min(piece, data.size() - at));
    if (piece == 7) hash.finish(result.data());
  }
  hash.finish(result.data());
  return print_bytes(result.data(), result.size());
}

class FixedSha3 {
 public:
  FixedSha3(hashes::Sha3::Variant variant, size_t size) : hash_(variant), size_(size) {}
  void update(const uint8_t* data, size_t size) { hash_.update(data, size); }
  void finish(uint8_t* out) const { hash_.finish(out, size_); }

 private:
  hashes::Sha3 hash_;
  size_t size_;
};

// name, data, for SHAKE a size.
std::string digest_of(const Arguments& arguments) {
  const std::string_view name = arguments[0];
  const std::vector<uint8_t> data = parse_bytes(arguments[1]);
  using hashes::Sha256;
  using hashes::Sha3;
  using hashes::Sha512;
  if (name == "md5") return digest(hashes::Md5(), data, 16);
  if (name == "sha1") return digest(hashes::Sha1(), data, 20);
  if (name == "sha224") return digest(Sha256(Sha256::Variant::Bits224), data, 28);
  if (name == "sha256") return digest(Sha256(), data, 32);
  if (name == "sha384") return digest(Sha512(Sha512::Variant::Bits384), data, 48);
  if (name == "sha512") return digest(Sha512(), data, 64);
  if (name == "sha3_224") return digest(FixedSha3(Sha3::Variant::Bits224, 28), data, 28);
  if (name == "sha3_256") return digest(FixedSha3(Sha3::Variant::Bits256, 32), data, 32);
  if (name == "sha3_384") return digest(FixedSha3(Sha3::Variant::Bits384, 48), data, 48);
  if (name == "sha3_512") return digest(FixedSha3(Sha3::Variant::Bits512, 64), data, 64);
  const auto size = static_cast<size_t>(arguments.size() > 2 ? parse_int64(arguments[2]) : 0);
  if (name == "shake_128") return digest(FixedSha3(Sha3::Variant::Shake128, size), data, size);
  if (name == "shake_256") return digest(FixedSha3(Sha3::Variant::Shake256, size), data, size);
  return "unknown";
}

// b or s, data, digest size, key, salt, person, fanout, depth, leaf size, node offset, node depth, inner size, last
// node.
template <typename Hash>
std::string blake2(const Arguments& arguments) {
  const std::vector<uint8_t> data = parse_bytes(arguments[1]);
  const std::vector<uint8_t> key = parse_bytes(arguments[3]);
  std::vector<uint8_t> salt = parse_bytes(arguments[4]);
  std::vector<uint8_t> person = parse_bytes(arguments[5]);
  salt.resize(Hash::kSaltSize);
  person.resize(Hash::kPersonSize);
  hashes::Blake2Parameters parameters;
  parameters.digest_size = static_cast<size_t>(parse_int64(arguments[2]));
  parameters.key = key.data();
  parameters.key_size = key.size();
  parameters.salt = salt.data();
  parameters.person = person.data();
  parameters.fanout = static_cast<uint8_t>(parse_int64(arguments[6]));
  parameters.depth = static_cast<uint8_t>(parse_int64(arguments[7]));
  parameters.leaf_size = static_cast<uint32_t>(parse_int64(arguments[8]));
  parameters.node_offset = parse_integer(arguments[9]).limbs.empty() ? 0 : parse_integer(arguments[9]).limbs[0];
  parameters.node_depth = static_cast<uint8_t>(parse_int64(arguments[10]));
  parameters.inner_size = static_cast<uint8_t>(parse_int64(arguments[11]));
  parameters.last_node = arguments[12] == "1";
  return digest(Hash(parameters), data, parameters.digest_size);
}

std::string blake2_either(const Arguments& arguments) {
  return arguments[0] == "b" ? blake2<hashes::Blake2b>(arguments) : blake2<hashes::Blake2s>(arguments);
}

// name, data, start.
std::string checksum(const Arguments& arguments) {
  const std::vector<uint8_t> data = parse_bytes(arguments[1]);
  const auto start = static_cast<uint32_t>(parse_int64(arguments[2]));
  if (arguments[0] == "crc32") return std::to_string(hashes::crc32(data.data(), data.size(), start));
  if (arguments[0] == "adler32") return std::to_string(hashes::adler32(data.data(), data.size(), start));
  return std::to_string(hashes::crc_hqx(data.data(), data.size(), static_cast<uint16_t>(start)));
}

std::string to_base64(const Arguments& arguments) {
  const std::vector<uint8_t> data = parse_bytes(arguments[0]);
  ByteBuffer out;
  transfer::append_base64(out, data.data(), data.size());
  return print(out);
}

std::string from_base64(const Arguments& arguments) {
  const std::vector<uint8_t> data = parse_bytes(arguments[0]);
  ByteBuffer out;
  const auto mode = arguments[1] == "strict" ? transfer::Base64Mode::Strict : transfer::Base64Mode::Lenient;
  const transfer::Base64Result result = transfer::read_base64(out, data.data(), data.size(), mode);
  if (result.error == transfer::Base64Error::None) return print(out);
  if (result.error != transfer::Base64Error::OneCharacterLeft) return std::string(transfer::message_of(result.error));
  char message[200];
  std::snprintf(message, sizeof(message), transfer::kOneCharacterLeftFormat, result.data_characters);
  return message;
}

std::string to_hexadecimal(const Arguments& arguments) {
  const std::vector<uint8_t> data = parse_bytes(arguments[0]);
  ByteBuffer out;
  if (arguments.size() == 1) {
    transfer::append_hexadecimal(out, data.data(), data.size());
  } else {
    transfer::append_hexadecimal(out, data.data(), data.size(), static_cast<uint8_t>(arguments[1][0]),
                                 parse_int64(arguments[2]));
  }
  return {reinterpret_cast<const char*>(out.data()), out.size()};
}

std::string from_hexadecimal(const Arguments& arguments) {
  const std::vector<uint8_t> data = parse_bytes(arguments[0]);
  ByteBuffer out;
  const auto error = transfer::read_hexadecimal(out, data.data(), data.size());
  return error == transfer::HexadecimalError::None ? print(out) : std::string(transfer::message_of(error));
}

std::string to_uu(const Arguments& arguments) {
  const std::vector<uint8_t> data = parse_bytes(arguments[0]);
  ByteBuffer out;
  transfer::append_uu_line(out, data.data(), data.size(),
                           arguments[1] == "1" ? transfer::UuZero::Backtick : transfer::UuZero::Blank);
  return print(out);
}

std::string from_uu(const Arguments& arguments) {
  const std::vector<uint8_t> data = parse_bytes(arguments[0]);
  ByteBuffer out;
  const auto error = transfer::read_uu_line(out, data.data(), data.size());
  return error == transfer::UuError::None ? print(out) : std::string(transfer::message_of(error));
}

// data, quote tabs, text, header.
std::string to_quoted_printable(const Arguments& arguments) {
  const std::vector<uint8_t> data = parse_bytes(arguments[0]);
  ByteBuffer out;
  transfer::append_quoted_printable(out, data.data(), data.size(),
                                    {arguments[1] == "1", arguments[2] == "1", arguments[3] == "1"});
  return print(out);
}

std::string from_quoted_printable(const Arguments& arguments) {
  const std::vector<uint8_t> data = parse_bytes(arguments[0]);
  ByteBuffer out;
  transfer::read_quoted_printable(
      out, data.data(), data.size(),
      arguments[1] == "1" ? transfer::QuotedPrintableKind::Header : transfer::QuotedPrintableKind::Body);
  return print(out);
}

}  // namespace

const std::vector<OperationRow> kHashOperations = {
    {"digest", digest_of},
    {"blake2", blake2_either},
    {"checksum", checksum},
    {"to_base64", to_base64},
    {"from_base64", from_base64},
    {"to_hexadecimal", to_hexadecimal},
    {"from_hexadecimal", from_hexadecimal},
    {"to_uu", to_uu},
    {"from_uu", from_uu},
    {"to_quoted_printable", to_quoted_printable},
    {"from_quoted_printable", from_quoted_printable},
};

}  // namespace taipan::differential
