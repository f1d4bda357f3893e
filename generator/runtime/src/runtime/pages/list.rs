//! Which field of an answer holds the items of a list.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The body of an answer that holds a page of a list.
pub trait List: DeserializeOwned + Send + 'static {
    /// What it lists.
    type Item: Serialize + Send + 'static;

    /// The items of this page.
    fn items(&self) -> &[Self::Item];

    /// The items of this page, alone.
    fn into_items(self) -> Vec<Self::Item>;
}

/// A list that is the whole answer.
impl<T: Serialize + DeserializeOwned + Send + 'static> List for Vec<T> {
    type Item = T;

    fn items(&self) -> &[T] {
        self
    }

    fn into_items(self) -> Self {
        self
    }
}

/// Makes an object a [`List`]: the type of its items, and the way to the field that has them. Where
/// the field may be missing, both ways to it are expressions that give an `Option`.
macro_rules! list {
    ($list:ident of $item:ty; items $first:ident $(. $field:ident)*;) => {
        impl $crate::runtime::pages::list::List for $list {
            type Item = $item;

            fn items(&self) -> &[Self::Item] {
                &self.$first $(.$field)*
            }

            fn into_items(self) -> ::std::vec::Vec<Self::Item> {
                self.$first $(.$field)*
            }
        }
    };
    (
        $list:ident of $item:ty;
        items |$borrowed:ident| $items:expr;
        into_items |$owned:ident| $into_items:expr;
    ) => {
        impl $crate::runtime::pages::list::List for $list {
            type Item = $item;

            fn items(&self) -> &[Self::Item] {
                let items: fn(&Self) -> ::std::option::Option<&[Self::Item]> =
                    |$borrowed| $items;
                items(self).unwrap_or_default()
            }

            fn into_items(self) -> ::std::vec::Vec<Self::Item> {
                let items: fn(Self) -> ::std::option::Option<::std::vec::Vec<Self::Item>> =
                    |$owned| $into_items;
                items(self).unwrap_or_default()
            }
        }
    };
}

pub(crate) use list;
