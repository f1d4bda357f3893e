//! Circles in a graph whose nodes are numbers: types that hold each other, schemas that are each other.

/// The strongly connected components of some nodes, those that are held before those that hold them: Tarjan's algorithm
/// without recursion, for a way may be as long as the document. `count` is more than any number of a node.
pub(crate) fn components<I: Iterator<Item = usize>>(
    nodes: impl IntoIterator<Item = usize>,
    count: usize,
    held: impl Fn(usize) -> I,
) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let mut order = vec![UNSEEN; count];
    let mut low = vec![0; count];
    let mut done = vec![false; count];
    let mut components = Vec::new();
    let mut open = Vec::new();
    let mut met = 0;
    for root in nodes {
        let mut entered = (order[root] == UNSEEN).then_some(root);
        let mut way: Vec<(usize, I)> = Vec::new();
        loop {
            if let Some(node) = entered.take() {
                order[node] = met;
                low[node] = met;
                met += 1;
                open.push(node);
                way.push((node, held(node)));
            }
            let Some((node, held)) = way.last_mut() else {
                break;
            };
            let node = *node;
            if let Some(target) = held.next() {
                if order[target] == UNSEEN {
                    entered = Some(target);
                } else if !done[target] {
                    low[node] = low[node].min(order[target]);
                }
                continue;
            }
            way.pop();
            if let Some((holder, _)) = way.last() {
                low[*holder] = low[*holder].min(low[node]);
            }
            if low[node] == order[node] {
                let start = open.iter().rposition(|other| *other == node);
                let mut component = open.split_off(start.unwrap_or_default());
                component.iter().for_each(|node| done[*node] = true);
                component.sort_unstable();
                components.push(component);
            }
        }
    }
    components
}

/// The circle that each node is in; `None` for those that do not hold themselves, however far away.
pub(crate) fn circles(edges: &[Vec<usize>]) -> Vec<Option<usize>> {
    let held = |node: usize| edges[node].iter().copied();
    let mut circles = vec![None; edges.len()];
    let components = components(0..edges.len(), edges.len(), held);
    for (number, nodes) in components.iter().enumerate() {
        let is_circle = nodes.len() > 1 || edges[nodes[0]].contains(&nodes[0]);
        for node in nodes.iter().filter(|_| is_circle) {
            circles[*node] = Some(number);
        }
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::{circles, components};

    #[test]
    fn what_is_held_comes_first() {
        let edges = [vec![1], vec![2, 3], vec![1], vec![]];
        let held = |node: usize| edges[node].iter().copied();
        let all = components(0..edges.len(), edges.len(), held);
        assert_eq!(all, [vec![3], vec![1, 2], vec![0]]);
    }

    #[test]
    fn a_node_is_in_a_circle_if_it_holds_itself() {
        let edges = [vec![1], vec![0, 2], vec![2], vec![0]];
        let found = circles(&edges);
        assert!(found[0].is_some() && found[0] == found[1]);
        assert!(found[2].is_some() && found[2] != found[0]);
        assert_eq!(found[3], None);
    }

    #[test]
    fn a_long_way_takes_no_stack() {
        const LONG: usize = 200_000;
        let edges: Vec<Vec<usize>> = (0..LONG).map(|node| vec![(node + 1) % LONG]).collect();
        let found = circles(&edges);
        assert!(found.iter().all(|circle| *circle == Some(0)));
    }
}
