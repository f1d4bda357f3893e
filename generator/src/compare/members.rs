//! The fields of a struct, and what is always the same in it.

use super::Group;
use super::log::{Effect, Log, Spots, Subject};
use super::pair::{field_type, written};
use super::types::Both;
use crate::api::{Constant, Field, Given, Member, Rest, Struct, Type};
use crate::type_text::taken_text;

pub(super) fn compare(both: &Both<'_, '_>, old: &Struct, new: &Struct, log: &mut Log) {
    let subject = Subject::whole(Group::Type, &both.new.name);
    let mut rest: Vec<&Member> = new.members.iter().collect();
    let mut take = |fits: &dyn Fn(&Member) -> bool| {
        let at = rest.iter().position(|member| fits(member))?;
        Some(rest.remove(at))
    };
    let mut pairs: Vec<(&Member, Option<&Member>)> = Vec::new();
    for member in &old.members {
        pairs.push((member, take(&|other| other.key() == member.key())));
    }
    // What kept its name but not its key.
    for (member, other) in pairs.iter_mut().filter(|(_, other)| other.is_none()) {
        *other = take(&|other| member.name().is_some() && other.name() == member.name());
    }
    for (member, other) in pairs {
        match (member, other) {
            (Member::Field(was), Some(Member::Field(is))) => field(both, was, is, &subject, log),
            (Member::Field(was), other) => removed(both, was, other, &subject, log),
            (Member::Constant { .. } | Member::Tag { .. }, other) => {
                constant(both, member, other, &subject, log)
            }
        }
    }
    for member in rest {
        added(both, member, &subject, log);
    }
    order(both, old, new, &subject, log);
    self::rest(both, &old.rest, &new.rest, &subject, log);
}

impl Member {
    fn name(&self) -> Option<&str> {
        match self {
            Self::Field(field) => Some(&field.name),
            Self::Constant { .. } | Self::Tag { .. } => None,
        }
    }
}

fn field(both: &Both<'_, '_>, old: &Field, new: &Field, of: &Subject, log: &mut Log) {
    let pair = both.pair;
    let subject = of.part(format!(".{}", new.name));
    let at = Spots::both(old.spot, new.spot);
    if old.name != new.name {
        let text = format!("renamed: it was `{}`; on the wire it is the same", old.name);
        log.add(&subject, text, Effect::MAJOR, at);
    }
    if old.key != new.key {
        let text = format!("on the wire `{}` → `{}`", old.key, new.key);
        log.add(&subject, text, Effect::WIRE, at);
    }
    let (was, is) = (Slot::of(old), Slot::of(new));
    let wire = (both.received && !both.is_read(was, is)) || (both.sent && !both.is_taken(was, is));
    let type_was = field_type(old, &pair.written_now(&old.ty));
    let type_is = field_type(new, &written(&pair.new, &new.ty));
    let new_changes = both.old.sent && both.new.sent && in_new(old) != in_new(new);
    let mut effect = Effect::NONE;
    if type_was != type_is || new_changes {
        effect = Effect::MAJOR;
    }
    if pair.same(was.value, is.value) && (was.absent, was.null) != (is.absent, is.null) {
        let mut text = format!("{} → {}", was.words(), is.words());
        let mut hints = Vec::new();
        if both.new_is_read() && type_was != type_is {
            hints.push(reading(is, &type_is));
        }
        if new_changes {
            hints.push(building(new));
        }
        if !hints.is_empty() {
            text = format!("{text}: {}", hints.join("; "));
        }
        log.add(&subject, text, effect.wire(wire), at);
    } else if type_was != type_is || wire {
        let shown = field_type(old, &written(&pair.old, &old.ty));
        let text = format!("`{shown}` → `{type_is}`");
        log.add(&subject, text, effect.wire(wire), at);
    }
    if old.docs != new.docs {
        log.add(&subject, "documentation", Effect::DOCUMENTATION, at);
    }
}

/// Whether `new` takes a field.
fn in_new(field: &Field) -> bool {
    matches!(field.given, Given::Argument(_))
}

/// What a field can hold: values, and whether nothing or null instead.
#[derive(Debug, Clone, Copy)]
struct Slot<'a> {
    value: &'a Type,
    absent: bool,
    null: bool,
}

