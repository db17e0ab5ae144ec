// Before and after, side by side, with what is not the same in both marked.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/report/html/escape.h"
#include "gate/report/html/parts.h"

namespace gate::html {
namespace {

constexpr std::size_t most_shown = 200;
constexpr std::size_t most_bytes = 4000;  // of one side

struct Sides {
  std::string before;
  std::string after;
};

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

// How many bytes both begin with, never ending inside a character.
std::size_t same_start(std::string_view one, std::string_view other) {
  const auto most = std::min(one.size(), other.size());
  std::size_t same = 0;
  while (same < most && one[same] == other[same]) ++same;
  while (same > 0 && same < one.size() && continues(one[same])) --same;
  return same;
}

std::size_t same_end(std::string_view one, std::string_view other) {
  const auto most = std::min(one.size(), other.size());
  std::size_t same = 0;
  while (same < most && one[one.size() - same - 1] == other[other.size() - same - 1]) ++same;
  while (same > 0 && continues(one[one.size() - same])) --same;
  return same;
}

Markup side(std::string_view label, std::string_view tag, std::string_view text,
            std::string_view other) {
  Markup content;
  if (text.empty()) {
    content = element("p", {{"class", "none"}}, "(not there)");
  } else if (other.empty()) {
    content = element("pre", element(tag, beginning(text, most_bytes)));
  } else {
    const auto start = same_start(text, other);
    const auto end = same_end(text.substr(start), other.substr(start));
    const auto changed = text.substr(start, text.size() - start - end);
    Markup words = Markup::text(beginning(text.substr(0, start), most_bytes));
    if (!changed.empty()) words += element(tag, beginning(changed, most_bytes));
    words += beginning(text.substr(text.size() - end), most_bytes);
    content = element("pre", words);
  }
  return element("div", element("p", {{"class", "label"}}, label) + content);
}

Markup item(std::string_view change, std::string_view what, const Sides& sides) {
  return element("li", element("p", element("span", {{"class", "change"}}, change) + " " +
                                        element("bdi", one_line(what))) +
                           element("div", {{"class", "sides"}},
                                   side("before", "del", sides.before, sides.after) +
                                       side("after", "ins", sides.after, sides.before)));
}

std::string object(const SchemaDifference& one) {
  std::string words = one.kind + " " + one.name;
  if (!one.attribute.empty()) words += ": " + one.attribute;
  if (!one.tolerance.empty()) words += fmt::format(" ({}, does not count)", one.tolerance);
  return words;
}

Markup list(std::string_view heading, const Markup& items, std::size_t count) {
  if (items.empty()) return {};
  Markup all = element("h4", heading) + element("ul", {{"class", "differences"}}, items);
  if (count > most_shown) {
    all += element("p", fmt::format("And {} more, which the JSON report has.", count - most_shown));
  }
  return all;
}

}  // namespace

Markup differences_list(const std::vector<SchemaDifference>& differences) {
  Markup items;
  for (std::size_t at = 0; at < std::min(differences.size(), most_shown); ++at) {
    const SchemaDifference& one = differences[at];
    items += item(to_string(one.change), object(one), {one.before, one.after});
  }
  return list("Schema, before and after", items, differences.size());
}

Markup row_changes_list(const std::vector<RowChange>& changes) {
  Markup items;
  for (std::size_t at = 0; at < std::min(changes.size(), most_shown); ++at) {
    const RowChange& one = changes[at];
    auto what = "row of " + one.table;
    if (!one.columns.empty()) what += fmt::format(": {}", fmt::join(one.columns, ", "));
    items += item(to_string(one.kind), what, {one.before, one.after});
  }
  return list("Rows, before and after", items, changes.size());
}

}  // namespace gate::html
