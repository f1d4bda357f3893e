//! The words that say what a call does, in paths, operationIds and summaries.

use crate::lower::hint::one_of;
use crate::lower::names;

/// What a summary says, when it is short and begins with what is done: `upload file version` of `Uploads a file
/// version.`
pub(super) fn of_summary(summary: &str) -> Option<String> {
    let mut words = names::split(summary.trim_end_matches('.'));
    words.retain(|word| !matches!(word.as_str(), "a" | "an" | "the"));
    *words.first_mut()? = first(summary)?;
    (2..=6).contains(&words.len()).then(|| words.join(" "))
}

/// The word that a summary begins with, where it says what is done: `upload` of `Uploads a file version.`
pub(super) fn first(summary: &str) -> Option<String> {
    let word = names::split(summary).into_iter().next()?;
    let verb = word.strip_suffix('s').filter(|verb| begins(verb));
    let verb = verb.map(str::to_owned).unwrap_or(word);
    begins(&verb).then_some(verb)
}

/// Whether a word says what is done, when it is the first one.
pub(super) fn begins(word: &str) -> bool {
    has(VERBS, word) || has(DEEDS, word)
}

/// Whether a list has a word.
pub(super) fn has(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

/// A method that is called like a keyword, with what it is done to: `return_payment` of `payments`, `issue_type` of
/// `issues`.
pub(super) fn with_resource(keyword: &str, resource: &str) -> String {
    let resource = one_of(&names::snake(resource));
    match has(KEYWORDS_THAT_ARE_VERBS, keyword) {
        true => names::with_end(keyword, &format!("_{resource}")),
        false => names::with_end(&resource, &format!("_{keyword}")),
    }
}

const KEYWORDS_THAT_ARE_VERBS: &str =
    "become break continue do let match move override return try use yield";

/// Words that begin what is done, whatever follows: `submit_tool_outputs`.
pub(super) const VERBS: &str = "\
    accept activate add apply approve assign attach calculate cancel confirm convert create \
    deactivate decline delete detach disable disconnect dismiss enable execute fetch finalize \
    generate get increment list mark merge move purge regenerate reject remove rename replace \
    resend reset resolve restore retrieve revoke rotate send set submit terminate toggle trigger \
    unassign unlink unlock update upsert validate verify";

/// Words that say to how many of a resource something is done.
pub(super) const AMOUNTS: &str = "all bulk many multiple";

/// Words that say what is done when they are alone, and may describe a thing when they are not:
/// `search`, but `search_indexes`.
pub(super) const DEEDS: &str = "\
    archive authenticate authorize ban block capture check clone close compact compare complete connect \
    consume contains copy deliver deploy download duplicate edit enqueue estimate expire export extend \
    find finish follow hide import install join leave like lock login logout migrate mute next \
    pause pin ping play preview previous publish query read redeem refresh register release reload \
    reopen reorder reply restart resume retry return reverse revert run save search seek share ship skip \
    star start stop subscribe suspend sync test transfer unarchive unban unblock unfollow unlike unmute unpin \
    unpublish unstar unsubscribe upgrade upload void withdraw";
