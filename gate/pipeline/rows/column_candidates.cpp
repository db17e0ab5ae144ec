#include "gate/pipeline/rows/column_candidates.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "gate/pipeline/rows/pattern_values.h"

namespace gate {
namespace {

constexpr std::size_t most = 100;
constexpr std::size_t longest_text = 1000;
constexpr std::size_t longest_array = 32;

// Forms that texts are often restricted to.
constexpr const char* usual_texts[] = {"a@example.org",
                                       "b@example.org",
                                       "https://example.org/a",
                                       "https://example.org/b",
                                       "en",
                                       "de",
                                       "US",
                                       "DE",
                                       "EUR",
                                       "USD",
                                       "A1",
                                       "B2",
                                       "1",
                                       "2",
                                       "+15550100",
                                       "+15550101",
                                       "#aabbcc",
                                       "#aabbdd",
                                       "2024-01-01",
                                       "00000000-0000-4000-8000-000000000001",
                                       "/a",
                                       "{}",
                                       ""};
constexpr const char* usual_json[] = {"{\"a\": 1}", "{\"a\": 2}", "[1]", "[2]", "{}",
                                      "[]",         "\"a\"",      "1",   "true"};

class Candidates {
 public:
  explicit Candidates(std::size_t longest) : longest_(longest) {}
  void add(const std::string& one) {
    if (longest_ > 0 && one.size() > longest_) return;
    if (all_.size() < most && std::find(all_.begin(), all_.end(), one) == all_.end()) {
      all_.push_back(one);
    }
  }
  template <class List>
  void add_all(const List& list) {
    for (const auto& one : list) add(one);
  }
  std::vector<std::string> all() const { return all_; }
  std::vector<std::string> take() { return std::move(all_); }

 private:
  std::size_t longest_;  // 0: any
  std::vector<std::string> all_;
};

// CHECK (length(code) = 12): what a number in a constraint over texts, bytes or arrays often means.
std::vector<std::size_t> lengths_of(const CheckHints& hints, std::size_t most_wanted) {
  std::vector<std::size_t> lengths;
  for (const std::string& number : hints.numbers) {
    const double length = std::strtod(number.c_str(), nullptr);
    for (const double near : {length, length + 1, length - 1}) {
      if (near >= 1 && near <= static_cast<double>(most_wanted)) {
        lengths.push_back(static_cast<std::size_t>(near));
      }
    }
  }
  return lengths;
}

void add_lengths(const CheckHints& hints, Candidates& candidates) {
  for (const std::size_t length : lengths_of(hints, longest_text)) {
    for (const char filler : {'a', 'b', '1', '2'}) candidates.add(std::string(length, filler));
  }
}

void add_bytes(const CheckHints& hints, Candidates& candidates) {
  for (const std::size_t length : lengths_of(hints, longest_text)) {
    for (const char filler : {'1', '2', '3'}) {
      candidates.add("\\x" + std::string(2 * length, filler));
    }
  }
}

// Of an array of one element, arrays of so many.
void add_arrays(const CheckHints& hints, const std::vector<std::string>& single,
                Candidates& candidates) {
  for (const std::size_t length : lengths_of(hints, longest_array)) {
    for (std::size_t at = 0; at < std::min<std::size_t>(single.size(), 3); ++at) {
      const std::string& one = single[at];
      if (one.size() < 2 || one.front() != '{') continue;
      const std::string element = one.substr(1, one.size() - 2);
      std::string all = element;
      for (std::size_t count = 1; count < length; ++count) all += "," + element;
      candidates.add("{" + all + "}");
    }
  }
  candidates.add("{}");
}

void add_texts(const CheckHints& hints, Candidates& candidates) {
  candidates.add_all(hints.texts);
  for (const std::string& regex : hints.regexes) candidates.add_all(texts_for_regex(regex));
  for (const std::string& like : hints.templates) candidates.add_all(texts_for_template(like));
  candidates.add_all(hints.numbers);
  add_lengths(hints, candidates);
  candidates.add_all(usual_texts);
}

void add_numbers(const SqlType& type, const CheckHints& hints, const std::string& type_name,
                 const ReadLiteral& read, Candidates& candidates) {
  const bool whole = type.name.starts_with("int");
  for (const std::string& number : hints.numbers) {
    const double value = std::strtod(number.c_str(), nullptr);
    const bool ordinary = std::abs(value) < 30000 && type.name != "numeric";
    for (const double near : {value, value + 1, value - 1, value / 2}) {
      const auto text = whole ? fmt::format("{:.0f}", std::floor(near)) : fmt::format("{}", near);
      if (ordinary) {
        candidates.add(text);
      } else {
        candidates.add_all(read(text, type_name));
      }
    }
  }
  for (const char* small : {"1", "2", "3", "0", "-1"}) {
    if (type.name != "numeric") candidates.add(small);
  }
  if (type.name != "numeric") return;
  for (const char* small : {"1", "2", "0", "-1", "0.5"}) candidates.add_all(read(small, type_name));
}

// jsonb ?& array['a', 'b']: an object that has what the constraint names.
void add_json(const CheckHints& hints, Candidates& candidates) {
  candidates.add_all(usual_json);
  std::vector<std::string> members;
  for (const std::string& text : hints.texts) {
    if (text.find_first_of("\"\\") != text.npos) continue;
    members.push_back(fmt::format("\"{}\": 1", text));
    candidates.add(fmt::format("{{\"{}\": \"a\"}}", text));
  }
  candidates.add(fmt::format("{{{}}}", fmt::join(members, ", ")));
}

bool is_text(const SqlType& type) { return type.category == 'S' && type.kind == 'b'; }

}  // namespace

std::vector<std::string> column_candidates(const TypeCatalog& types, const DomainValues& domains,
                                           const TypeUse& use, const std::string& type_name,
                                           const CheckHints& hints, std::size_t ordinary,
                                           const ReadLiteral& read) {
  const auto found = types.find(use.oid);
  if (found == types.end()) return {};
  const SqlType& type = found->second;
  const bool fitted = is_text(type) && use.modifier > 4;
  Candidates candidates(fitted ? static_cast<std::size_t>(use.modifier - 4) : 0);
  const std::size_t count = type.kind == 'e' ? type.labels.size() : ordinary;
  for (std::size_t n = 0; n < count; ++n) {
    if (const auto value = sample_value(types, domains, use, n)) candidates.add(*value);
  }
  if (type.kind == 'e' || type.name == "bool") return candidates.take();
  if (is_text(type)) {
    add_texts(hints, candidates);
  } else if (type.kind == 'b' && type.category == 'N') {
    add_numbers(type, hints, type_name, read, candidates);
  } else if (type.name == "json" || type.name == "jsonb") {
    add_json(hints, candidates);
  } else if (type.name == "bytea") {
    add_bytes(hints, candidates);
  } else {
    const bool array = !type.element.oid.empty();
    for (const auto* list : {&hints.texts, &hints.numbers}) {
      for (const std::string& text : *list) {
        candidates.add_all(read(text, type_name));
        if (array && text.find('"') == text.npos) {
          candidates.add_all(read("{\"" + text + "\"}", type_name));
        }
      }
    }
    if (array) add_arrays(hints, candidates.all(), candidates);
  }
  return candidates.take();
}

}  // namespace gate
