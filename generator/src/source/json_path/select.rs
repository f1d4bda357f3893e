//! The nodes that a query selects.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::{Comparison, Match, Operand, Query, Selector, Start, Step, Test, pattern};
use crate::source::{Node, Value};

impl Query {
    /// The places of the nodes that are selected, in the order of the selectors: a node that two of them select is there
    /// twice (RFC 9535 §2.3).
    pub(in crate::source) fn select(&self, document: &Node) -> Vec<Vec<Step>> {
        let found = self.nodes(document, document);
        found.into_iter().map(|found| found.steps).collect()
    }

    /// The first name that leads to nothing, and the node that does not have it. None where nothing is selected for
    /// another reason.
    pub(in crate::source) fn lacking<'n>(&self, document: &'n Node) -> Option<(&str, &'n Node)> {
        let mut from = Found {
            node: document,
            steps: Vec::new(),
        };
        for segment in &self.segments {
            let mut found = Vec::new();
            if segment.descendants {
                return None;
            }
            choose(&segment.selectors, &from, document, &mut found);
            from = match (&segment.selectors[..], found.pop()) {
                ([Selector::Name(name)], None) => return Some((name, from.node)),
                ([_], Some(only)) if found.is_empty() => only,
                _ => return None,
            };
        }
        None
    }

    fn nodes<'n>(&self, root: &'n Node, tested: &'n Node) -> Vec<Found<'n>> {
        let node = match self.start {
            Start::Root => root,
            Start::Tested => tested,
        };
        let mut found = vec![Found {
            node,
            steps: Vec::new(),
        }];
        for segment in &self.segments {
            let mut next = Vec::new();
            for from in found {
                if segment.descendants {
                    descend(&from, &mut |node| {
                        choose(&segment.selectors, node, root, &mut next);
                    });
                } else {
                    choose(&segment.selectors, &from, root, &mut next);
                }
            }
            found = next;
        }
        found
    }

    /// The value of the one node that is selected.
    fn value<'n>(&self, root: &'n Node, tested: &'n Node) -> Option<Cow<'n, Value>> {
        match self.nodes(root, tested).as_slice() {
            [found] => Some(Cow::Borrowed(&found.node.value)),
            _ => None,
        }
    }
}

/// A node, and how it is reached.
struct Found<'n> {
    node: &'n Node,
    steps: Vec<Step>,
}

impl<'n> Found<'n> {
    fn child(&self, step: Step, node: &'n Node) -> Self {
        let mut steps = self.steps.clone();
        steps.push(step);
        Self { node, steps }
    }

