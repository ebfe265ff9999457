// Lists and texts that decisions share are read as what they hold.

#include "libmarkings/policy/shared.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace markings {
namespace {

using List = SharedList<std::string>;

TEST(SharedList, IsReadAsAVector) {
  const std::vector<std::string> none;
  const std::vector<std::string> two = {"a", "b"};
  for (const List& empty : {List(), List(none), List{}}) {
    EXPECT_TRUE(empty.empty());
    EXPECT_EQ(empty.size(), 0U);
    EXPECT_EQ(empty.begin(), empty.end());
    EXPECT_EQ(empty.items(), none);
    EXPECT_TRUE(empty == none);
  }
  List list = two;
  EXPECT_EQ(list.size(), 2U);
  EXPECT_EQ(list.front(), "a");
  EXPECT_EQ(list[1], "b");
  EXPECT_TRUE(list == two);
  EXPECT_FALSE(list == none);
  const std::vector<std::string>& items = list;
  EXPECT_EQ(items, two);
  list = {"c"};
  EXPECT_TRUE(list == std::vector<std::string>{"c"});
}

TEST(SharedList, CopiesShareAndOutliveTheFirst) {
  List copy;
  {
    const List first = {"a", "b"};
    copy = first;
    EXPECT_EQ(&copy.front(), &first.front());
  }
  EXPECT_EQ(copy[1], "b");
  const List other = copy;
  copy = {"c"};  // another list: who shares the old one keeps it
  EXPECT_EQ(other.front(), "a");
  EXPECT_TRUE(List({"a"}) == List({"a"}));
  EXPECT_FALSE(List({"a"}) == List({"b"}));
}

TEST(SharedText, IsReadAsAString) {
  EXPECT_TRUE(SharedText().empty());
  EXPECT_TRUE(SharedText("").empty());
  EXPECT_EQ(SharedText(), "");
  SharedText text = std::string("So that there is a rule.");
  EXPECT_FALSE(text.empty());
  EXPECT_EQ(text, "So that there is a rule.");
  EXPECT_EQ(text, std::string_view("So that there is a rule."));
  const SharedText copy = text;
  EXPECT_EQ(&copy.str(), &text.str());
  text = "Another.";
  EXPECT_EQ(copy, std::string("So that there is a rule."));
  EXPECT_TRUE(text == SharedText("Another."));
  EXPECT_FALSE(text == copy);
  const std::string& read = text;
  EXPECT_EQ(read, "Another.");
}

// What a temporary holds is not lent.
static_assert(!std::is_convertible_v<List, const std::vector<std::string>&>);
static_assert(!std::is_convertible_v<SharedText, const std::string&>);
static_assert(std::is_convertible_v<const List&, const std::vector<std::string>&>);

}  // namespace
}  // namespace markings
