#include "gate/diagnosis/renumbering_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/diagnosis/commit_words.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/id_style.h"

namespace gate {
namespace {

std::string at_line(int line) { return line > 0 ? fmt::format(" (line {})", line) : ""; }

std::string parent_words(const Move& move) {
  if (move.after != nullptr) {
    return fmt::format("down_revision to the id made for {}", name_of(*move.after));
  }
  return fmt::format("down_revision = \"{}\"", move.down_revision);
}

std::string move_words(const Evidence& evidence, const Move& move) {
  const std::string path = relative(evidence, move.file->file);
  const std::string down = parent_words(move) + at_line(move.file->down_line);
  if (move.id == move.file->revision) {
    return fmt::format("In {} set {}; its own id {} can stay, as no other file has it.", path, down,
                       move.id);
  }
  if (move.id.empty()) {
    return fmt::format(
        "Give {} a fresh id, as `python3 -c \"import uuid; print(uuid.uuid4().hex[-12:])\"` makes "
        "one and Alembic does: set revision to it{}, put it in the file's name, and set {}.",
        path, at_line(move.file->revision_line), down);
  }
  const bool renames = move.name != name_of(*move.file);
  return fmt::format(
      "{} set revision = \"{}\"{} and {}.",
      renames ? fmt::format("Rename {} to {}; there", path, move.name) : "In " + path, move.id,
      at_line(move.file->revision_line), down);
}

std::string successor_words(const Evidence& evidence, const Move& move) {
  std::string words;
  for (const RevisionFile* next : move.successors) {
    words += fmt::format(
        " {} follows it: set its down_revision to {}{}.", relative(evidence, next->file),
        move.id.empty() ? "that id" : "\"" + move.id + "\"", at_line(next->down_line));
  }
  return words;
}

// A file that keeps its id but is named for another.
std::string name_words(const RevisionFile& kept) {
  const std::string better = renamed(name_of(kept), kept.revision, kept.revision);
  if (better == name_of(kept)) return {};
  return fmt::format(" {} keeps {}; rename it to {}, so that its name says its id.", name_of(kept),
                     kept.revision, better);
}

// What alembic's templates say once more, and nothing reads.
std::string docstring_words(const Renumbering& plan) {
  const bool ids_change = std::any_of(plan.moves.begin(), plan.moves.end(), [](const Move& move) {
    return move.id != move.file->revision;
  });
  return ids_change ? " Let the `Revision ID:` and `Revises:` lines of its docstring say the same."
                    : " Let the `Revises:` line of its docstring say the same.";
}

void add_facts(Finding& finding, const Evidence& evidence, const Renumbering& plan) {
  if (!plan.common_parent.empty()) {
    finding.facts.emplace_back("common parent", plan.common_parent);
  }
  finding.facts.emplace_back("later by", plan.arrival.from_history ? "git history" : "convention");
  for (const Move& move : plan.moves) {
    finding.facts.emplace_back("renumber", relative(evidence, move.file->file));
    finding.facts.emplace_back("to", move.id.empty() ? "a fresh id" : move.id);
    finding.facts.emplace_back("new name", move.name);
    if (!move.down_revision.empty()) {
      finding.facts.emplace_back("down_revision", move.down_revision);
    }
    for (const RevisionFile* next : move.successors) {
      finding.facts.emplace_back("successor", relative(evidence, next->file));
    }
  }
}

}  // namespace

std::string says_down(const RevisionFile& file) {
  if (file.down_revisions.empty()) return "down_revision None";
  return fmt::format("down_revision {}", fmt::join(file.down_revisions, ", "));
}

std::string says(const RevisionFile& file) {
  return fmt::format("revision {}, {}", file.revision, says_down(file));
}

void add_renumbering(Finding& finding, const Evidence& evidence, const Renumbering& plan) {
  const bool heads = plan.arrival.files.empty() ||
                     plan.arrival.files.front()->revision != plan.arrival.files.back()->revision;
  for (const RevisionFile* file : plan.arrival.files) {
    const bool latest = file == plan.arrival.files.back();
    finding.places.push_back({relative(evidence, file->file),
                              heads ? file->down_line : file->revision_line,
                              "says " + says(*file) + (latest ? "; to be changed" : "")});
  }
  for (const Move& move : plan.moves) {
    finding.fix += (finding.fix.empty() ? "" : " ") + move_words(evidence, move) +
                   successor_words(evidence, move);
  }
  if (!heads && !plan.arrival.files.empty()) finding.fix += name_words(*plan.arrival.files.front());
  finding.fix += docstring_words(plan);
  finding.fix += " Then `alembic heads` has to print exactly one line that ends in (head).";
  if (!plan.arrival.explanation.empty()) {
    finding.fix += fmt::format(" Why that one: {}", plan.arrival.explanation);
  }
  add_facts(finding, evidence, plan);
}

}  // namespace gate
