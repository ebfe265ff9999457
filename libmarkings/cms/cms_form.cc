// What every CMS file has around its content, and the errors for the kinds of CMS that are not read.

#include "libmarkings/cms/internal/cms_form.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <utility>

#include "libmarkings/cms/internal/der.h"
#include "libmarkings/cms/internal/object_ids.h"
#include "libmarkings/cms/internal/openssl_objects.h"

namespace markings::internal {
namespace {

struct KnownType {
  std::string_view object_id;
  const char* message;
  const char* fix;
};
constexpr KnownType kTypes[] = {
    {oid::kEnvelopedData, "it is EnvelopedData, whose text can be changed by anybody unseen",
     "have it sealed as AuthEnvelopedData: openssl cms -encrypt -aes-256-gcm, or markings encrypt"},
    {oid::kEncryptedData, "it is EncryptedData, whose text can be changed by anybody unseen",
     "have it sealed as AuthEnvelopedData: openssl cms -encrypt -aes-256-gcm, or markings encrypt"},
    {oid::kSignedData, "it is a signature, not a sealed file", "name the sealed file"},
    {oid::kAuthEnvelopedData, "it is a sealed file, not a signature", "name the signature file"},
    {oid::kData, "it holds plain data, neither signed nor sealed", "name another file"},
};

}  // namespace

Result<std::string> DerOf(std::string_view file, std::size_t most, ErrorCode code) {
  if (file.empty()) return Fail(code, {}, "it is empty", "name another file");
  if (static_cast<unsigned char>(file.front()) == kSequence) return std::string(file);
  constexpr std::string_view kBegin = "-----BEGIN ";
  if (!file.starts_with(kBegin)) {
    const bool mail = file.contains("MIME-Version") || file.contains("Content-Type");
    return Fail(code, {0, 1}, mail ? "it is an e-mail (S/MIME), not a CMS file" : "it is no CMS file",
                "name a file in DER or PEM: openssl cms writes one with -outform DER");
  }
  // Base64 takes four letters for three bytes, with line ends.
  if (file.size() / 2 > most) {
    return Fail(code, {}, fmt::format("it has more than {} bytes", most), "only smaller files are read");
  }
  const ErrorQueue queue;
  const BioPtr source = MemoryBio(file);
  char *name = nullptr, *header = nullptr;
  unsigned char* bytes = nullptr;
  long size = 0;
  if (source == nullptr || PEM_read_bio(source.get(), &name, &header, &bytes, &size) != 1) {
    return Fail(code, {0, 1}, "its PEM block cannot be read", "get the file again, as it was made");
  }
  const OpenSslBytes name_owner(name), header_owner(header), bytes_owner(bytes);
  const std::string_view label = name;
  if (label != "CMS" && label != "PKCS7") {
    return Fail(code, {0, 1}, "its PEM block is not of CMS", "name a .p7s or .p7m file");
  }
  char left = 0;
  while (BIO_read(source.get(), &left, 1) == 1) {
    if (left != '\n' && left != '\r' && left != ' ') {
      return Fail(code, {}, "something follows its PEM block", "cut it off, or get the file again");
    }
  }
  return std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

Result<std::string_view> ReadContentInfo(std::string_view der, std::string_view wanted, std::size_t most,
                                         ErrorCode code) {
  if (auto sound = CheckDer(der, {.bytes = most}, code); !sound) {
    return std::unexpected(std::move(sound).error());
  }
  const auto refuse = [&](const char* message, const char* fix) { return Fail(code, {}, message, fix); };
  DerReader outer(der);
  const auto info = outer.Content(kSequence);
  DerReader fields(info.value_or(std::string_view()));
  const auto type = fields.Content(kObjectId);
  const auto holder = fields.Content(Context(0));
  if (!type || !holder || !fields.AtEnd()) return refuse("it is no CMS file", "name a .p7s or .p7m file");
  if (*type != wanted) {
    for (const KnownType& known : kTypes) {
      if (known.object_id == *type) return refuse(known.message, known.fix);
    }
    return refuse("it is a kind of CMS that is not read", "name a .p7s or .p7m file");
  }
  DerReader inner(*holder);
  const auto content = inner.Content(kSequence);
  if (!content || !inner.AtEnd()) return refuse("it is no CMS file", "get the file again, as it was made");
  return *content;
}

bool IsPlainAlgorithm(std::string_view content, std::string_view object_id) {
  DerReader fields(content);
  const auto id = fields.Content(kObjectId);
  if (!id || *id != object_id) return false;
  if (fields.AtEnd()) return true;
  const auto null = fields.Content(kNull);
  return null && null->empty() && fields.AtEnd();
}

}  // namespace markings::internal
