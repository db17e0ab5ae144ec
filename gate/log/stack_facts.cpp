#include "gate/log/stack_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gate {
namespace {

constexpr std::size_t most_frames = 48;

// Where Alembic puts the map of revisions together; it reads the map in others.
constexpr std::array<std::string_view, 9> map_makers{
    "_revision_map", "_initialize_map", "_map_branch_labels",
    "_add_branches", "_add_depends_on", "_normalize_depends_on",
    "add_revision",  "_detect_cycles",  "_normalized_down_revisions"};

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

std::string forward_slashes(std::string file) {
  std::replace(file.begin(), file.end(), '\\', '/');
  return file;
}

bool is_library(std::string_view file) {
  return has(file, "-packages/") || has(file, "/lib/python") || has(file, "/Lib/") ||
         file.starts_with("<");
}

bool is_alembics(std::string_view file) {
  return has(file, "-packages/alembic/") || file.ends_with("alembic/command.py") ||
         file.ends_with("alembic/config.py") || file.ends_with("alembic/script/base.py") ||
         file.ends_with("alembic/script/revision.py") ||
         file.ends_with("alembic/runtime/migration.py") ||
         file.ends_with("alembic/runtime/environment.py");
}

bool is_direction(std::string_view function) {
  return function == "upgrade" || function == "downgrade";
}

}  // namespace

bool is_version_file(const SourcePlace& frame) {
  const std::string file = forward_slashes(frame.file);
  if (is_library(file) || is_alembics(file) || !file.ends_with(".py")) return false;
  return has(file, "/versions/") || file.starts_with("versions/");
}

void StackFacts::add(const SourcePlace& frame, std::size_t line_number) {
  const std::string file = forward_slashes(frame.file);
  const bool alembics = is_alembics(file);
  const bool own = is_version_file(frame);
  if (first_) caught_ = own && frame.function != "<module>";
  if (first_ && file.ends_with("/env.py") && frame.function.starts_with("run_")) caught_ = true;
  first_ = false;
  in_migration_ = in_migration_ || alembics || own;
  if (alembics && file.ends_with("script/revision.py") &&
      std::find(map_makers.begin(), map_makers.end(), frame.function) != map_makers.end()) {
    reads_graph_ = true;
  }
  if (alembics && frame.function == "downgrade" && direction_.empty()) direction_ = "downgrade";
  if (own && is_direction(frame.function)) direction_ = frame.function;
  place_is_last_ = own || (place_.file.empty() && !is_library(file) && !alembics);
  if (place_is_last_) {
    place_ = frame;
    place_lines_.assign(1, {line_number, fmt::format("  File \"{}\", line {}, in {}", frame.file,
                                                     frame.line, frame.function)});
  }
  if (frames_.size() == most_frames) frames_.erase(frames_.begin() + most_frames / 2);
  frames_.push_back(frame);
}

void StackFacts::add_code(std::string_view code) {
  if (frames_.empty() || !frames_.back().code.empty()) return;
  frames_.back().code = code.substr(0, 500);
  if (place_is_last_) place_.code = frames_.back().code;
}

void StackFacts::begin_traceback() { first_ = true; }

void StackFacts::fill(LogFailure& failure) const {
  failure.failure.frames = frames_;
  failure.failure.place = place_;
  failure.failure.direction = direction_;
  failure.in_migration = in_migration_;
  failure.elsewhere = frames_.size() > 1 && !in_migration_;
  failure.reads_graph = reads_graph_;
}

}  // namespace gate
