use super::unite;
use crate::api::{
    Derives, Docs, Field, Given, Member, Presence, Rest, Shape, Shown, Spot, Struct, Type, TypeDef,
    TypeId, Value,
};

fn definition(shape: Shape) -> TypeDef {
    TypeDef {
        name: String::new(),
        docs: Docs::default(),
        derives: Derives::default(),
        named: false,
        sent: false,
        received: false,
        left_out: false,
        shape,
        same_as: None,
        spot: Spot(0),
    }
}

fn word() -> TypeDef {
    definition(Shape::StringEnum(vec![Value {
        name: "A".to_owned(),
        value: "a".to_owned(),
        docs: Docs::default(),
        spot: Spot(0),
    }]))
}

fn holding(id: u32) -> TypeDef {
    definition(Shape::Struct(Struct {
        members: vec![Member::Field(Field {
            name: "held".to_owned(),
            key: "held".to_owned(),
            docs: Docs::default(),
            ty: Type::Named(TypeId(id)),
            presence: Presence::Required,
            given: Given::default(),
            example: Shown::default(),
            spot: Spot(0),
        })],
        rest: Rest::Extra,
    }))
}

fn stands(types: &[TypeDef]) -> Vec<Option<u32>> {
    types.iter().map(|def| def.same_as.map(|id| id.0)).collect()
}

/// 3 and 4 are the same at once; that both are 1 shows only when 2 is known to be 0.
#[test]
fn what_is_the_same_in_two_steps_has_one_type_that_stands_for_all() {
    let mut types = vec![word(), holding(0), word(), holding(2), holding(2)];
    types[4].sent = true;
    unite(&mut types, vec![0, 1, 2, 3, 4], &[None; 5], &|_| false);
    assert_eq!(stands(&types), [None, None, Some(0), Some(1), Some(1)]);
    assert!(
        types[1].sent && !types[3].sent,
        "what stands for it is sent too"
    );
}

#[test]
fn a_component_is_a_type_of_its_own() {
    let mut types = vec![word(), word()];
    types[1].named = true;
    unite(&mut types, vec![0, 1], &[None; 2], &|_| false);
    assert_eq!(stands(&types), [None, None]);
}

#[test]
fn types_that_were_apart_stay_apart_and_a_new_one_joins_the_first() {
    let mut types = vec![word(), word(), word(), word()];
    let classes = [None, Some("#/a"), Some("#/b"), Some("#/a")];
    unite(&mut types, vec![0, 1, 2, 3], &classes, &|_| false);
    assert_eq!(stands(&types), [Some(1), None, None, Some(1)]);
}

/// Whatever the order is by now.
#[test]
fn what_stood_for_others_goes_on_to_do_so() {
    let mut types = vec![word(), word(), word()];
    let classes = [None, Some("#/b"), Some("#/b")];
    unite(&mut types, vec![0, 1, 2], &classes, &|index| index == 2);
    assert_eq!(stands(&types), [Some(2), Some(2), None]);
}
