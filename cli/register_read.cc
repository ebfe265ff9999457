// markings register verify, show.

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options/value_semantic.hpp>
#include <nlohmann/json.hpp>
#include <utility>

#include "cli/choice.h"
#include "cli/io.h"
#include "cli/register_actions.h"
#include "cli/register_text.h"
#include "cli/signing.h"
#include "libmarkings/register/register.h"
#include "libmarkings/release/digest.h"
#include "libmarkings/text/base64.h"

namespace markings::cli {

using Json = nlohmann::ordered_json;

Json EntryJson(std::uint64_t index, std::string_view bytes) {
  Json json{{"index", index}};
  const auto entry = ParseEntry(bytes);
  if (!entry) {
    json["kind"] = "unknown";
    json["bytes"] = bytes.size();
  } else if (const auto* release = std::get_if<ReleaseEntry>(&*entry)) {
    json["kind"] = "release";
    json["id"] = release->id;
    json["manifest_sha256"] = release->manifest_sha256;
    json["date"] = release->date;
  } else {
    const auto& revoke = std::get<RevokeEntry>(*entry);
    json["kind"] = "revoke";
    json["key"] = revoke.key.text();
    json["from_index"] = revoke.from_index;
    json["date"] = revoke.date;
  }
  return json;
}

std::string EntryLine(std::uint64_t index, std::string_view bytes) {
  const auto entry = ParseEntry(bytes);
  if (!entry) return fmt::format("{} of an unknown form, {} bytes\n", index, bytes.size());
  if (const auto* release = std::get_if<ReleaseEntry>(&*entry)) {
    return fmt::format("{} {} release {} manifest-sha256 {}\n", index, release->date, release->id,
                       release->manifest_sha256);
  }
  const auto& revoke = std::get<RevokeEntry>(*entry);
  return fmt::format("{} {} revoke {} from-index {}\n", index, revoke.date, Printable(revoke.key.text()),
                     revoke.from_index);
}

std::string WitnessLines(const OpenedCheckpoint& opened) {
  std::string text;
  for (const WitnessedAt& one : opened.witnesses) {
    const bool shown = one.time <= 253402300799;
    text += fmt::format("witnessed by {} at {}\n", Printable(one.witness),
                        shown ? FormatUtc(static_cast<long long>(one.time)) : std::to_string(one.time));
  }
  return text;
}

namespace {

namespace po = boost::program_options;

ExitCode Print(const RegisterSettings& settings, const Json& json, const std::string& text, ExitCode code) {
  // A path may be no UTF-8; a replacement is safer than a throw.
  const auto written = WriteStandardOutput(
      settings.format == "json" ? json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n" : text);
  return written ? code : ReportError(written.error(), "standard output");
}

void AddFormatOption(po::options_description& options, RegisterSettings& settings) {
  options.add_options()("format", OneOf(&settings.format, {"text", "json"})->value_name("FORMAT"),
                        "text (the default) or json");
}

// ---- verify ----

constexpr std::string_view kVerifyUsage = R"(usage: markings register verify DIR --key VKEY
       markings register verify [STEM.release.json] --proof STEM.tlog-proof --key VKEY

Checks a whole register: the signature of its checkpoint, every entry against its tile, every tile against those below,
all against the root that was signed. Or, without the register, that a release was logged; without a manifest that what
the proof names was.

example:
  markings register verify register --key register.vkey
  markings register verify out/cable.release.json --proof out/cable.tlog-proof --key register.vkey

exit status: 0 proved; 1 something does not hold; 2 no register or proof, unusable keys or arguments; 3 an I/O or
internal fault
)";

void AddVerifyOptions(po::options_description& options, RegisterSettings& settings) {
  AddTrustOptions(options, settings);
  AddFormatOption(options, settings);
  options.add_options()("proof", po::value(&settings.proof)->value_name("F"),
                        "a .tlog-proof, to be checked alone");
}

struct Verified {
  OpenedCheckpoint opened;
  std::optional<std::pair<std::uint64_t, std::string>> entry;  // of a proof
};

Error NotProved(std::string message, std::string file) {
  return {ErrorCode::kNotAuthentic,
          {},
          std::move(message),
          "do not trust it; get it again from its source",
          std::move(file)};
}

Result<Verified> VerifyProof(const RegisterSettings& settings, const RegisterTrust& trust) {
  const auto in_proof = [&](Error error) {
    if (error.file.empty()) error.file = settings.proof;
    return std::unexpected(std::move(error));
  };
  const auto text = ReadBytes(settings.proof);
  if (!text) return in_proof(text.error());
  auto held = VerifyHeldEntry(*text, trust);
  if (!held) return in_proof(std::move(held).error());
  if (!settings.words.empty()) {
    const std::string& manifest = settings.words[0];
    const auto bytes = ReadBytes(manifest);
    if (!bytes) {
      Error error = bytes.error();
      error.file = manifest;
      return std::unexpected(std::move(error));
    }
    const auto* release = std::get_if<ReleaseEntry>(&held->entry);
    if (release == nullptr || release->manifest_sha256 != Sha256Hex(*bytes)) {
      return std::unexpected(NotProved("it is not the manifest that was logged", manifest));
    }
  }
  return Verified{std::move(held->proof.checkpoint),
                  std::pair(held->proof.index, std::move(TlogProof::Parse(*text)->extra))};
}

Result<Verified> VerifyWhole(const RegisterSettings& settings, const RegisterTrust& trust) {
  const std::string& folder = settings.words[0];
  std::optional<std::uint64_t> unknown;
  const auto look = [&](std::uint64_t index, std::string_view entry) -> Result<void> {
    if (!unknown && !ParseEntry(entry)) unknown = index;
    return {};
  };
  auto opened = VerifyRegister(folder, trust, look);
  if (!opened) return std::unexpected(std::move(opened).error());
  // It is what was logged, but nobody knows what it revokes.
  if (unknown) {
    return std::unexpected(
        NotProved(fmt::format("entry {} is in no form that this version reads", *unknown), folder));
  }
  return Verified{*std::move(opened), std::nullopt};
}

ExitCode RunVerify(const RegisterSettings& settings) {
  const auto trust = ReadTrust(settings);
  if (!trust) return ReportError(trust.error());
  if (settings.words.size() > 1 || (settings.words.empty() && settings.proof.empty())) {
    return ReportError(Unusable("register verify takes one folder, or --proof and a manifest",
                                "see markings register verify --help"));
  }
  const auto verified =
      settings.proof.empty() ? VerifyWhole(settings, *trust) : VerifyProof(settings, *trust);
  if (!verified && verified.error().code != ErrorCode::kNotAuthentic) return ReportError(verified.error());
  Json json{{"schema", "markings/register-verify/1"},
            {"ok", verified.has_value()},
            {"name", trust->log.name()},
            {"size", nullptr},
            {"root", nullptr},
            {"witnesses", Json::array()},
            {"proved", nullptr},
            {"failure", nullptr}};
  if (!verified) {
    const Error& error = verified.error();
    json["failure"] = Json{{"file", error.file}, {"message", error.message}};
    const ExitCode code = ReportError(error);
    return settings.format == "json" ? Print(settings, json, {}, code) : code;
  }
  const Checkpoint& checkpoint = verified->opened.checkpoint;
  json["size"] = checkpoint.size;
  json["root"] = EncodeBase64(checkpoint.root);
  for (const WitnessedAt& one : verified->opened.witnesses) {
    json["witnesses"].push_back(Json{{"name", one.witness}, {"time", one.time}});
  }
  std::string text;
  if (verified->entry) {
    const auto& [index, entry] = *verified->entry;
    json["proved"] = EntryJson(index, entry);
    text = fmt::format("proved: {} logged this as one of its {} entries\n{}", Printable(checkpoint.origin),
                       checkpoint.size, EntryLine(index, entry));
  } else {
    text = fmt::format("proved: {} has {} entries, root {}\n", Printable(checkpoint.origin), checkpoint.size,
                       EncodeBase64(checkpoint.root));
  }
  return Print(settings, json, text + WitnessLines(verified->opened), ExitCode::kDone);
}

// ---- show ----

constexpr std::string_view kShowUsage =
    R"(usage: markings register show DIR [--key VKEY] [--from N] [--count N]

The entries of a register, one a line or as JSON. With a key the whole register is checked first.

example:
  markings register show register --key register.vkey --from 100

exit status: 0 shown; 1 something does not hold; 2 no register, unusable key or arguments; 3 an I/O or internal fault
)";

void AddShowOptions(po::options_description& options, RegisterSettings& settings) {
  AddTrustOptions(options, settings);
  AddFormatOption(options, settings);
  options.add_options()("from", po::value(&settings.from)->value_name("N"), "begin with entry N")(
      "count", po::value(&settings.count)->value_name("N"), "show N entries at most");
}

ExitCode RunShow(const RegisterSettings& settings) {
  if (settings.words.size() != 1)
    return ReportError(Unusable("register show takes one folder", "name the register"));
  const std::string& folder = settings.words[0];
  std::uint64_t from = 0, count = ~std::uint64_t{0};
  for (const auto& [option, text, number] :
       {std::tuple("--from", &settings.from, &from), std::tuple("--count", &settings.count, &count)}) {
    if (text->empty()) continue;
    const auto read = ReadNumber(*text, option);
    if (!read) return ReportError(read.error());
    *number = *read;
  }
  const auto reader = RegisterReader::OpenUnverified(folder);
  if (!reader) return ReportError(reader.error());
  const bool verified = !settings.key.empty();
  Json json{{"schema", "markings/register-show/1"},
            {"name", reader->checkpoint().origin},
            {"size", reader->checkpoint().size},
            {"verified", verified},
            {"entries", Json::array()}};
  std::string text;
  const auto show = [&](std::uint64_t index, std::string_view entry) -> Result<void> {
    if (index < from || index - from >= count) return {};
    json["entries"].push_back(EntryJson(index, entry));
    text += EntryLine(index, entry);
    return {};
  };
  if (verified) {
    const auto trust = ReadTrust(settings);
    if (!trust) return ReportError(trust.error());
    const auto opened = VerifyRegister(folder, *trust, show);
    if (!opened) return ReportError(opened.error());
    json["size"] = opened->checkpoint.size;  // others may have appended meanwhile
  } else {
    Caution("the register was not checked: no key was given");
    for (std::uint64_t i = from; i < reader->checkpoint().size && i - from < count; ++i) {
      const auto entry = reader->Entry(i);
      if (!entry) return ReportError(entry.error());
      if (auto shown = show(i, *entry); !shown) return ReportError(shown.error());
    }
  }
  return Print(settings, json, text, ExitCode::kDone);
}

}  // namespace

const RegisterAction kRegisterVerify = {"verify", kVerifyUsage, AddVerifyOptions, RunVerify};
const RegisterAction kRegisterShow = {"show", kShowUsage, AddShowOptions, RunShow};

}  // namespace markings::cli
