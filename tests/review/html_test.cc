#include "libmarkings/review/internal/html.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "libmarkings/report/csp_source.h"
#include "libmarkings/review/internal/template.h"
#include "libmarkings/text/html.h"

namespace markings::internal {
namespace {

TEST(Html, EscapesWhatIsMarkup) {
  EXPECT_EQ(EscapedHtml("a<b>&\"c\"'\r\n"), "a&lt;b&gt;&amp;&quot;c&quot;&#39;&#13;\n");
}

TEST(Html, ShowsWhatNobodySees) {
  const auto shown = [](std::string_view text) {
    std::string html;
    AppendDocumentText(html, text);
    return html;
  };
  EXPECT_EQ(shown("plain <text>\ttab\n"), "plain &lt;text&gt;\ttab\n");
  EXPECT_EQ(shown("Zoë – ж"), "Zoë – ж");
  EXPECT_EQ(shown("a\u202Eb"), "a<span class=\"unseen\" data-character=\"U+202E\">\u202E</span>b");
  EXPECT_EQ(shown("\u200B"), "<span class=\"unseen\" data-character=\"U+200B\">\u200B</span>");
  EXPECT_EQ(shown("a\x07"), "a<span class=\"unseen\" data-character=\"U+0007\">\x07</span>");
  EXPECT_EQ(shown("\U000E0041"), "<span class=\"unseen\" data-character=\"U+E0041\">\U000E0041</span>");
}

TEST(Html, JsonCannotEndItsScript) {
  EXPECT_EQ(JsonForScript(R"({"a":"</script><!--"})"), R"({"a":"\u003c/script>\u003c!--"})");
}

TEST(Html, HashesAsAPolicyNamesThem) {
  // Source: W3C CSP 3, 8.3: the hash of "alert('Hello, world.');".
  EXPECT_EQ(CspSource("alert('Hello, world.');"), "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
}

TEST(Template, PutsInOnceThrough) {
  const std::array<std::pair<std::string_view, std::string_view>, 2> values = {{{"a", "{{b}}"}, {"b", "B"}}};
  EXPECT_EQ(Fill("<{{a}}|{{b}}|{{c}}>{{", values), "<{{b}}|B|>{{");
}

}  // namespace
}  // namespace markings::internal
