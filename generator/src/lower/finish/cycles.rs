//! Boxes: a type that contains itself by value would have no size.

use crate::api::{Type, TypeDef, TypeId};

/// Boxes the fields that would make a type contain itself.
pub(super) fn break_cycles(types: &mut [TypeDef]) {
    let edges: Vec<Vec<usize>> = types.iter().map(direct).collect();
    let component = components(&edges);
    let mut size = vec![0; types.len()];
    component.iter().for_each(|name| size[*name] += 1);
    for index in 0..types.len() {
        let name = component[index];
        let own_cycle = |target: TypeId| component[target.0 as usize] == name;
        let alone = size[name] == 1 && !edges[index].contains(&index);
        if alone {
            continue;
        }
        for ty in types[index].shape.held_mut() {
            box_direct(ty, &own_cycle);
        }
    }
}

fn box_direct(ty: &mut Type, in_cycle: &impl Fn(TypeId) -> bool) {
    match ty {
        Type::Option(inner) => box_direct(inner, in_cycle),
        Type::Named(id) if in_cycle(*id) => *ty = Type::Boxed(Box::new(Type::Named(*id))),
        _ => {}
    }
}

/// The types that a type holds by value.
pub(super) fn direct(def: &TypeDef) -> Vec<usize> {
    fn named(ty: &Type) -> Option<usize> {
        match ty {
            Type::Named(id) => Some(id.0 as usize),
            Type::Option(inner) => named(inner),
            _ => None,
        }
    }
    let held = def.shape.held();
    held.into_iter().filter_map(named).collect()
}

/// The strongly connected component of each node, by Tarjan's algorithm without recursion.
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let mut component = vec![UNSEEN; edges.len()];
    let mut order = vec![UNSEEN; edges.len()];
    let mut low = vec![0; edges.len()];
    let mut stack = Vec::new();
    let mut count = 0;
    for root in 0..edges.len() {
        if order[root] != UNSEEN {
            continue;
        }
        let mut work = vec![(root, 0)];
        while let Some((node, next)) = work.pop() {
            if next == 0 {
                order[node] = count;
                low[node] = count;
                count += 1;
                stack.push(node);
            }
            match edges[node].get(next) {
                Some(&target) => {
                    work.push((node, next + 1));
                    if order[target] == UNSEEN {
                        work.push((target, 0));
                    } else if component[target] == UNSEEN {
                        low[node] = low[node].min(order[target]);
                    }
                }
                None => {
                    if low[node] == order[node] {
                        while let Some(member) = stack.pop() {
                            component[member] = node;
                            if member == node {
                                break;
                            }
                        }
                    }
                    if let Some((parent, _)) = work.last() {
                        low[*parent] = low[*parent].min(low[node]);
                    }
                }
            }
        }
    }
    component
}
