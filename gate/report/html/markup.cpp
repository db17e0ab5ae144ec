#include "gate/report/html/markup.h"

#include "gate/report/html/escape.h"

namespace gate::html {
namespace {

std::string start(std::string_view tag, Attributes attributes) {
  std::string html = "<";
  html.append(tag);
  for (const Attribute& one : attributes) {
    if (one.value.empty() && one.name != "open") continue;
    html.append(" ").append(one.name);
    if (!one.value.empty()) html.append("=\"").append(escaped(one.value)).append("\"");
  }
  return html + ">";
}

// So that the page has lines; where a blank more or less is not seen.
bool ends_line(std::string_view tag) {
  constexpr std::string_view tags =
      " head style body header nav main footer section article h1 h2 h3 h4 p ul li dl dd div table "
      "caption thead tbody tr details summary pre svg path circle rect line text title desc ";
  const auto at = tags.find(tag);
  return at != std::string_view::npos && tags[at - 1] == ' ' && tags[at + tag.size()] == ' ';
}

}  // namespace

Markup Markup::text(std::string_view foreign) { return Markup(escaped(foreign)); }

Markup Markup::verbatim(std::string html) { return Markup(std::move(html)); }

Markup& Markup::operator+=(const Markup& more) {
  html_ += more.html_;
  return *this;
}

Markup element(std::string_view tag, Attributes attributes, const Markup& content) {
  auto html = start(tag, attributes);
  html.append(content.html()).append("</").append(tag).append(">");
  if (ends_line(tag)) html += '\n';
  return Markup::verbatim(std::move(html));
}

Markup element(std::string_view tag, Attributes attributes, std::string_view foreign) {
  return element(tag, attributes, Markup::text(foreign));
}

Markup element(std::string_view tag, const Markup& content) { return element(tag, {}, content); }

Markup element(std::string_view tag, std::string_view foreign) {
  return element(tag, {}, Markup::text(foreign));
}

Markup void_element(std::string_view tag, Attributes attributes) {
  return Markup::verbatim(start(tag, attributes));
}

}  // namespace gate::html
