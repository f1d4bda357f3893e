//! Takes a schema, gives how XML has its values (OpenAPI 3.2 §4.26, 3.1.1 §4.8.26): in which element each member is,
//! in which attribute, by which name. Which branch of a union a value is of is left to its type: the members of all
//! branches are one list.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::context::Lowering;
use super::names;
use crate::api::{
    Xml, XmlElement, XmlElementId, XmlHolds, XmlKind, XmlMember, XmlName, XmlPlace, XmlShape,
    XmlShapeId,
};
use crate::diagnostic::Code;
use crate::openapi::{self, Additional, Kind, SchemaId, XmlNode};
use crate::schemas::Direction;

/// The elements so far.
#[derive(Default)]
pub(super) struct Elements {
    pub xml: Xml,
    /// The shape of each schema; of a list by the name that its items have where they have none of their own.
    known: HashMap<(SchemaId, String), XmlHolds>,
    constants: HashSet<String>,
}

/// A shape that has no members yet.
struct Open {
    id: XmlShapeId,
    schema: SchemaId,
    /// What messages call it.
    called: String,
    /// What items are called that have no name of their own.
    item: String,
}

/// The element that a body is; else why XML does not have its values, in a few words.
pub(super) fn element(
    lowering: &mut Lowering<'_, '_>,
    schema: SchemaId,
    direction: Direction,
    called: &str,
) -> Result<XmlElementId, String> {
    let own = xml(lowering, schema);
    let component = component(lowering, schema);
    let said = own.and_then(|own| own.name).or(component);
    let name = said.map(|said| name_of(own, said)).transpose()?;
    let is_list = kinds(lowering, schema) == [Kind::Array];
    if direction == Direction::Sent {
        if is_list && own.is_none_or(|own| own.node != Some(XmlNode::Element)) {
            return Err("a list has no element of its own without `wrapped`".to_owned());
        }
        if name.is_none() {
            return Err("no `xml` names its element".to_owned());
        }
    }
    let before = lowering.elements.xml.shapes.len();
    let called = component.unwrap_or(called);
    let item = items(lowering, schema).and_then(|items| self::component(lowering, items));
    let item = item.or(said).unwrap_or("item").to_owned();
    let holds = filled(lowering, schema, called, &item).inspect_err(|_| {
        let elements = &mut lowering.elements;
        let is_kept = |holds: &XmlHolds| !matches!(holds, XmlHolds::Shape(id) if id.0 >= before);
        elements.known.retain(|_, holds| is_kept(holds));
        elements.xml.shapes.truncate(before);
    })?;
    let elements = &mut lowering.elements;
    let all = &mut elements.xml.elements;
    let is_same = |known: &XmlElement| known.name == name && known.holds == holds;
    let at = all.iter().position(is_same).unwrap_or_else(|| {
        let constant = free(&mut elements.constants, called);
        all.push(XmlElement {
            constant,
            name,
            holds,
        });
        all.len() - 1
    });
    Ok(XmlElementId(at))
}

/// What a schema holds, with all shapes that it needs.
fn filled(
    lowering: &mut Lowering<'_, '_>,
    schema: SchemaId,
    called: &str,
    item: &str,
) -> Result<XmlHolds, String> {
    let mut open = Vec::new();
    let holds = holds(lowering, schema, called, item, &mut open)?;
    while let Some(next) = open.pop() {
        let kind = kind(lowering, &next, &mut open)?;
        lowering.elements.xml.shapes[next.id.0].kind = kind;
    }
    Ok(holds)
}

/// What a schema holds; a new shape is put to those that are open.
fn holds(
    lowering: &mut Lowering<'_, '_>,
    schema: SchemaId,
    called: &str,
    item: &str,
    open: &mut Vec<Open>,
) -> Result<XmlHolds, String> {
    let is_scalar = |kind: &Kind| !matches!(kind, Kind::Object | Kind::Array);
    let is_list = match &kinds(lowering, schema)[..] {
        [] => return Ok(XmlHolds::Any),
        [Kind::Boolean] => return Ok(XmlHolds::Boolean),
        [Kind::Object] => false,
        [Kind::Array] => true,
        kinds if kinds.iter().all(is_number) => return Ok(XmlHolds::Number),
        [Kind::String] if is_word(lowering, schema) => {
            return Ok(XmlHolds::Word { required: true });
        }
        // A number in XML is a text as well.
        kinds if kinds.iter().all(is_scalar) && kinds.contains(&Kind::String) => {
            return Ok(XmlHolds::Text);
        }
        _ => {
            return Err(format!(
                "`{called}` may be of several types, which look the same"
            ));
        }
    };
    let schema = resolved(lowering, schema);
    let called = component(lowering, schema).unwrap_or(called);
    let elements = &mut lowering.elements;
    let item = match is_list {
        true => item,
        false => "",
    };
    let key = (schema, item.to_owned());
    if let Some(known) = elements.known.get(&key) {
        return Ok(*known);
    }
    let id = XmlShapeId(elements.xml.shapes.len());
    let constant = free(&mut elements.constants, &format!("of {called}"));
    elements.xml.shapes.push(XmlShape {
        constant,
        kind: XmlKind::Keys(XmlHolds::Any),
    });
    elements.known.insert(key, XmlHolds::Shape(id));
    open.push(Open {
        id,
        schema,
        called: called.to_owned(),
        item: item.to_owned(),
    });
    Ok(XmlHolds::Shape(id))
}

