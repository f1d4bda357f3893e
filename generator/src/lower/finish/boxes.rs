//! Where a type holds others so deep that the compiler gives up: such a value gets a `DeepBox`.
//!
//! The compiler proves `Send` by walking through every field, depth first, and stops with E0275 after
//! 128 levels; `Option<Box<T>>` alone takes four. A user's crate cannot be told to allow more. A
//! `DeepBox` hides what it holds, so the walk ends there. This module counts the levels of that walk
//! and boxes as few fields as it can. Nothing changes where no walk takes more than [`MOST`] levels.

mod graph;

use self::graph::{Edge, Graph};
use crate::api::{TypeDef, TypeId};

/// How many levels the walk through a type may take. The compiler allows 128; the rest is for what a
/// user wraps around the type, such as a list, a lock or a task.
const MOST: usize = 100;

/// Boxes what is too deep. `fixed` are the fields that hold the items of a list, which stay as they
/// are: pages take the items out of a `Vec`.
pub(super) fn cut(types: &mut [TypeDef], fixed: &[(TypeId, String)]) {
    let mut graph = Graph::of(types, fixed);
    let all: Vec<usize> = (0..types.len()).collect();
    let mut depths = Depths {
        below: vec![0; types.len()],
        component: vec![usize::MAX; types.len()],
    };
    depths.settle(&mut graph, all);
    graph.apply(types, &depths.below);
}

/// What is known of the walk so far.
struct Depths {
    /// How many levels the walk takes from a type on.
    below: Vec<usize>,
    /// The strongly connected component of each type.
    component: Vec<usize>,
}

impl Depths {
    /// Finds out how deep the walk gets from each of these types, and cuts it where it gets too deep.
    fn settle(&mut self, graph: &mut Graph, nodes: Vec<usize>) {
        let mut work = graph.components(&nodes);
        // The last component is held by no other: those that are held come first.
        work.reverse();
        while let Some(nodes) = work.pop() {
            for node in &nodes {
                self.component[*node] = nodes[0];
            }
            if let [node] = nodes[..] {
                self.settle_one(graph, node);
                continue;
            }
            match self.deepest(graph, &nodes) {
                Some(deepest) => {
                    for (node, depth) in nodes.iter().zip(deepest) {
                        self.below[*node] = depth;
                    }
                }
                None => {
                    if !self.cut_hub(graph, &nodes) {
                        continue;
                    }
                    let parts = graph.components(&nodes);
                    work.extend(parts.into_iter().rev());
                }
            }
        }
    }

    /// A type that is in no circle: cuts each field that would make its walk too deep.
    fn settle_one(&mut self, graph: &mut Graph, node: usize) {
        let mut deepest = graph.leaves[node];
        for edge in &mut graph.edges[node] {
            // What holds itself is met again at once, and the walk does not go on.
            let below = if edge.target == node {
                0
            } else {
                self.below[edge.target]
            };
            if edge.is_open() && edge.levels + below > MOST {
                edge.cut();
            }
            deepest = deepest.max(edge.reach(below));
        }
        self.below[node] = deepest;
    }

    /// How deep the walk gets from each type of a component; `None` when that is too deep.
    fn deepest(&self, graph: &Graph, nodes: &[usize]) -> Option<Vec<usize>> {
        let mut met = vec![usize::MAX; graph.edges.len()];
        let depths = nodes.iter().map(|root| self.walk(graph, *root, &mut met));
        depths.collect()
    }

    /// Walks as the compiler does: fields in their order, and no type twice.
    fn walk(&self, graph: &Graph, root: usize, met: &mut [usize]) -> Option<usize> {
        let mut deepest = 0;
        let mut stack = vec![(root, 0, 0)];
        met[root] = root;
        while let Some((node, depth, next)) = stack.pop() {
            if next == 0 {
                deepest = deepest.max(depth + graph.leaves[node]);
            }
            let Some(edge) = graph.edges[node].get(next) else {
                continue;
            };
            stack.push((node, depth, next + 1));
            let outside = self.component[edge.target] != self.component[node];
            if outside || edge.is_cut() {
                deepest = deepest.max(depth + edge.reach(self.below[edge.target]));
            } else if met[edge.target] != root {
                met[edge.target] = root;
                stack.push((edge.target, depth + edge.levels, 0));
            }
            if deepest > MOST || depth > MOST {
                return None;
            }
        }
        Some(deepest)
    }

    /// Cuts every way inside a component to the type that holds and is held the most: fewer circles
    /// are left. Gives whether there was something to cut.
    fn cut_hub(&self, graph: &mut Graph, nodes: &[usize]) -> bool {
        let name = self.component[nodes[0]];
        let inside = |from: usize, edge: &Edge| {
            !edge.is_cut() && self.component[edge.target] == name && self.component[from] == name
        };
        let mut held = vec![(0, 0, true); graph.edges.len()];
        for node in nodes {
            for edge in graph.edges[*node].iter().filter(|edge| inside(*node, edge)) {
                held[*node].0 += 1;
                held[edge.target].1 += 1;
                held[edge.target].2 &= edge.is_open();
            }
        }
        let weight = |node: &usize| {
            let (holds, held, open) = held[*node];
            (open, holds * held)
        };
        let hub = nodes.iter().copied().rev().max_by_key(weight);
        let mut any = false;
        for node in nodes {
            for edge in &mut graph.edges[*node] {
                if Some(edge.target) == hub && inside(*node, edge) && edge.is_open() {
                    edge.cut();
                    any = true;
                }
            }
        }
        any
    }
}
