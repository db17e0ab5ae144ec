#include "gate/source/service_images.h"

#include <gmock/gmock.h>

namespace gate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<int> versions(std::string_view text) {
  std::vector<int> all;
  for (const ServiceImage& one : postgres_images(text)) all.push_back(one.postgres);
  return all;
}

TEST(PostgresVersionOfImage, AsImagesAreTagged) {
  EXPECT_EQ(postgres_version_of_image("postgres:15"), 15);
  EXPECT_EQ(postgres_version_of_image("postgres:14.9-alpine3.18"), 14);
  EXPECT_EQ(postgres_version_of_image("docker.io/library/postgres:16@sha256:0a1b"), 16);
  EXPECT_EQ(postgres_version_of_image("registry.example.com:5000/db/postgresql:13.2"), 13);
  EXPECT_EQ(postgres_version_of_image("postgis/postgis:15-3.3"), 15);
  EXPECT_EQ(postgres_version_of_image("timescale/timescaledb:2.11.0-pg14"), 14);
  EXPECT_EQ(postgres_version_of_image("pgvector/pgvector:0.5.1-pg16"), 16);
  EXPECT_EQ(postgres_version_of_image("pgvector/pgvector:pg17"), 17);
}

TEST(PostgresVersionOfImage, NothingWhereItDoesNotSay) {
  EXPECT_EQ(postgres_version_of_image("postgres"), 0);
  EXPECT_EQ(postgres_version_of_image("postgres:latest"), 0);
  EXPECT_EQ(postgres_version_of_image("postgres:9.6"), 0);
  EXPECT_EQ(postgres_version_of_image("redis:15"), 0);
  EXPECT_EQ(postgres_version_of_image("prometheuscommunity/postgres-exporter:15"), 0);
  EXPECT_EQ(postgres_version_of_image("example/postgres:20240115"), 0);
  EXPECT_EQ(postgres_version_of_image(""), 0);
}

TEST(PostgresImages, OfACompositionOfContainers) {
  EXPECT_THAT(versions("services:\n"
                       "  cache: {image: 'redis:7'}\n"
                       "  db:\n    image: ${PG_IMAGE:-postgres:14}\n"
                       "  other:\n    image: ${UNSET}\n"),
              ElementsAre(14));
}

TEST(PostgresImages, OfWorkflows) {
  EXPECT_THAT(versions("jobs:\n  test:\n    services:\n      pg:\n        image: postgres:13\n"),
              ElementsAre(13));
  EXPECT_THAT(versions("test:\n  services:\n    - postgres:12\n    - name: postgres:16\n"),
              ElementsAre(12));
  EXPECT_THAT(versions("jobs:\n  build:\n    docker:\n      - image: cimg/python:3.11\n"
                       "      - image: cimg/postgres:14.0\n"),
              ElementsAre(14));
}

TEST(PostgresImages, NoneInWhatIsNoYaml) {
  EXPECT_THAT(versions("a: [unclosed"), IsEmpty());
  EXPECT_THAT(versions(""), IsEmpty());
  EXPECT_THAT(versions("just text, image: postgres:15 in it"), IsEmpty());
}

}  // namespace
}  // namespace gate
