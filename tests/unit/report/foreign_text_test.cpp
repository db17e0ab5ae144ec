// Foreign text and paths as XML and URIs hold them.
#include <gtest/gtest.h>

#include "gate/report/uri.h"
#include "gate/report/xml_text.h"

namespace gate {
namespace {

TEST(XmlText, HasNothingThatXmlCannotSay) {
  EXPECT_EQ(xml_text("a\xEF\xBF\xBE"
                     "b\xEF\xBF\xBF"
                     "c"),
            "abc");
  for (const std::string& text :
       {std::string("\0", 1), std::string("\x80"), std::string("\x1b[31m"),
        std::string("\xED\xA0\x80"), std::string("\x01\x1f")}) {
    for (const char c : xml_text(text)) EXPECT_GE(static_cast<unsigned char>(c), 0x20) << text;
  }
  EXPECT_EQ(xml_text("two\nlines"), "two\nlines");
  EXPECT_EQ(xml_line("two\nlines"), "two lines");
}

TEST(XmlText, ALineEndsBeforeItIsAPage) {
  EXPECT_EQ(xml_line(std::string(1 << 20, 'x')), std::string(1000, 'x') + "…");
}

TEST(UriOf, EncodesWhatIsNotAPath) {
  EXPECT_EQ(uri_of("a b/c#d?e%f.py"), "a%20b/c%23d%3Fe%25f.py");
  EXPECT_EQ(uri_of("c:x/\xC3\xA9\xFF\n"), "c%3Ax/%C3%A9%FF%0A");
  EXPECT_EQ(uri_of("/tmp/x.py"), "file:///tmp/x.py");
}

}  // namespace
}  // namespace gate
