#include <fmt/format.h>

#include <algorithm>

#include "gate/report/html/escape.h"
#include "gate/report/html/parts.h"
#include "gate/report/utf8.h"

namespace gate::html {
namespace {

constexpr std::size_t most_characters = 400;  // of a line
constexpr int most_carets = 100;

// Tabs become the blanks that the page shows them as, so that carets stand below their text.
std::string without_tabs(std::string_view line) {
  std::string out;
  for (const char c : one_line(line, most_characters))
    out += c == '\t' ? "    " : std::string(1, c);
  return out;
}

// Blanks up to the first word of the line, then a caret for each column of it.
std::string carets(const std::string& line) {
  const auto start = line.find_first_not_of(' ');
  if (start == std::string::npos) return "^";
  const auto end = line.find_last_not_of(' ');
  const int width = display_width(std::string_view(line).substr(start, end - start + 1));
  return std::string(start, ' ') +
         std::string(static_cast<std::size_t>(std::min(width, most_carets)), '^');
}

}  // namespace

Markup excerpt_figure(const Finding& finding) {
  const Excerpt& excerpt = finding.excerpt;
  if (excerpt.lines.empty()) return {};
  const int last = excerpt.first_line + static_cast<int>(excerpt.lines.size()) - 1;
  const auto digits = fmt::format("{}", last).size();
  Markup code;
  for (int number = excerpt.first_line; number <= last; ++number) {
    const auto line =
        without_tabs(excerpt.lines[static_cast<std::size_t>(number - excerpt.first_line)]);
    const bool fault = number == finding.line;
    const auto gutter = fmt::format("{} {:>{}} │ ", fault ? "❯" : " ", number, digits);
    const Markup shown = element("span", {{"class", "gutter"}}, gutter) + (line + "\n");
    if (!fault) {
      code += shown;
      continue;
    }
    code += element("mark", shown);
    code += element("span", {{"class", "gutter"}}, fmt::format("  {:{}} │ ", "", digits));
    code += element("span", {{"class", "carets"}}, carets(line) + "\n");
  }
  const auto label =
      fmt::format("{}, lines {} to {}", one_line(finding.file), excerpt.first_line, last);
  return scroll_region("excerpt", label, element("pre", element("code", code)));
}

}  // namespace gate::html
