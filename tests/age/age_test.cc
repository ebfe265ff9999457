#include "libmarkings/age/age.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "libmarkings/age/internal/armor.h"
#include "libmarkings/age/internal/derive.h"
#include "libmarkings/text/base64.h"
#include "tests/age/age_testing.h"

namespace markings {
namespace {

using testing::kIdentity;
using testing::kRecipient;
using testing::MemoryFile;
using testing::Secret;
using testing::Shown;
using testing::SomeBytes;
using testing::TheIdentity;
using testing::TheRecipient;

constexpr std::string_view kText = "A notice for the harbour.\n";

// ---- keys ----

// The example of C2SP age.md.
TEST(AgeKeys, TheSpecificationsExample) {
  const auto identity = AgeIdentity::Parse(kIdentity);
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->recipient().Format(), kRecipient);
  EXPECT_EQ(Shown(identity->Format()), kIdentity);
  for (const unsigned char byte : identity->key().Reveal()) EXPECT_EQ(byte, 0x42);
  const auto recipient = AgeRecipient::Parse(kRecipient);
  ASSERT_TRUE(recipient);
  EXPECT_EQ(*recipient, identity->recipient());
}

TEST(AgeKeys, GeneratedOnesDifferAndReadBack) {
  const auto first = AgeIdentity::Generate(), second = AgeIdentity::Generate();
  ASSERT_TRUE(first && second);
  EXPECT_FALSE(first->recipient() == second->recipient());
  const auto again = AgeIdentity::Parse(Shown(first->Format()));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->recipient(), first->recipient());
}

struct BadKeyRow {
  std::string text;
  ErrorCode code;
  const char* message;
};

TEST(AgeKeys, RecipientsThatAreNone) {
  const std::string good(kRecipient);
  std::string upper = good;
  for (char& c : upper) c = static_cast<char>(std::toupper(c));
  const BadKeyRow rows[] = {
      {"", ErrorCode::kBadKey, "no age recipient"},
      {"age1", ErrorCode::kBadKey, "no age recipient"},
      {good + " ", ErrorCode::kBadKey, "no age recipient"},
      {good.substr(0, good.size() - 1), ErrorCode::kBadKey, "no age recipient"},
      {good.substr(0, good.size() - 1) + "q", ErrorCode::kBadKey, "no age recipient"},
      {upper, ErrorCode::kBadKey, "no age recipient"},
      {"A" + good.substr(1), ErrorCode::kBadKey, "no age recipient"},
      {std::string(kIdentity), ErrorCode::kBadKey, "secret key"},
      // 32 zero bytes, the point of order 1 in Bech32.
      {"age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z", ErrorCode::kBadKey, "low order"},
      {"age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e", ErrorCode::kUnsupported,
       "p256tag"},
      {"age1tagpq1qqqqqqqq", ErrorCode::kUnsupported, "mlkem768p256tag"},
      {"age1yubikey1qqqqqqqq", ErrorCode::kUnsupported, "plugin"},
      {"ssh-ed25519 AAAA", ErrorCode::kUnsupported, "SSH"},
  };
  for (const BadKeyRow& row : rows) {
    const auto recipient = AgeRecipient::Parse(row.text);
    ASSERT_FALSE(recipient) << row.text;
    EXPECT_EQ(recipient.error().code, row.code) << row.text;
    EXPECT_TRUE(recipient.error().message.contains(row.message))
        << row.text << ": " << recipient.error().message;
  }
}

