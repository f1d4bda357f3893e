//! Things in XML, as the generator would emit their operations.

use super::{Refusal, Thing};
use crate::runtime::calls::call::Call;
use crate::runtime::calls::decode_xml::xml;
use crate::runtime::calls::described_xml::described_xml;
use crate::runtime::calls::operation::Operation;
use crate::runtime::calls::request_methods::request_methods;
use crate::runtime::client::Client;
use crate::runtime::wire::xml::{Element, Holds, Member, Name, Node};

/// `/marks`
#[derive(Debug, Clone)]
pub struct Marks {
    pub(super) client: Client,
}

impl Marks {
    /// Marks a thing.
    pub fn create(&self, thing: &Thing) -> CreateMark {
        CreateMark(
            self.client
                .call(&CREATE)
                .xml::<&Thing>("application/xml", &THING, thing),
        )
    }

    /// The same, in another media type.
    pub fn create_as_text_xml(&self, thing: &Thing) -> CreateMark {
        CreateMark(
            self.client
                .call(&CREATE)
                .xml::<&Thing>("text/xml", &THING, thing),
        )
    }
}

/// Made by [`Marks::create`]; nothing is sent until it is awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until the request is awaited"]
pub struct CreateMark(Call);

request_methods!(CreateMark -> Thing, |head, body| xml(head, body, &THING));

static CREATE: Operation = Operation {
    id: "createMark",
    method: "POST",
    path: "/marks",
    accept: "application/xml",
    error: Some(|head, body| described_xml::<Refusal>(head, body, &REFUSAL)),
    ..Operation::USUAL
};

/// `<thing>`
static THING: Element = Element::new(Name::new("thing"), &OF_THING);

/// `<refusal>`
static REFUSAL: Element = Element::new(Name::new("refusal"), &OF_REFUSAL);

static OF_THING: Holds = Holds::Members(
    &[
        Member::new(Node::Attribute, "id", &Holds::Text),
        Member::new(Node::Element, "size", &Holds::Number),
    ],
    &Holds::Any,
);

static OF_REFUSAL: Holds = Holds::Members(
    &[
        Member::new(Node::Element, "message", &Holds::Text),
        Member::new(Node::Element, "code", &Holds::Text),
    ],
    &Holds::Any,
);
