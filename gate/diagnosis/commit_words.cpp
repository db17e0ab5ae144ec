#include "gate/diagnosis/commit_words.h"

#include <fmt/format.h>

#include <string_view>

namespace gate {
namespace {

std::string digits_at(std::string_view text) {
  return std::string(text.substr(0, text.find_first_not_of("0123456789")));
}

}  // namespace

std::string pull_request(const Commit& commit) {
  const std::string_view subject(commit.subject);
  constexpr std::string_view merge = "Merge pull request #";
  std::string number;
  if (subject.starts_with(merge)) {
    number = digits_at(subject.substr(merge.size()));
  } else if (const auto at = subject.rfind("(#"); at != subject.npos && subject.ends_with(')')) {
    const std::string digits = digits_at(subject.substr(at + 2));
    if (at + 2 + digits.size() + 1 == subject.size()) number = digits;
  }
  return number.empty() ? "" : "PR #" + number;
}

std::string words(const Commit& commit) {
  const std::string request = pull_request(commit);
  return fmt::format("{} ({}{}{})", commit.id, commit.date.substr(0, 10),
                     request.empty() ? "" : ", ", request);
}

std::string name_of(const RevisionFile& file) {
  return file.file.substr(file.file.find_last_of('/') + 1);
}

}  // namespace gate
