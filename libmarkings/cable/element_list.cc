#include "libmarkings/cable/element_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <functional>
#include <mutex>
#include <unordered_set>
#include <utility>

namespace markings {

using enum ElementKind;

namespace {

// There is one of it, "subject"; a second is "subject~2".
bool IsSingle(ElementKind kind) {
  return kind == kEo || kind == kTags || kind == kSubject || kind == kReference || kind == kSignature ||
         kind == kEnd;
}

std::size_t Mixed(std::size_t hash, std::uint64_t value) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;
  return (hash ^ value) * kOdd;
}

std::size_t HashOf(const Marking& marking) {
  std::size_t hash = Mixed(Mixed(marking.level, marking.controls), marking.fused);
  hash = Mixed(hash, marking.owner);
  for (const MarkName& name : marking.names)
    hash = Mixed(Mixed(hash, name.control), std::hash<std::string>()(name.name));
  return hash;
}

}  // namespace

// Each marking once; [0] is that of whoever bears none.
struct ElementList::Pool {
  struct Hash {
    using is_transparent = void;
    const Pool* pool;
    std::size_t operator()(std::uint32_t index) const { return HashOf(pool->markings[index]); }
    std::size_t operator()(const Marking& marking) const { return HashOf(marking); }
  };
  struct Equal {
    using is_transparent = void;
    const Pool* pool;
    bool operator()(std::uint32_t a, std::uint32_t b) const { return a == b; }
    bool operator()(const Marking& a, std::uint32_t b) const { return a == pool->markings[b]; }
    bool operator()(std::uint32_t a, const Marking& b) const { return pool->markings[a] == b; }
  };
  std::deque<Marking> markings = std::deque<Marking>(1);  // which do not move
  std::unordered_set<std::uint32_t, Hash, Equal> known{8, Hash{this}, Equal{this}};
};

// Ids by their hashes: one may have several elements, which the look-up tells apart.
struct ElementList::Index {
  struct Entry {
    std::uint32_t hash;
    std::uint32_t element;
  };
  std::once_flag made;
  std::vector<Entry> entries;

  static std::uint32_t HashOf(std::string_view id) {
    return static_cast<std::uint32_t>(std::hash<std::string_view>()(id));
  }
};

ElementList::ElementList() : pool_(std::make_unique<Pool>()), index_(std::make_unique<Index>()) {
  pool_->known.insert(0);
}
ElementList::~ElementList() = default;

std::string Element::id() const { return list_->IdOf(index); }
const Marking& Element::marking() const { return list_->MarkingAt(marking_); }

const Marking& ElementList::MarkingAt(std::uint32_t index) const { return pool_->markings[index]; }

void ElementList::SetMarking(Element& element, const Marking& marking) {
  if (const auto found = pool_->known.find(marking); found != pool_->known.end()) {
    element.marking_ = *found;
    return;
  }
  element.marking_ = static_cast<std::uint32_t>(pool_->markings.size());
  pool_->markings.push_back(marking);
  pool_->known.insert(element.marking_);
}

Element& ElementList::Add(ElementKind kind, Span span, std::size_t heading) {
  Close();
  if (heading != (sections_.empty() ? kNoElement : SectionOf(size()))) {
    sections_.push_back({static_cast<std::uint32_t>(size()),
                         heading == kNoElement ? kNone : static_cast<std::uint32_t>(heading)});
  }
  last_ = {};
  last_.list_ = this;
  last_.index = records_.size();
  last_.kind = kind;
  last_.span = span;
  if (IsPortion(kind) && kind != kHeading) last_.section = heading;
  open_ = true;
  return last_;
}

void ElementList::Close() {
  if (!open_) return;
  open_ = false;
  end_ = static_cast<std::uint32_t>(last_.span.end);
  records_.push_back(Pack(last_));
}

void ElementList::Put(const Element& element) {
  if (element.index == records_.size()) {
    last_ = element;
  } else {
    records_[element.index] = Pack(element);
  }
}

