#ifndef LIBMARKINGS_POLICY_SHARED_H_
#define LIBMARKINGS_POLICY_SHARED_H_

// Lists and texts that many decisions have in common: those on units that no rule tells apart, those on
// apparatus. A copy is a reference; what it refers to never changes, and lives as long as any copy. So one is
// read as what it holds, and changed by giving it another. Thread-safe for reading; copies may be in
// different threads.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace markings {

template <class T>
class SharedList {
 public:
  using value_type = T;
  using iterator = const T*;
  using const_iterator = const T*;

  SharedList() = default;
  // (Not explicit: it stands where a vector stood.)
  SharedList(std::vector<T> items)  // NOLINT(google-explicit-constructor)
      : items_(items.empty() ? nullptr : std::make_shared<const std::vector<T>>(std::move(items))) {}
  SharedList(std::initializer_list<T> items) : SharedList(std::vector<T>(items)) {}

  [[nodiscard]] std::size_t size() const { return items_ == nullptr ? 0 : items_->size(); }
  [[nodiscard]] bool empty() const { return items_ == nullptr; }
  [[nodiscard]] const T* begin() const { return items_ == nullptr ? nullptr : items_->data(); }
  [[nodiscard]] const T* end() const { return begin() + size(); }
  [[nodiscard]] const T& front() const { return items_->front(); }  // of one that is not empty
  [[nodiscard]] const T& operator[](std::size_t index) const { return (*items_)[index]; }

  // Valid as long as any copy.
  [[nodiscard]] const std::vector<T>& items() const& {
    static const std::vector<T> kNone;
    return items_ == nullptr ? kNone : *items_;
  }
  const std::vector<T>& items() && = delete;
  operator const std::vector<T>&() const& { return items(); }  // NOLINT(google-explicit-constructor)
  operator const std::vector<T>&() && = delete;

  friend bool operator==(const SharedList& a, const SharedList& b) {
    return a.items_ == b.items_ || std::ranges::equal(a, b);
  }
  friend bool operator==(const SharedList& a, const std::vector<T>& b) { return std::ranges::equal(a, b); }

 private:
  std::shared_ptr<const std::vector<T>> items_;  // null: empty
};

class SharedText {
 public:
  SharedText() = default;
  // (Not explicit: it stands where a string stood.)
  SharedText(std::string text)  // NOLINT(google-explicit-constructor)
      : text_(text.empty() ? nullptr : std::make_shared<const std::string>(std::move(text))) {}
  SharedText(const char* text) : SharedText(std::string(text)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool empty() const { return text_ == nullptr; }
  // Valid as long as any copy.
  [[nodiscard]] const std::string& str() const& {
    static const std::string kNone;
    return text_ == nullptr ? kNone : *text_;
  }
  const std::string& str() && = delete;
  operator const std::string&() const& { return str(); }  // NOLINT(google-explicit-constructor)
  operator const std::string&() && = delete;

  friend bool operator==(const SharedText& a, const SharedText& b) {
    return a.text_ == b.text_ || a.str() == b.str();
  }
  template <std::convertible_to<std::string_view> Text>
  friend bool operator==(const SharedText& a, const Text& b) {
    return a.str() == std::string_view(b);
  }

 private:
  std::shared_ptr<const std::string> text_;  // null: empty
};

}  // namespace markings

#endif  // LIBMARKINGS_POLICY_SHARED_H_
