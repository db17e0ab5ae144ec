#include "tests/support/report_schema.h"

#include <rapidjson/document.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

std::string words(const rapidjson::Pointer& pointer) {
  rapidjson::StringBuffer buffer;
  pointer.StringifyUriFragment(buffer);
  return buffer.GetString();
}

rapidjson::SchemaDocument read_schema() {
  rapidjson::Document json;
  json.Parse(read_file(GATE_SOURCE_DIR "/gate/report/report.schema.json").c_str());
  return rapidjson::SchemaDocument(json);
}

}  // namespace

std::string refused_by_report_schema(const std::string& json) {
  static const rapidjson::SchemaDocument schema = read_schema();
  rapidjson::Document document;
  document.Parse(json.c_str());
  if (document.HasParseError()) return "it is not JSON";
  rapidjson::SchemaValidator validator(schema);
  if (document.Accept(validator)) return {};
  return words(validator.GetInvalidDocumentPointer()) + " breaks " +
         validator.GetInvalidSchemaKeyword() + " of " + words(validator.GetInvalidSchemaPointer());
}

}  // namespace gate::test