ElementList::Record ElementList::Pack(const Element& element) {
  Record record;
  const std::size_t begin = element.span.begin;
  record.begin = static_cast<std::uint32_t>(begin);
  record.kind = static_cast<std::uint16_t>(element.kind) & 0x1FU;
  record.status = static_cast<std::uint16_t>(element.marking_status) & 3U;
  record.origin = static_cast<std::uint16_t>(element.mark_origin) & 7U;
  record.known = element.mark_known;
  record.repaired = element.number_repaired;
  record.part = element.continues != kNoElement;
  record.numbered = element.number.has_value() && !record.part;
  record.number = record.numbered ? *element.number : element.ordinal_;
  if (record.part) {
    record.link = static_cast<std::uint32_t>(element.continues);
  } else if (record.numbered) {
    record.link = element.ordinal_;
  } else if (element.parent != kNoElement) {
    record.link = static_cast<std::uint32_t>(element.parent);
  }
  record.marking = static_cast<std::uint16_t>(element.marking_);
  record.wide = record.marking != element.marking_ || !PackSpans(element, record);
  if (record.wide)
    wide_[element.index] = {element.label_span, element.marking_span, element.text_span, element.marking_};
  return record;
}

// Whether label, mark and text stand in that order and near enough, so that the record has room for them.
bool ElementList::PackSpans(const Element& element, Record& record) {
  std::size_t at = element.span.begin;
  const auto fits = [&](std::size_t begin, std::size_t bits, auto set) {
    if (begin < at || begin - at >= (std::size_t{1} << bits)) return false;
    set(static_cast<std::uint32_t>(begin - at));
    at = begin;
    return true;
  };
  const bool label =
      element.label_span.empty() ||
      (fits(element.label_span.begin, 5, [&](std::uint32_t bytes) { record.lead = bytes & 31U; }) &&
       fits(element.label_span.end, 6, [&](std::uint32_t bytes) { record.label = bytes & 63U; }));
  const bool mark =
      element.marking_span.empty() ||
      (fits(element.marking_span.begin, 4, [&](std::uint32_t bytes) { record.mark_gap = bytes & 15U; }) &&
       fits(element.marking_span.end, 6, [&](std::uint32_t bytes) { record.mark = bytes & 63U; }));
  const bool text = fits(element.text_span.begin, 6, [&](std::uint32_t bytes) { record.gap = bytes & 63U; });
  record.empty = element.text_span.empty();
  if (record.empty) return label && mark && text;
  at = element.text_span.end;
  return label && mark && text &&
         fits(element.span.end, 5, [&](std::uint32_t bytes) { record.tail = bytes & 31U; });
}

void ElementList::UnpackSpans(const Record& record, Element& element) {
  std::size_t at = element.span.begin;
  const auto take = [&](std::size_t gap, std::size_t bytes) {
    if (bytes == 0) return Span{};
    const Span span{at + gap, at + gap + bytes};
    at = span.end;
    return span;
  };
  element.label_span = take(record.lead, record.label);
  element.marking_span = take(record.mark_gap, record.mark);
  at += record.gap;
  element.text_span = {at, record.empty ? at : element.span.end - record.tail};
}

std::size_t ElementList::EndOf(std::size_t index) const {
  if (index + 1 < records_.size()) return records_[index + 1].begin;
  return open_ ? last_.span.begin : end_;
}

Span ElementList::TextSpanAt(std::size_t index) const {
  if (index >= records_.size()) return last_.text_span;
  const Record& record = records_[index];
  if (record.wide) return wide_.at(index).text;
  std::size_t begin = record.begin;
  if (record.label != 0) begin += record.lead + record.label;
  if (record.mark != 0) begin += record.mark_gap + record.mark;
  begin += record.gap;
  return {begin, record.empty ? begin : EndOf(index) - record.tail};
}

Element ElementList::operator[](std::size_t index) const {
  if (index >= records_.size()) return last_;
  const Record& record = records_[index];
  Element element;
  element.list_ = this;
  element.index = index;
  element.kind = static_cast<ElementKind>(record.kind);
  element.span = {record.begin, EndOf(index)};
  element.marking_status = static_cast<MarkingStatus>(record.status);
  element.mark_origin = static_cast<MarkOrigin>(record.origin);
  element.mark_known = record.known;
  element.number_repaired = record.repaired;
  if (record.wide) {
    const Wide& wide = wide_.at(index);
    element.marking_ = wide.marking;
    element.label_span = wide.label;
    element.marking_span = wide.mark;
    element.text_span = wide.text;
  } else {
    element.marking_ = record.marking;
    UnpackSpans(record, element);
  }
  const Record* head = &record;
  if (record.part) {
    element.continues = record.link;
    head = &records_[record.link];
  }
  // What somebody took out is in its unit, and nothing of what the unit is.
  const bool own = !record.part || element.kind != kRedaction;
  if (own && head->numbered) {
    element.number = head->number;
  } else if (own && head->link != kNone) {
    element.parent = head->link;
  }
  element.ordinal_ = record.numbered ? (record.link == kNone ? 0 : record.link) : record.number;
  if (IsPortion(element.kind) && element.kind != kHeading)
    element.section = SectionOf(record.part ? record.link : index);
  return element;
}