/// Whether no text of a schema is empty or has white space around it, and its type refuses such texts or has no use for
/// them: a date, a type of another crate, an enumeration.
fn is_word(lowering: &mut Lowering<'_, '_>, schema: SchemaId) -> bool {
    let schema = resolved(lowering, schema);
    let flat = lowering.schemas.flat(schema);
    let assertions = &flat.assertions;
    let is_foreign = |format| lowering.foreign.iter().any(|(known, _)| known == format);
    let is_trimmed = |text: &str| !text.is_empty() && text.trim() == text;
    let mut values = assertions.values.iter().flatten();
    match (&assertions.values, assertions.format) {
        (Some(_), _) => values.all(|value| value.as_str().is_none_or(is_trimmed)),
        (None, Some("date" | "date-time")) => true,
        (None, format) => format.is_some_and(is_foreign),
    }
}

fn is_number(kind: &Kind) -> bool {
    matches!(kind, Kind::Integer | Kind::Number)
}

/// What a shape is.
fn kind(
    lowering: &mut Lowering<'_, '_>,
    of: &Open,
    open: &mut Vec<Open>,
) -> Result<XmlKind, String> {
    if kinds(lowering, of.schema) == [Kind::Array] {
        let (name, holds) = item(lowering, of.schema, &of.called, &of.item, open)?;
        return Ok(XmlKind::Items(name, holds));
    }
    let (members, others) = members(lowering, of.schema, &of.called, open)?;
    Ok(match members.is_empty() {
        true => XmlKind::Keys(others),
        false => XmlKind::Members(members.into_values().collect(), others),
    })
}

type Members = IndexMap<String, XmlMember>;

/// The members of an object, those of all branches of a union, and what the others hold.
fn members(
    lowering: &mut Lowering<'_, '_>,
    schema: SchemaId,
    called: &str,
    open: &mut Vec<Open>,
) -> Result<(Members, XmlHolds), String> {
    let differ = |what: &str| format!("the branches of `{called}` have {what} in different ways");
    let mut all = Members::new();
    let mut others = XmlHolds::Any;
    let objects = objects(lowering, schema);
    if objects.len() > 1 {
        note_names(lowering, schema, &objects);
    }
    for (index, object) in objects.into_iter().enumerate() {
        let (own, own_others) = own_members(lowering, object, called, open)?;
        // A list is always there where it is in each branch.
        for member in all
            .values_mut()
            .filter(|known| !own.contains_key(&known.key))
        {
            member.may_be_missing();
        }
        for (key, mut member) in own {
            match all.get_mut(&key) {
                None => {
                    if index > 0 {
                        member.may_be_missing();
                    }
                    all.insert(key, member);
                }
                Some(known) if !is_same(known, &member) => return Err(differ(&format!("`{key}`"))),
                Some(known) => {
                    if known.place != member.place {
                        known.may_be_missing();
                    }
                    if known.holds != member.holds {
                        known.holds = XmlHolds::Word { required: true };
                    }
                }
            }
        }
        match (others, own_others) {
            (XmlHolds::Any, own) => others = own,
            (known, own) if known == own || own == XmlHolds::Any => {}
            _ => return Err(differ("other members")),
        }
    }
    Ok((all, others))
}

