// AuthEnvelopedData (RFC 5083, RFC 5084) in the one form that is read: AES-256-GCM with a whole tag, over
// plain data, for recipients of one kind: RSA-OAEP, or ECDH with a key wrapped by AES-256.

#include <fmt/format.h>

#include <utility>

#include "libmarkings/cms/internal/cms_form.h"
#include "libmarkings/cms/internal/der.h"
#include "libmarkings/cms/internal/object_ids.h"

namespace markings::internal {
namespace {

constexpr std::size_t kNonceSize = 12, kTagSize = 16, kWrappedSize = 40;
constexpr const char* kAgain = "get the sealed file again, as it was made";
constexpr const char* kOaep = "have it sealed with -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256";
constexpr const char* kEcdh = "have it sealed with -keyopt ecdh_kdf_md:sha256 -wrap id-aes256-wrap";

std::unexpected<Error> Bad(std::string message, std::string fix = kAgain) {
  return Fail(ErrorCode::kBadSealed, {}, std::move(message), std::move(fix));
}

std::unexpected<Error> TooMany() {
  return Bad(fmt::format("it has more than {} recipients", kMaxRecipients), "have several files sealed");
}

// RSAES-OAEP-params: SHA-256, MGF1 with the same, no label.
bool IsOaepSha256(std::string_view parameters) {
  DerReader fields(parameters);
  const auto hash_field = fields.Content(Context(0)), mask_field = fields.Content(Context(1));
  if (!hash_field || !mask_field || !fields.AtEnd()) return false;
  DerReader hash_reader(*hash_field), mask_reader(*mask_field);
  const auto hash = hash_reader.Content(kSequence), mask = mask_reader.Content(kSequence);
  if (!hash || !mask || !hash_reader.AtEnd() || !mask_reader.AtEnd()) return false;
  DerReader mask_fields(*mask);
  const auto generator = mask_fields.Content(kObjectId);
  const auto mask_hash = mask_fields.Content(kSequence);
  return IsPlainAlgorithm(*hash, oid::kSha256) && generator && *generator == oid::kMgf1 && mask_hash &&
         mask_fields.AtEnd() && IsPlainAlgorithm(*mask_hash, oid::kSha256);
}

// KeyTransRecipientInfo (RFC 5652, section 6.2.1; RFC 8017 for OAEP).
Result<void> ReadRsa(std::string_view content, std::vector<SealedRecipient>& recipients) {
  DerReader fields(content);
  SealedRecipient recipient;
  const auto version = fields.Number();
  if (const auto key_identifier = fields.Content(ContextPrimitive(0))) {
    recipient.key_identifier = *key_identifier;
  } else if (const auto name = fields.Read(kSequence)) {
    recipient.issuer_and_serial = name->whole;
  }
  const bool by_key = !recipient.key_identifier.empty();
  if (!version || *version != (by_key ? 2U : 0U) || (!by_key && recipient.issuer_and_serial.empty())) {
    return Bad("a recipient is not named in a way that is read");
  }
  const auto algorithm = fields.Content(kSequence);
  DerReader parts(algorithm.value_or(std::string_view()));
  const auto id = parts.Content(kObjectId);
  if (!id || *id != oid::kRsaOaep) {
    return Bad("its key is sealed by RSA with the old padding, or by what is not read", kOaep);
  }
  const auto parameters = parts.Content(kSequence);
  if (!parameters || !parts.AtEnd() || !IsOaepSha256(*parameters)) {
    return Bad("its key is sealed by RSA-OAEP that is not SHA-256 throughout", kOaep);
  }
  const auto wrapped = fields.Content(kOctetString);
  if (!wrapped || wrapped->size() < kMinRsaBits / 8 || wrapped->size() > kMaxRsaBits / 8 || !fields.AtEnd()) {
    return Bad("the key for a recipient has no length that could be right");
  }
  recipient.wrapped = *wrapped;
  recipients.push_back(recipient);
  return {};
}

// The sender's key of this one file: OriginatorPublicKey. Its algorithm may say the curve, which is the
// recipient's.
bool ReadOriginator(std::string_view content, SealedRecipient& shared) {
  DerReader choice(content);
  const auto key = choice.Content(Context(1));
  DerReader fields(key.value_or(std::string_view()));
  const auto algorithm = fields.Content(kSequence);
  const auto bits = fields.Content(kBitString);
  if (!key || !choice.AtEnd() || !algorithm || !bits || !fields.AtEnd()) return false;
  DerReader parts(*algorithm);
  const auto id = parts.Content(kObjectId);
  if (!id || *id != oid::kEcPublicKey) return false;
  if (const auto curve = parts.Content(kObjectId)) {
    shared.curve = *curve;
  } else {
    static_cast<void>(parts.Content(kNull));
  }
  if (!parts.AtEnd()) return false;
  // No unused bits, then an uncompressed point of P-256 or P-384.
  if (bits->empty() || bits->front() != '\0') return false;
  shared.point = bits->substr(1);
  return (shared.point.size() == 65 || shared.point.size() == 97) && shared.point.front() == '\x04' &&
         (shared.curve.empty() || shared.curve == (shared.point.size() == 65 ? oid::kP256 : oid::kP384));
}

// KeyAgreeRecipientInfo (RFC 5652, section 6.2.2; RFC 5753, section 3.1): one sender's key for one recipient
// or more.
Result<void> ReadEcdh(std::string_view content, std::vector<SealedRecipient>& recipients) {
  DerReader fields(content);
  SealedRecipient shared;
  const auto version = fields.Number();
  const auto originator = fields.Content(Context(0));
  if (!version || *version != 3 || !originator || !ReadOriginator(*originator, shared)) {
    return Bad("the sender's key for a recipient is not one of P-256 or P-384, once for this file");
  }
  if (fields.NextIs(Context(1))) return Bad("it has user keying material, which is not read");
  const auto algorithm = fields.Content(kSequence);
  DerReader parts(algorithm.value_or(std::string_view()));
  const auto id = parts.Content(kObjectId);
  const auto wrap = parts.Read(kSequence);
  if (id && *id == oid::kEcdhSha1Kdf) return Bad("its key is derived with SHA-1", kEcdh);
  if (!id || *id != oid::kEcdhSha256Kdf || !wrap || !parts.AtEnd() ||
      !IsPlainAlgorithm(wrap->content, oid::kAes256Wrap)) {
    return Bad("its key is not sealed by ECDH with SHA-256 and AES-256 wrap", kEcdh);
  }
  shared.key_info = wrap->whole;
  const auto keys = fields.Content(kSequence);
  if (!keys || keys->empty() || !fields.AtEnd()) return Bad("it has a kind of recipient without any");
  for (DerReader list(*keys); !list.AtEnd();) {
    const auto one = list.Content(kSequence);
    DerReader pair(one.value_or(std::string_view()));
    SealedRecipient recipient = shared;
    if (const auto by_key = pair.Content(Context(0))) {
      // RecipientKeyIdentifier: what may follow the identifier is not read.
      DerReader identifier(*by_key);
      recipient.key_identifier = identifier.Content(kOctetString).value_or(std::string_view());
      if (!identifier.AtEnd()) recipient.key_identifier = {};
    } else if (const auto name = pair.Read(kSequence)) {
      recipient.issuer_and_serial = name->whole;
    }
    if (recipient.key_identifier.empty() && recipient.issuer_and_serial.empty()) {
      return Bad("a recipient is not named in a way that is read");
    }
    const auto wrapped = pair.Content(kOctetString);
    if (!wrapped || wrapped->size() != kWrappedSize || !pair.AtEnd()) {
      return Bad("the key for a recipient has no length that could be right");
    }
    recipient.wrapped = *wrapped;
    if (recipients.size() == kMaxRecipients) return TooMany();
    recipients.push_back(recipient);
  }
  return {};
}

Result<void> ReadRecipients(std::string_view content, SealedForm& form) {
  DerReader list(content);
  if (list.AtEnd()) return Bad("it has no recipient");
  form.kind = list.NextIs(kSequence) ? RecipientKind::kRsaOaep : RecipientKind::kEcdh;
  const unsigned char tag = form.kind == RecipientKind::kRsaOaep ? kSequence : Context(1);
  while (!list.AtEnd()) {
    if (auto others = list; const auto other = others.Content(Context(4))) {
      DerReader fields(*other);
      if (const auto type = fields.Content(kObjectId); type && *type == oid::kKemRecipient) {
        return Bad("it has a recipient of ML-KEM or another KEM (KEMRecipientInfo), which is not read",
                   "have it sealed to RSA or EC certificates; against quantum computers there is age");
      }
    }
    // [2] a shared key, [3] a passphrase, [4] others.
    for (const unsigned kind : {2U, 3U, 4U}) {
      if (list.NextIs(Context(kind))) {
        return Bad("it has a recipient that is neither an RSA nor an EC certificate",
                   "have it sealed to certificates");
      }
    }
    const auto one = list.Content(tag);
    if (!one) {
      return Bad("it has recipients of two kinds, RSA and EC", "have one file sealed for each kind");
    }
    if (form.recipients.size() == kMaxRecipients) return TooMany();
    auto read = form.kind == RecipientKind::kRsaOaep ? ReadRsa(*one, form.recipients)
                                                     : ReadEcdh(*one, form.recipients);
    if (!read) return read;
  }
  return {};
}

// EncryptedContentInfo with GCMParameters. The length of the tag is 12 when it is not said (RFC 5084, section
// 3.2), so that 16 must stand there.
Result<void> ReadContent(std::string_view content, SealedForm& form) {
  DerReader fields(content);
  const auto type = fields.Content(kObjectId);
  if (!type || *type != oid::kData) return Bad("it seals something else than plain data");
  const auto algorithm = fields.Content(kSequence);
  DerReader parts(algorithm.value_or(std::string_view()));
  const auto id = parts.Content(kObjectId);
  if (!id || *id != oid::kAes256Gcm) {
    return Bad("it is not sealed by AES-256-GCM", "have it sealed with -aes-256-gcm");
  }
  const auto parameters = parts.Content(kSequence);
  DerReader values(parameters.value_or(std::string_view()));
  const auto nonce = values.Content(kOctetString);
  const auto tag_size = values.Number();
  if (!parameters || !parts.AtEnd() || !nonce || nonce->size() != kNonceSize) {
    return Bad("its nonce is not of 12 bytes");
  }
  if (!tag_size || *tag_size != kTagSize || !values.AtEnd()) {
    return Bad("its tag is said to be shorter than 16 bytes", "do not trust it: a short tag can be forged");
  }
  const auto ciphertext = fields.Content(ContextPrimitive(0));
  if (!ciphertext || !fields.AtEnd()) return Bad("its sealed text is not in one piece");
  form.nonce = *nonce;
  form.ciphertext = *ciphertext;
  return {};
}

}  // namespace

Result<SealedForm> ParseSealedForm(std::string_view der) {
  const auto content = ReadContentInfo(der, oid::kAuthEnvelopedData, kMaxSealedFile, ErrorCode::kBadSealed);
  if (!content) return std::unexpected(content.error());
  DerReader fields(*content);
  const auto version = fields.Number();
  if (!version || *version != 0) return Bad("its version is not 0");
  if (fields.NextIs(Context(0))) return Bad("it brings certificates of its sender, which are not read");
  const auto recipients = fields.Content(kSet);
  const auto sealed = fields.Content(kSequence);
  if (!recipients || !sealed) return Bad("it is no sealed file in the form of CMS");
  SealedForm form;
  if (auto read = ReadRecipients(*recipients, form); !read) return std::unexpected(std::move(read).error());
  if (auto read = ReadContent(*sealed, form); !read) return std::unexpected(std::move(read).error());
  if (fields.NextIs(Context(1))) return Bad("it has authenticated attributes, which are not read");
  const auto tag = fields.Content(kOctetString);
  if (!tag || tag->size() != kTagSize) {
    return Bad("its tag is not of 16 bytes", "do not trust it: a short tag can be forged");
  }
  if (!fields.AtEnd()) return Bad("it has attributes that nothing protects", kAgain);
  form.tag = *tag;
  return form;
}

}  // namespace markings::internal
