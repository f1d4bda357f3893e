//! `DeepBox`: a box that is read, written, compared and shown as what it holds.

use std::panic::{RefUnwindSafe, UnwindSafe};

use serde_json::{Value, json};

use crate::runtime::wire::deep::DeepBox;
use crate::runtime::wire::from_json::from_json;
use crate::wire_sample::shelf::{Shelf, Thing};

fn shelves() -> Value {
    json!({
        "width": 3,
        "above": {"width": 1.5, "above": {"width": 1.0, "colour": "red"}},
        "things": ["a book", {"width": 2, "things": []}],
    })
}

#[test]
fn a_value_is_written_as_it_was_read() {
    let shelf: Shelf = serde_json::from_value(shelves()).expect("shelves");
    let above = shelf.above.as_ref().expect("a shelf above");
    assert_eq!(above.width, 1.5);
    assert_eq!(shelf.things.as_ref().expect("things").len(), 2);
    assert_eq!(serde_json::to_value(&shelf).expect("JSON"), shelves());
    let text = shelves().to_string();
    let shelf: Shelf = serde_json::from_str(&text).expect("shelves");
    assert_eq!(serde_json::to_string(&shelf).expect("JSON"), text);
}

#[test]
fn it_is_built_from_the_value_and_gives_it_back() {
    let mut shelf = Shelf::new(2.0).above(Shelf::new(1.0)).things(vec![
        Thing::from("a book".to_owned()),
        Shelf::new(0.5).into(),
    ]);
    let copy = shelf.clone();
    assert_eq!(copy, shelf);
    let above = shelf.above.as_mut().expect("a shelf above");
    above.width = 4.0;
    assert_ne!(copy, shelf);
    assert_eq!(shelf.above.map(DeepBox::into_inner), Some(Shelf::new(4.0)));
}

#[test]
fn it_shows_itself_as_the_value() {
    let shelf = Shelf::new(2.0);
    assert_eq!(
        format!("{:?}", DeepBox::new(shelf.clone())),
        format!("{shelf:?}")
    );
}

#[test]
fn a_fault_within_it_has_its_path() {
    let json = br#"{"width":1,"above":{"width":2,"above":{"width":"3"}}}"#;
    let error = from_json::<Shelf>(json).expect_err("a width is a number");
    assert_eq!(error, r#"above.above.width: expected a number, found "3""#);
}

#[test]
fn it_can_go_to_other_threads() {
    fn is_shared<T: Send + Sync + UnwindSafe + RefUnwindSafe + 'static>() {}
    is_shared::<Shelf>();
}
