#include "gate/report/html/graph_picture.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/report/html/escape.h"
#include "gate/report/utf8.h"

namespace gate::html {
namespace {

constexpr std::size_t most_rows = 1000;
constexpr double row_height = 28;
constexpr double lane_width = 20;
constexpr double margin = 18;
constexpr double letter_width = 7.6;  // of the style sheet's 13 pixels, on average
constexpr std::size_t most_id = 40;
constexpr std::size_t most_message = 72;

double x_of(std::size_t lane) { return margin + lane_width * static_cast<double>(lane); }
double y_of(std::size_t row) { return margin + row_height * static_cast<double>(row); }
std::string number(double value) { return fmt::format("{:g}", value); }

// The rows that are drawn: those around the first fault.
struct Window {
  std::size_t first = 0;
  std::size_t end = 0;
  bool holds(std::size_t row) const { return row >= first && row < end; }
};

std::size_t first_fault(const GraphLayout& layout, const GraphMarks& marks) {
  const auto found =
      std::find_if(layout.nodes.begin(), layout.nodes.end(), [&](const GraphNode& node) {
        return !node.missing && marks.faults.count(node.revision) != 0;
      });
  return found == layout.nodes.end() ? 0 : found->row;
}

Window window_around(std::size_t row, std::size_t rows) {
  if (rows <= most_rows) return {0, rows};
  const auto first = std::min(row - std::min(row, most_rows / 2), rows - most_rows);
  return {first, first + most_rows};
}

std::string path_of(const GraphEdge& edge, const GraphLayout& layout) {
  const auto& from = layout.nodes[edge.from];
  const auto& to = layout.nodes[edge.to];
  const double x1 = x_of(from.lane);
  const double y1 = y_of(from.row);
  const double x2 = x_of(to.lane);
  const double y2 = y_of(to.row);
  const double lane = x_of(edge.lane);
  const double down = y2 > y1 ? row_height : -row_height;
  const auto bend = [&](double x, double y, double next_x, double next_y) {
    if (x == next_x) return fmt::format("V{:g}", next_y);
    return fmt::format("C{:g} {:g} {:g} {:g} {:g} {:g}", x, y + down / 2, next_x, next_y - down / 2,
                       next_x, next_y);
  };
  const auto start = fmt::format("M{:g} {:g}", x1, y1);
  if (edge.to == edge.from + 1) return start + bend(x1, y1, x2, y2);
  return fmt::format("{}{}V{:g}{}", start, bend(x1, y1, lane, y1 + down), y2 - down,
                     bend(lane, y2 - down, x2, y2));
}

Markup draw_edge(const GraphEdge& edge, const GraphLayout& layout) {
  std::string css_class = edge.kind == EdgeKind::depends_on ? "edge depends" : "edge";
  if (layout.nodes[edge.to].missing) css_class = "edge missing";
  return element("path", {{"class", css_class}, {"d", path_of(edge, layout)}});
}

Markup circle(const std::string& css_class, double x, double y, double radius) {
  return element(
      "circle",
      {{"class", css_class}, {"cx", number(x)}, {"cy", number(y)}, {"r", number(radius)}});
}

Markup square(const std::string& css_class, double x, double y, double half, bool on_its_tip) {
  const auto turn = fmt::format("rotate(45 {:g} {:g})", x, y);
  return element("rect", {{"class", css_class},
                          {"x", number(x - half)},
                          {"y", number(y - half)},
                          {"width", number(2 * half)},
                          {"height", number(2 * half)},
                          {"transform", on_its_tip ? turn : ""}});
}

// What is drawn for one node: its shape, and the words beside it.
struct Looks {
  Markup shape;
  std::vector<std::pair<std::string, std::string>> words;  // class, text
};

Looks looks_of(const GraphNode& node, const ShownRevision& revision, const GraphMarks& marks) {
  const double x = x_of(node.lane);
  const double y = y_of(node.row);
  Looks looks;
  looks.words.emplace_back("id", one_line(node.id, most_id));
  if (node.missing) {
    looks.shape = circle("node missing", x, y, 6);
    looks.words.emplace_back("fault", "? missing: no file has it");
    return looks;
  }
  if (node.head) {
    looks.shape += circle("ring", x, y, 9);
    looks.words.emplace_back("head", "head");
  }
  if (const auto fault = marks.faults.find(node.revision); fault != marks.faults.end()) {
    looks.shape += square("node fault", x, y, 6, true);
    looks.words.emplace_back("fault", "✗ " + fault->second);
  } else if (const auto named = marks.named.find(node.revision); named != marks.named.end()) {
    looks.shape += square("node named", x, y, 5, false);
    looks.words.emplace_back("named", "see " + named->second);
  } else {
    looks.shape += circle("node", x, y, 5);
  }
  for (const auto& label : revision.branch_labels) {
    looks.words.emplace_back("label", "@" + one_line(label, most_id));
  }
  if (!revision.message.empty()) {
    looks.words.emplace_back("message", one_line(revision.message, most_message));
  }
  return looks;
}

std::size_t letters(const Looks& looks) {
  std::size_t count = 0;
  for (const auto& [css_class, text] : looks.words) {
    count += static_cast<std::size_t>(display_width(text)) + 2;
  }
  return count;
}

Markup draw_words(const Looks& looks, double x, double y) {
  Markup words;
  for (const auto& [css_class, text] : looks.words) {
    words += element("tspan", {{"class", css_class}, {"dx", words.empty() ? "" : "10"}}, text);
  }
  return element("text", {{"x", number(x)}, {"y", number(y + 4.5)}}, words);
}

}  // namespace

GraphPicture draw_graph(const TreeReport& tree, const GraphLayout& layout, const GraphMarks& marks,
                        const std::string& label, const std::string& description) {
  const auto fault_row = first_fault(layout, marks);
  const auto window = window_around(fault_row, layout.nodes.size());
  const double top = y_of(window.first) - margin;
  const double text_x = x_of(layout.lanes) + 4;
  Markup drawing = element("title", label) + element("desc", description);
  for (const GraphEdge& edge : layout.edges) {
    if (window.holds(edge.from) || window.holds(edge.to)) drawing += draw_edge(edge, layout);
  }
  std::size_t widest = 0;
  for (const GraphNode& node : layout.nodes) {
    if (!window.holds(node.row)) continue;
    const auto looks = looks_of(node, tree.revisions[node.revision], marks);
    widest = std::max(widest, letters(looks));
    drawing += looks.shape + draw_words(looks, text_x, y_of(node.row));
  }
  const double width = text_x + letter_width * static_cast<double>(widest) + margin;
  const double height = y_of(window.end - 1) - top + margin;
  GraphPicture picture;
  picture.svg = element("svg",
                        {{"role", "img"},
                         {"aria-label", label},
                         {"width", number(width)},
                         {"height", number(height)},
                         {"viewBox", fmt::format("0 {:g} {:g} {:g}", top, width, height)}},
                        drawing);
  picture.fault_y = y_of(fault_row) - top;
  picture.hidden = layout.nodes.size() - (window.end - window.first);
  return picture;
}

}  // namespace gate::html
