#include "gate/pipeline/tree_sources.h"

#include <algorithm>

#include "gate/source/operations.h"
#include "gate/source/revision_graph.h"

namespace gate {
namespace {

// A file that only Alembic can read the id of may be what a fault of the graph is about.
std::vector<GraphFault> decided(std::vector<GraphFault> faults) {
  std::erase_if(faults, [](const GraphFault& fault) {
    return fault.kind == GraphFaultKind::unreadable_file && !fault.files.empty() &&
           is_undecided(fault.files.front());
  });
  return faults;
}

std::vector<std::string> chain_of(const std::vector<RevisionFile>& files,
                                  const RevisionGraph& graph) {
  std::vector<std::string> chain;
  for (const RevisionFile& file : files) chain.push_back(file.revision);
  std::stable_sort(chain.begin(), chain.end(),
                   [&](const std::string& left, const std::string& right) {
                     return graph.position(left) < graph.position(right);
                   });
  return chain;
}

}  // namespace

Result<Driver> start_source_driver(const Declaration& declaration,
                                   const std::filesystem::path& folder, const Lifeline& lifeline) {
  const auto environment = own_environment();
  DriverSettings settings{
      folder / declaration.tree, interpreters(declaration, environment), scrub(environment), {}};
  settings.sources_only = true;
  return Driver::start(declaration, std::move(settings), lifeline);
}

bool is_undecided(const RevisionFile& file) { return file.problem == "not-literal"; }

void take_chain(const std::vector<RevisionFile>& revisions, Evidence& evidence) {
  const RevisionGraph graph(revisions);
  evidence.revisions = revisions;
  evidence.heads = graph.heads();
  evidence.chain = chain_of(revisions, graph);
}

void take_graph(const LoadedTree& tree, const std::vector<std::string>& heads, Evidence& evidence) {
  take_chain(tree.revisions, evidence);
  evidence.graph_faults = decided(faults(tree.revisions, heads));
}

Result<void> take_operations(Driver& driver, const Deadline& deadline, const Interrupt& interrupt,
                             Evidence& evidence) {
  const auto facts = driver.operations(deadline, interrupt);
  if (!facts) return facts.error();
  SourceReading reading = read_operations(*facts, evidence.revisions);
  evidence.operations = std::move(reading.operations);
  evidence.raises = std::move(reading.raises);
  return {};
}

}  // namespace gate
