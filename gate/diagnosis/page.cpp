#include "gate/diagnosis/page.h"

#include "gate/diagnosis/embedded_pages.h"

namespace gate {

std::string_view page(std::string_view slug) {
  static const auto pages = embedded_pages();
  for (const EmbeddedFile& file : pages) {
    if (file.name.substr(0, file.name.rfind('.')) == slug) return file.text;
  }
  return {};
}

}  // namespace gate
