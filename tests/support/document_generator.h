#ifndef TESTS_SUPPORT_DOCUMENT_GENERATOR_H_
#define TESTS_SUPPORT_DOCUMENT_GENERATOR_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tests/support/cable_generator.h"

namespace markings::testing {

// Makes documents of all forms, most of them telegrams, with every kind of element, in them what mask and
// text rules look for (telephone numbers, addresses, requests for protection). Everything is made of invented
// syllables. The same seed gives the same documents. Of the regimes us, cui and tlp it makes reports with
// banners at head and foot, memos and e-mail, in their marks; of any other one what is said above.
class DocumentGenerator {
 public:
  explicit DocumentGenerator(std::uint32_t seed, std::string_view regime = "state")
      : regime_(regime), words_(seed) {}

  [[nodiscard]] std::string Next();

 private:
  std::string Telegram();
  std::string Smart();
  std::string Archive();
  std::string Foia();
  std::string Frus();
  std::string Thread();
  std::string Memo();
  std::string Report();
  std::string Mail();

  std::string TelegramHead(const std::string& post);
  void Body(std::string& text, const std::string& post, bool page_lines);
  void Items(std::string& text);
  void Quoted(std::string& text);
  std::string Prose(bool capitals = false);
  std::string Line(bool capitals);
  std::string Surname(bool capitals);
  std::string Mark();
  bool Chance(std::size_t of_a_hundred) { return words_.Chance(of_a_hundred); }

  std::string Banner();

  std::string regime_;
  CableGenerator words_;
};

}  // namespace markings::testing

#endif  // TESTS_SUPPORT_DOCUMENT_GENERATOR_H_
