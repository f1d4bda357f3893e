//! Which fields of a list object tell a page what it must know, as a table.

/// Makes a list object a [`List`](crate::runtime::pages::page::List): the type of its items, the field that has
/// them, and where the object and an item say how the list goes on.
macro_rules! list {
    (
        $list:ident of $item:ty;
        items $items:ident;
        has_more |$of_more:pat_param| $has_more:expr;
        last_id |$of_last:pat_param| $last_id:expr;
        cursor |$of_cursor:pat_param| $cursor:expr;
    ) => {
        impl $crate::runtime::pages::page::List for $list {
            type Item = $item;

            fn items(&self) -> &[Self::Item] {
                &self.$items
            }

            fn into_items(self) -> ::std::vec::Vec<Self::Item> {
                self.$items
            }

            fn has_more(&self) -> ::std::option::Option<bool> {
                let $of_more = self;
                $has_more
            }

            fn last_id(&self) -> ::std::option::Option<&str> {
                let $of_last = self;
                $last_id
            }

            fn cursor(item: &Self::Item) -> ::std::option::Option<&str> {
                let $of_cursor = item;
                $cursor
            }
        }
    };
}

pub(crate) use list;
