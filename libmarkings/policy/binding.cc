#include "libmarkings/policy/internal/binding.h"

#include <sodium.h>

#include <array>
#include <cstdint>
#include <new>

#include "libmarkings/marking/forms.h"
#include "libmarkings/text/hex.h"

namespace markings::internal {
namespace {

using Bytes = std::array<unsigned char, kSaltBytes>;

class Commitment {
 public:
  explicit Commitment(std::string_view salt) {
    Bytes key{};
    for (std::size_t i = 0; i < key.size() && i < salt.size(); ++i)
      key[i] = static_cast<unsigned char>(salt[i]);
    crypto_auth_hmacsha256_init(&state_, key.data(), key.size());
  }
  void Add(std::string_view bytes) {
    crypto_auth_hmacsha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()),
                                  bytes.size());
  }
  void AddNumber(std::uint64_t value, unsigned bytes) {
    std::string number;
    while (bytes-- > 0) number += static_cast<char>((value >> (8 * bytes)) & 0xFFU);
    Add(number);
  }
  std::string Hex() {
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> tag{};
    crypto_auth_hmacsha256_final(&state_, tag.data());
    return markings::ToHex(tag);
  }

 private:
  crypto_auth_hmacsha256_state state_{};
};

}  // namespace

std::string NewSalt() {
  // -1: no source of random bytes, say.
  static const bool ready = sodium_init() >= 0;
  if (!ready) throw std::bad_alloc();
  std::string salt(kSaltBytes, '\0');
  randombytes_buf(salt.data(), salt.size());
  return salt;
}

std::string ToHex(std::string_view bytes) {
  return markings::ToHex({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
}

std::optional<std::string> FromHex(std::string_view digits) {
  std::string bytes(digits.size() / 2, '\0');
  if (!markings::FromHex(digits, {reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()}))
    return std::nullopt;
  return bytes;
}

std::string GoverningMark(const Document& document, std::size_t head) {
  const Element element = document.elements()[head];
  return element.mark_known ? PortionForm(document.vocabulary(), element.marking()) : std::string();
}

std::string Binding(std::string_view salt, const Document& document, std::size_t head) {
  Commitment commitment(salt);
  commitment.Add(std::string_view("markings/decision/v1\0", 21));
  const std::string id = document.elements()[head].id();
  commitment.AddNumber(id.size(), 4);
  commitment.Add(id);
  const std::vector<std::size_t> parts = document.UnitParts(head);
  commitment.AddNumber(parts.size(), 4);
  for (const std::size_t part : parts) {
    const std::string_view bytes = document.Text(document.elements()[part].span);
    commitment.AddNumber(bytes.size(), 8);
    commitment.Add(bytes);
  }
  const std::string mark = GoverningMark(document, head);
  commitment.AddNumber(mark.size(), 4);
  commitment.Add(mark);
  return commitment.Hex();
}

std::string UnitBytes(const Document& document, std::size_t head) {
  std::string bytes;
  for (const std::size_t part : document.UnitParts(head))
    bytes += document.Text(document.elements()[part].span);
  return bytes;
}

std::string SpanText(const Document& document, std::size_t head) {
  std::string bytes;
  for (const std::size_t part : document.UnitParts(head))
    bytes += document.Text(document.elements()[part].text_span);
  return bytes;
}

}  // namespace markings::internal
