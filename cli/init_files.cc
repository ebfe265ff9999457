#include "cli/init_files.h"

#include <fmt/format.h>

#include <utility>

#include "libmarkings/keyring/keyring.h"
#include "libmarkings/minisign/minisign.h"
#include "libmarkings/note/key_reference.h"
#include "libmarkings/note/note_key.h"

namespace markings::cli {

Result<InitKeys> MakeInitKeys(const std::string& name, const std::string& day,
                              const SecretBytes* passphrase) {
  const auto root = MinisignSecretKey::Generate();
  if (!root) return std::unexpected(root.error());
  const auto release = MinisignSecretKey::Generate();
  if (!release) return std::unexpected(release.error());
  const std::string root_name = name + "-root";
  const auto signer = NoteSigner::Create(root_name, *root);
  if (!signer) return std::unexpected(signer.error());
  auto reference = KeyReference::Parse(release->public_key().KeyLine());
  if (!reference) return std::unexpected(std::move(reference).error());

  Keyring ring;
  ring.name = name;
  ring.roots.push_back(signer->verifier());
  ring.keys.push_back({name, KeyPurpose::kRelease, *std::move(reference), day, {}, KeyStatus::kActive});
  auto keyring = SignKeyring(ring.Format(), *signer);
  if (!keyring) return std::unexpected(std::move(keyring).error());

  auto root_secret = root->Format(passphrase);
  if (!root_secret) return std::unexpected(std::move(root_secret).error());
  auto release_secret = release->Format(passphrase);
  if (!release_secret) return std::unexpected(std::move(release_secret).error());
  return InitKeys{.root_secret = *std::move(root_secret),
                  .release_secret = *std::move(release_secret),
                  .root_public = root->public_key().Format(),
                  .release_public = release->public_key().Format(),
                  .keyring = *std::move(keyring)};
}

std::string InitReadme(const InitAnswers& answers, bool passphrase) {
  const std::string& audience = answers.audiences.front().id;
  std::string text = fmt::format(
      "# {}\n\nMade by `markings init`.\n\n"
      "| file | what it is | who may have it |\n|---|---|---|\n"
      "| `policy.toml` | who may see what, and why | everyone |\n"
      "| `release.key` | signs releases | the release officer alone |\n"
      "| `root.key` | says which keys count; needed to change the keyring | one person, on a disk that is "
      "not in this computer |\n"
      "| `release.pub`, `root.pub` | the public halves | everyone |\n"
      "| `keyring.txt` | which key signs releases from when to when, signed by the root | everyone |\n\n"
      "{}\n\n"
      "## Next\n\nIn this folder. Read the policy aloud, change it, and see that it still does what its "
      "tests say:\n\n"
      "```\nmarkings policy lint policy.toml\nmarkings policy test policy.toml\n```\n\n"
      "See what the audience `{}` would be given of a cable, and why:\n\n"
      "```\nmarkings redact cable.txt --policy policy.toml --audience {}\n"
      "markings redact cable.txt --policy policy.toml --audience {} --explain\n```\n\n"
      "Release it, and check the release as somebody else would:\n\n"
      "```\nmkdir out\nmarkings release cable.txt --policy policy.toml --audience {} --out out --sign-key "
      "release.key\n"
      "markings verify out/cable.release.json --keyring keyring.txt\n```\n\n"
      "See whether keys, policy and this computer are in order:\n\n"
      "```\nmarkings doctor --policy policy.toml --keyring keyring.txt --key release.key --key "
      "root.key\n```\n",
      answers.name,
      passphrase
          ? "Both secret keys have the passphrase that was given. Without it they are of no use to anybody: "
            "keep it "
            "elsewhere."
          : "**The secret keys have no passphrase**: who has the file can sign. Keep them in a secret store.",
      audience, audience, audience, audience);
  if (!answers.exemptions.empty()) {
    text += fmt::format(
        "\n## Codes\n\nEach cut needs an exemption code, or the release stops with exit code 1 and the list "
        "of what is pending. A rule gives "
        "one (`code = [\"{}\"]`), an officer does in `decisions.toml`:\n\n"
        "```\nmarkings decisions new cable.txt --policy policy.toml --audience {} --output "
        "decisions.toml\n```\n",
        answers.exemptions.front().code, audience);
  }
  return text;
}

}  // namespace markings::cli