TEST(AgeKeys, IdentitiesThatAreNone) {
  const std::string good(kIdentity);
  std::string lower = good, mixed = good;
  for (char& c : lower) c = static_cast<char>(std::tolower(c));
  mixed[30] = static_cast<char>(std::tolower(mixed[30]));
  const BadKeyRow rows[] = {
      {"", ErrorCode::kBadKey, "no age identity"},
      {lower, ErrorCode::kBadKey, "no age identity"},
      {mixed, ErrorCode::kBadKey, "no age identity"},
      {good + "\n", ErrorCode::kBadKey, "no age identity"},
      {good.substr(0, good.size() - 1) + "Q", ErrorCode::kBadKey, "no age identity"},
      {std::string(kRecipient), ErrorCode::kBadKey, "recipient"},
      {"AGE-PLUGIN-YUBIKEY-1QQQQQQQQ", ErrorCode::kUnsupported, "plugin"},
      {"-----BEGIN OPENSSH PRIVATE KEY-----", ErrorCode::kUnsupported, "SSH"},
  };
  for (const BadKeyRow& row : rows) {
    const auto identity = AgeIdentity::Parse(row.text);
    ASSERT_FALSE(identity) << row.message;
    EXPECT_EQ(identity.error().code, row.code) << row.message;
    EXPECT_TRUE(identity.error().message.contains(row.message))
        << row.message << ": " << identity.error().message;
    EXPECT_FALSE(identity.error().message.contains("GFPYYS")) << "a key in a message";
  }
}

TEST(AgeKeys, FilesOfThem) {
  const std::string key(kIdentity), recipient(kRecipient);
  const auto identities =
      ReadAgeIdentities(Secret("# created: today\r\n\r\n" + key + "\r\n#" + key + "\n\n" + key));
  ASSERT_TRUE(identities) << identities.error().message;
  EXPECT_EQ(identities->size(), 2U);
  const auto recipients = ReadAgeRecipients("# the harbour\n" + recipient + "\n");
  ASSERT_TRUE(recipients);
  EXPECT_EQ(recipients->size(), 1U);

  const auto made = AgeIdentity::Generate();
  const std::string file = Shown(FormatAgeKeyFile(*made, "2026-01-01T00:00:00Z"));
  EXPECT_EQ(file, "# created: 2026-01-01T00:00:00Z\n# public key: " + made->recipient().Format() + "\n" +
                      Shown(made->Format()) + "\n");
  const auto again = ReadAgeIdentities(Secret(file));
  ASSERT_TRUE(again);
  EXPECT_EQ((*again)[0].recipient(), made->recipient());

  for (const std::string& none : {std::string(), std::string("# nothing\n"), std::string("\n\n")}) {
    EXPECT_EQ(ReadAgeIdentities(Secret(none)).error().code, ErrorCode::kBadKey);
    EXPECT_EQ(ReadAgeRecipients(none).error().code, ErrorCode::kBadKey);
  }
  const auto bad = ReadAgeRecipients("# one\n" + recipient + "\n " + recipient + "\n");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().where.begin, 6 + recipient.size() + 1);
  EXPECT_FALSE(ReadAgeIdentities(Secret(key + "\n" + recipient + "\n")));
}

// ---- sealing and opening ----

Result<std::string> Opened(std::string_view sealed, const AgeKeys& keys) {
  auto opened = OpenAgeWith(sealed, keys);
  if (!opened) return std::unexpected(std::move(opened).error());
  return Shown(*opened);
}

Error ErrorOf(std::string_view sealed, const AgeKeys& keys) {
  auto opened = OpenAgeWith(sealed, keys);
  if (opened) return {};
  return opened.error();
}

