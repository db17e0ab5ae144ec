#include "gate/pipeline/rows/sample_value.h"

#include <fmt/format.h>

#include "gate/pipeline/rows/builtin_values.h"

namespace gate {
namespace {

constexpr int deepest = 16;

// Inside of an array or a row: in double quotes, with what they hold escaped.
std::string quoted(const std::string& value) {
  std::string made = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') made += '\\';
    made += c;
  }
  return made + '"';
}

class Maker {
 public:
  Maker(const TypeCatalog& types, const DomainValues& domains) : types_(types), domains_(domains) {}

  std::optional<std::string> value(const TypeUse& use, std::size_t n, int depth) const {
    const auto found = types_.find(use.oid);
    if (found == types_.end() || depth > deepest) return std::nullopt;
    const SqlType& type = found->second;
    if (!type.element.oid.empty()) return array({type.element.oid, use.modifier}, n, depth);
    switch (type.kind) {
      case 'd':
        return of_domain(use.oid, type, n, depth);
      case 'e':
        if (type.labels.empty()) return std::nullopt;
        return type.labels[n % type.labels.size()];
      case 'c':
        return composite(type, n, depth);
      case 'r':
        return range(type, n, depth);
      case 'm':
        if (const auto one = range(type, n, depth)) return "{" + *one + "}";
        return std::nullopt;
      default:
        break;
    }
    if (auto known = builtin_value(type.name, use.modifier, n)) return known;
    return type.category == 'S' ? std::optional(word(n, 0)) : std::nullopt;
  }

 private:
  std::optional<std::string> array(const TypeUse& element, std::size_t n, int depth) const {
    const auto one = value(element, n, depth + 1);
    if (!one) return std::nullopt;
    // Boxes are parted by another character; one element needs none.
    return "{" + quoted(*one) + "}";
  }

  std::optional<std::string> of_domain(const std::string& oid, const SqlType& type, std::size_t n,
                                       int depth) const {
    const auto found = domains_.find(oid);
    if (found == domains_.end()) return value(type.base, n, depth + 1);
    if (found->second.empty()) return std::nullopt;
    return found->second[n % found->second.size()];
  }

  std::optional<std::string> composite(const SqlType& type, std::size_t n, int depth) const {
    std::string made = "(";
    for (std::size_t at = 0; at < type.fields.size(); ++at) {
      const auto field = value(type.fields[at], n, depth + 1);
      if (at > 0) made += ',';
      if (field) made += quoted(*field);  // nothing is NULL
    }
    return made + ")";
  }

  // One apart from the next, so that none overlap (an exclusion constraint).
  std::optional<std::string> range(const SqlType& type, std::size_t n, int depth) const {
    const TypeUse subtype{type.subtype, -1};
    const auto low = value(subtype, 2 * n, depth + 1);
    const auto high = value(subtype, 2 * n + 1, depth + 1);
    if (!low || !high) return std::nullopt;
    return "[" + quoted(*low) + "," + quoted(*high) + ")";
  }

  const TypeCatalog& types_;
  const DomainValues& domains_;
};

}  // namespace

std::optional<std::string> sample_value(const TypeCatalog& types, const DomainValues& domains,
                                        const TypeUse& type, std::size_t n) {
  return Maker(types, domains).value(type, n, 0);
}

}  // namespace gate
