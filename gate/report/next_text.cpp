#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gate/report/printable.h"
#include "gate/report/render.h"

namespace gate {
namespace {

std::string title_of(const NextRevision& next) {
  return next.branch.empty() ? next.title : fmt::format("{} ({})", next.title, next.branch);
}

std::string parent_words(const NextRevision& next) {
  if (next.parents.empty()) return "none: it is the first (down_revision = None)";
  if (next.parents.size() == 1) return next.parents.front();
  return fmt::format("one of {}: the chain has several heads, see gate check",
                     fmt::join(next.parents, ", "));
}

}  // namespace

std::string render_next_text(const std::vector<NextRevision>& all) {
  std::string text;
  for (const NextRevision& next : all) {
    text += printable_line(title_of(next)) + "\n";
    const auto line = [&](const char* name, const std::string& value) {
      text += fmt::format("  {:<7} {}\n", name, printable_line(value));
    };
    line("next",
         next.id.empty() ? "Alembic makes the id up: alembic revision -m \"...\"" : next.id);
    line("parent", parent_words(next));
    if (!next.file.empty()) line("file", next.file);
    for (const TakenId& one : next.taken) {
      line("taken", fmt::format("{} on {} ({})", one.id, one.ref, one.file));
    }
    for (const std::string& note : next.notes) line("note", note);
  }
  return text;
}

}  // namespace gate
