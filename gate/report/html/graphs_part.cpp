// The revision graph of each tree: the picture, and the same as a list.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/report/html/escape.h"
#include "gate/report/html/graph_picture.h"
#include "gate/report/html/parts.h"

namespace gate::html {
namespace {

constexpr std::size_t most_listed = 1000;

std::vector<std::string> ids(const GraphLayout& layout, bool (*wanted)(const GraphNode&)) {
  std::vector<std::string> all;
  for (const GraphNode& node : layout.nodes) {
    if (wanted(node)) all.push_back(node.id);
  }
  return all;
}

std::string joined(const std::vector<std::string>& all) {
  return one_line(fmt::format("{}", fmt::join(all, ", ")));
}

std::string summary(const TreeReport& tree, const GraphLayout& layout, const GraphMarks& marks) {
  const auto heads = ids(layout, [](const GraphNode& node) { return node.head; });
  const auto missing = ids(layout, [](const GraphNode& node) { return node.missing; });
  auto words = fmt::format("{}, {}", counted(tree.revisions.size(), "revision"),
                           counted(heads.size(), "head"));
  if (!heads.empty()) words += fmt::format(" ({})", joined(heads));
  if (!missing.empty()) words += fmt::format("; missing: {}", joined(missing));
  for (const auto& [at, kind] : marks.faults) {
    words += fmt::format("; {} at {}", kind, one_line(tree.revisions[at].revision));
  }
  return one_line(words, 600) + ".";
}

// Shown by the script, which makes them work.
Markup tools(bool has_fault) {
  const auto button = [](std::string_view what, std::string_view label, std::string_view text) {
    return element(
        "button",
        {{"type", "button"}, {"data-graph", std::string(what)}, {"aria-label", std::string(label)}},
        text);
  };
  return element("p", {{"class", "tools"}},
                 button("in", "Zoom in", "+") + button("out", "Zoom out", "−") +
                     button("whole", "Show the whole graph", "Whole") +
                     button("fault", has_fault ? "Go to the fault" : "Go to the newest revision",
                            has_fault ? "Fault" : "Newest"));
}

Markup legend() {
  return element("p", {{"class", "aside"}},
                 "Newest on top. ◎ head, ◆ fault, ■ also named by a finding, dashed: a parent that "
                 "is missing, dotted: depends_on.");
}

Markup row(const ShownRevision& revision, const std::string& said) {
  auto where = revision.path;
  if (revision.line > 0) where += fmt::format(":{}", revision.line);
  std::vector<std::string> parents = revision.down_revisions;
  for (const auto& id : revision.depends_on) parents.push_back("depends on " + id);
  Markup what = element("bdi", one_line(revision.message));
  if (!said.empty()) what = element("strong", said) + " " + what;
  return element("tr",
                 element("th", {{"scope", "row"}, {"class", "id"}}, one_line(revision.revision)) +
                     element("td", {{"class", "id"}}, joined(parents)) + element("td", what) +
                     element("td", {{"class", "id"}}, one_line(where)));
}

Markup list(const TreeReport& tree, const GraphMarks& marks) {
  Markup rows;
  const auto size = tree.revisions.size();
  for (std::size_t at = size; at-- > size - std::min(size, most_listed);) {
    const auto fault = marks.faults.find(at);
    rows += row(tree.revisions[at], fault == marks.faults.end() ? "" : "✗ " + fault->second);
  }
  const auto heading = [](std::string_view words) {
    return element("th", {{"scope", "col"}}, words);
  };
  const auto title = one_line(tree.title);
  return element(
      "details",
      element("summary", fmt::format("The revisions of {} as a list", title)) +
          scroll_region(
              "scroll", fmt::format("The revisions of {}", title),
              element(
                  "table",
                  element("caption", {{"class", "hidden"}}, "Revisions of " + title) +
                      element("thead", element("tr", heading("Revision") + heading("Parents") +
                                                         heading("Message") + heading("File"))) +
                      element("tbody", rows))));
}

Markup graph(const TreeReport& tree) {
  const auto layout = lay_out(tree.revisions);
  const auto marks = marks_of(tree);
  const auto words = summary(tree, layout, marks);
  const auto title = one_line(tree.title);
  const auto picture =
      draw_graph(tree, layout, marks, fmt::format("Revision graph of {}", title), words);
  Markup all = element("h3", title) + element("p", words);
  if (picture.hidden > 0) {
    all += element("p", fmt::format("{} far from the fault are not drawn.",
                                    counted(picture.hidden, "revision")));
  }
  const auto box = element("div",
                           {{"class", "graph"},
                            {"role", "region"},
                            {"tabindex", "0"},
                            {"aria-label", fmt::format("Revision graph of {}, scrollable", title)},
                            {"data-fault", fmt::format("{:g}", picture.fault_y)}},
                           picture.svg);
  return all + element("div", {{"class", "graph-frame"}}, tools(!marks.faults.empty()) + box) +
         legend() + list(tree, marks);
}

}  // namespace

Markup graphs_part(const Report& report) {
  Markup content;
  for (const TreeReport& tree : report.trees) {
    if (!tree.revisions.empty()) content += graph(tree);
  }
  return section("graphs", "Revision graph", content);
}

}  // namespace gate::html
