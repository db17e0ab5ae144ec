#include "gate/report/render.h"
#include "gate/report/terminal_parts.h"

namespace gate {

// What is wrong comes first with all that proves it, the steps after it, the verdict last: the end
// is what stays on the screen, and says where to look above it.
std::string render_text(const Report& report, const TextStyle& style) {
  Page page(style);
  for (const auto& tree : report.trees) {
    for (const auto& finding : tree.findings) write_finding(page, finding);
    write_evidence(page, tree);
  }
  for (const auto& error : report.errors) write_error(page, error);
  for (const auto& tree : report.trees) write_steps(page, tree);
  for (const auto& tree : report.trees) write_kept(page, tree);
  write_verdict(page, report);
  return page.take();
}

}  // namespace gate