    fn children(&self) -> Vec<Self> {
        match &self.node.value {
            Value::Array(items) => {
                let items = items.iter().enumerate();
                items
                    .map(|(index, item)| self.child(Step::Index(index), item))
                    .collect()
            }
            Value::Object(members) => {
                let members = members.iter();
                members
                    .map(|(key, member)| self.child(Step::Key(key.clone()), member))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    fn item(&self, index: i64) -> Option<Self> {
        let Value::Array(items) = &self.node.value else {
            return None;
        };
        let length = i64::try_from(items.len()).ok()?;
        let index = if index < 0 { index + length } else { index };
        let index = usize::try_from(index).ok()?;
        let item = items.get(index)?;
        Some(self.child(Step::Index(index), item))
    }
}

/// Visits a node, then all nodes below it.
fn descend<'n>(from: &Found<'n>, visit: &mut dyn FnMut(&Found<'n>)) {
    visit(from);
    for child in from.children() {
        descend(&child, visit);
    }
}

fn choose<'n>(
    selectors: &[Selector],
    from: &Found<'n>,
    root: &'n Node,
    found: &mut Vec<Found<'n>>,
) {
    for selector in selectors {
        match selector {
            Selector::Name(name) => {
                if let Value::Object(members) = &from.node.value
                    && let Some(member) = members.get(name)
                {
                    found.push(from.child(Step::Key(name.clone()), member));
                }
            }
            Selector::Wildcard => found.extend(from.children()),
            Selector::Index(index) => found.extend(from.item(*index)),
            Selector::Slice { start, end, step } => {
                if let Value::Array(items) = &from.node.value {
                    let indices = slice(items.len(), *start, *end, *step);
                    found.extend(indices.into_iter().filter_map(|index| from.item(index)));
                }
            }
            Selector::Filter(test) => {
                let children = from.children().into_iter();
                found.extend(children.filter(|child| test.holds(root, child.node)));
            }
        }
    }
}

/// The indices of a slice (RFC 9535 §2.3.4.2.2).
fn slice(length: usize, start: Option<i64>, end: Option<i64>, step: i64) -> Vec<i64> {
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let normal = |index: i64| if index < 0 { index + length } else { index };
    let mut indices = Vec::new();
    if step > 0 {
        let end = normal(end.unwrap_or(length)).clamp(0, length);
        let mut index = normal(start.unwrap_or(0)).clamp(0, length);
        while index < end {
            indices.push(index);
            index = index.saturating_add(step);
        }
    } else if step < 0 {
        let end = end.map_or(-1, |end| normal(end).clamp(-1, length - 1));
        let mut index = normal(start.unwrap_or(length - 1)).clamp(-1, length - 1);
        while index > end {
            indices.push(index);
            index = index.saturating_add(step);
        }
    }
    indices
}

impl Test {
    fn holds(&self, root: &Node, tested: &Node) -> bool {
        match self {
            Self::Any(tests) => tests.iter().any(|test| test.holds(root, tested)),
            Self::All(tests) => tests.iter().all(|test| test.holds(root, tested)),
            Self::Not(test) => !test.holds(root, tested),
            Self::Exists(query) => !query.nodes(root, tested).is_empty(),
            Self::Compare(left, comparison, right) => {
                let left = left.value(root, tested);
                let right = right.value(root, tested);
                comparison.holds(left.as_deref(), right.as_deref())
            }
            Self::Matches(asked) => asked.holds(root, tested),
        }
    }
}

impl Match {
    /// False where one of the two is no text, or the pattern is none (RFC 9535 §2.4.6).
    fn holds(&self, root: &Node, tested: &Node) -> bool {
        let text = self.text.value(root, tested);
        let pattern = self.pattern.value(root, tested);
        match (text.as_deref(), pattern.as_deref()) {
            (Some(Value::String(text)), Some(Value::String(pattern))) => {
                pattern::finds(pattern, text, self.whole)
            }
            _ => false,
        }
    }
}

impl Operand {
    /// The value; `None` where there is none, as when a query selects no node.
    fn value<'v>(&'v self, root: &'v Node, tested: &'v Node) -> Option<Cow<'v, Value>> {
        let number = |count: usize| Cow::Owned(Value::Integer(count as i128));
        match self {
            Self::Literal(value) => Some(Cow::Borrowed(value)),
            Self::Single(query) | Self::ValueOf(query) => query.value(root, tested),
            Self::Count(query) => Some(number(query.nodes(root, tested).len())),
            Self::Length(operand) => match operand.value(root, tested)?.as_ref() {
                Value::String(text) => Some(number(text.chars().count())),
                Value::Array(items) => Some(number(items.len())),
                Value::Object(members) => Some(number(members.len())),
                _ => None,
            },
        }
    }
}

impl Comparison {
    fn holds(self, left: Option<&Value>, right: Option<&Value>) -> bool {
        let equal = || match (left, right) {
            (None, None) => true,
            (Some(left), Some(right)) => are_equal(left, right),
            _ => false,
        };
        let order = || order(left?, right?);
        match self {
            Self::Equal => equal(),
            Self::NotEqual => !equal(),
            Self::Less => order() == Some(Ordering::Less),
            Self::Greater => order() == Some(Ordering::Greater),
            Self::LessOrEqual => order() == Some(Ordering::Less) || equal(),
            Self::GreaterOrEqual => order() == Some(Ordering::Greater) || equal(),
        }
    }
}

/// Equal as JSON values: numbers by their value, objects in any order of their members.
fn are_equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Array(left), Value::Array(right)) => {
            let mut pairs = left.iter().zip(right);
            left.len() == right.len()
                && pairs.all(|(left, right)| are_equal(&left.value, &right.value))
        }
        (Value::Object(left), Value::Object(right)) => {
            let same = |(key, member): (&String, &Node)| {
                let other = right.get(key);
                other.is_some_and(|other| are_equal(&member.value, &other.value))
            };
            left.len() == right.len() && left.iter().all(same)
        }
        (Value::Null, Value::Null) => true,
        (Value::Bool(left), Value::Bool(right)) => left == right,
        _ => order(left, right) == Some(Ordering::Equal),
    }
}

/// The order of two numbers or of two strings.
fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => Some(left.cmp(right)),
        (Value::Integer(left), Value::Float(right)) => (*left as f64).partial_cmp(right),
        (Value::Float(left), Value::Integer(right)) => left.partial_cmp(&(*right as f64)),
        (Value::Float(left), Value::Float(right)) => left.partial_cmp(right),
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        _ => None,
    }
}
