//! Places where no text is encoded.

use crate::runtime::styles::parameter::Parameter;

/// Whether texts are sent as they are, as in a part of a multipart body.
pub(crate) fn is_plain(parameter: &Parameter<'_>) -> bool {
    (parameter.encode)(" ") == " "
}
