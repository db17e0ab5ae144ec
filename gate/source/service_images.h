// Which PostgreSQL a compose file or a CI workflow runs, by its images.
//
// Of the text alone. An image that names no version says nothing, nor does one made of variables
// without a default.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gate {

struct ServiceImage {
  std::string image;  // "postgis/postgis:15-3.3"
  int postgres = 0;   // the major version
};

// In the order written; empty where the text is no YAML.
std::vector<ServiceImage> postgres_images(std::string_view text);
// The major version of PostgreSQL in an image of it; 0 where it is none or does not say.
int postgres_version_of_image(std::string_view image);

}  // namespace gate
