// Messages, source notes and reviewers' markings, from their elements: what they say of protection.

#include <algorithm>
#include <string>

#include "libmarkings/cable/internal/format.h"
#include "libmarkings/cable/internal/parser.h"
#include "libmarkings/marking/banner.h"
#include "libmarkings/marking/lattice.h"
#include "libmarkings/marking/rollup.h"
#include "libmarkings/text/ascii.h"

namespace markings {

using enum ElementKind;

void CableParser::EndMessages() {
  if (!document_.messages_.empty()) document_.messages_.back().end = elements_.size();
}

void CableParser::FillMessages() {
  for (Message& message : document_.messages_) {
    for (std::size_t i = message.first; i < message.end; ++i) {
      const Element element = elements_[i];
      if (element.continues != kNoElement || (element.kind != kField && element.kind != kSubject)) continue;
      const std::string name = internal::LabelName(Slice(text_, element.label_span));
      std::string* field = name == "FROM"                     ? &message.from
                           : name == "SENT" || name == "DATE" ? &message.sent
                           : name == "TO"                     ? &message.to
                           : name == "CC"                     ? &message.cc
                           : name == "SUBJECT"                ? &message.subject
                           : name.starts_with("ATTACHMENT")   ? &message.attachments
                                                              : nullptr;
      if (field != nullptr && field->empty()) *field = document_.UnitText(i);
    }
  }
}

// The class lines, captions and portion marks of each message.
void CableParser::MarkMessages() {
  std::vector<Message>& messages = document_.messages_;
  if (messages.empty()) return;
  std::vector<bool> known(messages.size(), true);
  std::vector<std::vector<Marking>> banners(messages.size()), portions(messages.size());
  const auto add = [&](std::size_t at, const Banner& banner) {
    Message& message = messages[at];
    if (banner.status != MarkingStatus::kValid) {
      message.banner_status = banner.status;
    } else if (message.banner_status == MarkingStatus::kNone) {
      message.banner_status = MarkingStatus::kValid;
      AddMark(banners[at], banner.value);
    } else if (message.banner_status == MarkingStatus::kValid) {
      if (!banner_lines_ && banners[at].front().level != banner.value.level) known[at] = false;
      AddMark(banners[at], banner.value);
    }
  };
  for (const Banner& banner : banners_) {
    const std::size_t at = document_.MessageOf(banner.element);
    if (at != kNoElement) add(at, banner);
  }
  for (const NotedMark& noted : noted_marks_) {
    const std::size_t at = document_.MessageOf(noted.element);
    if (at != kNoElement) AddMark(portions[at], noted.value);
  }
  for (std::size_t i = 0; i < messages.size(); ++i) {
    Message& message = messages[i];
    for (std::size_t e = message.first; e < message.end; ++e) {
      const Element element = elements_[e];
      if (!IsPortion(element.kind)) continue;
      if (element.marking_status == MarkingStatus::kValid) {
        AddMark(portions[i], element.marking());
      } else if (element.marking_status != MarkingStatus::kNone) {
        known[i] = false;
      }
    }
    message.banner = RollUp(vocabulary_, banners[i]);
    message.roll_up = RollUp(vocabulary_, portions[i]);
    for (const Marking& portion : portions[i]) AddMark(banners[i], portion);
    message.overall = RollUp(vocabulary_, banners[i]);
    message.overall_known = message.banner_status == MarkingStatus::kValid && known[i];
  }
  // A class line below the last message may be the whole thread's.
  if (messages.size() < 2 || banners_.empty()) return;
  const Banner& last = banners_.back();
  bool at_end = true;
  for (std::size_t i = elements_.size(); at_end && i-- > last.element;)
    at_end = !IsPortion(elements_[i].kind);
  if (!at_end || last.status != MarkingStatus::kValid) return;
  for (Message& message : messages) message.overall = Join(vocabulary_, message.overall, last.value);
}

// "Source: Archive, file. Secret; Priority; Nodis. Drafted by ...": the sentence whose first item is a class.
void CableParser::AddSourceBanner(std::size_t index) {
  constexpr std::size_t kLongestSentence = 160;
  const std::string text = document_.UnitText(index);
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = text.find(". ", begin);
    if (end == std::string::npos) end = text.size();
    std::string_view sentence = internal::Trimmed(std::string_view(text).substr(begin, end - begin));
    begin = end + 2;
    if (sentence.ends_with('.')) sentence.remove_suffix(1);
    if (sentence.empty() || sentence.size() > kLongestSentence) continue;
    std::string_view level = sentence.substr(0, sentence.find(';'));
    const ParsedBanner banner = ParseBanner(vocabulary_, Upper(level));
    if (banner.mark.status != MarkingStatus::kValid || !banner.serial.empty()) continue;
    Marking value = banner.mark.value;
    while (sentence.find(';') != std::string_view::npos) {
      sentence = internal::Trimmed(sentence.substr(sentence.find(';') + 1));
      const std::string item = Upper(internal::Trimmed(sentence.substr(0, sentence.find(';'))));
      if (const auto caption = vocabulary_.FindCaption(item)) {
        value = Join(vocabulary_, value, {0, vocabulary_.captions()[*caption].controls});
        AddCaption(*caption, index);
      }
    }
    banners_.push_back({index, MarkingStatus::kValid, value});
    return;
  }
}

// What a reviewer found raises what unmarked portions come by; it never lowers anything.
void CableParser::JoinReviews() {
  for (const ReviewMarking& review : document_.review_markings_) {
    const ParsedBanner banner = ParseBanner(vocabulary_, review.level);
    if (banner.mark.status != MarkingStatus::kValid) continue;
    document_.overall_ = Join(vocabulary_, document_.overall_, banner.mark.value);
    for (Message& message : document_.messages_)
      message.overall = Join(vocabulary_, message.overall, banner.mark.value);
  }
}

}  // namespace markings
