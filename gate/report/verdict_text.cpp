#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/report/mending.h"
#include "gate/report/printable.h"
#include "gate/report/terminal_parts.h"

namespace gate {
namespace {

std::string counted(std::size_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string word(Page& page, Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return page.paint(Tone::good, "passed");
    case Verdict::fail:
      return page.paint(Tone::bad, "failed");
    case Verdict::error:
      return page.paint(Tone::bad, "error");
  }
  return {};
}

// What has to be mended; what follows from it goes away with it.
std::string digest(const TreeReport& tree) {
  std::vector<std::string> parts;
  for (const auto& finding : tree.findings) {
    if (finding.because_of.empty() && finding.severity != Severity::note) {
      parts.push_back(digest(finding));
    }
  }
  return parts.empty() ? "" : fmt::format(": {}", fmt::join(parts, "; "));
}

std::string summary(const Report& report) {
  std::size_t red = 0;
  for (const auto& tree : report.trees) red += tree.verdict == Verdict::pass ? 0 : 1;
  const auto trees = counted(report.trees.size(), "tree");
  switch (report.verdict) {
    case Verdict::pass:
      return trees;
    case Verdict::fail:
      return fmt::format("{} of {}", red, trees);
    case Verdict::error:
      return counted(report.errors.size(), "error") + ", no verdict";
  }
  return trees;
}

bool interrupted(const Report& report) {
  return std::any_of(report.errors.begin(), report.errors.end(),
                     [](const Error& error) { return error.code == ErrorCode::interrupted; });
}

std::string shell_word(const std::string& text) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:@%+=,";
  if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + '\'';
}

}  // namespace

void write_kept(Page& page, const TreeReport& tree) {
  for (const auto& kept : tree.kept) {
    page.line(fmt::format("the server of {} was kept", printable_line(tree.title)));
    const auto passfile =
        kept.passfile.empty() ? "" : fmt::format("PGPASSFILE={} ", shell_word(kept.passfile));
    page.line(printable_line(fmt::format("  connect    {}psql \"{}\"", passfile, kept.url)));
    if (!kept.remove_command.empty()) {
      page.line(printable_line(fmt::format("  remove     {}", kept.remove_command)));
    }
    page.line();
  }
}

void write_verdict(Page& page, const Report& report) {
  for (const auto& tree : report.trees) {
    page.paragraph(fmt::format("{} {}", printable_line(tree.title), word(page, tree.verdict)),
                   digest(tree), 2);
  }
  const auto verdict = report.verdict != Verdict::error
                           ? word(page, report.verdict)
                           : page.paint(Tone::bad, interrupted(report) ? "interrupted" : "error");
  page.line(fmt::format("{}: {} in {:.2f} s", verdict, summary(report), report.duration_ms / 1000));
}

}  // namespace gate
