// The timeline as SVG. Places along the axis are percentages, so that it fits every width and its
// words stay as large as the page's.
#include <fmt/format.h>

#include <algorithm>

#include "gate/report/html/escape.h"
#include "gate/report/html/parts.h"
#include "gate/report/html/timeline.h"

namespace gate::html {
namespace {

constexpr double axis_height = 24;
constexpr double title_height = 30;
constexpr double row_height = 34;
constexpr double bar_height = 8;
constexpr double bar_top = 20;
constexpr double widest = 96;           // percent; the rest is for the last tick's words
constexpr std::size_t most_rows = 400;  // of a tree

std::string percent(double fraction) { return fmt::format("{:.3f}%", widest * fraction); }
std::string number(double value) { return fmt::format("{:g}", value); }

Markup text(std::string_view css_class, const std::string& x, double y, std::string_view words) {
  return element("text", {{"class", std::string(css_class)}, {"x", x}, {"y", number(y)}}, words);
}

Markup axis(const Timeline& timeline, double height) {
  Markup all;
  for (const double tick : timeline.ticks_ms) {
    const auto x = percent(tick / timeline.length_ms);
    all += element("line", {{"class", "grid"},
                            {"x1", x},
                            {"x2", x},
                            {"y1", number(axis_height - 6)},
                            {"y2", number(height)}});
    all += text(tick == 0 ? "tick first" : "tick", x, axis_height - 10,
                fmt::format("{:g} s", tick / 1000));
  }
  return all;
}

std::string_view sign(StepStatus status) { return status == StepStatus::failed ? "✗" : "✓"; }

Markup draw_row(const TimelineRow& row, double y) {
  const bool failed = row.status == StepStatus::failed;
  Markup all = text(failed ? "step failed" : "step", "0", y + 14,
                    fmt::format("{} {}  {}{}", sign(row.status), seconds(row.duration_ms),
                                one_line(row.name, 72), failed ? " (failed)" : ""));
  for (const TimelineBar& bar : row.bars) {
    all += element("rect", {{"class", failed ? "bar failed" : "bar"},
                            {"x", percent(bar.from)},
                            {"width", percent(bar.length)},
                            {"y", number(y + bar_top)},
                            {"height", number(bar_height)}});
  }
  return all;
}

std::string description(const Timeline& timeline) {
  std::string words = fmt::format("An axis of {}.", seconds(timeline.length_ms));
  for (const TimelineTree& tree : timeline.trees) {
    const auto& first = tree.rows.front().bars.front();
    const auto& last = tree.rows.back().bars.back();
    words +=
        fmt::format(" {}: {}, from {} to {}.", one_line(tree.title),
                    counted(tree.rows.size(), "step"), seconds(first.from * timeline.length_ms),
                    seconds((last.from + last.length) * timeline.length_ms));
  }
  return words + " Every step with its time is in the table of steps.";
}

}  // namespace

Markup timeline_part(const Report& report) {
  const auto timeline = timeline_of(report);
  if (timeline.trees.empty()) return {};
  double y = axis_height;
  Markup rows;
  for (const TimelineTree& tree : timeline.trees) {
    rows += text("tree", "0", y + 20, one_line(tree.title, 60));
    y += title_height;
    for (std::size_t at = 0; at < std::min(tree.rows.size(), most_rows); ++at) {
      rows += draw_row(tree.rows[at], y);
      y += row_height;
    }
  }
  const Markup words =
      element("title", "Timeline of the steps") + element("desc", description(timeline));
  const Markup svg = element("svg",
                             {{"class", "timeline"},
                              {"role", "img"},
                              {"aria-label", "Timeline of the steps"},
                              {"width", "100%"},
                              {"height", number(y)}},
                             words + axis(timeline, y) + rows);
  return section("timeline", "Timeline", scroll_region("scroll", "Timeline, scrollable", svg));
}

}  // namespace gate::html
