//! The types of a module: plain structs and enums, and what is needed to build them.

use proc_macro2::TokenStream;
use quote::quote;

use super::Piece;
use super::imports::{Homes, Imports};
use super::tokens::{self, argument, ident};
use crate::api::{Derives, Field, Member, Presence, Rest, Shape, Struct, Type, TypeDef};

/// The definition, and how it is built where it is sent.
pub(super) fn definition(def: &TypeDef, homes: &Homes<'_>, imports: &mut Imports) -> Vec<Piece> {
    let docs = type_docs(def);
    let derives = derives(def.derives);
    let name = ident(&def.name);
    let head = quote!(#docs #derives #[non_exhaustive]);
    match &def.shape {
        Shape::Struct(object) => {
            let fields = fields(object, homes, imports);
            let mut pieces = vec![Piece::Item(quote!(#head pub struct #name { #fields }))];
            if def.sent {
                pieces.push(builder(def, object, homes, imports));
            }
            pieces
        }
        Shape::StringEnum(values) => {
            let values = values.iter().map(|value| (&value.name, &value.docs));
            let variants = values.map(|(name, docs)| unit(name, docs));
            let unknown = tokens::sentence(
                "Another value: the API knows it, its description does not.",
                4,
            );
            vec![Piece::Item(
                quote!(#head pub enum #name { #(#variants)* #unknown Unknown(String), }),
            )]
        }
        Shape::IntegerEnum(values) => {
            let values = values.iter().map(|value| (&value.name, &value.docs));
            let variants = values.map(|(name, docs)| unit(name, docs));
            let unknown = tokens::sentence(
                "Another value: the API knows it, its description does not.",
                4,
            );
            vec![Piece::Item(
                quote!(#head pub enum #name { #(#variants)* #unknown Unknown(i64), }),
            )]
        }
        Shape::Union(union) => {
            let variants = union.variants.iter().map(|variant| {
                let name = ident(&variant.name);
                let docs = tokens::docs(&variant.docs, 4);
                match &variant.ty {
                    None => quote!(#docs #name,),
                    Some(ty) => {
                        let ty = tokens::ty(ty, homes, imports);
                        quote!(#docs #name(#ty),)
                    }
                }
            });
            let variants: Vec<TokenStream> = variants.collect();
            imports.add("serde_json", "Value");
            let unknown = tokens::sentence("A value of none of these kinds, as it came.", 4);
            vec![Piece::Item(
                quote!(#head pub enum #name { #(#variants)* #unknown Unknown(Value), }),
            )]
        }
    }
}

fn type_docs(def: &TypeDef) -> TokenStream {
    if def.docs.blocks.is_empty() {
        return tokens::sentence(&format!("`{}`", def.name), 0);
    }
    tokens::docs(&def.docs, 0)
}

fn unit(name: &str, docs: &crate::api::Docs) -> TokenStream {
    let name = ident(name);
    let docs = tokens::docs(docs, 4);
    quote!(#docs #name,)
}

fn derives(derives: Derives) -> TokenStream {
    let copy = derives.copy.then(|| quote!(Copy,));
    let eq = derives.eq.then(|| quote!(Eq,));
    let hash = derives.hash.then(|| quote!(Hash,));
    let default = derives.default.then(|| quote!(Default,));
    quote!(#[derive(Debug, Clone, #copy PartialEq, #eq #hash #default)])
}

fn fields(object: &Struct, homes: &Homes<'_>, imports: &mut Imports) -> TokenStream {
    let mut fields = Vec::new();
    for field in object.members.iter().filter_map(field) {
        let name = ident(&field.name);
        let docs = tokens::docs(&field.docs, 4);
        let ty = field_type(field, homes, imports);
        fields.push(quote!(#docs pub #name: #ty,));
    }
    fields.push(match &object.rest {
        Rest::Extra => {
            imports.runtime("extra", "Extra");
            let docs = tokens::sentence("What the API sent beyond its description.", 4);
            quote!(#docs pub extra: Extra,)
        }
        Rest::Typed(name, ty) => {
            imports.part("map");
            imports.add("indexmap", "IndexMap");
            let name = ident(name);
            let ty = tokens::ty(ty, homes, imports);
            let docs = tokens::sentence("The members that have no name in the description.", 4);
            quote!(#docs pub #name: IndexMap<String, #ty>,)
        }
    });
    quote!(#(#fields)*)
}

pub(super) fn field(member: &Member) -> Option<&Field> {
    match member {
        Member::Field(field) => Some(field),
        Member::Constant { .. } => None,
    }
}

fn field_type(field: &Field, homes: &Homes<'_>, imports: &mut Imports) -> TokenStream {
    let ty = tokens::ty(&field.ty, homes, imports);
    match field.presence {
        Presence::Required => ty,
        Presence::Optional => quote!(Option<#ty>),
        Presence::Nullable => {
            imports.runtime("nullable", "Nullable");
            quote!(Nullable<#ty>)
        }
    }
}

/// How a value that is sent is built: what it must have, then what it may.
fn builder(def: &TypeDef, object: &Struct, homes: &Homes<'_>, imports: &mut Imports) -> Piece {
    imports.runtime("builder", "builder");
    let rest = match &object.rest {
        Rest::Extra => "extra",
        Rest::Typed(name, _) => name,
    };
    let mut required = Vec::new();
    let mut rows = vec![format!("{}, {rest};", tokens::raw(&def.name))];
    let mut setters = Vec::new();
    for field in object.members.iter().filter_map(field) {
        let taken = if argument(&field.ty, homes, imports).into {
            "into"
        } else {
            "plain"
        };
        let (taken, ty) = match (field.presence, &field.ty) {
            (Presence::Required, ty) => (taken, ty),
            (_, Type::Boxed(inner)) => ("boxed", &**inner),
            (_, ty) => (taken, ty),
        };
        let row = format!(
            "{}: {taken} {}",
            tokens::raw(&field.name),
            plain_type(ty, homes)
        );
        match field.presence {
            Presence::Required => required.push(row),
            _ => setters.push(format!("{row};")),
        }
    }
    let one = format!("new({});", required.join(", "));
    if one.chars().count() <= 96 {
        rows.push(one);
    } else {
        rows.push("new(".to_owned());
        rows.extend(required.iter().map(|row| format!("    {row},")));
        rows.push(");".to_owned());
    }
    rows.extend(setters);
    Piece::Table {
        name: "builder".to_owned(),
        rows,
    }
}

/// A type as text, for a row of a table.
pub(super) fn plain_type(ty: &Type, homes: &Homes<'_>) -> String {
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::I32 => "i32".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::U32 => "u32".to_owned(),
        Type::U64 => "u64".to_owned(),
        Type::F64 => "f64".to_owned(),
        Type::String => "String".to_owned(),
        Type::Bytes => "Base64".to_owned(),
        Type::Timestamp => "Timestamp".to_owned(),
        Type::DateTime => "DateTime".to_owned(),
        Type::Date => "Date".to_owned(),
        Type::Json => "Value".to_owned(),
        Type::List(item) => format!("Vec<{}>", plain_type(item, homes)),
        Type::Map(value) => format!("IndexMap<String, {}>", plain_type(value, homes)),
        Type::Option(inner) => format!("Option<{}>", plain_type(inner, homes)),
        Type::Boxed(inner) => format!("Box<{}>", plain_type(inner, homes)),
        Type::Named(id) => tokens::raw(&homes.def(*id).name),
    }
}
