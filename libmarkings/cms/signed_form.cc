// SignedData (RFC 5652, section 5) in the one form that is read: detached, over plain data, one signer,
// signed attributes.

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "libmarkings/cms/internal/cms_form.h"
#include "libmarkings/cms/internal/der.h"
#include "libmarkings/cms/internal/object_ids.h"

namespace markings::internal {
namespace {

constexpr std::size_t kMaxAttributes = 64;
constexpr const char* kAgain = "get the signature file again, as it was made";

std::unexpected<Error> Bad(std::string message, std::string fix = kAgain) {
  return Fail(ErrorCode::kBadSignature, {}, std::move(message), std::move(fix));
}

// The digest that an AlgorithmIdentifier names.
enum class Digest : std::uint8_t { kSha256, kSha384, kSha512 };

std::unexpected<Error> BadDigest() {
  return Bad(
      "its digest is neither SHA-256 nor SHA-384",
      "have it signed with -md sha256, with -md sha384 by a P-384 key, or with -md sha512 by an ML-DSA key");
}

Result<Digest> ReadDigest(std::string_view content) {
  if (IsPlainAlgorithm(content, oid::kSha256)) return Digest::kSha256;
  if (IsPlainAlgorithm(content, oid::kSha384)) return Digest::kSha384;
  if (IsPlainAlgorithm(content, oid::kSha512)) return Digest::kSha512;
  DerReader fields(content);
  const auto id = fields.Content(kObjectId);
  if (id && (*id == oid::kSha1 || *id == oid::kMd5)) {
    return Bad("it was made with SHA-1 or MD5, which are broken", "have it signed with -md sha256");
  }
  return BadDigest();
}

std::optional<SignatureAlgorithm> MlDsaOf(std::string_view id) {
  if (id == oid::kMlDsa44) return SignatureAlgorithm::kMlDsa44;
  if (id == oid::kMlDsa65) return SignatureAlgorithm::kMlDsa65;
  if (id == oid::kMlDsa87) return SignatureAlgorithm::kMlDsa87;
  return std::nullopt;
}

// FIPS 204, table 2. An ECDSA signature is as small as 8 bytes; which it is the key decides.
bool IsSizeOf(SignatureAlgorithm algorithm, std::size_t size) {
  switch (algorithm) {
    case SignatureAlgorithm::kMlDsa44:
      return size == 2420;
    case SignatureAlgorithm::kMlDsa65:
      return size == 3309;
    case SignatureAlgorithm::kMlDsa87:
      return size == 4627;
    default:
      return size > 0 && size <= kMaxRsaBits / 8;
  }
}

// RSASSA-PSS-params: SHA-256, MGF1 with the same, a salt that is at least as long as the digest. Other than
// their defaults (SHA-1), so all three must stand there.
bool IsPssSha256(std::string_view parameters) {
  DerReader fields(parameters);
  const auto hash_field = fields.Content(Context(0)), mask_field = fields.Content(Context(1)),
             salt_field = fields.Content(Context(2));
  if (!hash_field || !mask_field || !salt_field || !fields.AtEnd()) return false;
  DerReader hash_reader(*hash_field), mask_reader(*mask_field), salt_reader(*salt_field);
  const auto hash = hash_reader.Content(kSequence), mask = mask_reader.Content(kSequence);
  const auto salt = salt_reader.Number();
  if (!hash || !mask || !salt || !hash_reader.AtEnd() || !mask_reader.AtEnd() || !salt_reader.AtEnd()) {
    return false;
  }
  DerReader mask_fields(*mask);
  const auto generator = mask_fields.Content(kObjectId);
  const auto mask_hash = mask_fields.Content(kSequence);
  return IsPlainAlgorithm(*hash, oid::kSha256) && generator && *generator == oid::kMgf1 && mask_hash &&
         mask_fields.AtEnd() && IsPlainAlgorithm(*mask_hash, oid::kSha256) && *salt >= 32 &&
         *salt <= kMaxRsaBits / 8;
}

Result<SignatureAlgorithm> ReadAlgorithm(std::string_view content, Digest digest) {
  DerReader fields(content);
  const auto id = fields.Content(kObjectId);
  if (!id) return Bad("its signature algorithm cannot be read");
  if (*id == oid::kEd25519) {
    return Fail(ErrorCode::kUnsupported, {}, "it is an Ed25519 signature, which this OpenSSL cannot verify",
                "have it signed by a P-256, P-384 or RSA key; for Ed25519 there is minisign");
  }
  if (const auto ml_dsa = MlDsaOf(*id)) {
    if (!fields.AtEnd()) return Bad("its signature algorithm, ML-DSA, has parameters, and must have none");
    if (digest != Digest::kSha512) {
      return Bad("it is an ML-DSA signature whose digest is not SHA-512", "have it signed with -md sha512");
    }
    return *ml_dsa;
  }
  if (digest == Digest::kSha512) return BadDigest();
  if (*id == oid::kRsaPss) {
    const auto parameters = fields.Content(kSequence);
    if (!parameters || !fields.AtEnd() || !IsPssSha256(*parameters) || digest != Digest::kSha256) {
      return Bad("it is an RSA-PSS signature that is not SHA-256 throughout, with a salt of 32 bytes or more",
                 "have it signed with -md sha256 -keyopt rsa_padding_mode:pss");
    }
    return SignatureAlgorithm::kRsaPssSha256;
  }
  // RFC 5758, section 3.2: no parameters. Some writers name id-ecPublicKey alone; that is not taken.
  if (IsPlainAlgorithm(content, oid::kEcdsaSha256) && digest == Digest::kSha256) {
    return SignatureAlgorithm::kEcdsaP256Sha256;
  }
  if (IsPlainAlgorithm(content, oid::kEcdsaSha384) && digest == Digest::kSha384) {
    return SignatureAlgorithm::kEcdsaP384Sha384;
  }
  // 1.2.840.113549.1.1.x: rsaEncryption and the shaNWithRSAEncryption.
  if (id->starts_with(oid::kRsaPkcs1.substr(0, oid::kRsaPkcs1.size() - 1))) {
    return Bad("it is an RSA signature of the old padding (PKCS #1 v1.5)",
               "have it signed with -keyopt rsa_padding_mode:pss");
  }
  return Bad(
      "its signature algorithm is not one of ECDSA P-256 with SHA-256, P-384 with SHA-384, RSA-PSS with "
      "SHA-256, ML-DSA with SHA-512",
      "have it signed by one of these");
}

// The one value of an attribute; nothing when there is none or there are more.
std::optional<DerElement> OneValue(DerReader values) {
  auto value = values.Read();
  if (!value || !values.AtEnd()) return std::nullopt;
  return value;
}

Result<void> ReadAttribute(std::string_view type, DerReader values, SignedForm& form, bool& content_type) {
  const auto value = OneValue(values);
  if (type == oid::kContentType) {
    if (!value || value->tag != kObjectId || value->content != oid::kData) {
      return Bad("its signed attributes are of another kind of content than plain data");
    }
    content_type = true;
  } else if (type == oid::kMessageDigest) {
    if (!value || value->tag != kOctetString || value->content.size() != DigestSize(form.algorithm)) {
      return Bad("its signed digest has the wrong length");
    }
    form.message_digest = value->content;
  } else if (type == oid::kSigningTime) {
    constexpr unsigned char kUtcTime = 0x17, kGeneralizedTime = 0x18;
    if (!value || (value->tag != kUtcTime && value->tag != kGeneralizedTime)) {
      return Bad("its time of signing cannot be read");
    }
  } else if (type == oid::kSigningCertificate) {
    return Bad("it names its certificate by SHA-1, which is broken",
               "have it signed anew with the second form of that attribute (SHA-256)");
  } else if (type == oid::kSigningCertificateV2) {
    if (!value || value->tag != kSequence) return Bad("the name of its certificate cannot be read");
    form.signing_certificate = value->whole;
  }
  return {};
}

Result<void> ReadAttributes(std::string_view content, SignedForm& form) {
  std::vector<std::string_view> types;
  types.reserve(kMaxAttributes);
  bool content_type = false;
  for (DerReader attributes(content); !attributes.AtEnd();) {
    const auto attribute = attributes.Content(kSequence);
    DerReader fields(attribute.value_or(std::string_view()));
    const auto type = fields.Content(kObjectId);
    const auto values = fields.Content(kSet);
    if (!type || !values || !fields.AtEnd() || types.size() == kMaxAttributes) {
      return Bad("its signed attributes cannot be read");
    }
    if (std::ranges::find(types, *type) != types.end()) return Bad("a signed attribute stands there twice");
    types.push_back(*type);
    if (auto read = ReadAttribute(*type, DerReader(*values), form, content_type); !read) return read;
  }
  if (!content_type || form.message_digest.empty()) {
    return Bad("its signed attributes lack the content type or the digest of the message");
  }
  return {};
}

Result<SignedForm> ReadSigner(std::string_view content, std::string_view digests,
                              std::uint32_t outer_version) {
  DerReader fields(content);
  const auto version = fields.Number();
  const bool by_key = fields.NextIs(ContextPrimitive(0));
  const auto name = fields.Read(by_key ? ContextPrimitive(0) : kSequence);
  if (!version || *version != (by_key ? 3U : 1U) || *version != outer_version || !name ||
      name->content.empty()) {
    return Bad("its signer is not named in a way that is read");
  }
  const auto digest_field = fields.Content(kSequence);
  if (!digest_field) return Bad("its digest algorithm cannot be read");
  const auto digest = ReadDigest(*digest_field);
  if (!digest) return std::unexpected(digest.error());
  DerReader listed(digests);
  const auto first = listed.Content(kSequence);
  const auto same = first ? ReadDigest(*first) : Result<Digest>(std::unexpected(Error{}));
  if (!same || *same != *digest || !listed.AtEnd()) return Bad("it lists other digests than its signer's");

  const auto attributes = fields.Content(Context(0));
  if (!attributes) {
    return Bad("it has no signed attributes", "have it signed without -noattr");
  }
  const auto algorithm_field = fields.Content(kSequence);
  if (!algorithm_field) return Bad("its signature algorithm cannot be read");
  const auto algorithm = ReadAlgorithm(*algorithm_field, *digest);
  if (!algorithm) return std::unexpected(algorithm.error());
  const auto signature = fields.Content(kOctetString);
  if (!signature || !IsSizeOf(*algorithm, signature->size())) {
    return Bad("its signature has no length that could be right");
  }
  // Attributes that nobody signed (time stamps, say) may be there; nothing here reads them.
  static_cast<void>(fields.Content(Context(1)));
  if (!fields.AtEnd()) return Bad("something stands after its signature that does not belong there");
  SignedForm form;
  form.algorithm = *algorithm;
  (by_key ? form.key_identifier : form.issuer_and_serial) = by_key ? name->content : name->whole;
  if (auto read = ReadAttributes(*attributes, form); !read) return std::unexpected(std::move(read).error());
  return form;
}

Result<void> CheckCertificates(std::string_view content) {
  std::size_t count = 0;
  for (DerReader certificates(content); !certificates.AtEnd(); ++count) {
    if (!certificates.Read(kSequence)) return Bad("it holds a certificate of a kind that is not read");
    if (count == kMaxCertificates) {
      return Bad(fmt::format("it holds more than {} certificates", kMaxCertificates));
    }
  }
  return {};
}

}  // namespace

std::string_view NameOf(SignatureAlgorithm algorithm) {
  switch (algorithm) {
    case SignatureAlgorithm::kEcdsaP256Sha256:
      return "ecdsa-p256-sha256";
    case SignatureAlgorithm::kEcdsaP384Sha384:
      return "ecdsa-p384-sha384";
    case SignatureAlgorithm::kRsaPssSha256:
      return "rsa-pss-sha256";
    case SignatureAlgorithm::kMlDsa44:
      return "ml-dsa-44";
    case SignatureAlgorithm::kMlDsa65:
      return "ml-dsa-65";
    case SignatureAlgorithm::kMlDsa87:
      return "ml-dsa-87";
  }
  return "";
}

std::size_t DigestSize(SignatureAlgorithm algorithm) {
  switch (algorithm) {
    case SignatureAlgorithm::kEcdsaP256Sha256:
    case SignatureAlgorithm::kRsaPssSha256:
      return 32;
    case SignatureAlgorithm::kEcdsaP384Sha384:
      return 48;
    case SignatureAlgorithm::kMlDsa44:
    case SignatureAlgorithm::kMlDsa65:
    case SignatureAlgorithm::kMlDsa87:
      return 64;
  }
  return 0;
}

Result<SignedForm> ParseSignedForm(std::string_view der) {
  const auto content = ReadContentInfo(der, oid::kSignedData, kMaxSignatureFile, ErrorCode::kBadSignature);
  if (!content) return std::unexpected(content.error());
  DerReader fields(*content);
  const auto version = fields.Number();
  if (!version || (*version != 1 && *version != 3)) return Bad("its version is not 1 or 3");
  const auto digests = fields.Content(kSet);
  const auto holder = fields.Content(kSequence);
  if (!digests || !holder) return Bad("it is no signature in the form of CMS");
  DerReader inner(*holder);
  const auto type = inner.Content(kObjectId);
  if (!type || *type != oid::kData) return Bad("it signs something else than plain data");
  if (!inner.AtEnd()) {
    return Bad("it holds the text itself; only detached signatures are read",
               "have it signed without -nodetach");
  }
  if (const auto certificates = fields.Content(Context(0))) {
    if (auto checked = CheckCertificates(*certificates); !checked) {
      return std::unexpected(std::move(checked).error());
    }
  }
  // Revocation lists come from whoever verifies, never from the signer.
  if (fields.NextIs(Context(1))) {
    return Bad("it brings revocation lists of its own", "have it signed without them, and give them apart");
  }
  const auto signers = fields.Content(kSet);
  if (!signers || !fields.AtEnd()) return Bad("it is no signature in the form of CMS");
  DerReader list(*signers);
  const auto signer = list.Content(kSequence);
  if (!signer) return Bad("it has no signer", "have it signed");
  if (!list.AtEnd()) return Bad("it has more than one signer", "have each sign in a file of their own");
  return ReadSigner(*signer, *digests, *version);
}

}  // namespace markings::internal
