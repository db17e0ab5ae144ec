// A piece of finished HTML or SVG, and the only ways to make one: whatever comes in as text is
// escaped, so that no part of the page can forget it.
//
// Checks no nesting and knows no tag; which markup is right is the caller's business.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace gate::html {

class Markup {
 public:
  Markup() = default;

  // Text of any origin: escaped, with everything that hides or reorders shown by its name.
  static Markup text(std::string_view foreign);
  // Finished HTML as it stands: the embedded files' and the Markdown library's, nobody else's.
  static Markup verbatim(std::string html);

  Markup& operator+=(const Markup& more);
  Markup& operator+=(std::string_view foreign) { return *this += text(foreign); }
  friend Markup operator+(Markup left, const Markup& right) { return left += right; }
  friend Markup operator+(Markup left, std::string_view right) { return left += right; }

  bool empty() const { return html_.empty(); }
  std::size_t size() const { return html_.size(); }
  const std::string& html() const { return html_; }

 private:
  explicit Markup(std::string html) : html_(std::move(html)) {}
  std::string html_;
};

struct Attribute {
  std::string_view name;
  std::string value;  // escaped when it is written
};
using Attributes = std::initializer_list<Attribute>;

// <tag a="b">content</tag>. An attribute without a value is written only by its name where it is
// one that HTML has so ("open"); any other that is empty is left out.
Markup element(std::string_view tag, Attributes attributes, const Markup& content);
Markup element(std::string_view tag, Attributes attributes, std::string_view foreign = {});
Markup element(std::string_view tag, const Markup& content);
Markup element(std::string_view tag, std::string_view foreign);
// <meta ...>, which has no end.
Markup void_element(std::string_view tag, Attributes attributes);

}  // namespace gate::html
