#include "gate/core/nearest.h"

#include <gtest/gtest.h>

namespace gate {
namespace {

TEST(Nearest, FindsWhatWasMeant) {
  EXPECT_EQ(nearest("databse", {"directory", "database", "watch"}), "database");
  EXPECT_EQ(nearest("rapter", {"console", "raptor"}), "raptor");
  EXPECT_EQ(nearest("Console", {"console", "raptor"}), "console");
}

TEST(Nearest, IsSilentWhereNothingIsNear) {
  EXPECT_EQ(nearest("billing", {"console", "raptor"}), "");
  EXPECT_EQ(nearest("", {"row"}), "");
  EXPECT_EQ(nearest(std::string(100000, 'x'), {"row", "role"}), "");
  EXPECT_EQ(nearest("x", {}), "");
}

}  // namespace
}  // namespace gate
