#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/report/printable.h"
#include "gate/report/version.h"

namespace gate {
namespace {

std::string server(const ServerHere& here) {
  if (!here.problem.empty()) return fmt::format("no version {}: {}", here.wanted, here.problem);
  if (here.version.empty()) return here.where;
  return fmt::format("{} in {}", here.version, here.where);
}

std::string interpreter(const InterpreterHere& here) {
  if (!here.problem.empty()) return here.problem;
  return fmt::format("Python {}, Alembic {}, SQLAlchemy {} ({}, {})", here.python, here.alembic,
                     here.sqlalchemy, here.path, here.why);
}

std::string label(const InterpreterHere& here) {
  return here.tree.empty() ? std::string("Alembic") : here.tree;
}

std::string made_with(const std::vector<LibraryVersion>& libraries) {
  std::vector<std::string> all;
  for (const LibraryVersion& one : libraries) all.push_back(one.name + " " + one.version);
  return fmt::format("{}", fmt::join(all, ", "));
}

}  // namespace

std::string render_version_text(const VersionReport& report) {
  std::size_t width = std::string_view("PostgreSQL").size();
  for (const auto& one : report.interpreters) width = std::max(width, label(one).size());
  std::string text = fmt::format("gate {} (commit {}{}{})\n", report.gate, report.commit,
                                 report.date.empty() ? "" : ", ", report.date);
  text += made_with(report.libraries) + "\n\nWhat it would use here:\n";
  const auto line = [&](const std::string& name, const std::string& what) {
    text += fmt::format("  {:<{}}  {}\n", printable_line(name), width, printable_line(what));
  };
  for (const ServerHere& one : report.servers) line("PostgreSQL", server(one));
  for (const InterpreterHere& one : report.interpreters) line(label(one), interpreter(one));
  if (!report.note.empty()) text += fmt::format("  ({})\n", printable_line(report.note));
  return text;
}

}  // namespace gate
