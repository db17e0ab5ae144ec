// The raw log, folded: what the steps printed, the traceback, and the server's last words.
#include <fmt/format.h>

#include "gate/report/html/escape.h"
#include "gate/report/html/parts.h"

namespace gate::html {
namespace {

constexpr std::size_t most_bytes = 64000;  // of one log
constexpr std::size_t most_of_all = 1500000;

Markup folded(const std::string& summary, std::string_view log) {
  if (log.empty()) return {};
  return element("details",
                 element("summary", one_line(summary)) + element("pre", ending(log, most_bytes)));
}

Markup logs_of(const TreeReport& tree) {
  Markup all;
  std::size_t left_out = 0;
  for (const StepEvidence& step : tree.steps) {
    if (all.size() > most_of_all) {
      ++left_out;
      continue;
    }
    all += folded(fmt::format("printed by {}", step.name), step.output_tail);
    if (step.failure) {
      all += folded(fmt::format("traceback of {}", step.name), step.failure->traceback);
    }
  }
  all += folded(fmt::format("the server's log of {}", tree.title), tree.server_log_tail);
  if (left_out > 0) {
    all += element("p", fmt::format("The logs of {} are left out; the JSON report has them.",
                                    counted(left_out, "more step")));
  }
  return all;
}

}  // namespace

Markup logs_part(const Report& report) {
  Markup content;
  for (const TreeReport& tree : report.trees) content += logs_of(tree);
  return section("logs", "Raw log", content);
}

}  // namespace gate::html
