//! What a call takes: arguments by their position, setters by their name, a body.

use super::calls::deprecation;
use super::log::{Effect, Log, Spots, Subject};
use super::pair::{Pair, written};
use super::side::Side;
use crate::api::{
    Argument, Body, BodyPart, Codec, Docs, Operation, PartPlace, Spot, Style, StyleName, Taken,
    Travels, Type, Written,
};
use crate::media::MediaType;
use crate::type_text::taken_text;

/// A parameter or a body: an argument of the call where it is required, else a setter.
#[derive(Clone, Copy)]
struct Input<'a> {
    name: &'a str,
    key: &'a str,
    carrier: Carrier,
    /// How its value becomes text, where it is a parameter.
    written: Option<Written>,
    /// The part that it is, or whose header it is.
    part: Option<Part<'a>>,
    required: bool,
    ty: &'a Type,
    taken: Taken,
    docs: &'a Docs,
    deprecated: bool,
    spot: Spot,
}

/// Where it travels; the parameters of a path are told apart by their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Carrier {
    Path(usize),
    Query,
    Header,
    Cookie,
    WholeQuery,
    Field,
    PartHeader,
    Body,
}

impl<'a> Input<'a> {
    fn all(operation: &'a Operation) -> Vec<Self> {
        let required = operation.required().enumerate();
        let required = required.map(|(index, argument)| Self::argument(argument, index));
        let optional = operation.optional();
        let optional = optional.map(|argument| Self::argument(argument, 0));
        let body = operation.body.iter().map(Self::body);
        required.chain(body).chain(optional).collect()
    }

    /// Arguments of the path come first, so that their index is their number in the path.
    fn argument(argument: &'a Argument, index: usize) -> Self {
        Self {
            name: &argument.name,
            key: &argument.key,
            carrier: match &argument.travels {
                Travels::Path(_) => Carrier::Path(index),
                Travels::Query(_) => Carrier::Query,
                Travels::Header(_) => Carrier::Header,
                Travels::Cookie(_) => Carrier::Cookie,
                Travels::WholeQuery(_) => Carrier::WholeQuery,
                Travels::Field(_) | Travels::Part(_) => Carrier::Field,
                Travels::PartHeader(..) => Carrier::PartHeader,
            },
            written: written_of(&argument.travels, &argument.ty),
            part: part_of(&argument.travels),
            required: argument.required,
            ty: &argument.ty,
            taken: argument.taken,
            docs: &argument.docs,
            deprecated: argument.deprecated && !argument.required,
            spot: argument.spot,
        }
    }

    fn body(body: &'a Body) -> Self {
        Self {
            name: &body.name,
            key: "",
            carrier: Carrier::Body,
            written: None,
            part: None,
            required: body.required,
            ty: &body.payload.ty,
            taken: body.taken,
            docs: &body.docs,
            deprecated: false,
            spot: body.spot,
        }
    }

    /// `list(limit)` for an argument, `list().limit` for a setter.
    fn subject(&self, call: &Subject) -> Subject {
        call.part(if self.required {
            format!("({})", self.name)
        } else {
            format!("().{}", self.name)
        })
    }

    fn is(&self, other: &Self) -> bool {
        match (self.carrier, other.carrier) {
            (Carrier::Path(number), Carrier::Path(other)) => number == other,
            (Carrier::Query, Carrier::Query)
            | (Carrier::Cookie, Carrier::Cookie)
            | (Carrier::Field, Carrier::Field) => self.key == other.key,
            (Carrier::Header, Carrier::Header) => self.key.eq_ignore_ascii_case(other.key),
            (Carrier::PartHeader, Carrier::PartHeader) => {
                self.key.eq_ignore_ascii_case(other.key) && self.part == other.part
            }
            (Carrier::WholeQuery, Carrier::WholeQuery) | (Carrier::Body, Carrier::Body) => true,
            _ => false,
        }
    }

