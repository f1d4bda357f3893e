//! Documentation that a field and the type of that field would repeat.

use std::collections::HashSet;

use crate::api::{Block, Member, Shape};
use crate::lower::docs;
use crate::lower::drafts::Draft;

/// What the field says in full, the type that only it has says in a sentence.
pub(in crate::lower) fn shorten_docs(drafts: &mut [Draft<'_>]) {
    let mut said: HashSet<usize> = HashSet::new();
    for draft in drafts.iter() {
        let Shape::Struct(object) = &draft.def.shape else {
            continue;
        };
        let fields = object.members.iter().filter_map(Member::field);
        for field in fields {
            if let Some(id) = field.ty.id()
                && field
                    .docs
                    .blocks
                    .starts_with(&drafts[id.0 as usize].def.docs.blocks)
            {
                said.insert(id.0 as usize);
            }
        }
    }
    for (index, draft) in drafts.iter_mut().enumerate() {
        if !draft.named && said.contains(&index) {
            docs::first(&mut draft.def.docs);
            if let Some(Block::Text(text, 0)) = draft.def.docs.blocks.first_mut()
                && let Some(end) = first_sentence(text)
            {
                text.truncate(end);
                draft.def.docs.blocks.truncate(1);
            }
        }
    }
}

/// Where the first sentence ends: before a space and a capital, and not after `e.g.`
fn first_sentence(text: &str) -> Option<usize> {
    let ends = text.match_indices(". ").map(|(at, _)| at + 1);
    ends.into_iter().find(|end| {
        let word = text[..*end].rsplit(' ').next().unwrap_or_default();
        text[end + 1..].starts_with(char::is_uppercase) && word.matches('.').count() == 1
    })
}