impl<'a> Slot<'a> {
    fn of(field: &'a Field) -> Self {
        Self {
            value: &field.ty,
            absent: !field.presence.is_required(),
            null: field.presence.may_be_null(),
        }
    }

    fn words(self) -> &'static str {
        match (self.absent, self.null) {
            (false, false) => "required",
            (false, true) => "required or null",
            (true, false) => "optional",
            (true, true) => "optional or null",
        }
    }
}

impl Both<'_, '_> {
    fn new_is_read(&self) -> bool {
        self.received || !self.sent
    }

    fn is_read(&self, old: Slot<'_>, new: Slot<'_>) -> bool {
        // An old client takes null for what may be missing.
        let null = old.null || old.absent || !new.null;
        null && (old.absent || !new.absent) && self.pair.is_read(old.value, new.value)
    }

    fn is_taken(&self, old: Slot<'_>, new: Slot<'_>) -> bool {
        let null = new.null || !old.null;
        null && (new.absent || !old.absent) && self.pair.is_taken(old.value, new.value)
    }
}

fn reading(new: Slot<'_>, ty: &str) -> String {
    match (new.absent, new.null) {
        (false, false) => format!("readers get `{ty}` itself"),
        (true, true) => format!("readers get `{ty}` and must handle absence and null"),
        _ => "readers must handle `None`".to_owned(),
    }
}

fn building(field: &Field) -> String {
    if in_new(field) {
        format!("`new` takes `{}`", field.name)
    } else {
        format!("`new` no longer takes it, `.{}(…)` sets it", field.name)
    }
}

fn added(both: &Both<'_, '_>, member: &Member, of: &Subject, log: &mut Log) {
    match member {
        Member::Field(field) => {
            let subject = of.part(format!(".{}", field.name));
            let mut ty = |ty: &Type| field_type(field, &written(&both.pair.new, ty));
            let at = Spots::new(field.spot);
            match field.given {
                Given::Argument(taken) if both.old.sent => {
                    let argument = taken_text(taken, &field.ty, &mut ty);
                    let text = format!("added and required: `new` takes `{argument}`");
                    log.add(&subject, text, Effect::MAJOR.wire(true), at);
                }
                _ => {
                    let wire = both.sent && field.presence.is_required();
                    let text = format!("added: `{}`", ty(&field.ty));
                    log.add(&subject, text, Effect::MINOR.wire(wire), at);
                }
            }
        }
        Member::Constant { key, value, spot } => {
            // An old client neither sends it nor misses it.
            let text = format!("added: `{key}` is always {}", literal(value));
            log.add(of, text, Effect::NONE.wire(both.sent), Spots::new(*spot));
        }
        Member::Tag { key, spot } => {
            let text = format!("added: each variant writes its `{key}`");
            log.add(of, text, Effect::NONE.wire(both.sent), Spots::new(*spot));
        }
    }
}

fn removed(
    both: &Both<'_, '_>,
    field: &Field,
    constant: Option<&Member>,
    of: &Subject,
    log: &mut Log,
) {
    let subject = of.part(format!(".{}", field.name));
    let missed = both.received && field.presence.is_required();
    match constant {
        Some(Member::Constant { value, spot, .. }) => {
            let text = format!("removed: it is always {}", literal(value));
            let at = Spots::both(field.spot, *spot);
            log.add(&subject, text, Effect::MAJOR.wire(both.sent), at);
        }
        Some(Member::Tag { spot, .. }) => {
            let text = "removed: each variant writes its own";
            log.add(
                &subject,
                text,
                Effect::MAJOR,
                Spots::both(field.spot, *spot),
            );
        }
        _ => {
            let effect = Effect::MAJOR.wire(missed);
            log.add(&subject, "removed", effect, Spots::old(field.spot));
        }
    }
}

