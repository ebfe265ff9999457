// Blocks go to the cipher many at once, which then works on several of them in each cycle. Each block is a
// message of its own and its output a pseudo-random function of it: nothing is encrypted here, so that the
// mode (ECB) has no weakness to bring.

#include "libmarkings/shingle/grams.h"

#include <openssl/evp.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace markings {
namespace {

constexpr std::size_t kBlockBytes = 16;  // of AES
constexpr std::size_t kBlocks = 512;     // at once
static_assert(kGramLetters > 8 && kGramLetters <= kBlockBytes, "the mask below is for the second half");

// "Nothing up the sleeve": the name of the format, filled up with zero bytes.
constexpr std::array<unsigned char, GramHasher::kKeyBytes> kPublishedKey = {
    'm', 'a', 'r', 'k', 'i', 'n', 'g', 's', '/', 's', 'h', 'i', 'n', 'g', 'l', 'e', '/', '1'};

// The bytes of a half block that belong to the gram.
constexpr std::uint64_t HalfMask() {
  constexpr unsigned kBits = static_cast<unsigned>(kGramLetters - 8) * 8;
  constexpr std::uint64_t kLow = kBits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << kBits) - 1;
  return std::endian::native == std::endian::little ? kLow : kLow << (64 - kBits);
}

std::unexpected<Error> Fault() {
  return Fail(ErrorCode::kInternal, {}, "OpenSSL cannot compute AES-256",
              "check that its default provider is active");
}

}  // namespace

class GramHasher::Cipher {
 public:
  Cipher() : context_(EVP_CIPHER_CTX_new()) {}
  Cipher(const Cipher&) = delete;
  Cipher& operator=(const Cipher&) = delete;
  ~Cipher() {
    EVP_CIPHER_CTX_free(context_);  // wipes
    // (They hold letters of a text that may be withheld.)
    OPENSSL_cleanse(blocks_.data(), blocks_.size());
  }

  bool Init(std::span<const unsigned char, kKeyBytes> key) {
    return context_ != nullptr &&
           EVP_EncryptInit_ex(context_, EVP_aes_256_ecb(), nullptr, key.data(), nullptr) == 1 &&
           EVP_CIPHER_CTX_set_padding(context_, 0) == 1;
  }

  // Of at most kBlocks grams.
  bool Hash(std::string_view letters, std::size_t from, std::span<std::uint64_t> hashes) {
    // (A whole block is read where there is one: copies of a fixed size are one instruction.)
    const std::size_t whole = letters.size() < from + kBlockBytes
                                  ? 0
                                  : std::min(hashes.size(), letters.size() - from - kBlockBytes + 1);
    const char* const begin = letters.data() + from;
    for (std::size_t i = 0; i < whole; ++i) Fill<kBlockBytes>(begin + i, i);
    for (std::size_t i = whole; i < hashes.size(); ++i) Fill<kGramLetters>(begin + i, i);
    int written = 0;
    const int size = static_cast<int>(hashes.size() * kBlockBytes);
    if (EVP_EncryptUpdate(context_, blocks_.data(), &written, blocks_.data(), size) != 1 || written != size)
      return false;
    for (std::size_t i = 0; i < hashes.size(); ++i) {
      std::uint64_t hash = 0;
      std::memcpy(&hash, blocks_.data() + i * kBlockBytes, sizeof(hash));
      if constexpr (std::endian::native == std::endian::little) hash = std::byteswap(hash);
      hashes[i] = hash;
    }
    return true;
  }

 private:
  template <std::size_t kBytes>
  void Fill(const char* letters, std::size_t block) {
    std::array<std::uint64_t, 2> halves{};
    std::memcpy(halves.data(), letters, kBytes);
    halves[1] &= HalfMask();
    std::memcpy(blocks_.data() + block * kBlockBytes, halves.data(), kBlockBytes);
  }

  EVP_CIPHER_CTX* context_;
  std::array<unsigned char, kBlocks * kBlockBytes> blocks_{};
};

GramHasher::GramHasher(std::unique_ptr<Cipher> cipher) : cipher_(std::move(cipher)) {}
GramHasher::GramHasher(GramHasher&&) noexcept = default;
GramHasher& GramHasher::operator=(GramHasher&&) noexcept = default;
GramHasher::~GramHasher() = default;

Result<GramHasher> GramHasher::Keyed(std::span<const unsigned char, kKeyBytes> key) {
  auto cipher = std::make_unique<Cipher>();
  if (!cipher->Init(key)) return Fault();
  return GramHasher(std::move(cipher));
}

Result<GramHasher> GramHasher::Unkeyed() { return Keyed(kPublishedKey); }

Result<void> GramHasher::Hash(std::string_view letters, std::size_t from, std::span<std::uint64_t> hashes) {
  while (!hashes.empty()) {
    const std::size_t count = std::min(hashes.size(), kBlocks);
    if (!cipher_->Hash(letters, from, hashes.first(count))) return Fault();
    hashes = hashes.subspan(count);
    from += count;
  }
  return {};
}

Result<std::vector<std::uint64_t>> GramHasher::HashAll(std::string_view letters) {
  std::vector<std::uint64_t> hashes(letters.size() < kGramLetters ? 0 : letters.size() - kGramLetters + 1);
  if (auto hashed = Hash(letters, 0, hashes); !hashed) return std::unexpected(std::move(hashed).error());
  return hashes;
}

}  // namespace markings
