#ifndef CLI_CHOICE_H_
#define CLI_CHOICE_H_

// Options whose value is one of a few words. The parser refuses any other word, help and completion show
// them: all from the one list that stands where the option is added.
//
//   options.add_options()("format", OneOf(&settings.format, {"text", "json"})->value_name("FORMAT"), "...");

#include <boost/any.hpp>
#include <boost/program_options/errors.hpp>
#include <boost/program_options/value_semantic.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace markings::cli {

// The value of an option that is none of its words. ParseArguments reports it.
class NotAWord : public boost::program_options::error_with_option_name {
 public:
  NotAWord(std::string given, std::vector<std::string> words)
      : error_with_option_name("the value of %canonical_option% is not a word that it takes"),
        given_(std::move(given)),
        words_(std::move(words)) {}
  [[nodiscard]] const std::string& given() const { return given_; }
  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }

 private:
  std::string given_;
  std::vector<std::string> words_;
};

// The words that the value of an option is one of.
class WordList {
 public:
  explicit WordList(std::vector<std::string> words) : words_(std::move(words)) {}
  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }

 protected:
  // `end` ends the word in what was given: "json=FILE" names json when it is '='.
  void Check(const std::vector<std::string>& given, char end) const;

 private:
  std::vector<std::string> words_;
};

template <class Value, char kEnd>
class WordValue final : public boost::program_options::typed_value<Value>, public WordList {
 public:
  WordValue(Value* store, std::vector<std::string> words)
      : boost::program_options::typed_value<Value>(store), WordList(std::move(words)) {}
  void xparse(boost::any& value, const std::vector<std::string>& given) const override {
    Check(given, kEnd);
    boost::program_options::typed_value<Value>::xparse(value, given);
  }
};

// Owned by the list of options that it is added to, as po::value is.
[[nodiscard]] inline auto* OneOf(std::string* store, std::vector<std::string> words) {
  return new WordValue<std::string, '\0'>(store, std::move(words));
}
// The same for an option that may be given again, each time a word or WORD=FILE.
[[nodiscard]] inline auto* WordsWithFiles(std::vector<std::string>* store, std::vector<std::string> words) {
  return new WordValue<std::vector<std::string>, '='>(store, std::move(words));
}

// "neither a nor b", "none of a, b, c".
[[nodiscard]] std::string NoneOf(const std::vector<std::string>& words);
// "did you mean b?", or nothing.
[[nodiscard]] std::string DidYouMean(std::string_view given, const std::vector<std::string>& words);

// The regimes of this version; with `automatic`, auto too.
[[nodiscard]] std::vector<std::string> RegimeWords(bool automatic);

}  // namespace markings::cli

#endif  // CLI_CHOICE_H_
