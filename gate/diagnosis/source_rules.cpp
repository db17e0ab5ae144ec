#include "gate/diagnosis/source_rules.h"

#include <algorithm>

#include "gate/diagnosis/finding_of.h"

namespace gate {

Finding finding_on(const Evidence& evidence, const Operation& operation) {
  Finding finding;
  finding.revision = operation.revision;
  finding.file = relative(evidence, operation.file);
  finding.line = operation.line;
  finding.statement = operation.statement;
  return finding;
}

std::string key_of(const Operation& operation) {
  return (operation.schema.empty() ? "public" : operation.schema) + "." + operation.name;
}

bool may_do(const Operation& unread, std::initializer_list<std::string_view> words) {
  std::string text = unread.statement;
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text.empty() || std::any_of(words.begin(), words.end(), [&](std::string_view word) {
           return text.find(word) != std::string::npos;
         });
}

}  // namespace gate
