// Releases for C.

#include "libmarkings/c/internal/handles.h"

namespace {

using markings::internal::BadArgument;
using markings::internal::ErrorForC;
using markings::internal::Given;
using markings::internal::GiveStruct;
using markings::internal::Guarded;
using markings::internal::TakeStruct;
using markings::internal::View;

std::optional<std::string_view> IfGiven(const markings_bytes& bytes) {
  if (!Given(bytes)) return std::nullopt;
  return View(bytes);
}

// A list of the caller; false when it has a count and no place, or a part that is NULL.
bool TakeList(const markings_bytes* list, std::size_t count, std::vector<std::string_view>& to) {
  if (list == nullptr) return count == 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (!Given(list[i])) return false;
    to.push_back(View(list[i]));
  }
  return true;
}

std::optional<markings_error> ReadKeys(const std::vector<std::string_view>& texts, const char* list,
                                       std::vector<markings::MinisignPublicKey>& keys) {
  for (const std::string_view text : texts) {
    auto key = markings::MinisignPublicKey::Parse(text);
    if (!key) return ErrorForC(key.error(), list);
    keys.push_back(*key);
  }
  return std::nullopt;
}

std::optional<markings_error> Fill(const markings_release& release, markings::VerifyInput& input) {
  std::vector<std::string_view> keys, original_keys;
  if (!TakeList(release.signatures, release.signature_count, input.signatures) ||
      !TakeList(release.note_signatures, release.note_signature_count, input.note_signatures) ||
      !TakeList(release.keys, release.key_count, keys) ||
      !TakeList(release.original_keys, release.original_key_count, original_keys)) {
    return BadArgument("a list has fewer parts than its count says", "give as many as the count says");
  }
  if (auto wrong = ReadKeys(keys, "keys", input.keys)) return wrong;
  if (auto wrong = ReadKeys(original_keys, "original_keys", input.original_keys)) return wrong;
  input.manifest = View(release.manifest);
  input.manifest_name = release.manifest_name;
  input.derivative = IfGiven(release.derivative);
  input.proof = IfGiven(release.proof);
  input.note = IfGiven(release.note);
  input.policy = IfGiven(release.policy);
  if (release.threshold != 0) input.threshold = release.threshold;
  return std::nullopt;
}

// (Without a default, so that the compiler names a state that has no value here.)
markings_check_state StateForC(markings::Check::State state) {
  switch (state) {
    case markings::Check::State::kProved:
      return MARKINGS_PROVED;
    case markings::Check::State::kFailed:
      return MARKINGS_FAILED;
    case markings::Check::State::kNotChecked:
      return MARKINGS_NOT_CHECKED;
  }
  return MARKINGS_FAILED;
}

}  // namespace

extern "C" {

markings_status markings_verify(const markings_release* release, markings_verification** verification,
                                markings_error** error) {
  if (verification != nullptr) *verification = nullptr;
  return Guarded(error, [&]() -> std::optional<markings_error> {
    if (release == nullptr || verification == nullptr)
      return BadArgument("release or verification is NULL", "give both of them");
    const auto taken = TakeStruct(release);
    if (!taken)
      return BadArgument("struct_size of the release is wrong, or it is of a later version",
                         "set it to sizeof(markings_release)");
    if (!Given(taken->manifest) || taken->manifest_name == nullptr)
      return BadArgument("the manifest or its name is missing", "give both of them");
    markings::VerifyInput input;
    if (auto wrong = Fill(*taken, input)) return wrong;
    auto made = std::make_unique<markings_verification>();
    made->verification = markings::VerifyRelease(input);
    made->manifest_name = taken->manifest_name;
    *verification = made.release();
    return std::nullopt;
  });
}

int32_t markings_verification_ok(const markings_verification* verification) {
  return verification != nullptr && verification->verification.ok ? 1 : 0;
}

size_t markings_verification_check_count(const markings_verification* verification) {
  return verification == nullptr ? 0 : verification->verification.checks.size();
}

markings_status markings_verification_check(const markings_verification* verification, size_t index,
                                            markings_check_result* check) {
  if (index >= markings_verification_check_count(verification)) return MARKINGS_BAD_ARGUMENT;
  const markings::Check& one = verification->verification.checks[index];
  return GiveStruct(markings_check_result{.struct_size = 0,
                                          .name = one.name.c_str(),
                                          .level = one.level.c_str(),
                                          .detail = one.detail.c_str(),
                                          .state = StateForC(one.state)},
                    check);
}

markings_status markings_verification_json(const markings_verification* verification, markings_text** json,
                                           markings_error** error) {
  if (json != nullptr) *json = nullptr;
  return Guarded(error, [&]() -> std::optional<markings_error> {
    if (verification == nullptr || json == nullptr)
      return BadArgument("verification or json is NULL", "give both of them");
    *json = new markings_text{
        markings::VerificationJson(verification->verification, verification->manifest_name, -1)};
    return std::nullopt;
  });
}

void markings_verification_free(markings_verification* verification) { delete verification; }

}  // extern "C"
