#include <fmt/format.h>

#include <algorithm>

#include "gate/report/html/escape.h"
#include "gate/report/html/parts.h"
#include "gate/report/underlined.h"
#include "gate/report/utf8.h"

namespace gate::html {
namespace {

constexpr std::size_t most_characters = 400;  // of a line
constexpr int most_carets = 100;

// Carets below what the finding is about.
Markup carets(const Finding& finding, std::string_view line) {
  const Span span = underlined(finding, line);
  const int before = display_width(line.substr(0, span.from));
  const int width = std::clamp(display_width(line.substr(span.from, span.size)), 1, most_carets);
  return Markup::text(std::string(static_cast<std::size_t>(before), ' ')) +
         element("span", {{"class", "carets"}}, std::string(static_cast<std::size_t>(width), '^')) +
         "\n";
}

}  // namespace

Markup excerpt_figure(const Finding& finding) {
  const Excerpt& excerpt = finding.excerpt;
  if (excerpt.lines.empty()) return {};
  const int last = excerpt.first_line + static_cast<int>(excerpt.lines.size()) - 1;
  const auto digits = fmt::format("{}", last).size();
  Markup code;
  for (int number = excerpt.first_line; number <= last; ++number) {
    const auto& source = excerpt.lines[static_cast<std::size_t>(number - excerpt.first_line)];
    const auto line = visible(one_line(source, most_characters));
    const bool fault = number == finding.line;
    const auto gutter = fmt::format("{} {:>{}} │ ", fault ? "❯" : " ", number, digits);
    const Markup shown = element("span", {{"class", "gutter"}}, gutter) + (line + "\n");
    if (!fault) {
      code += shown;
      continue;
    }
    code += element("mark", shown);
    code += element("span", {{"class", "gutter"}}, fmt::format("  {:{}} │ ", "", digits));
    code += carets(finding, line);
  }
  const auto label =
      fmt::format("{}, lines {} to {}", one_line(finding.file), excerpt.first_line, last);
  return scroll_region("excerpt", label, element("pre", element("code", code)));
}

}  // namespace gate::html