std::size_t ElementList::SectionOf(std::size_t index) const {
  const auto after = std::ranges::upper_bound(sections_, index, {}, &Section::from);
  if (after == sections_.begin() || std::prev(after)->heading == kNone) return kNoElement;
  return std::prev(after)->heading;
}

// Ids are made of how many came before that would have the same: each list, kind and number is counted.
void ElementList::NumberIds() {
  Close();
  std::array<std::uint32_t, 32> by_kind{};
  std::unordered_map<std::uint32_t, std::uint32_t> parts;    // by head
  std::vector<std::uint32_t> by_number;                      // as far as there are elements
  std::unordered_map<std::uint32_t, std::uint32_t> by_high;  // numbers beyond
  struct Children {
    std::uint32_t parent;
    std::uint32_t items, quoted;
  };
  // The lists under way, one below the other: an element whose list another one ended has no more children.
  std::vector<Children> open{{kNone, 0, 0}};
  for (std::size_t i = 0; i < records_.size(); ++i) {
    Record& record = records_[i];
    const auto kind = static_cast<ElementKind>(record.kind);
    if (record.part) {
      record.number = ++parts[record.link] + 1;
    } else if (record.numbered) {
      if (record.number >= by_number.size() && record.number < records_.size())
        by_number.resize(
            std::min<std::size_t>(std::max<std::size_t>(16, 2UL * record.number), records_.size()));
      std::uint32_t& count =
          record.number < by_number.size() ? by_number[record.number] : by_high[record.number];
      record.link = ++count;
    } else if (kind == kSubparagraph || kind == kQuoted) {
      if (record.link != kNone && open.back().parent != record.link) {
        // Back to the list that the parent stands in, which began before its own.
        const Record& parent = records_[record.link];
        const bool item =
            !parent.numbered && !parent.part && static_cast<ElementKind>(parent.kind) == kSubparagraph;
        const std::uint32_t above = item ? parent.link : kNone;
        while (open.back().parent != record.link && open.back().parent != above &&
               open.back().parent != kNone)
          open.pop_back();
        if (open.back().parent != record.link) open.push_back({record.link, 0, 0});
      }
      Children& siblings = record.link == kNone ? open.front() : open.back();
      record.number = ++(kind == kQuoted ? siblings.quoted : siblings.items);
    } else {
      record.number = ++by_kind.at(record.kind);
    }
  }
}

std::string ElementList::IdOf(std::size_t index) const {
  const Record& record = records_[index];
  const auto kind = static_cast<ElementKind>(record.kind);
  if (record.part) return fmt::format("{}+{}", IdOf(record.link), record.number);
  if (record.numbered)
    return record.link > 1 ? fmt::format("p{}~{}", record.number, record.link)
                           : fmt::format("p{}", record.number);
  if (kind == kSubparagraph || kind == kQuoted) {
    return fmt::format("{}.{}{}", record.link == kNone ? "text" : IdOf(record.link),
                       kind == kQuoted ? "q" : "", record.number);
  }
  if (IsSingle(kind) && record.number == 1) return std::string(Name(kind));
  if (IsSingle(kind)) return fmt::format("{}~{}", Name(kind), record.number);
  const std::string_view stem = kind == kParagraph      ? "text"
                                : kind == kClassifiedBy ? "classified"
                                                        : Name(kind);
  return fmt::format("{}{}", stem, record.number);
}

std::size_t ElementList::Find(std::string_view id) const {
  std::call_once(index_->made, [&] {
    index_->entries.reserve(size());
    for (std::uint32_t i = 0; i < size(); ++i) index_->entries.push_back({Index::HashOf(IdOf(i)), i});
    std::ranges::sort(index_->entries, {}, &Index::Entry::hash);
  });
  const auto alike = std::ranges::equal_range(index_->entries, Index::HashOf(id), {}, &Index::Entry::hash);
  for (const Index::Entry& entry : alike) {
    if (IdOf(entry.element) == id) return entry.element;
  }
  return kNoElement;
}

}  // namespace markings
