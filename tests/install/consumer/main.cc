// A program of somebody else: reads a cable, redacts it for the public, prints the derivative.
#include <libmarkings/markings.h>

#include <fstream>
#include <iostream>
#include <iterator>

namespace {

markings::Result<markings::Buffer> Read(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return markings::Buffer::FromBytes(std::string(std::istreambuf_iterator<char>(file), {}), path);
}

int Complain(const markings::Error& error) {
  std::cerr << error.message << ": " << error.fix << '\n';
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  auto policy_text = Read(argv[1]);
  if (!policy_text) return Complain(policy_text.error());
  auto policy = markings::Policy::Load(*policy_text);
  if (!policy) return Complain(policy.error());
  auto cable = Read(argv[2]);
  if (!cable) return Complain(cable.error());
  auto document = markings::Document::Parse(std::move(*cable), policy->shared_vocabulary());
  if (!document) return Complain(document.error());
  auto redaction = markings::Redact(*document, *policy, "public", {});
  if (!redaction) return Complain(redaction.error());
  if (redaction->blocked()) return 1;
  std::cout << redaction->derivative.text;
  return 0;
}