/// Notes the names of branches: the element of a union is called in one way, whatever branch it holds.
fn note_names(lowering: &mut Lowering<'_, '_>, union: SchemaId, branches: &[SchemaId]) {
    let own = xml(lowering, union).and_then(|own| own.name);
    for branch in branches {
        let node = lowering.schemas.flat(*branch).node;
        let Some(node) = node.get("xml").and_then(|xml| xml.get("name")) else {
            continue;
        };
        let Some(name) = node.as_str().filter(|name| Some(*name) != own) else {
            continue;
        };
        let message = format!("the branch of a union has no element `{name}` of its own");
        let report = lowering.report;
        let found = report.at(Code::UnusedMedia, node, message);
        let label = "the element is called as the union or the property says";
        let help = "give the union its name in `xml`, or describe a property for each element";
        report.add(found.label(label).help(help).once());
    }
}

/// The objects that a schema may be: itself, or the branches of a union and of the unions among those, each once.
fn objects(lowering: &mut Lowering<'_, '_>, schema: SchemaId) -> Vec<SchemaId> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut open = vec![schema];
    while let Some(next) = open.pop() {
        let next = resolved(lowering, next);
        if !seen.insert(next) {
            continue;
        }
        let branches = lowering.schemas.branches(next);
        match branches.list.is_empty() {
            true => found.push(next),
            false => open.extend(branches.list.iter().rev()),
        }
    }
    found
}

/// The members of an object that is no union, and what the others hold.
fn own_members(
    lowering: &mut Lowering<'_, '_>,
    schema: SchemaId,
    called: &str,
    open: &mut Vec<Open>,
) -> Result<(Members, XmlHolds), String> {
    let flat = lowering.schemas.flat(schema);
    if !flat.assertions.pattern_properties.is_empty() {
        return Err(format!("`{called}` has `patternProperties`"));
    }
    let mut found = Members::new();
    for (key, property) in &flat.assertions.properties {
        let required = flat.assertions.required.contains(*key);
        let member = member(lowering, key, *property, required, called, open)?;
        found.insert((*key).to_owned(), member);
    }
    let mut others = XmlHolds::Any;
    for additional in [flat.assertions.additional, flat.assertions.unevaluated] {
        if let Additional::Schema(values) = additional {
            others = holds(lowering, values, &format!("{called} value"), "item", open)?;
        }
    }
    Ok((found, others))
}

/// Whether two branches have a member in the same way.
fn is_same(one: &XmlMember, other: &XmlMember) -> bool {
    let is_list = |member: &XmlMember| matches!(member.place, XmlPlace::Items { .. });
    let same_place = one.place == other.place || is_list(one) && is_list(other);
    let is_word = |member: &XmlMember| matches!(member.holds, XmlHolds::Word { .. });
    let same_holds = one.holds == other.holds || is_word(one) && is_word(other);
    same_place && one.name == other.name && same_holds
}

fn member(
    lowering: &mut Lowering<'_, '_>,
    key: &str,
    schema: SchemaId,
    required: bool,
    called: &str,
    open: &mut Vec<Open>,
) -> Result<XmlMember, String> {
    let own = xml(lowering, schema);
    let written = own.and_then(|own| own.name).unwrap_or(key);
    let node = own.and_then(|own| own.node);
    let called = format!("{called} {key}");
    let is_list = kinds(lowering, schema) == [Kind::Array];
    let member = |place, name, holds| XmlMember {
        key: key.to_owned(),
        place,
        name,
        holds,
    };
    if is_list && matches!(node, None | Some(XmlNode::None)) {
        let (name, holds) = item(lowering, schema, &called, key, open)?;
        return Ok(member(XmlPlace::Items { required }, name, holds));
    }
    let holds = match holds(lowering, schema, &called, written, open)? {
        XmlHolds::Word { .. } => XmlHolds::Word { required },
        other => other,
    };
    let is_single = !matches!(holds, XmlHolds::Shape(_));
    let place = match node {
        None | Some(XmlNode::Element) => XmlPlace::Element,
        Some(XmlNode::Attribute) if is_single => XmlPlace::Attribute,
        Some(XmlNode::Text) if is_single => XmlPlace::Text,
        Some(XmlNode::None) => return Err(format!("`{key}` has no element of its own")),
        Some(_) => return Err(format!("`{key}` is more than a text")),
    };
    let mut name = name_of(own, written)?;
    // An attribute without a prefix is in no namespace.
    if place == XmlPlace::Text || place == XmlPlace::Attribute && !name.written.contains(':') {
        name.namespace = None;
    }
    Ok(member(place, name, holds))
}