    /// The words for how its value becomes text.
    fn style(&self) -> String {
        match self.written {
            None | Some(Written::Plain) => "plain text".to_owned(),
            Some(Written::Json) => "JSON text".to_owned(),
            Some(Written::Styled(style)) => {
                let name = style.name.word();
                let ends = [
                    (style.explode, ", exploded"),
                    (style.reserved, ", reserved characters kept"),
                    (style.empty, ", an empty one as `name=`"),
                ];
                let ends = ends.iter().filter(|(is, _)| *is).map(|(_, end)| *end);
                format!("`{name}`{}", ends.collect::<String>())
            }
        }
    }

    fn on_the_wire(&self) -> String {
        match self.carrier {
            Carrier::Path(_) => "part of the path".to_owned(),
            Carrier::Query => format!("query parameter `{}`", self.key),
            Carrier::Header => format!("header `{}`", self.key),
            Carrier::Cookie => format!("cookie `{}`", self.key),
            Carrier::WholeQuery => "the whole query".to_owned(),
            Carrier::Field if self.key.is_empty() => "other fields of the body".to_owned(),
            Carrier::Field => format!("field `{}` of the body", self.key),
            Carrier::PartHeader => format!("header `{}` of a part", self.key),
            Carrier::Body => "body".to_owned(),
        }
    }
}

/// How a value becomes text. One value is the same text in the style that is the default.
fn written_of(travels: &Travels, ty: &Type) -> Option<Written> {
    let written = match travels {
        Travels::Path(written)
        | Travels::Query(written)
        | Travels::Header(written)
        | Travels::Cookie(written)
        | Travels::WholeQuery(written)
        | Travels::Field(written)
        | Travels::PartHeader(_, written) => *written,
        Travels::Part(_) => return None,
    };
    Some(match written {
        Written::Styled(Style {
            name: StyleName::Form | StyleName::Simple,
            reserved: false,
            ..
        }) if matches!(
            ty,
            Type::F64 | Type::Timestamp | Type::Bytes | Type::Foreign(_)
        ) =>
        {
            Written::Plain
        }
        written => written,
    })
}

/// A part of a multipart body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part<'a> {
    Is(&'a BodyPart),
    HeaderOf(&'a PartPlace),
}

fn part_of(travels: &Travels) -> Option<Part<'_>> {
    match travels {
        Travels::Part(part) => Some(Part::Is(part)),
        Travels::PartHeader(part, _) => Some(Part::HeaderOf(part)),
        _ => None,
    }
}

pub(super) fn compare(
    pair: &Pair<'_>,
    old: &Operation,
    new: &Operation,
    call: &Subject,
    log: &mut Log,
) {
    let (was, mut is) = (Input::all(old), Input::all(new));
    let mut take = |fits: &dyn Fn(&Input<'_>) -> bool| {
        let at = is.iter().position(fits)?;
        Some(is.remove(at))
    };
    let mut pairs: Vec<(Input<'_>, Option<Input<'_>>)> = Vec::new();
    for input in &was {
        pairs.push((*input, take(&|other| input.is(other))));
    }
    // Then those that kept their name in Rust and travel otherwise.
    for (input, other) in pairs.iter_mut().filter(|(_, other)| other.is_none()) {
        *other = take(&|other| other.name == input.name && other.carrier != Carrier::Body);
    }
    order(&pairs, &Input::all(new), old, new, call, log);
    for (input, other) in pairs {
        match other {
            Some(other) => argument(pair, &input, &other, call, log),
            None => {
                let text = format!("removed: {}", input.on_the_wire());
                let at = Spots::old(input.spot);
                log.add(&input.subject(call), text, Effect::MAJOR, at);
            }
        }
    }
    for input in is {
        let ty = shown(&pair.new, &input);
        let (text, effect) = if input.required {
            let wire = !matches!(input.carrier, Carrier::Path(_));
            let text = format!("added and required: `{ty}`");
            (text, Effect::MAJOR.wire(wire))
        } else {
            (format!("added: `{ty}`"), Effect::MINOR)
        };
        log.add(&input.subject(call), text, effect, Spots::new(input.spot));
    }
    media_type(pair, old, new, call, log);
}

fn shown(side: &Side<'_>, input: &Input<'_>) -> String {
    taken_text(input.taken, input.ty, &mut |ty| written(side, ty))
}

