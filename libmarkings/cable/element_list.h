#ifndef LIBMARKINGS_CABLE_ELEMENT_LIST_H_
#define LIBMARKINGS_CABLE_ELEMENT_LIST_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "libmarkings/cable/element.h"
#include "libmarkings/export.h"
#include "libmarkings/marking/marking.h"

namespace markings {

// The elements of a document, in order. A document may have millions, most of them a few bytes long, so they
// are kept in 20 bytes each: where an element begins and, as small numbers, where in it label, mark and text
// stand. What an element has in common with its neighbours, with its head or with all that bear the same mark
// is kept once. Elements are made of that when asked for, without allocation.
//
// Owned by a Document. Thread-safe for reading.
class MARKINGS_API ElementList {
 public:
  class Iterator;

  ElementList();
  ~ElementList();
  ElementList(const ElementList&) = delete;
  ElementList& operator=(const ElementList&) = delete;

  [[nodiscard]] std::size_t size() const { return records_.size() + (open_ ? 1 : 0); }
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] Element operator[](std::size_t index) const;  // index < size()
  [[nodiscard]] Element back() const { return (*this)[size() - 1]; }
  // What operator[] says, without making the element: for whoever goes by all of them and wants few.
  [[nodiscard]] ElementKind KindAt(std::size_t index) const;
  [[nodiscard]] Span TextSpanAt(std::size_t index) const;
  // The first part of the unit that an element is in: Element::continues, or itself.
  [[nodiscard]] std::size_t HeadOf(std::size_t index) const;
  [[nodiscard]] Iterator begin() const;
  [[nodiscard]] Iterator end() const;

  // The index of the element with that id, or kNoElement. The first call makes an index of all ids.
  [[nodiscard]] std::size_t Find(std::string_view id) const;

 private:
  friend class CableParser;
  friend class Element;

  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  struct Record {
    std::uint32_t begin = 0;  // the element ends where the next begins
    // A part of a split unit: its head. A numbered paragraph: which of that number it is, from 1.
    // Any other: its parent, or kNone.
    std::uint32_t link = kNone;
    std::uint32_t number = 0;   // of a numbered paragraph; any other: Element::ordinal_
    std::uint16_t marking = 0;  // its place in the pool
    std::uint16_t kind : 5 = 0;
    std::uint16_t status : 2 = 0;
    std::uint16_t origin : 3 = 0;
    std::uint16_t known : 1 = 0;
    std::uint16_t repaired : 1 = 0;
    std::uint16_t numbered : 1 = 0;
    std::uint16_t part : 1 = 0;
    std::uint16_t empty : 1 = 0;  // its text, which stands at `gap`
    std::uint16_t wide : 1 = 0;   // what follows, or marking, does not fit: wide_ has it
    // In bytes, one after the other: blanks, label, blanks, mark, blanks (text) and the end of the last line.
    std::uint32_t lead : 5 = 0;
    std::uint32_t label : 6 = 0;
    std::uint32_t mark_gap : 4 = 0;
    std::uint32_t mark : 6 = 0;
    std::uint32_t gap : 6 = 0;  // from the end of the label or mark
    std::uint32_t tail : 5 = 0;
  };
  static_assert(sizeof(Record) == 20);
  // All but the open one, in pieces that stay where they are: no copy of all of them when there are more.
  class Records {
   public:
    [[nodiscard]] std::size_t size() const { return size_; }
    Record& operator[](std::size_t index) { return (*pieces_[index / kPiece])[index % kPiece]; }
    const Record& operator[](std::size_t index) const { return (*pieces_[index / kPiece])[index % kPiece]; }
    void push_back(const Record& record) {
      if (size_ % kPiece == 0) pieces_.push_back(std::make_unique<Piece>());
      (*this)[size_++] = record;
    }

   private:
    static constexpr std::size_t kPiece = 128;
    using Piece = std::array<Record, kPiece>;
    std::vector<std::unique_ptr<Piece>> pieces_;
    std::size_t size_ = 0;
  };
  struct Wide {
    Span label, mark, text;
    std::uint32_t marking;
  };
  struct Section {
    std::uint32_t from;  // the first element below it
    std::uint32_t heading;
  };
  struct Pool;   // of markings
  struct Index;  // of ids

  // For the parser. The element added last stays open: it may be changed in place until the next is added.
  Element& Add(ElementKind kind, Span span, std::size_t heading);
  Element& Last() { return last_; }
  void Put(const Element& element);  // writes back what operator[] gave
  void SetMarking(Element& element, const Marking& marking);
  void Close();      // no element follows
  void NumberIds();  // after which ids can be asked for

  // Changes one element: "Change(i)->kind = ...;".
  class Editor {
   public:
    Editor(ElementList& list, std::size_t index) : list_(list), element_(list[index]) {}
    ~Editor() { list_.Put(element_); }
    Editor(const Editor&) = delete;
    Editor& operator=(const Editor&) = delete;
    Element* operator->() { return &element_; }
    Element& operator*() { return element_; }

   private:
    ElementList& list_;
    Element element_;
  };
  [[nodiscard]] Editor Change(std::size_t index) { return {*this, index}; }

  [[nodiscard]] Record Pack(const Element& element);
  static bool PackSpans(const Element& element, Record& record);
  static void UnpackSpans(const Record& record, Element& element);
  [[nodiscard]] std::size_t EndOf(std::size_t index) const;  // of what is no longer open
  [[nodiscard]] std::size_t SectionOf(std::size_t index) const;
  [[nodiscard]] std::string IdOf(std::size_t index) const;
  [[nodiscard]] const Marking& MarkingAt(std::uint32_t index) const;

  Records records_;
  Element last_;
  bool open_ = false;
  std::uint32_t end_ = 0;  // of the last record
  std::unordered_map<std::size_t, Wide> wide_;
  std::vector<Section> sections_;
  std::unique_ptr<Pool> pool_;
  std::unique_ptr<Index> index_;
};

class MARKINGS_API ElementList::Iterator {
 public:
  using value_type = Element;
  using difference_type = std::ptrdiff_t;
  using iterator_concept = std::forward_iterator_tag;

  Iterator() = default;
  Iterator(const ElementList* list, std::size_t index) : list_(list), index_(index) {}
  Element operator*() const { return (*list_)[index_]; }
  Iterator& operator++() {
    ++index_;
    return *this;
  }
  Iterator operator++(int) {
    Iterator before = *this;
    ++index_;
    return before;
  }
  friend bool operator==(const Iterator& a, const Iterator& b) { return a.index_ == b.index_; }

 private:
  const ElementList* list_ = nullptr;
  std::size_t index_ = 0;
};

inline ElementKind ElementList::KindAt(std::size_t index) const {
  return index < records_.size() ? static_cast<ElementKind>(records_[index].kind) : last_.kind;
}
inline std::size_t ElementList::HeadOf(std::size_t index) const {
  if (index >= records_.size()) return last_.continues == kNoElement ? index : last_.continues;
  const Record& record = records_[index];
  return record.part ? record.link : index;
}

inline ElementList::Iterator ElementList::begin() const { return {this, 0}; }
inline ElementList::Iterator ElementList::end() const { return {this, size()}; }

}  // namespace markings

#endif  // LIBMARKINGS_CABLE_ELEMENT_LIST_H_
