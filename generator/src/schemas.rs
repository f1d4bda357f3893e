//! Takes the schemas of a description, tells what each of them means. This stage decides nothing about
//! Rust: it does not know that there is an API.
//!
//! Every question goes to [`Analysis`]. An answer is worked out once and shared afterwards.
//!
//! ```text
//! families   a base with a discriminator becomes a union of the schemas that build on it
//! flat       one schema with its `$ref` and its `allOf` merged into it
//! meet       two schemas into one that matches what both match
//! kinds      the JSON types that match
//! values     what `enum` and `const` allow
//! facts      what tells a branch of a union from the others: kinds, tags, required members
//! branches   the branches of a union: null taken out, each merged with the keywords next to `oneOf`
//! described  what a schema says to a reader, also where a branch beside null says it
//! circles    unions that hold each other
//! same       schemas that say the same in another order
//! direction  which schemas differ in requests and answers (`readOnly`, `writeOnly`)
//! budget     how much of this work a document may ask for
//! ```

mod branches;
mod budget;
mod circles;
mod described;
mod direction;
mod facts;
mod families;
mod flat;
mod kinds;
mod meet;
mod memo;
mod same;
mod values;

pub(crate) use self::budget::too_complex;
pub(crate) use self::direction::Direction;
pub(crate) use self::kinds::{kinds, kinds_of_values, overlaps, says_bytes};
pub(crate) use self::memo::{Analysis, Facts, Flat};
pub(crate) use self::same::say_the_same;
pub(crate) use self::values::{
    Constant, are_texts, constant, enumerated, few_constants, integer, texts,
};