fn argument(pair: &Pair<'_>, old: &Input<'_>, new: &Input<'_>, call: &Subject, log: &mut Log) {
    let subject = new.subject(call);
    let at = Spots::both(old.spot, new.spot);
    let (was, is) = (old.on_the_wire(), new.on_the_wire());
    let has_moved = was != is && !old.is(new);
    if has_moved {
        let text = format!("on the wire {was} → {is}");
        log.add(&subject, text, Effect::WIRE, at);
    }
    if !has_moved && old.part != new.part {
        let text = format!("the part `{}` is written otherwise", new.key);
        log.add(&subject, text, Effect::WIRE, at);
    }
    if !has_moved && old.written != new.written {
        let text = format!("written otherwise: {} → {}", old.style(), new.style());
        log.add(&subject, text, Effect::WIRE, at);
    }
    let now = taken_text(old.taken, old.ty, &mut |ty| pair.written_now(ty));
    let is = shown(&pair.new, new);
    let fits = pair.is_taken(old.ty, new.ty);
    match (old.required, new.required) {
        (true, false) => {
            let text = format!(
                "required → optional: no longer an argument, `.{}(…)` sets it",
                new.name
            );
            log.add(&subject, text, Effect::MAJOR, at);
        }
        (false, true) => {
            let text = "optional → required: an argument of the call, no longer a setter";
            log.add(&subject, text, Effect::MAJOR.wire(true), at);
        }
        (false, false) if old.name != new.name => {
            let text = format!(
                "renamed: it was `.{}(…)`; on the wire it is the same",
                old.name
            );
            log.add(&subject, text, Effect::MAJOR, at);
        }
        (true, true) if old.name != new.name && old.carrier != Carrier::Body => {
            let text = format!("the argument's name was `{}`", old.name);
            log.add(&subject, text, Effect::NONE, at);
        }
        _ => {}
    }
    if now != is {
        let was = shown(&pair.old, old);
        let text = format!("`{was}` → `{is}`");
        log.add(&subject, text, Effect::MAJOR.wire(!fits), at);
    }
    if old.deprecated != new.deprecated && !new.required {
        deprecation(new.deprecated, &subject, at, log);
    }
    // The documentation of an argument is not part of the client.
    if old.docs != new.docs && !new.required && !old.required {
        log.add(&subject, "documentation", Effect::DOCUMENTATION, at);
    }
}

/// Whether those that stay arguments are in the same order.
fn order(
    pairs: &[(Input<'_>, Option<Input<'_>>)],
    now: &[Input<'_>],
    old: &Operation,
    new: &Operation,
    call: &Subject,
    log: &mut Log,
) {
    let stay = pairs.iter().filter_map(|(was, is)| {
        let is = is.filter(|is| is.required && was.required)?;
        now.iter().position(|input| input.is(&is))
    });
    let stay: Vec<usize> = stay.collect();
    if stay.is_sorted() {
        return;
    }
    let names = |operation: &Operation| {
        let all = Input::all(operation).into_iter();
        let required = all.filter(|input| input.required);
        let names: Vec<&str> = required.map(|input| input.name).collect();
        names.join(", ")
    };
    let text = format!(
        "takes its arguments in another order: ({}) → ({})",
        names(old),
        names(new)
    );
    log.add(call, text, Effect::MAJOR, Spots::both(old.spot, new.spot));
}

fn media_type(pair: &Pair<'_>, old: &Operation, new: &Operation, call: &Subject, log: &mut Log) {
    let (Some(was), Some(is)) = (old.media(), new.media()) else {
        return;
    };
    let essence = |media: &str| MediaType::parse(media).map(|media| media.essence());
    let codec = |operation: &Operation| operation.body.as_ref().map(|body| body.payload.codec);
    let at = Spots::both(old.spot, new.spot);
    match (codec(old), codec(new)) {
        _ if essence(was) != essence(is) => {}
        (Some(Codec::Xml(was)), Some(Codec::Xml(is))) => {
            if !pair.is_same_xml(was, is) {
                log.add(call, "its body is another element of XML", Effect::WIRE, at);
            }
            return;
        }
        (was, is) if was == is => return,
        _ => {}
    }
    let text = format!("its body is `{was}` → `{is}`");
    log.add(call, text, Effect::WIRE, at);
}
