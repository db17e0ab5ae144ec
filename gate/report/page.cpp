#include "gate/report/page.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/report/printable.h"
#include "gate/report/utf8.h"
#include "gate/report/workflow_command.h"
#include "gate/report/wrap.h"

namespace gate {
namespace {

constexpr int narrowest = 40;
constexpr int label_width = 10;
constexpr int field_indent = 2 + label_width + 1;
constexpr std::string_view bar = "| ";

std::string_view code(Tone tone) {
  switch (tone) {
    case Tone::plain:
      return "";
    case Tone::good:
      return "\x1b[32m";
    case Tone::bad:
      return "\x1b[1;31m";
    case Tone::warning:
      return "\x1b[33m";
    case Tone::faint:
      return "\x1b[2m";
    case Tone::strong:
      return "\x1b[1m";
  }
  return "";
}

std::string blanks(int count) { return std::string(static_cast<std::size_t>(count), ' '); }

}  // namespace

void Page::line(std::string_view text) { text_.append(without_command(text)).append("\n"); }

std::string Page::paint(Tone tone, std::string_view text) const {
  if (!style_.colour || code(tone).empty()) return std::string(text);
  return fmt::format("{}{}\x1b[0m", code(tone), text);
}

void Page::paragraph(std::string_view first, std::string_view text, int indent) {
  const int width = std::max(style_.width, narrowest);
  // Without the colours that it may hold.
  const int taken = display_width(printable(first));
  std::string start(first);
  for (const auto& part : wrapped(text, width - taken, width - indent)) {
    line(start + part);
    start = blanks(indent);
  }
}

void Page::field(std::string_view label, std::string_view text) {
  if (text.empty()) return;
  const auto padded = fmt::format("  {:<{}} ", label, label_width);
  paragraph(padded, text, field_indent);
}

void Page::field(std::string_view label, std::string_view text, std::size_t most_lines) {
  if (text.empty()) return;
  const auto lines = wrapped(text, std::max(style_.width, narrowest) - field_indent);
  auto start = fmt::format("  {:<{}} ", label, label_width);
  for (std::size_t at = 0; at < std::min(lines.size(), most_lines); ++at) {
    line(start + lines[at]);
    start = blanks(field_indent);
  }
  if (lines.size() > most_lines) {
    line(fmt::format("{}({} more lines: --verbose)", start, lines.size() - most_lines));
  }
}

void Page::advice(std::string_view label, std::string_view text) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto part = text.substr(0, end);
    const bool whole = !part.empty() && (part.front() == ' ' || part.front() == '{');
    if (whole) {
      line(fmt::format("  {:<{}} {}", label, label_width, part));
    } else {
      field(label, part);
    }
    label = {};
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::vector<std::string> Page::quotable(std::string_view text) const {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  // Lines of blanks at the beginning, as SQLAlchemy has one before each CREATE TABLE.
  if (const auto first = text.find_first_not_of(" \n"); first != text.npos && first > 0) {
    const auto line_end = text.rfind('\n', first);
    if (line_end != text.npos) text.remove_prefix(line_end + 1);
  }
  if (text.empty()) return {};
  return wrapped(text, quote_room());
}

int Page::quote_room() const {
  return std::max(style_.width, narrowest) - field_indent - static_cast<int>(bar.size());
}

void Page::numbered(int number, bool meant, std::string_view text) {
  const auto start = fmt::format("  {}{:>{}}", meant ? ">" : " ", number, label_width - 1);
  line(fmt::format("{} {}{}", meant ? paint(Tone::bad, start) : start, bar, text));
}

void Page::marked(std::string_view signs) {
  line(fmt::format("{}{}{}", blanks(field_indent), bar, paint(Tone::bad, signs)));
}

void Page::quote_lines(std::string_view label, const std::vector<std::string>& lines) {
  auto start = fmt::format("  {:<{}} ", label, label_width);
  for (const auto& text : lines) {
    line(fmt::format("{}{}{}", start, bar, text));
    start = blanks(field_indent);
  }
}

void Page::quote(std::string_view label, std::string_view text, std::size_t most_lines) {
  auto lines = quotable(text);
  const auto left_out = lines.size() - std::min(lines.size(), most_lines);
  lines.resize(lines.size() - left_out);
  quote_lines(label, lines);
  if (left_out > 0) line(fmt::format("{}({} more)", blanks(field_indent), left_out));
}

void Page::quote_end(std::string_view label, std::string_view text, std::size_t most_lines) {
  auto lines = quotable(text);
  const auto left_out = lines.size() - std::min(lines.size(), most_lines);
  lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(left_out));
  if (left_out > 0) {
    line(fmt::format("  {:<{}} ({} more above)", label, label_width, left_out));
    label = {};
  }
  quote_lines(label, lines);
}

}  // namespace gate