TEST(Age, EveryWayInAndOutAgrees) {
  const auto identities = TheIdentity();
  const auto recipients = TheRecipient();
  const AgeKeys keys{.identities = identities};
  const std::string bytes = SomeBytes(3000000);
  for (const std::size_t size : {0U, 1U, 65535U, 65536U, 65537U, 524288U, 524289U, 3000000U}) {
    const std::string_view text = std::string_view(bytes).substr(0, size);
    std::vector<std::string> sealed = {*SealAge(text, recipients)};
    for (const AgeForm form : {AgeForm::kBinary, AgeForm::kArmored}) {
      const MemoryFile in(text), out;
      ASSERT_TRUE(EncryptAge(in.get(), out.get(), recipients, form));
      sealed.push_back(out.Bytes());
      EXPECT_EQ(sealed.back().starts_with(internal::kArmorBegin), form == AgeForm::kArmored);
    }
    for (const std::string& one : sealed) {
      EXPECT_TRUE(LooksLikeAge(one));
      EXPECT_TRUE(Shown(*OpenAge(one, identities)) == text) << size;
      const MemoryFile first(one), second(one), out, unseen;
      ASSERT_TRUE(DecryptAge(first.get(), out.get(), keys));
      EXPECT_TRUE(out.Bytes() == text);
      ASSERT_TRUE(DecryptAgeUnseen(second.get(), unseen.get(), keys));
      EXPECT_TRUE(unseen.Bytes() == text);
    }
  }
}

// docs/formats/age.md tells this file byte by byte.
TEST(Age, TheDocumentedExample) {
  const auto identities = TheIdentity();
  const std::string folder = std::string(MARKINGS_SOURCE_DIR) + "/fuzz/corpus/age/";
  const auto read = [&](const std::string& name) {
    std::ifstream file(folder + name, std::ios::binary);
    EXPECT_TRUE(file) << name;
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const std::string sealed = read("sealed");
  EXPECT_EQ(sealed.size(), 226U);
  const auto file_key = Secret("\xe1\xbc\x15\x1b\xf5\xa3\x60\x4e\x8c\x58\x95\x6c\x81\x4f\xf7\x5c");
  const auto mac = internal::HeaderMac(file_key, std::string_view(sealed).substr(0, 123));
  ASSERT_TRUE(mac);
  EXPECT_EQ(EncodeBase64(*mac, Base64Padding::kNone), sealed.substr(124, 43));
  for (const char* name : {"sealed", "armored", "armored_crlf", "armored_space"}) {
    const auto opened = OpenAge(read(name), identities);
    ASSERT_TRUE(opened) << name << opened.error().message;
    EXPECT_EQ(Shown(*opened), kText) << name;
  }
}

// File key, share and nonce are new each time: nothing of two files is alike but the first line.
TEST(Age, SealedTwiceIsNotTheSame) {
  std::set<std::string> lines;
  std::size_t count = 0;
  for (int i = 0; i < 3; ++i) {
    const std::string sealed = *SealAge(kText, TheRecipient());
    const std::size_t body = sealed.find("\n--- ");
    lines.insert(sealed.substr(22, 51));  // the stanza's first line
    lines.insert(sealed.substr(body - 43, 43));
    lines.insert(sealed.substr(body + 5, 43));
    lines.insert(sealed.substr(body + 49));
    count += 4;
  }
  EXPECT_EQ(lines.size(), count);
}

TEST(Age, EachOfManyRecipientsOpens) {
  std::vector<AgeIdentity> identities;
  std::vector<AgeRecipient> recipients;
  for (int i = 0; i < 5; ++i) {
    identities.push_back(*AgeIdentity::Generate());
    recipients.push_back(identities.back().recipient());
  }
  const std::string sealed = *SealAge(kText, recipients);
  for (const AgeIdentity& identity : identities) {
    EXPECT_EQ(Shown(*OpenAge(sealed, {&identity, 1})), kText);
  }
  const Error other = ErrorOf(sealed, {.identities = TheIdentity()});
  EXPECT_EQ(other.code, ErrorCode::kNoMatch);
  EXPECT_EQ(other.message, "no identity that was given opens the file");
  EXPECT_EQ(ErrorOf(sealed, {}).code, ErrorCode::kNoMatch);
}

TEST(Age, NobodyIsNoRecipient) {
  const auto sealed = SealAge(kText, {});
  ASSERT_FALSE(sealed);
  EXPECT_EQ(sealed.error().code, ErrorCode::kUnusableInput);
  const std::vector<AgeRecipient> many(1025, TheRecipient()[0]);
  EXPECT_EQ(SealAge(kText, many).error().code, ErrorCode::kUnusableInput);
  EXPECT_TRUE(OpenAge(*SealAge(kText, std::span(many).first(1024)), TheIdentity()));
}

TEST(Age, Passphrases) {
  const SecretBytes right = Secret("lamp oil and rope");
  int asked = 0;
  const auto with = [&](std::string_view words) {
    return AgeKeys{.identities = {}, .passphrase = [&asked, words]() -> Result<SecretBytes> {
                     ++asked;
                     return Secret(words);
                   }};
  };
  for (const AgeForm form : {AgeForm::kBinary, AgeForm::kArmored}) {
    const auto sealed = SealAgeWithPassphrase(kText, right, form, 10);
    ASSERT_TRUE(sealed);
    EXPECT_EQ(*Opened(*sealed, with("lamp oil and rope")), kText);
    EXPECT_EQ(asked, 1);
    EXPECT_EQ(ErrorOf(*sealed, with("lamp oil and rop")).code, ErrorCode::kWrongPassphrase);
    EXPECT_EQ(ErrorOf(*sealed, with("")).code, ErrorCode::kWrongPassphrase);
    const Error none = ErrorOf(*sealed, {.identities = TheIdentity()});
    EXPECT_EQ(none.code, ErrorCode::kNoMatch);
    EXPECT_TRUE(none.message.contains("passphrase")) << none.message;
    asked = 0;
  }
  const MemoryFile in(kText), out;
  ASSERT_TRUE(EncryptAgeWithPassphrase(in.get(), out.get(), right));
  EXPECT_TRUE(out.Bytes().contains(" 18\n"));
  EXPECT_EQ(*Opened(out.Bytes(), with("lamp oil and rope")), kText);

  // A file for recipients asks for none; one that asks for too much work asks for none either.
  asked = 0;
  EXPECT_EQ(ErrorOf(*SealAge(kText, TheRecipient()), with("x")).code, ErrorCode::kNoMatch);
  const std::string heavy = *SealAgeWithPassphrase(kText, right, AgeForm::kBinary, 11);
  AgeOptions strict;
  strict.max_log_n = 10;
  const auto refused = OpenAgeWith(heavy, with("lamp oil and rope"), strict);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().message.contains("over the limit, 2^10")) << refused.error().message;
  EXPECT_EQ(asked, 0);

  EXPECT_EQ(SealAgeWithPassphrase(kText, Secret(""), AgeForm::kBinary, 10).error().code,
            ErrorCode::kUnusableInput);
  EXPECT_EQ(SealAgeWithPassphrase(kText, right, AgeForm::kBinary, 0).error().code, ErrorCode::kUnusableInput);
  EXPECT_EQ(SealAgeWithPassphrase(kText, right, AgeForm::kBinary, 23).error().code,
            ErrorCode::kUnusableInput);
}

