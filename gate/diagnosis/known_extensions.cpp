#include "gate/diagnosis/known_extensions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gate {
namespace {

// `name` may end with a star: PostGIS has hundreds of functions, and all begin so.
struct Brought {
  std::string_view kind;
  std::string_view name;
  std::string_view extension;
};

constexpr Brought brought[] = {
    {"type", "citext", "citext"},
    {"type", "hstore", "hstore"},
    {"type", "ltree", "ltree"},
    {"type", "cube", "cube"},
    {"type", "vector", "vector"},
    {"type", "halfvec", "vector"},
    {"type", "sparsevec", "vector"},
    {"type", "geometry", "postgis"},
    {"type", "geography", "postgis"},
    {"type", "box2d", "postgis"},
    {"type", "box3d", "postgis"},
    {"type", "raster", "postgis_raster"},
    {"type", "topogeometry", "postgis_topology"},
    {"type", "h3index", "h3"},
    {"type", "hll", "hll"},
    {"type", "semver", "semver"},
    {"type", "roaringbitmap", "roaringbitmap"},
    {"type", "agtype", "age"},
    {"function", "st_*", "postgis"},
    {"function", "addgeometrycolumn", "postgis"},
    {"function", "postgis_*", "postgis"},
    {"function", "uuid_generate_v7", "pg_uuidv7"},
    {"function", "uuid_generate_v*", "uuid-ossp"},
    {"function", "uuid_nil", "uuid-ossp"},
    {"function", "uuid_ns_*", "uuid-ossp"},
    {"function", "gen_random_bytes", "pgcrypto"},
    {"function", "gen_salt", "pgcrypto"},
    {"function", "crypt", "pgcrypto"},
    {"function", "digest", "pgcrypto"},
    {"function", "hmac", "pgcrypto"},
    {"function", "pgp_*", "pgcrypto"},
    {"function", "similarity", "pg_trgm"},
    {"function", "word_similarity", "pg_trgm"},
    {"function", "show_trgm", "pg_trgm"},
    {"function", "unaccent", "unaccent"},
    {"function", "levenshtein*", "fuzzystrmatch"},
    {"function", "soundex", "fuzzystrmatch"},
    {"function", "metaphone", "fuzzystrmatch"},
    {"function", "dmetaphone*", "fuzzystrmatch"},
    {"function", "crosstab*", "tablefunc"},
    {"function", "dblink*", "dblink"},
    {"function", "ll_to_earth", "earthdistance"},
    {"function", "earth_*", "earthdistance"},
    {"function", "create_hypertable", "timescaledb"},
    {"function", "add_dimension", "timescaledb"},
    {"function", "time_bucket*", "timescaledb"},
    {"function", "add_retention_policy", "timescaledb"},
    {"function", "add_compression_policy", "timescaledb"},
    {"function", "add_continuous_aggregate_policy", "timescaledb"},
    {"function", "create_parent", "pg_partman"},
    {"function", "create_distributed_table", "citus"},
    {"function", "create_reference_table", "citus"},
    {"function", "create_graph", "age"},
    {"function", "hll_*", "hll"},
    {"function", "h3_*", "h3"},
    {"function", "hypopg*", "hypopg"},
    {"operator class", "gin_trgm_ops", "pg_trgm"},
    {"operator class", "gist_trgm_ops", "pg_trgm"},
    {"operator class", "vector_*", "vector"},
    {"operator class", "halfvec_*", "vector"},
    {"operator class", "gin_hstore_ops", "hstore"},
    {"operator class", "gist_geometry_ops*", "postgis"},
    {"operator class", "rum_*", "rum"},
    {"access method", "hnsw", "vector"},
    {"access method", "ivfflat", "vector"},
    {"access method", "rum", "rum"},
    {"access method", "bloom", "bloom"},
    {"access method", "pgroonga", "pgroonga"},
    {"access method", "bm25", "pg_search"},
    {"access method", "diskann", "vectorscale"},
    {"access method", "columnar", "citus_columnar"},
    {"operator", "<=>", "vector"},
    {"operator", "<#>", "vector"},
    {"schema", "cron", "pg_cron"},
    {"schema", "partman", "pg_partman"},
    {"schema", "topology", "postgis_topology"},
    {"schema", "tiger", "postgis_tiger_geocoder"},
    {"schema", "ag_catalog", "age"},
    {"schema", "pglogical", "pglogical"},
    {"schema", "graphql", "pg_graphql"},
    {"schema", "net", "pg_net"},
    {"schema", "pgmq", "pgmq"},
    {"schema", "vault", "supabase_vault"},
    {"relation", "spatial_ref_sys", "postgis"},
    {"relation", "geometry_columns", "postgis"},
    {"relation", "pg_stat_statements", "pg_stat_statements"},
    {"relation", "pg_buffercache", "pg_buffercache"},
    {"language", "plpython3u", "plpython3u"},
    {"language", "plperl", "plperl"},
    {"language", "plperlu", "plperlu"},
    {"language", "pltcl", "pltcl"},
    {"language", "plv8", "plv8"},
    {"foreign-data wrapper", "postgres_fdw", "postgres_fdw"},
    {"foreign-data wrapper", "file_fdw", "file_fdw"},
    {"foreign-data wrapper", "mysql_fdw", "mysql_fdw"},
    {"foreign-data wrapper", "oracle_fdw", "oracle_fdw"},
    {"foreign-data wrapper", "tds_fdw", "tds_fdw"},
    {"foreign-data wrapper", "clickhouse_fdw", "clickhouse_fdw"},
    {"text search dictionary", "unaccent", "unaccent"},
    {"text search template", "unaccent", "unaccent"},
};

// {} stands for the major version.
struct Source {
  std::string_view extension;
  std::string_view package;
  std::string_view image;
};
constexpr Source sources[] = {
    {"postgis", "postgresql-{}-postgis-3", "postgis/postgis:{}-3.4"},
    {"postgis_raster", "postgresql-{}-postgis-3", "postgis/postgis:{}-3.4"},
    {"postgis_topology", "postgresql-{}-postgis-3", "postgis/postgis:{}-3.4"},
    {"postgis_tiger_geocoder", "postgresql-{}-postgis-3", "postgis/postgis:{}-3.4"},
    {"vector", "postgresql-{}-pgvector", "pgvector/pgvector:pg{}"},
    {"timescaledb", "", "timescale/timescaledb:latest-pg{}"},
    {"pg_partman", "postgresql-{}-partman", ""},
    {"pg_cron", "postgresql-{}-cron", ""},
    {"rum", "postgresql-{}-rum", ""},
    {"hll", "postgresql-{}-hll", ""},
    {"h3", "postgresql-{}-h3", ""},
    {"hypopg", "postgresql-{}-hypopg", ""},
    {"age", "postgresql-{}-age", "apache/age"},
    {"citus", "", "citusdata/citus"},
    {"semver", "postgresql-{}-semver", ""},
    {"pglogical", "postgresql-{}-pglogical", ""},
    {"plpython3u", "postgresql-plpython3-{}", ""},
    {"plperl", "postgresql-plperl-{}", ""},
    {"plperlu", "postgresql-plperl-{}", ""},
    {"pltcl", "postgresql-pltcl-{}", ""},
    {"mysql_fdw", "postgresql-{}-mysql-fdw", ""},
    {"oracle_fdw", "postgresql-{}-oracle-fdw", ""},
    {"tds_fdw", "postgresql-{}-tds-fdw", ""},
};

constexpr std::array contrib{"adminpack",
                             "amcheck",
                             "autoinc",
                             "bloom",
                             "btree_gin",
                             "btree_gist",
                             "citext",
                             "cube",
                             "dblink",
                             "dict_int",
                             "dict_xsyn",
                             "earthdistance",
                             "file_fdw",
                             "fuzzystrmatch",
                             "hstore",
                             "insert_username",
                             "intagg",
                             "intarray",
                             "isn",
                             "lo",
                             "ltree",
                             "moddatetime",
                             "pageinspect",
                             "pg_buffercache",
                             "pg_freespacemap",
                             "pg_prewarm",
                             "pg_stat_statements",
                             "pg_surgery",
                             "pg_trgm",
                             "pg_visibility",
                             "pg_walinspect",
                             "pgcrypto",
                             "pgrowlocks",
                             "pgstattuple",
                             "postgres_fdw",
                             "refint",
                             "seg",
                             "sslinfo",
                             "tablefunc",
                             "tcn",
                             "tsm_system_rows",
                             "tsm_system_time",
                             "unaccent",
                             "uuid-ossp",
                             "xml2"};

bool fits(std::string_view name, std::string_view pattern) {
  if (!pattern.ends_with('*')) return name == pattern;
  return name.starts_with(pattern.substr(0, pattern.size() - 1));
}

std::string filled(std::string_view pattern, int postgres) {
  std::string text(pattern);
  if (const auto at = text.find("{}"); at != std::string::npos) {
    text.replace(at, 2, std::to_string(postgres));
  }
  return text;
}

}  // namespace

std::string_view known_extension(const MissingObject& object) {
  // cron.job, partman.create_parent(): the schema says it before the name does.
  if (!object.schema.empty() && object.kind != "default operator class") {
    const auto schema = known_extension({"schema", {}, object.schema, {}});
    if (!schema.empty()) return schema;
  }
  if (object.kind == "default operator class") {
    if (object.schema == "gist") return "btree_gist";
    return object.schema == "gin" ? "btree_gin" : "";
  }
  const auto found = std::find_if(std::begin(brought), std::end(brought), [&](const Brought& one) {
    return one.kind == object.kind && fits(object.name, one.name);
  });
  return found == std::end(brought) ? std::string_view() : found->extension;
}

ExtensionSource source_of(std::string_view extension, int postgres) {
  const auto found = std::find_if(std::begin(sources), std::end(sources),
                                  [&](const Source& one) { return one.extension == extension; });
  if (found == std::end(sources)) return {};
  return {filled(found->package, postgres), filled(found->image, postgres)};
}

bool is_contrib(std::string_view extension) {
  return std::find(contrib.begin(), contrib.end(), extension) != contrib.end();
}

}  // namespace gate
