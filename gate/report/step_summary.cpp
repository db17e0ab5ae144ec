#include "gate/report/step_summary.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "gate/report/markdown_text.h"
#include "gate/report/mending.h"
#include "gate/report/mermaid.h"
#include "gate/report/printable.h"
#include "gate/report/summary_parts.h"
#include "gate/report/wrap.h"

namespace gate {
namespace {

constexpr std::size_t for_last_words = 2000;
constexpr std::size_t most_named = 10;
constexpr std::size_t lines_of_output = 80;

// A page that takes whole blocks only, and remembers which it had no room for.
class Blocks {
 public:
  explicit Blocks(std::size_t room) : room_(room - std::min(room, for_last_words)) {}

  void add(const std::string& block, const std::string& name) {
    if (text_.size() + block.size() <= room_) {
      text_ += block;
    } else {
      left_out_.push_back(name);
    }
  }
  std::string take() {
    if (left_out_.empty() || room_ == 0) return std::move(text_);
    std::string words = last_words(std::min(left_out_.size(), most_named));
    if (words.size() > for_last_words) words = last_words(0);
    return text_ + words;
  }

 private:
  std::string last_words(std::size_t named) const {
    std::string names = fmt::format("{} parts", left_out_.size());
    for (std::size_t at = 0; at < named; ++at) names += (at == 0 ? ": " : "; ") + left_out_[at];
    if (named < left_out_.size()) names += "; ...";
    return fmt::format(
        "*Left out, as GitHub takes 1 MiB for a step: {}. The log has what they say in text, and "
        "so has a report that was written to a file.*\n\n",
        names);
  }

  std::size_t room_;
  std::string text_;
  std::vector<std::string> left_out_;
};

bool interrupted(const Report& report) {
  return std::any_of(report.errors.begin(), report.errors.end(),
                     [](const Error& error) { return error.code == ErrorCode::interrupted; });
}

std::string heading(const Report& report) {
  std::string_view ending = "passed";
  if (report.verdict == Verdict::fail) ending = "failed";
  if (report.verdict == Verdict::error) ending = "no verdict";
  if (interrupted(report)) ending = "interrupted, no verdict";
  std::string out = fmt::format("# Migration gate: {}\n\n", ending);
  if (interrupted(report)) {
    out +=
        "The run was ended before it was done: what is below is all that was seen until then.\n\n";
  }
  if (report.verdict == Verdict::pass) out += "Nothing has to be done.\n\n";
  return out;
}

std::string graph_of(const TreeReport& tree) {
  const auto graph = mermaid_graph(tree);
  if (graph.empty()) return {};
  return "**The revisions around it**\n\n" + markdown_fence("mermaid", graph, 400);
}

void add_tree(Blocks& blocks, const TreeReport& tree) {
  if (tree.findings.empty()) return;
  const auto title = markdown_prose(tree.title);
  blocks.add(fmt::format("## {}\n\n", title), "heading of " + title);
  for (const auto& finding : tree.findings) {
    const auto name = fmt::format("{}: {}", title, markdown_prose(digest(finding)));
    blocks.add(summary_finding(finding), name);
    blocks.add(summary_differences(finding), "differences of " + name);
  }
  blocks.add(graph_of(tree), "revisions of " + title);
}

}  // namespace

std::string summary_evidence(const TreeReport& tree) {
  std::string out;
  for (const auto& step : tree.steps) {
    if (step.status != StepStatus::failed) continue;
    const auto traceback = step.failure ? step.failure->traceback : "";
    out += markdown_details("Traceback of " + step.name,
                            markdown_fence_end(traceback, lines_of_output));
    out += markdown_details("What " + step.name + " printed last",
                            markdown_fence_end(step.output_tail, lines_of_output));
  }
  if (tree.verdict == Verdict::pass || tree.reproduce.empty()) return out;
  return out +
         markdown_details(tree.title + " by hand",
                          markdown_fence("sh", fmt::format("{}", fmt::join(tree.reproduce, "\n"))));
}

std::string render_step_summary(const Report& report, std::size_t room) {
  Blocks blocks(room);
  blocks.add(heading(report), "heading");
  blocks.add(summary_table(report), "table of the trees");
  if (!report.errors.empty()) blocks.add("## What kept the gate from its work\n\n", "heading");
  for (const auto& error : report.errors) {
    blocks.add(summary_error(error), "error " + std::string(slug(error.code)));
  }
  for (const auto& tree : report.trees) add_tree(blocks, tree);
  for (const auto& tree : report.trees) {
    blocks.add(summary_evidence(tree), "output of " + markdown_prose(tree.title));
  }
  blocks.add(summary_timeline(report), "timeline");
  return blocks.take();
}

}  // namespace gate
