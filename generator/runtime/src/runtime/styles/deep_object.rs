//! `deepObject`: `name[key]=value`. OpenAPI leaves open what lies deeper: a member of a member is
//! `name[a][b]`, an item of a list has its index, `name[a][0]`, which holds for lists of
//! objects too.

use crate::runtime::styles::deep_pairs;
use crate::runtime::styles::pair_style::PairStyle;

/// The style of parameters of a query or a form.
pub(crate) const DEEP_OBJECT: PairStyle =
    |parameter| deep_pairs::pairs(parameter, |name, index, _| format!("{name}[{index}]"));
