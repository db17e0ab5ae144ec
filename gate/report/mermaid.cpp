#include "gate/report/mermaid.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/report/printable.h"
#include "gate/report/revision_view.h"
#include "gate/report/utf8.h"
#include "gate/report/wrap.h"

namespace gate {
namespace {

constexpr int label_width = 44;

// Everything but letters, digits and what means nothing to Mermaid is written by its number.
std::string label(std::string_view foreign) {
  constexpr std::string_view plain = " ._-/,+()=':";
  const std::string text = shortened(printable_line(foreign), label_width);
  std::string out;
  for (std::string_view rest = text; !rest.empty();) {
    const auto point = first_code_point(rest);
    const char letter = rest.front();
    const bool is_ascii = point.value < 0x80;
    const bool is_alphanumeric =
        is_ascii && ((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                     (letter >= '0' && letter <= '9'));
    if (!is_ascii || is_alphanumeric || plain.find(letter) != std::string_view::npos) {
      out += rest.substr(0, point.length);
    } else {
      out += fmt::format("#{};", static_cast<unsigned>(point.value));
    }
    rest.remove_prefix(point.length);
  }
  return out;
}

std::string node(const ShownRevision& revision, const RevisionView::Node& at) {
  std::string words = label(revision.revision.empty() ? "(no id)" : revision.revision);
  if (at.head) words += " (head)";
  if (at.at_fault) words += " (at fault)";
  if (!revision.message.empty()) words += "<br/>" + label(revision.message);
  const auto slash = revision.path.rfind('/');
  words +=
      "<br/>" + label(slash == std::string::npos ? revision.path : revision.path.substr(slash + 1));
  return fmt::format("  r{}[\"{}\"]{}\n", at.index, words, at.head || at.at_fault ? ":::red" : "");
}

std::string edge(const RevisionView::Edge& one) {
  if (one.between > 0) {
    return fmt::format("  r{} -. \"{} between\" .-> r{}\n", one.parent, one.between, one.child);
  }
  return fmt::format("  r{} {} r{}\n", one.parent, one.depends ? "-- \"depends on\" -->" : "-->",
                     one.child);
}

std::string rest(const RevisionView::Rest& one, std::size_t number) {
  const auto words = fmt::format("{} {} revision{}", one.count, one.after ? "later" : "earlier",
                                 one.count == 1 ? "" : "s");
  return one.after ? fmt::format("  r{} -.- more{}([\"{}\"])\n", one.index, number, words)
                   : fmt::format("  more{}([\"{}\"]) -.- r{}\n", number, words, one.index);
}

}  // namespace

std::string mermaid_graph(const TreeReport& tree) {
  const RevisionView view = revision_view(tree);
  if (view.nodes.empty()) return {};
  std::string out = "flowchart BT\n";
  for (const auto& one : view.nodes) out += node(tree.revisions[one.index], one);
  for (std::size_t at = 0; at < view.missing.size(); ++at) {
    const auto& one = view.missing[at];
    out += fmt::format("  missing{}([\"{}<br/>missing: no file declares it\"]):::missing\n", at,
                       label(one.revision));
    out += fmt::format("  missing{} -.-> r{}\n", at, one.child);
  }
  for (const auto& one : view.edges) out += edge(one);
  for (std::size_t at = 0; at < view.rests.size(); ++at) out += rest(view.rests[at], at);
  out += "  classDef red fill:#ffebe9,stroke:#cf222e,stroke-width:3px,color:#82071e\n";
  if (!view.missing.empty()) {
    out +=
        "  classDef missing fill:#fff8c5,stroke:#9a6700,stroke-width:2px,color:#4d2d00,"
        "stroke-dasharray:6 4\n";
  }
  return out;
}

}  // namespace gate
