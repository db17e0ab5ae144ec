// A graph as lists of neighbours by number, and what can be asked of it without names.
//
// No recursion: a chain of any length is a loop, not a stack.
#pragma once

#include <cstddef>
#include <vector>

namespace gate {

// For each node the nodes it points to; here a revision to its parents, or to its children.
using Adjacency = std::vector<std::vector<std::size_t>>;

Adjacency reversed(const Adjacency& graph);
// The nodes so ordered that each comes after all it points to, those with lower numbers first.
// Nodes on a cycle and what points to them are left out.
std::vector<std::size_t> ordered(const Adjacency& graph);
// Which nodes can be reached from these; they themselves included.
std::vector<bool> reachable(const Adjacency& graph, const std::vector<std::size_t>& from);
// The groups of nodes that reach each other, of two at least, or of one that points to itself
// (Tarjan's strongly connected components).
std::vector<std::vector<std::size_t>> tangles(const Adjacency& graph);
// One way round within such a group, from its lowest number.
std::vector<std::size_t> way_round(const Adjacency& graph, const std::vector<std::size_t>& tangle);

}  // namespace gate