/// The element of an item of a list.
fn item(
    lowering: &mut Lowering<'_, '_>,
    list: SchemaId,
    called: &str,
    name: &str,
    open: &mut Vec<Open>,
) -> Result<(XmlName, XmlHolds), String> {
    let list = resolved(lowering, list);
    let flat = lowering.schemas.flat(list);
    if !flat.assertions.prefix_items.is_empty() {
        return Err(format!(
            "the items of `{called}` are told apart by their places"
        ));
    }
    let Some(items) = flat.assertions.items else {
        return Ok((name_of(None, name)?, XmlHolds::Any));
    };
    let own = xml(lowering, items);
    let is_wrapped = own.is_some_and(|own| own.node == Some(XmlNode::Element));
    if kinds(lowering, items) == [Kind::Array] && !is_wrapped {
        return Err(format!(
            "the lists in `{called}` have no elements of their own without `wrapped`"
        ));
    }
    let name = own.and_then(|own| own.name).unwrap_or(name);
    let name = name_of(own, name)?;
    let holds = holds(
        lowering,
        items,
        &format!("{called} item"),
        &name.written,
        open,
    )?;
    Ok((name, holds))
}

/// The items of a list.
fn items(lowering: &mut Lowering<'_, '_>, schema: SchemaId) -> Option<SchemaId> {
    let schema = resolved(lowering, schema);
    lowering.schemas.flat(schema).assertions.items
}

/// The JSON types of a schema, without null.
fn kinds(lowering: &mut Lowering<'_, '_>, schema: SchemaId) -> Vec<Kind> {
    let facts = lowering.schemas.facts(schema, None);
    let kinds = facts.kinds.iter().copied();
    kinds.filter(|kind| *kind != Kind::Null).collect()
}

/// The schema that another is only a name of.
fn resolved(lowering: &mut Lowering<'_, '_>, schema: SchemaId) -> SchemaId {
    let mut seen = HashSet::from([schema]);
    let mut at = schema;
    loop {
        match next(lowering, at) {
            Some(next) if seen.insert(next) => at = next,
            _ => return at,
        }
    }
}

/// The schema that another is a name of, or is the same as beside null.
fn next(lowering: &mut Lowering<'_, '_>, schema: SchemaId) -> Option<SchemaId> {
    let named = lowering.schemas.stands_for(schema);
    named.or_else(|| lowering.schemas.only_branch(schema))
}

/// The `xml` object of a schema, else that of what it refers to.
fn xml<'s>(lowering: &mut Lowering<'_, 's>, schema: SchemaId) -> Option<openapi::Xml<'s>> {
    find(lowering, schema, |lowering, at| {
        lowering.schemas.schema(at).annotations.xml
    })
}

/// The name of the component that a schema is or refers to.
fn component<'s>(lowering: &mut Lowering<'_, 's>, schema: SchemaId) -> Option<&'s str> {
    find(lowering, schema, |lowering, at| {
        lowering.schemas.component(at)
    })
}

/// What a schema has, or the next one that has it of those that it is only a name of.
fn find<'s, T>(
    lowering: &mut Lowering<'_, 's>,
    schema: SchemaId,
    of: impl Fn(&Lowering<'_, 's>, SchemaId) -> Option<T>,
) -> Option<T> {
    let mut seen = HashSet::from([schema]);
    let mut at = schema;
    loop {
        let found = of(lowering, at);
        if found.is_some() {
            return found;
        }
        at = next(lowering, at).filter(|next| seen.insert(*next))?;
    }
}

fn name_of(own: Option<openapi::Xml<'_>>, name: &str) -> Result<XmlName, String> {
    let prefix = own
        .and_then(|own| own.prefix)
        .filter(|_| !name.contains(':'));
    let written = match prefix {
        Some(prefix) => format!("{prefix}:{name}"),
        None => name.to_owned(),
    };
    let mut words = written.split(':');
    let are_words = words.by_ref().take(2).all(is_name) && words.next().is_none();
    match are_words {
        true => Ok(XmlName {
            written,
            namespace: own.and_then(|own| own.namespace).map(str::to_owned),
        }),
        false => Err(format!("`{written}` is no name in XML")),
    }
}

/// Whether a text is a name without a colon (Namespaces in XML 1.0 §3), the rarer letters aside.
fn is_name(text: &str) -> bool {
    let is_next = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    text.starts_with(|c: char| c.is_alphabetic() || c == '_') && text.chars().all(is_next)
}

/// A constant that no other has.
fn free(taken: &mut HashSet<String>, called: &str) -> String {
    let plain = names::snake(called).to_uppercase();
    let names = (2..).map(|number| format!("{plain}_{number}"));
    let mut names = std::iter::once(plain.clone()).chain(names);
    let free = names.find(|name| taken.insert(name.clone()));
    free.unwrap_or(plain)
}
