#include "gate/report/fingerprint.h"

#include <fmt/format.h>

#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid_io.hpp>

namespace gate {
namespace {

// A name-based UUID (RFC 4122, version 5): SHA-1 with a public interface.
std::string hash(std::string_view text) {
  const boost::uuids::name_generator_sha1 generate(boost::uuids::ns::oid());
  return boost::uuids::to_string(generate(std::string(text)));
}

}  // namespace

std::string Fingerprints::of(std::string_view tree, const Finding& finding) {
  std::vector<std::string_view> parts{"finding", tree, finding.kind, finding.revision,
                                      finding.path};
  for (const auto& [name, value] : finding.facts) parts.insert(parts.end(), {name, value});
  return next(parts);
}

std::string Fingerprints::of(const Error& error) {
  return next({"error", error.tree, slug(error.code), error.step});
}

std::string Fingerprints::next(const std::vector<std::string_view>& parts) {
  std::string text;
  // With their lengths, so that no two lists of parts make the same text.
  for (const auto part : parts) text += fmt::format("{}:{};", part.size(), part);
  const int before = seen_[text]++;
  return hash(fmt::format("{}{}", text, before));
}

}  // namespace gate
