#include "gate/postgres/names.h"

#include <cctype>

namespace gate {

std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    const bool stays = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
    plain += stays ? c : '-';
  }
  return plain.empty() ? "tree" : plain;
}

}  // namespace gate
