#include "gate/postgres/tar_file.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "tests/support/temporary_folder.h"

namespace gate {
namespace {

using test::TemporaryFolder;

std::string listing_of(const std::string& archive) {
  const TemporaryFolder folder;
  const auto file = folder.write("a.tar", archive);
  const auto list = folder.path() / "list";
  const std::string command = "TZ=UTC tar --numeric-owner -tvf " + file.string() + " >" +
                              list.string() + " && tar -xOf " + file.string() + " >>" +
                              list.string();
  EXPECT_EQ(std::system(command.c_str()), 0);
  std::ifstream stream(list);
  return std::string((std::istreambuf_iterator<char>(stream)), {});
}

TEST(TarFile, IsWhatTarReads) {
  EXPECT_EQ(listing_of(tar_of_file("gate-password", "s3cret")),
            "-r--r--r-- 0/0               6 1970-01-01 00:00 gate-password\ns3cret");
}

TEST(TarFile, ComesInWholeBlocks) {
  for (const std::size_t size : {0, 1, 511, 512, 513}) {
    EXPECT_EQ(tar_of_file("x", std::string(size, 'a')).size() % 512, 0u) << size;
  }
}

}  // namespace
}  // namespace gate
