#include "gate/log/alembic_words.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace gate {
namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

constexpr std::array<std::string_view, 6> several_heads{
    "Multiple head revisions are present",
    "Multiple heads are present",
    "Only a single head supported",
    "Only a single head is supported",
    "The script directory has multiple heads",
    "multiple heads present",
};
constexpr std::array<std::string_view, 4> cycles{
    "Cycle is detected in revisions", "Dependency cycle is detected in revisions",
    "Self-loop is detected in revisions", "Dependency self-loop is detected in revisions"};
constexpr std::array<std::string_view, 15> others{
    "Can't locate revision identified by ",
    "No such revision ",
    "No such revision or branch ",
    "Could not determine revision id from filename ",
    "Requested revision ",
    "Ambiguous walk",
    "Relative revision ",
    "Target database is not up to date",
    "No 'script_location' key found in configuration",
    "Path doesn't exist: ",
    "Can't find Python file ",
    "Revision ",
    "Destination ",
    "Version table '",
    "No changes in sql mode",
};

template <class List>
bool begins_with_one(const List& list, std::string_view words) {
  return std::any_of(list.begin(), list.end(),
                     [&](std::string_view one) { return words.starts_with(one); });
}

std::string_view behind(std::string_view line, std::string_view mark) {
  const auto begin = line.find(mark);
  return begin == line.npos ? std::string_view() : line.substr(begin + mark.size());
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  return begin == text.npos ? std::string_view() : text.substr(begin);
}

// "ERROR [alembic.util.messaging] words", "2026-... ERROR alembic.util.messaging - words".
std::string_view logged(std::string_view line) {
  for (const std::string_view logger :
       {"alembic.util.messaging", "alembic.util", "flask_migrate"}) {
    const auto at = line.find(logger);
    if (at == line.npos || at > 100) continue;
    const std::string_view before = line.substr(0, at);
    if (!has(before, "ERROR") && !has(before, "CRITICAL")) continue;
    std::string_view words = line.substr(at + logger.size());
    const auto begin = words.find_first_not_of("]:- |\t");
    return begin == words.npos ? std::string_view() : words.substr(begin);
  }
  return {};
}

int number_in(std::string_view text) {
  int number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() ? number : 0;
}

}  // namespace

bool is_alembics_refusal(std::string_view words) {
  return says_multiple_heads(words) || says_cycle(words) || begins_with_one(others, words);
}

std::optional<std::string> refusal_in(std::string_view line) {
  if (const std::string_view words = logged(line); !words.empty()) {
    return std::string(words.starts_with("Error: ") ? words.substr(7) : words);
  }
  for (const std::string_view mark : {"FAILED: ", "  FAILED: ", "Error: ", "DETAIL: ", "ERROR: "}) {
    if (!line.starts_with(mark)) continue;
    const std::string_view words = trimmed(line.substr(mark.size()));
    if (is_alembics_refusal(words)) return std::string(words);
  }
  return std::nullopt;
}

std::optional<GraphWarning> graph_warning_in(std::string_view line) {
  const std::string_view words = behind(line, "UserWarning: Revision ");
  if (words.empty()) return std::nullopt;
  // "path.py:242: UserWarning: ..." as Python's warnings print it; what is quoted has no place.
  if (!has(line.substr(0, line.find("UserWarning: ")), ".py:")) return std::nullopt;
  GraphWarning warning;
  const std::string id(words.substr(0, words.find(' ')));
  if (words.substr(id.size()).starts_with(" is present more than once")) {
    warning.duplicate = id;
    return warning;
  }
  if (!words.substr(id.size()).starts_with(" referenced from ") || !has(words, " is not present"))
    return std::nullopt;
  warning.missing = id;
  std::string_view referring = behind(words, " referenced from ");
  if (has(referring, " -> ")) referring = behind(referring, " -> ");
  warning.referring = referring.substr(0, referring.find_first_of(" ,("));
  return warning;
}

std::string unknown_revision_in(std::string_view words) {
  for (const std::string_view mark : {"Can't locate revision identified by ",
                                      "No such revision or branch ", "No such revision "}) {
    std::string_view id = behind(words, mark);
    if (id.empty()) continue;
    if (id.front() != '\'' && id.front() != '"') return std::string(id.substr(0, id.find(' ')));
    const char quote = id.front();
    id.remove_prefix(1);
    return std::string(id.substr(0, id.find(quote)));
  }
  return {};
}

bool says_multiple_heads(std::string_view words) { return begins_with_one(several_heads, words); }

bool says_cycle(std::string_view words) { return begins_with_one(cycles, words); }

int head_count_in(std::string_view line) {
  if (line.empty() || line.size() > 200 || has(line, "`")) return 0;
  const char first = line.front();
  const bool plain = (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z');
  if (!plain) return 0;  // not "+ echo ..." and not "> ..."
  constexpr std::string_view count = "head count: ";
  if (const auto at = line.find(count); at != line.npos && at < 40) {
    const std::string_view number = line.substr(at + count.size());
    const bool alone = !number.empty() && number.find_first_not_of("0123456789") == number.npos;
    return alone && line.substr(0, at).find_first_of("\"'=$") == line.npos ? number_in(number) : 0;
  }
  constexpr std::string_view has_heads = " alembic has ";
  const auto at = line.find(has_heads);
  if (at == line.npos || at > 60 || !has(line.substr(at), " heads ")) return 0;
  if (!has(line, "expected exactly 1") || line.substr(0, at).find_first_of("\"'=$") != line.npos) {
    return 0;
  }
  return has(line.substr(0, at), "echo") ? 0 : number_in(line.substr(at + has_heads.size()));
}

}  // namespace gate