// What asks for the passphrase may give up: that is the error, and nothing comes out.
TEST(Age, ThePassphraseMayNotBeHad) {
  const std::string sealed = *SealAgeWithPassphrase(kText, Secret("x"), AgeForm::kBinary, 10);
  const Error error = ErrorOf(sealed, {.passphrase = []() -> Result<SecretBytes> {
                                return Fail(ErrorCode::kUnusableInput, {}, "no terminal", "");
                              }});
  EXPECT_EQ(error.message, "no terminal");
}

// ---- what was changed ----

// The published vectors at hand have no HMAC failure. A header that is well formed and is not what was
// sealed: another MAC, a stanza more, two stanzas exchanged.
TEST(AgeTampering, TheHeadersMac) {
  const std::vector<AgeRecipient> two = {TheRecipient()[0], AgeIdentity::Generate()->recipient()};
  const std::string sealed = *SealAge(kText, two);
  const std::size_t end = sealed.find("\n--- ") + 1;
  std::string mac = sealed, more = sealed, turned = sealed;
  mac[end + 4] = mac[end + 4] == 'A' ? 'B' : 'A';
  more.insert(end, "-> grease\n\n");
  constexpr std::size_t kHead = 22, kStanza = 10 + 43 + 1 + 43 + 1;
  turned = sealed.substr(0, kHead) + sealed.substr(kHead + kStanza, kStanza) + sealed.substr(kHead, kStanza) +
           sealed.substr(kHead + 2 * kStanza);
  const auto identities = TheIdentity();
  EXPECT_EQ(Shown(*OpenAge(sealed, identities)), kText);
  for (const std::string& changed : {mac, more, turned}) {
    const auto opened = OpenAge(changed, identities);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::kNotAuthentic);
    EXPECT_TRUE(opened.error().message.starts_with("the age header")) << opened.error().message;
    const MemoryFile in(changed), out;
    EXPECT_FALSE(DecryptAge(in.get(), out.get(), {.identities = identities}));
    EXPECT_EQ(out.Bytes(), "");
  }
}

