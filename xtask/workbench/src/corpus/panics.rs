//! The border at which a panic of the generator's ends: takes work, gives its result or what the
//! panic said and where. Nothing is printed for a panic that is caught here; any other goes its
//! usual way.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;

/// What a thread does with its panics.
enum Watch {
    /// Nothing: they are not ours.
    Off,
    /// Work is under way.
    On,
    /// It panicked.
    Caught(String),
}

thread_local! {
    static WATCH: RefCell<Watch> = const { RefCell::new(Watch::Off) };
}

/// Does some work; when it panics, gives the message and its place in the source.
///
/// The work must not leave anything behind that others go on to use.
pub fn catch<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !note(info) {
                usual(info);
            }
        }));
    });
    WATCH.with(|watch| watch.replace(Watch::On));
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    let watch = WATCH.with(|watch| watch.replace(Watch::Off));
    result.map_err(|payload| match watch {
        Watch::Caught(said) => said,
        Watch::On | Watch::Off => message(payload.as_ref()).to_owned(),
    })
}

/// Keeps what a panic says, when this thread is watched.
fn note(info: &PanicHookInfo<'_>) -> bool {
    WATCH.with(|watch| {
        let Ok(mut watch) = watch.try_borrow_mut() else {
            return false;
        };
        if matches!(*watch, Watch::Off) {
            return false;
        }
        let place = info
            .location()
            .map_or_else(String::new, |at| format!(" ({at})"));
        *watch = Watch::Caught(format!("{}{place}", message(info.payload())));
        true
    })
}

fn message(payload: &(dyn Any + Send)) -> &str {
    let words = payload.downcast_ref::<String>().map(String::as_str);
    words
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("a panic without words")
}

#[cfg(test)]
mod tests {
    use super::catch;

    #[test]
    fn a_panic_is_a_message_with_its_place() {
        assert_eq!(catch(|| 1), Ok(1));
        let said = catch(|| panic!("of {}", "some kind"))
            .map(|()| 0)
            .expect_err("a panic");
        assert!(said.starts_with("of some kind ("), "{said}");
        assert!(said.contains("panics.rs:"), "{said}");
        let said = catch(|| panic!("plain")).map(|()| 0).expect_err("a panic");
        assert!(said.starts_with("plain ("), "{said}");
        assert_eq!(catch(|| 2), Ok(2));
    }
}
