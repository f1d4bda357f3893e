//! The call that the documentation of the crate shows.

use crate::api::{Api, Argument, Codec, Example, Module, Operation, Success, Type};

/// The first call that can be shown in a few lines: a list before anything else, then what has an
/// answer, then a `GET`. Where every call has a body, one with a body. None that is deprecated: the example must
/// compile without a warning.
pub(in crate::lower) fn example(api: &Api) -> Option<Example> {
    let mut best: Option<(u8, Vec<String>, &Operation)> = None;
    let mut open: Vec<(Vec<String>, &Module)> = vec![(Vec::new(), &api.root)];
    while let Some((chain, module)) = open.pop() {
        let operations = module.handle.iter().flat_map(|handle| &handle.operations);
        let operations = operations.filter(|operation| !operation.deprecated);
        for operation in operations.filter(|operation| has_plain_arguments(operation)) {
            let paged = operation.pagination.is_some();
            let answers = operation.answer.success != Success::Nothing;
            let has_no_body = operation.body.is_none();
            let rank = u8::from(has_no_body) * 8
                + u8::from(paged) * 4
                + u8::from(answers) * 2
                + u8::from(operation.method == "GET");
            if best.as_ref().is_none_or(|(known, ..)| rank > *known) {
                best = Some((rank, chain.clone(), operation));
            }
        }
        for child in module.children.iter().rev() {
            let mut chain = chain.clone();
            chain.push(child.name.clone());
            open.push((chain, child));
        }
    }
    let (_, mut chain, operation) = best?;
    chain.push(operation.name.clone());
    Some(Example {
        id: operation.id.clone(),
        chain,
        paged: operation.pagination.is_some(),
        answers: operation.answer.success != Success::Nothing,
        whole: !operation.answer.success.is_open(),
    })
}

/// Whether every argument can be written as a literal, but for a body in JSON.
fn has_plain_arguments(operation: &Operation) -> bool {
    let simple = |argument: &Argument| {
        let ty = &argument.ty;
        matches!(ty, Type::String | Type::Integer(_) | Type::Bool)
    };
    let body = operation.body.as_ref();
    body.is_none_or(|body| body.payload.codec == Codec::Json) && operation.required().all(simple)
}
