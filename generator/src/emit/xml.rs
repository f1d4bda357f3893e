//! `xml_elements.rs`: which elements and attributes hold what the bodies of the API say in XML.

use super::layout::{self, NARROW};
use super::lib_rs::{Declared, own_module};
use super::request::says;
use super::runtime::Part;
use super::{Content, File, Piece, Use, tokens};
use crate::api::{
    Api, XmlElement, XmlElementId, XmlHolds, XmlKind, XmlMember, XmlName, XmlPlace, XmlShape,
};

/// How wide the only line of a member may be, which is indented and ends with a comma.
const WIDE: usize = 91;

/// What begins a function that reads a body as an element.
pub(super) const CLOSURE: &str = "|head, body| ";

/// The call of a function that reads a body.
pub(super) fn applied(function: &str, head: &str, body: &str) -> String {
    match function.strip_prefix(CLOSURE) {
        Some(call) => call.replacen("(head, body", &format!("({head}, {body}"), 1),
        None => format!("{function}({head}, {body})"),
    }
}

/// The module of the elements.
pub(super) fn module() -> Declared<'static> {
    own_module("xml_elements")
}

/// The element of a body, as a call names it.
pub(super) fn element(id: XmlElementId, api: &Api) -> String {
    let name = module().name;
    format!("&crate::{name}::{}", api.xml.elements[id.0].constant)
}

/// The file of the elements; none where no body is XML.
pub(super) fn file(api: &Api) -> Option<File> {
    let used = api.used_xml();
    if !used.elements.contains(&true) {
        return None;
    }
    let elements = api.xml.elements.iter().zip(used.elements);
    let elements = elements.filter(|(_, used)| *used);
    let elements = elements.map(|(one, _)| body(one, api));
    let shapes = api.xml.shapes.iter().zip(used.shapes);
    let shapes = shapes.filter(|(_, used)| *used);
    let shapes = shapes.map(|(one, _)| shape(one, api));
    let items: Vec<Vec<String>> = elements.chain(shapes).collect();
    let text = items.concat().concat();
    // In one text: no other file has these names, so a type of the description may be called so.
    let names = "Element Holds Member Name Node".split(' ');
    let names = names.filter(|name| text.contains(&format!("{name}::")));
    let mut pieces = vec![Piece::Uses(vec![Use {
        public: false,
        features: Vec::new(),
        path: format!("crate::{}", Part::Xml.module()),
        names: names.map(str::to_owned).collect(),
    }])];
    pieces.extend(items.into_iter().map(Piece::Lines));
    Some(File {
        path: format!("src/{}.rs", module().name),
        content: Content::Rust {
            docs: says("Which elements and attributes hold what the API says in XML."),
            pieces,
        },
        parts: [Part::Xml].into(),
    })
}

fn body(element: &XmlElement, api: &Api) -> Vec<String> {
    let (name, about) = match &element.name {
        Some(name) => (self::name(name), format!("/// `<{}>`", name.written)),
        None => (
            "Name::new(\"\")".to_owned(),
            "/// An element of any name.".to_owned(),
        ),
    };
    let arguments = [name, holds(element.holds, api)];
    let start = format!("pub(crate) static {}: Element =", element.constant);
    let mut lines = vec![about];
    lines.extend(layout::constant(&start, "Element::new", &arguments));
    lines
}

fn shape(shape: &XmlShape, api: &Api) -> Vec<String> {
    let start = format!("static {}: Holds =", shape.constant);
    let (members, others) = match &shape.kind {
        XmlKind::Items(item, of_item) => {
            let arguments = [name(item), holds(*of_item, api)];
            return layout::constant(&start, "Holds::Items", &arguments);
        }
        XmlKind::Keys(values) => {
            return layout::constant(&start, "Holds::Keys", &[holds(*values, api)]);
        }
        XmlKind::Members(members, others) => (members, holds(*others, api)),
    };
    let members: Vec<Vec<String>> = members.iter().map(|one| member(one, api)).collect();
    if let [only] = &members[..]
        && let [only] = &only[..]
        && only.len() + 2 <= NARROW
    {
        let arguments = [format!("&[{only}]"), others];
        return layout::constant(&start, "Holds::Members", &arguments);
    }
    let mut lines = vec![format!("{start} Holds::Members(")];
    lines.extend(list(members));
    lines.extend([format!("    {others},"), ");".to_owned()]);
    lines
}

/// An array as an argument of a call. What rustfmt does with a single item depends on what that is.
fn list(items: Vec<Vec<String>>) -> Vec<String> {
    if let [only] = &items[..] {
        match &only[..] {
            [line] if line.contains(").called(") => return vec![format!("    &[{line}],")],
            [line] if line.len() + 2 > NARROW => {
                let inside = line.trim_end_matches(')').split_once('(');
                let (function, arguments) = inside.unwrap_or((line, ""));
                let mut lines = vec![format!("    &[{function}(")];
                lines.extend(arguments.split(", ").map(|one| format!("        {one},")));
                lines.push("    )],".to_owned());
                return lines;
            }
            [first, middle @ .., last] if first.ends_with('(') => {
                let mut lines = vec![format!("    &[{first}")];
                lines.extend(middle.iter().map(|line| layout::indented(4, line)));
                lines.push(format!("    {last}],"));
                return lines;
            }
            _ => {}
        }
    }
    let mut lines = vec!["    &[".to_owned()];
    for mut item in items {
        if let Some(last) = item.last_mut() {
            last.push(',');
        }
        lines.extend(item.iter().map(|line| layout::indented(8, line)));
    }
    lines.push("    ],".to_owned());
    lines
}

fn member(member: &XmlMember, api: &Api) -> Vec<String> {
    let node = match member.place {
        XmlPlace::Attribute => "Node::Attribute",
        XmlPlace::Element => "Node::Element",
        XmlPlace::Items { required: false } => "Node::Items",
        XmlPlace::Items { required: true } => "Node::AllItems",
        XmlPlace::Text => "Node::Text",
    };
    let key = tokens::literal(&member.key);
    let arguments = [node.to_owned(), key, holds(member.holds, api)];
    let mut lines = layout::call(0, "Member::new", &arguments);
    let is_own = member.name.namespace.is_none() && member.name.written == member.key;
    if is_own || member.place == XmlPlace::Text {
        return lines;
    }
    let called = format!(".called({})", name(&member.name));
    match &mut lines[..] {
        [line] if line.len() + called.len() <= WIDE => line.push_str(&called),
        [_] => lines.push(layout::indented(4, &called)),
        _ => lines.push(called),
    }
    lines
}

fn name(name: &XmlName) -> String {
    let new = format!("Name::new({})", tokens::literal(&name.written));
    match &name.namespace {
        None => new,
        Some(namespace) => format!("{new}.of({})", tokens::literal(namespace)),
    }
}

fn holds(holds: XmlHolds, api: &Api) -> String {
    match holds {
        XmlHolds::Text => "&Holds::Text".to_owned(),
        XmlHolds::Word { required: true } => "&Holds::Word".to_owned(),
        XmlHolds::Word { required: false } => "&Holds::WordOrNone".to_owned(),
        XmlHolds::Number => "&Holds::Number".to_owned(),
        XmlHolds::Boolean => "&Holds::Boolean".to_owned(),
        XmlHolds::Any => "&Holds::Any".to_owned(),
        XmlHolds::Shape(id) => format!("&{}", api.xml.shapes[id.0].constant),
    }
}
