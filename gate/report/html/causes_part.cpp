// The pages of the causes that were found, folded: Markdown to HTML, without any raw HTML in it.
#include <cmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "gate/report/html/escape.h"
#include "gate/report/html/parts.h"

namespace gate::html {
namespace {

// A page's own title is its first heading, below the part's.
constexpr int deeper = 2;

void lower_headings(cmark_node* document) {
  for (cmark_node* node = cmark_node_first_child(document); node != nullptr;
       node = cmark_node_next(node)) {
    if (cmark_node_get_type(node) != CMARK_NODE_HEADING) continue;
    cmark_node_set_heading_level(node, std::min(cmark_node_get_heading_level(node) + deeper, 6));
  }
}

Markup html_of(const std::string& page) {
  const auto markdown = visible(page);
  const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> document(
      cmark_parse_document(markdown.data(), markdown.size(), CMARK_OPT_VALIDATE_UTF8),
      cmark_node_free);
  lower_headings(document.get());
  // Raw HTML and dangerous links are left out unless CMARK_OPT_UNSAFE is asked for.
  const std::unique_ptr<char, decltype(&std::free)> html(
      cmark_render_html(document.get(), CMARK_OPT_DEFAULT), std::free);
  return Markup::verbatim(html.get());
}

Markup page(const KnownCause& cause) {
  const auto title = cause.mode.empty() ? cause.kind : fmt::format("{} {}", cause.mode, cause.kind);
  // What a link leads to is inside, so that the browser opens it.
  return element("details", {{"class", "cause"}},
                 element("summary", fmt::format("{}: {}", title, one_line(cause.title))) +
                     element("div", {{"id", "cause-" + cause.kind}}, html_of(cause.page)));
}

}  // namespace

Markup causes_part(const Report& report) {
  Markup content;
  for (const KnownCause& cause : report.causes) content += page(cause);
  return section("causes", "About the causes", content);
}

}  // namespace gate::html