TEST(AgeTampering, EveryBitAndEveryLength) {
  const auto identities = TheIdentity();
  const AgeKeys keys{.identities = identities};
  const std::string sealed = *SealAge(kText, TheRecipient());
  const MemoryFile in(sealed), armored;
  const MemoryFile text(kText);
  ASSERT_TRUE(EncryptAge(text.get(), armored.get(), TheRecipient(), AgeForm::kArmored));
  const std::string armor = armored.Bytes();
  const std::size_t payload = sealed.find("\n--- ") + 5 + 44;
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = sealed;
      changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
      const Error error = ErrorOf(changed, keys);
      ASSERT_FALSE(error.message.empty()) << "opened with bit " << bit << " of byte " << at << " changed";
      if (at >= payload) {
        ASSERT_EQ(error.code, ErrorCode::kNotAuthentic) << at;
        ASSERT_TRUE(error.message.contains("chunk 1 ")) << error.message;
      } else {
        ASSERT_TRUE(error.code == ErrorCode::kBadSealed || error.code == ErrorCode::kNotAuthentic ||
                    error.code == ErrorCode::kNoMatch)
            << at << ' ' << error.message;
      }
    }
  }
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    const Error error = ErrorOf(std::string_view(sealed).substr(0, size), keys);
    ASSERT_FALSE(error.message.empty()) << "opened, cut to " << size;
    ASSERT_EQ(error.code, size < payload + 16 ? ErrorCode::kBadSealed : ErrorCode::kNotAuthentic) << size;
  }
  EXPECT_EQ(ErrorOf(sealed + "x", keys).code, ErrorCode::kNotAuthentic);
  // Of an armored file only its last line end may go.
  for (std::size_t size = 0; size + 1 < armor.size(); ++size) {
    ASSERT_FALSE(ErrorOf(std::string_view(armor).substr(0, size), keys).message.empty())
        << "opened, cut to " << size;
  }
  EXPECT_EQ(*Opened(std::string_view(armor).substr(0, armor.size() - 1), keys), kText);
}

// Of a file larger than what is kept in memory, and of one that goes on after its last chunk.
TEST(AgeTampering, NothingComesOutBeforeAllIsAuthentic) {
  const auto identities = TheIdentity();
  const AgeKeys keys{.identities = identities};
  std::string sealed = *SealAge(SomeBytes(20000000), TheRecipient());
  for (const bool longer : {false, true}) {
    if (longer) {
      sealed += 'x';
    } else {
      sealed.back() = static_cast<char>(sealed.back() ^ 1);
    }
    const MemoryFile in(sealed), again(sealed), out, unseen;
    const auto opened = DecryptAge(in.get(), out.get(), keys);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::kNotAuthentic);
    EXPECT_EQ(out.Bytes().size(), 0U);
    ASSERT_FALSE(DecryptAgeUnseen(again.get(), unseen.get(), keys));
    EXPECT_EQ(unseen.Bytes().size(), 0U);
    sealed.pop_back();
  }
}

