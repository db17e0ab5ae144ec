// How to do the same by hand, and how to reach servers that were kept.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gate/report/html/escape.h"
#include "gate/report/html/parts.h"

namespace gate::html {
namespace {

constexpr std::size_t most_bytes = 8000;

Markup commands(std::string_view heading, const std::string& lines) {
  return element("h3", one_line(heading)) + element("pre", beginning(lines, most_bytes));
}

}  // namespace

Markup by_hand_part(const Report& report) {
  Markup content;
  for (const TreeReport& tree : report.trees) {
    if (tree.verdict == Verdict::pass || tree.reproduce.empty()) continue;
    content += commands(tree.title, fmt::format("{}", fmt::join(tree.reproduce, "\n")));
  }
  return section("by-hand", "The same by hand", content);
}

Markup kept_part(const Report& report) {
  Markup content;
  for (const TreeReport& tree : report.trees) {
    for (const KeptServer& kept : tree.kept) {
      Markup facts = element("dt", "URL") + element("dd", element("code", one_line(kept.url)));
      if (!kept.passfile.empty()) {
        facts += element("dt", "Password file") +
                 element("dd", element("code", one_line(kept.passfile)));
      }
      if (!kept.remove_command.empty()) {
        facts += element("dt", "To remove it") +
                 element("dd", element("code", one_line(kept.remove_command, most_bytes)));
      }
      content += element("h3", one_line(tree.title)) + element("dl", facts);
    }
  }
  return section("kept", "Servers that were kept", content);
}

}  // namespace gate::html
