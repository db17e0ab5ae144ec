// The lines of a file around a finding, with its line marked and what it is about underlined.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "gate/report/printable.h"
#include "gate/report/terminal_parts.h"
#include "gate/report/underlined.h"
#include "gate/report/utf8.h"
#include "gate/report/wrap.h"

namespace gate {
namespace {

constexpr int lines_around = 1;  // of those that the excerpt has; all of them with --verbose
constexpr std::size_t least_context = 12;  // bytes before what is underlined in a line that is cut

// So much of a long line that what is underlined is seen.
std::string cut_to(std::string_view line, Span& span, int room) {
  if (display_width(line) <= room) return std::string(line);
  const auto columns = static_cast<std::size_t>(std::max(room, 1));
  std::string shown(line);
  // With the ellipses at both ends, and something before what is underlined however long it is.
  const std::size_t end = span.from + span.size + 2;
  if (end > columns && span.from > least_context) {
    std::size_t start = std::min(end - columns, span.from - least_context);
    while (start < line.size() && (static_cast<unsigned char>(line[start]) & 0xC0U) == 0x80U) {
      ++start;
    }
    shown = "…" + shown.substr(start);
    span.from = span.from - start + std::string_view("…").size();
  }
  shown = shortened(shown, room);
  span.from = std::min(span.from, shown.size());
  span.size = std::min(span.size, shown.size() - span.from);
  return shown;
}

std::string underline(std::string_view line, Span span) {
  const int before = display_width(line.substr(0, span.from));
  const int width = std::max(1, display_width(line.substr(span.from, span.size)));
  return fmt::format("{:{}}{:^>{}}", "", before, "", width);
}

std::string folded(std::string_view text) {
  std::string words;
  for (const char c : text) {
    if (std::isspace(static_cast<unsigned char>(c)) == 0) words += c;
  }
  return words;
}

// The first and the last of its lines that are shown; none where the last is before the first.
std::pair<int, int> shown_lines(const Page& page, const Finding& finding) {
  const auto& lines = finding.excerpt.lines;
  const int at = finding.line - finding.excerpt.first_line;
  if (at < 0 || at >= static_cast<int>(lines.size())) return {0, -1};
  const int around = page.style().verbose ? static_cast<int>(lines.size()) : lines_around;
  int first = std::max(at - around, 0);
  int last = std::min(at + around, static_cast<int>(lines.size()) - 1);
  const auto is_blank = [&](int index) {
    return lines[static_cast<std::size_t>(index)].find_first_not_of(" \t") == std::string::npos;
  };
  while (first < at && is_blank(first)) ++first;
  while (last > at && is_blank(last)) --last;
  return {first, last};
}

}  // namespace

bool excerpt_shows(const Page& page, const Finding& finding, std::string_view statement) {
  const auto [first, last] = shown_lines(page, finding);
  std::string all;
  for (int index = first; index <= last; ++index) {
    const std::string& line = finding.excerpt.lines[static_cast<std::size_t>(index)];
    if (display_width(printable_line(line)) <= page.quote_room()) all += line;
  }
  const std::string words = folded(statement);
  return !words.empty() && folded(all).find(words) != std::string::npos;
}

void write_excerpt(Page& page, const Finding& finding) {
  const auto [first, last] = shown_lines(page, finding);
  for (int index = first; index <= last; ++index) {
    const int number = finding.excerpt.first_line + index;
    const bool meant = number == finding.line;
    const auto text = printable_line(finding.excerpt.lines[static_cast<std::size_t>(index)]);
    Span span = meant ? underlined(finding, text) : Span{};
    const std::string shown = cut_to(text, span, page.quote_room());
    page.numbered(number, meant, shown);
    if (span.size > 0) page.marked(underline(shown, span));
  }
}

}  // namespace gate