// What comes through a pipe cannot be read twice.
class Pipe {
 public:
  explicit Pipe(std::string bytes)
      : writer_([this, bytes = std::move(bytes)] {
          std::string_view rest = bytes;
          while (!rest.empty()) {
            const ssize_t written = write(ends_[1], rest.data(), rest.size());
            if (written <= 0) break;
            rest.remove_prefix(static_cast<std::size_t>(written));
          }
          close(ends_[1]);
        }) {}
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    writer_.join();
    close(ends_[0]);
  }
  [[nodiscard]] int get() const { return ends_[0]; }

 private:
  std::array<int, 2> ends_ = [] {
    std::array<int, 2> ends{};
    EXPECT_EQ(pipe2(ends.data(), O_CLOEXEC), 0);
    return ends;
  }();
  std::thread writer_;
};

TEST(Age, LargeTextsOfPipesWaitInAFileWithoutAName) {
  const std::string text = SomeBytes(20000000);
  const auto identities = TheIdentity();
  std::string sealed = *SealAge(text, TheRecipient());
  const std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) / "markings-spool-test";
  std::filesystem::create_directories(folder);
  AgeOptions options;
  options.spool_folder = folder.string();
  const Pipe in(sealed);
  const MemoryFile out;
  ASSERT_TRUE(DecryptAge(in.get(), out.get(), {.identities = identities}, options));
  EXPECT_TRUE(out.Bytes() == text);
  EXPECT_TRUE(std::filesystem::is_empty(folder));
  // sendfile does not append; then the bytes are copied.
  const Pipe once_more(sealed);
  const MemoryFile appended("before");
  ASSERT_EQ(fcntl(appended.get(), F_SETFL, O_APPEND), 0);
  ASSERT_TRUE(DecryptAge(once_more.get(), appended.get(), {.identities = identities}, options));
  EXPECT_TRUE(appended.Bytes() == "before" + text);
  // What is not authentic at its very end.
  sealed.back() = static_cast<char>(sealed.back() ^ 1);
  const Pipe changed(sealed);
  const MemoryFile none;
  const auto refused = DecryptAge(changed.get(), none.get(), {.identities = identities}, options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kNotAuthentic);
  EXPECT_EQ(none.Bytes().size(), 0U);
  std::filesystem::remove_all(folder);
  // Where no such file can be made.
  const Pipe again(sealed);
  const auto nowhere = DecryptAge(again.get(), none.get(), {.identities = identities}, options);
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().code, ErrorCode::kIo);
  EXPECT_EQ(none.Bytes().size(), 0U);
  // The rest of it, so that the writer ends.
  std::vector<char> rest(std::size_t{1} << 20);
  while (read(again.get(), rest.data(), rest.size()) > 0) continue;
}

// A large file is read twice: from where it stood, armored or not, its passphrase asked for once.
TEST(Age, LargeFilesAreReadTwice) {
  const std::string text = SomeBytes(20000000);
  const auto identities = TheIdentity();
  const MemoryFile plain(text), sealed("before"), armored, locked;
  ASSERT_EQ(lseek(sealed.get(), 0, SEEK_END), 6);
  ASSERT_TRUE(EncryptAge(plain.get(), sealed.get(), TheRecipient()));
  ASSERT_EQ(lseek(sealed.get(), 6, SEEK_SET), 6);
  ASSERT_EQ(lseek(plain.get(), 0, SEEK_SET), 0);
  ASSERT_TRUE(EncryptAge(plain.get(), armored.get(), TheRecipient(), AgeForm::kArmored));
  ASSERT_EQ(lseek(armored.get(), 0, SEEK_SET), 0);
  ASSERT_EQ(lseek(plain.get(), 0, SEEK_SET), 0);
  ASSERT_TRUE(EncryptAgeWithPassphrase(plain.get(), locked.get(), Secret("x"), AgeForm::kBinary, 10));
  ASSERT_EQ(lseek(locked.get(), 0, SEEK_SET), 0);
  int asked = 0;
  const AgeKeys keys{.identities = identities, .passphrase = [&]() -> Result<SecretBytes> {
                       ++asked;
                       return Secret("x");
                     }};
  AgeOptions nowhere;
  nowhere.spool_folder = "/nowhere";
  for (const MemoryFile* in : {&sealed, &armored, &locked}) {
    const MemoryFile out;
    ASSERT_TRUE(DecryptAge(in->get(), out.get(), keys, nowhere));
    EXPECT_TRUE(out.Bytes() == text);
  }
  EXPECT_EQ(asked, 1);
}

