#include "gate/source/service_images.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>

namespace gate {
namespace {

// Aliases can make a small text a large document.
constexpr std::size_t most_text = 1 << 20;
constexpr std::size_t most_nodes = 100000;

int number_at(std::string_view text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool is_major(int version) { return version >= 10 && version < 100; }

// `${PG_IMAGE:-postgres:15}` is postgres:15 where nobody says otherwise.
std::string with_defaults(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto open = text.find("${");
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    text.remove_prefix(open + 2);
    const auto close = std::min(text.find('}'), text.size());
    const auto inside = text.substr(0, close);
    const auto dash = inside.find('-');
    if (dash != std::string_view::npos) out += inside.substr(dash + 1);
    text.remove_prefix(std::min(close + 1, text.size()));
  }
  return out;
}

class Images {
 public:
  void look_into(const YAML::Node& node) {
    if (++nodes_ > most_nodes) return;
    if (node.IsSequence()) {
      for (const auto& item : node) look_into(item);
    } else if (node.IsMap()) {
      for (const auto& member : node) look_at(member.first, member.second);
    }
  }

  std::vector<ServiceImage> found;

 private:
  // A service's image is `image:`, or for some CI the service itself.
  void look_at(const YAML::Node& key, const YAML::Node& value) {
    const std::string name = key.IsScalar() ? key.Scalar() : std::string();
    if (name == "image" && value.IsScalar()) {
      take(value.Scalar());
    } else if (name == "image" && value.IsMap() && value["name"] && value["name"].IsScalar()) {
      take(value["name"].Scalar());
    } else if (name == "services" && value.IsSequence()) {
      for (const auto& item : value) {
        if (item.IsScalar()) take(item.Scalar());
      }
      look_into(value);
    } else {
      look_into(value);
    }
  }

  void take(const std::string& image) {
    const auto plain = with_defaults(image);
    if (const int version = postgres_version_of_image(plain)) found.push_back({plain, version});
  }

  std::size_t nodes_ = 0;
};

}  // namespace

int postgres_version_of_image(std::string_view image) {
  image = image.substr(0, image.find('@'));
  const auto slash = image.rfind('/');
  const auto name = slash == std::string_view::npos ? image : image.substr(slash + 1);
  const auto colon = name.find(':');
  if (colon == std::string_view::npos) return 0;
  const auto repository = image.substr(0, image.size() - (name.size() - colon));
  const auto tag = name.substr(colon + 1);
  // timescaledb:2.11.0-pg15, pgvector:pg16: the version of their own comes first.
  for (auto at = tag.find("pg"); at != std::string_view::npos; at = tag.find("pg", at + 2)) {
    if (const int version = number_at(tag.substr(at + 2)); is_major(version)) return version;
  }
  const bool server = repository.find("postgres") != std::string_view::npos ||
                      repository.find("postgis") != std::string_view::npos;
  const bool tool = repository.find("exporter") != std::string_view::npos ||
                    repository.find("backup") != std::string_view::npos;
  const int version = server && !tool ? number_at(tag) : 0;
  return is_major(version) ? version : 0;
}

std::vector<ServiceImage> postgres_images(std::string_view text) {
  if (text.size() > most_text) return {};
  try {
    Images images;
    images.look_into(YAML::Load(std::string(text)));
    return std::move(images.found);
  } catch (const YAML::Exception&) {
    return {};
  }
}

}  // namespace gate
