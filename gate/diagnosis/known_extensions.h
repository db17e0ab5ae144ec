// Extensions by what they bring: for those whose files the server does not have, so that it cannot
// be asked (pipeline/missing_extension.h asks it first).
#pragma once

#include <string>
#include <string_view>

#include "gate/diagnosis/missing_object.h"

namespace gate {

// The extension that brings the object; empty where none is known.
std::string_view known_extension(const MissingObject& object);

// Where a server with the extension is to be had, for PostgreSQL of that major version: Debian's
// package and an image. Empty where nothing is known.
struct ExtensionSource {
  std::string package;
  std::string image;
};
ExtensionSource source_of(std::string_view extension, int postgres);
// Whether PostgreSQL's own packages have it (contrib).
bool is_contrib(std::string_view extension);

}  // namespace gate