// A pipe's reader that changes the sealed file as soon as it gets the first bytes: what it gets is a part of
// what was sealed, and the run fails.
TEST(AgeTampering, ChangedBetweenTheTwoReadings) {
  const std::string text = SomeBytes(20000000);
  const auto identities = TheIdentity();
  const MemoryFile sealed(*SealAge(text, TheRecipient()));
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe2(ends.data(), O_CLOEXEC), 0);
  std::string got;
  std::thread reader([&] {
    std::vector<char> room(std::size_t{64} << 10);
    for (ssize_t size = 0; (size = read(ends[0], room.data(), room.size())) > 0;) {
      if (got.empty()) {
        EXPECT_EQ(pwrite(sealed.get(), "changed", 7, 19000000), 7);
      }
      got.append(room.data(), static_cast<std::size_t>(size));
    }
  });
  const auto opened = DecryptAge(sealed.get(), ends[1], {.identities = identities});
  close(ends[1]);
  reader.join();
  close(ends[0]);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kNotAuthentic);
  EXPECT_TRUE(opened.error().fix.contains("only a part")) << opened.error().fix;
  EXPECT_LT(got.size(), 19000000U);
  EXPECT_TRUE(text.starts_with(got));
}

TEST(Age, AnUnseenFileIsARegularEmptyOne) {
  const auto identities = TheIdentity();
  const std::string sealed = *SealAge(kText, TheRecipient());
  const MemoryFile in(sealed), full("x");
  EXPECT_EQ(DecryptAgeUnseen(in.get(), full.get(), {.identities = identities}).error().code,
            ErrorCode::kUnusableInput);
  EXPECT_EQ(full.Bytes(), "x");
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe2(ends.data(), O_CLOEXEC), 0);
  EXPECT_EQ(DecryptAgeUnseen(in.get(), ends[1], {.identities = identities}).error().code,
            ErrorCode::kUnusableInput);
  // To a pipe it goes by the other way.
  const MemoryFile again(sealed);
  ASSERT_TRUE(DecryptAge(again.get(), ends[1], {.identities = identities}));
  close(ends[1]);
  std::array<char, 100> got{};
  EXPECT_EQ(read(ends[0], got.data(), got.size()), static_cast<ssize_t>(kText.size()));
  EXPECT_EQ(std::string_view(got.data(), kText.size()), kText);
  close(ends[0]);
}

TEST(Age, ErrorsOfDescriptorsAreTold) {
  const auto identities = TheIdentity();
  const MemoryFile in(kText);
  const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
  ASSERT_GE(full, 0);
  const auto sealed = EncryptAge(in.get(), full, TheRecipient());
  ASSERT_FALSE(sealed);
  EXPECT_EQ(sealed.error().code, ErrorCode::kIo);
  EXPECT_EQ(EncryptAge(-1, in.get(), TheRecipient()).error().code, ErrorCode::kIo);
  EXPECT_EQ(DecryptAge(-1, in.get(), {.identities = identities}).error().code, ErrorCode::kIo);
  const MemoryFile good(*SealAge(kText, TheRecipient()));
  EXPECT_EQ(DecryptAge(good.get(), full, {.identities = identities}).error().code, ErrorCode::kIo);
  close(full);
}

}  // namespace
}  // namespace markings
