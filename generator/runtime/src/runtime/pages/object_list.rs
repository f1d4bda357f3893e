//! Objects that hold the items of a list in a field.

/// Makes an object a `List`: the type of its items, and the way to the field that has them. Where
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
