#include "gate/diagnosis/seed_dependence.h"

#include <algorithm>
#include <set>

#include "gate/diagnosis/source_rules.h"
#include "gate/diagnosis/sources.h"

namespace gate {
namespace {

bool is_the_servers(const std::string& role) {
  return role == "postgres" || role.starts_with("pg_");
}

class Dependences {
 public:
  explicit Dependences(const Evidence& evidence) : evidence_(evidence) {}

  std::vector<SeedDependence> all() {
    for (const Operation& one : evidence_.operations) {
      if (one.upgrading) take(one);
    }
    return std::move(found_);
  }

 private:
  void take(const Operation& one) {
    switch (one.kind) {
      case OperationKind::create_role:
        roles_.insert(one.name);
        break;
      case OperationKind::insert:
        filled_.insert(key_of(one));
        break;
      case OperationKind::unread:
        role_hole_ = role_hole_ || may_do(one, {"role", "user", "group"});
        row_hole_ = row_hole_ || may_do(one, {"insert", "copy", "values"});
        break;
      case OperationKind::use_role:
        if (!one.deferred) use_role(one);
        break;
      case OperationKind::look_up:
        if (!one.deferred) look_up(one);
        break;
      default:
        break;
    }
  }

  void use_role(const Operation& one) {
    if (is_the_servers(one.name) || roles_.count(one.name) != 0) return;
    SeedDependence need = need_of(one, one.name);
    need.is_role = true;
    need.certain = !one.conditional && !role_hole_;
    need.declared = is_declared(need);
    add(std::move(need));
  }

  void look_up(const Operation& one) {
    const bool by_value = std::any_of(one.wanted.begin(), one.wanted.end(),
                                      [](const ColumnValue& want) { return is_an_id(want); });
    if (!by_value || filled_.count(key_of(one)) != 0 || one.name == "alembic_version" ||
        one.schema == "pg_temp" || one.iterated) {
      return;
    }
    SeedDependence need = need_of(one, qualified(one));
    need.wanted = one.wanted;
    need.certain = !one.conditional && !row_hole_ && cannot_do_without(one);
    need.declared = is_declared(need);
    add(std::move(need));
  }

  // `WHERE is_open` asks for all that are open.
  static bool is_an_id(const ColumnValue& want) {
    return want.value && *want.value != "true" && *want.value != "false";
  }

  SeedDependence need_of(const Operation& one, std::string name) const {
    SeedDependence need;
    need.revision = one.revision;
    need.file = one.file;
    need.line = one.line;
    need.name = std::move(name);
    need.statement = one.statement;
    return need;
  }

  // Rows that another statement is made of may be none; one value, or a result that is tested for
  // being there, has to be found. A guard against rows that are there is content without.
  bool cannot_do_without(const Operation& one) const {
    if (!one.feeds.empty()) return one.scalar;
    bool tested = false;
    for (const RaiseSite& raise : evidence_.raises) {
      const auto& lines = raise.lookup_lines;
      // One that is implied tells nothing of what the migration tests itself.
      if (raise.implied || raise.file != one.file ||
          std::find(lines.begin(), lines.end(), one.line) == lines.end())
        continue;
      if (raise.when_missing) return true;
      tested = true;
    }
    return !tested;
  }

  bool is_declared(const SeedDependence& need) const {
    const auto& all = evidence_.declared.prerequisites;
    const auto kind = need.is_role ? PrerequisiteKind::role : PrerequisiteKind::row;
    return std::any_of(all.begin(), all.end(), [&](const DeclaredPrerequisite& one) {
      return one.kind == kind && is_there_in_time(one, need.revision) &&
             (need.is_role ? one.name == need.name : is_row(one, need));
    });
  }

  static std::string without_default_schema(const std::string& name) {
    return name.starts_with("public.") ? name.substr(7) : name;
  }

  static bool is_row(const DeclaredPrerequisite& one, const SeedDependence& need) {
    if (without_default_schema(one.name) != without_default_schema(need.name)) return false;
    return std::all_of(need.wanted.begin(), need.wanted.end(), [&](const ColumnValue& want) {
      const auto stated =
          std::find_if(one.values.begin(), one.values.end(),
                       [&](const ColumnValue& value) { return value.column == want.column; });
      return !want.value || stated == one.values.end() || stated->value == want.value;
    });
  }

  // `after` is an exact id or the beginning of one.
  bool is_there_in_time(const DeclaredPrerequisite& one, const std::string& revision) const {
    if (one.after.empty()) return true;
    const auto& chain = evidence_.chain;
    auto after = std::find(chain.begin(), chain.end(), one.after);
    if (after == chain.end()) {
      after = std::find_if(chain.begin(), chain.end(),
                           [&](const std::string& id) { return id.starts_with(one.after); });
    }
    const auto place = static_cast<std::size_t>(after - chain.begin());
    return place < place_in_chain(evidence_, revision);
  }

  void add(SeedDependence need) {
    for (SeedDependence& known : found_) {
      if (known.revision != need.revision || known.file != need.file ||
          known.is_role != need.is_role || known.name != need.name || known.wanted != need.wanted) {
        continue;
      }
      if (need.certain && !known.certain) known = std::move(need);
      return;
    }
    found_.push_back(std::move(need));
  }

  const Evidence& evidence_;
  std::vector<SeedDependence> found_;
  std::set<std::string> roles_;
  std::set<std::string> filled_;
  bool role_hole_ = false;
  bool row_hole_ = false;
};

}  // namespace

std::vector<SeedDependence> seed_dependences(const Evidence& evidence) {
  return Dependences(evidence).all();
}

}  // namespace gate
