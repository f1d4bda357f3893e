//! The body that a call sends.

use super::super::building::taken;
use super::super::context::Lowering;
use super::super::docs;
use super::super::drafts::Use;
use super::super::hint::Hint;
use super::super::spot::spot;
use crate::api::{Body, Codec, Payload, Type};
use crate::media::MediaType;
use crate::openapi::{self, Content};

/// The body in the first media type that a client can send.
pub(super) fn lower<'s>(
    lowering: &mut Lowering<'_, 's>,
    body: &openapi::Body<'s>,
    hint: &Hint,
) -> Result<Body, String> {
    let Some(media) = body.content.iter().find(|media| is_sendable(media)) else {
        let names: Vec<&str> = body.content.iter().map(name).collect();
        return Err(match &names[..] {
            [] => "its body is undescribed".to_owned(),
            names => format!("its body is {}", names.join(" or ")),
        });
    };
    let ty = json_type(lowering, media, Use::SENT, &hint.then("request"));
    let name = match &ty {
        Type::Named(_) => "request",
        _ => "body",
    };
    let base = lowering.link_base.as_deref();
    let mut docs = docs::docs(body.description.unwrap_or(""), base);
    docs.blocks.truncate(1);
    Ok(Body {
        name: name.to_owned(),
        docs,
        required: body.required,
        taken: taken(&ty, &|id| lowering.types.is_struct(id)),
        payload: Payload {
            media: media.name.to_owned(),
            codec: Codec::Json,
            ty,
        },
        spot: spot(body.node),
    })
}

/// Whether a client can write the media type, and send its name in a header.
fn is_sendable(media: &Content<'_>) -> bool {
    let plain = |c: char| c.is_ascii_graphic() || c == ' ';
    is_json(media) && media.name.chars().all(plain)
}

/// The name of a media type, for a message.
pub(super) fn name<'s>(media: &Content<'s>) -> &'s str {
    match media.name {
        "" => "no media type",
        name => name,
    }
}

/// The type of a JSON body. Without a schema it is any JSON.
pub(super) fn json_type<'s>(
    lowering: &mut Lowering<'_, 's>,
    media: &Content<'s>,
    used: Use,
    hint: &Hint,
) -> Type {
    match media.schema {
        None => Type::Json,
        Some(schema) => lowering.typed(schema, used, hint).inner(),
    }
}

/// Whether a body is JSON, or of a range that covers JSON.
pub(in crate::lower) fn is_json(content: &Content<'_>) -> bool {
    content.media.as_ref().is_some_and(MediaType::may_be_json)
}

/// Whether a body is a form.
pub(super) fn is_form(content: &Content<'_>) -> bool {
    content.media.as_ref().is_some_and(MediaType::is_form)
}
