//! The options of requests whose body is JSON.

/// Gives a request, a tuple struct around a [`Call`](crate::runtime::calls::call::Call), the options that a
/// body of JSON has.
macro_rules! json_options {
    ($request:ident) => {
        impl $request {
            /// Sends a member of the JSON object that is the body which the description does not know, in
            /// place of one of this name.
            pub fn extra_member<V: ::serde::Serialize>(
                self,
                name: impl AsRef<str>,
                value: V,
            ) -> Self {
                Self(self.0.json_member::<V>(&[name.as_ref()], value))
            }
        }
    };
}
pub(crate) use json_options;