/// What was always the same: a client writes it and insists on it.
fn constant(both: &Both<'_, '_>, old: &Member, new: Option<&Member>, of: &Subject, log: &mut Log) {
    let (key, value) = match old {
        Member::Constant { key, value, .. } => (key, Some(value)),
        Member::Tag { key, .. } => (key, None),
        Member::Field(_) => return,
    };
    let was = value.map_or("what its variant writes".to_owned(), literal);
    match new {
        None => {
            let text = format!("removed: `{key}`, which was always {was}");
            log.add(
                of,
                text,
                Effect::NONE.wire(both.received),
                Spots::old(old.spot()),
            );
        }
        Some(Member::Constant { value: now, .. }) if Some(now) == value => {}
        Some(Member::Tag { .. }) if value.is_none() => {}
        Some(Member::Tag { spot, .. }) => {
            let text = format!("`{key}` is what its variant writes, no longer {was}");
            log.add(of, text, Effect::NONE, Spots::both(old.spot(), *spot));
        }
        Some(Member::Constant {
            value: now, spot, ..
        }) => {
            let text = format!("`{key}` is always {}, no longer {was}", literal(now));
            log.add(of, text, Effect::WIRE, Spots::both(old.spot(), *spot));
        }
        Some(Member::Field(field)) => {
            let subject = of.part(format!(".{}", field.name));
            let ty = field_type(field, &written(&both.pair.new, &field.ty));
            let at = Spots::both(old.spot(), field.spot);
            let (text, effect) = if both.old.sent && in_new(field) {
                let text = format!("added: it was always {was}, now `new` takes `{ty}`");
                (text, Effect::MAJOR)
            } else {
                (
                    format!("added: it was always {was}, now `{ty}`"),
                    Effect::MINOR,
                )
            };
            log.add(&subject, text, effect.wire(both.received), at);
        }
    }
}

pub(super) fn literal(value: &Constant) -> String {
    match value {
        Constant::String(text) => format!("`{text:?}`"),
        Constant::Integer(value) => format!("`{value}`"),
        Constant::Bool(value) => format!("`{value}`"),
    }
}

/// `new` takes its arguments in the document's order.
fn order(both: &Both<'_, '_>, old: &Struct, new: &Struct, of: &Subject, log: &mut Log) {
    if !(both.old.sent && both.new.sent) {
        return;
    }
    let arguments = |object: &Struct, other: &Struct| -> Vec<String> {
        let required = |object: &Struct| -> Vec<(String, String)> {
            let fields = object.members.iter().filter_map(Member::field);
            let fields = fields.filter(|field| in_new(field));
            fields
                .map(|field| (field.key.clone(), field.name.clone()))
                .collect()
        };
        let theirs = required(other);
        let common = required(object).into_iter();
        let common = common.filter(|(key, _)| theirs.iter().any(|(other, _)| other == key));
        common.map(|(key, _)| key).collect()
    };
    let (was, is) = (arguments(old, new), arguments(new, old));
    if was != is {
        let text = format!(
            "`new` takes its arguments in another order: ({}) → ({})",
            was.join(", "),
            is.join(", ")
        );
        let at = Spots::both(both.old.spot, both.new.spot);
        log.add(of, text, Effect::MAJOR, at);
    }
}

fn rest(both: &Both<'_, '_>, old: &Rest, new: &Rest, of: &Subject, log: &mut Log) {
    let pair = both.pair;
    let shown = |rest: &Rest, written: &dyn Fn(&Type) -> String| match rest {
        Rest::Extra => "`extra: Extra`".to_owned(),
        Rest::Typed(name, ty) => format!("`{name}: IndexMap<String, {}>`", written(ty)),
        Rest::Union(name, ty) => format!("`{name}: {}`", written(ty)),
    };
    let wire = match (old, new) {
        (Rest::Extra, Rest::Extra) => return,
        (Rest::Extra, _) => both.sent,
        (_, Rest::Extra) => both.received,
        (Rest::Typed(_, was) | Rest::Union(_, was), Rest::Typed(_, is) | Rest::Union(_, is)) => {
            (both.received && !pair.is_read(was, is)) || (both.sent && !pair.is_taken(was, is))
        }
    };
    let was = shown(old, &|ty| written(&pair.old, ty));
    let now = shown(old, &|ty| pair.written_now(ty));
    let is = shown(new, &|ty| written(&pair.new, ty));
    if now != is {
        let text = format!("the members without a name: {was} → {is}");
        let at = Spots::both(both.old.spot, both.new.spot);
        log.add(of, text, Effect::MAJOR.wire(wire), at);
    }
}
