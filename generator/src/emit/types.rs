//! The types of a module: plain structs, and what all definitions have in common.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::{Homes, Imports};
use super::tokens::{self, ident};
use super::{Piece, enums};
use crate::api::{
    Block, Derives, Docs, Field, Member, Presence, Rest, Shape, Struct, Type, TypeDef,
};

/// The definition of a type.
pub(super) fn definition(def: &TypeDef, homes: &Homes<'_>, imports: &mut Imports) -> Piece {
    let Shape::Struct(object) = &def.shape else {
        return enums::table(def, homes, imports);
    };
    let docs = tokens::docs(&type_docs(def), 0);
    let derives = derive_words(def.derives);
    let derives = derives.iter().map(|word| ident(word));
    let name = ident(&def.name);
    let fields = fields(object, homes, imports);
    Piece::Item(quote! {
        #docs
        #[derive(#(#derives),*)]
        #[non_exhaustive]
        pub struct #name { #fields }
    })
}

/// The parts of the runtime that every type on the wire needs.
pub(super) fn wire_parts(imports: &mut Imports) {
    for part in ["wire", "wire_input", "scalar", "found", "containers"] {
        imports.part(part);
    }
}

fn type_docs(def: &TypeDef) -> Docs {
    if !def.docs.blocks.is_empty() {
        return def.docs.clone();
    }
    Docs {
        blocks: vec![Block::Text(format!("`{}`", def.name), 0)],
    }
}

fn derive_words(derives: Derives) -> Vec<&'static str> {
    let words = [
        (true, "Debug"),
        (true, "Clone"),
        (derives.copy, "Copy"),
        (true, "PartialEq"),
        (derives.eq, "Eq"),
        (derives.hash, "Hash"),
        (derives.default, "Default"),
    ];
    let words = words.iter().filter(|(has, _)| *has);
    words.map(|(_, word)| *word).collect()
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
        Rest::Union(name, ty) => {
            let name = ident(name);
            let ty = tokens::ty(ty, homes, imports);
            let docs = tokens::sentence("What it is beside the members that all variants have.", 4);
            quote!(#docs pub #name: #ty,)
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
