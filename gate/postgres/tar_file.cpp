#include "gate/postgres/tar_file.h"

#include <fmt/format.h>

namespace gate {
namespace {

constexpr std::size_t block = 512;

// The header's fields by offset
// (https://www.gnu.org/software/tar/manual/html_node/Standard.html).
void put(std::string& header, std::size_t offset, std::string_view field) {
  header.replace(offset, field.size(), field);
}

}  // namespace

std::string tar_of_file(std::string_view name, std::string_view content) {
  std::string header(block, '\0');
  put(header, 0, name);
  put(header, 100, "0000444");
  put(header, 108, "0000000");
  put(header, 116, "0000000");
  put(header, 124, fmt::format("{:011o}", content.size()));
  put(header, 136, "00000000000");
  put(header, 148, "        ");  // the checksum counts as blanks in itself
  put(header, 156, "0");
  put(header, 257, std::string_view("ustar\00000", 8));
  unsigned sum = 0;
  for (const unsigned char byte : header) sum += byte;
  put(header, 148, fmt::format("{:06o}", sum));
  header[154] = '\0';

  std::string archive = header + std::string(content);
  archive.resize((archive.size() + block - 1) / block * block + 2 * block);
  return archive;
}

}  // namespace gate
