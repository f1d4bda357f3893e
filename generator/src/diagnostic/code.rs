//! The list of all codes: a number that never changes its meaning, a severity, a sentence.

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Unusual, but honoured exactly.
    Note,
    /// The client does less than the description says, in what the message tells.
    Warning,
    /// Nothing is generated.
    Error,
}

impl Severity {
    /// The word a message begins with.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

macro_rules! codes {
    ($($id:literal $severity:ident $name:ident $meaning:literal;)*) => {
        /// What kind of finding a diagnostic is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $meaning] $name,)*
        }

        impl Code {
            /// Every code, in the order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code as it is printed and as `--allow` takes it.
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }

            /// How much findings of this kind matter.
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$name => Severity::$severity,)*
                }
            }

            /// Whether there is a way to go on: not when a file could not be read at all.
            pub fn is_tolerable(self) -> bool {
                !matches!(self, Self::Syntax | Self::Version)
            }

            /// Whether an error of this kind that is overcome takes something from the client. A duplicate or an unknown
            /// key costs nothing: the client has everything else.
            pub(crate) fn costs(self) -> bool {
                !matches!(
                    self,
                    Self::DuplicateKey
                        | Self::DuplicateParameter
                        | Self::DuplicateOperation
                        | Self::UnknownKey
                        | Self::Exclusive
                )
            }

            /// Whether findings of this kind are about operations, by the number.
            pub(super) fn is_of_calls(self) -> bool {
                self.id().starts_with("E04")
            }

            /// The meaning of the code, in one sentence.
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Self::$name => $meaning,)*
                }
            }
        }
    };
}

// E00: the text. E01: the document's shape. E02: references. E03: schemas. E04: operations.
// E05: names, from E0510 settings. E06: the API as a whole. E07: examples. E08: changes. E0305 is not used any more.
codes! {
    "E0001" Error Syntax "The text is neither YAML nor JSON.";
    "E0002" Error DuplicateKey "An object has the same key twice.";
    "E0003" Error Unreadable "A file that the description refers to cannot be read.";

    "E0004" Error Overlay "An overlay cannot be applied.";
    "E0005" Warning UnusedOverlay "An action of an overlay matches nothing.";

    "E0100" Error Version "The document is not of a version that is read: OpenAPI 3.0, 3.1 or 3.2.";
    "E0101" Error WrongKind "A value is of another kind than the specification says.";
    "E0102" Error MissingKey "A key is missing that the specification requires.";
    "E0103" Error UnknownKey "A key is not one the specification knows at this place.";
    "E0104" Error UnknownWord "A value is not one of the words the specification knows at this place.";
    "E0105" Warning Untidy "The document breaks a rule of the specification, and its meaning is plain all the same.";
    "E0106" Error Invalid "A value breaks a rule of the specification.";
    "E0107" Warning NewerVersion "A key belongs to a later version of OpenAPI than the document says.";
    "E0108" Warning OlderVersion "A key belongs to an earlier version of OpenAPI than the document says.";
    "E0109" Note Inert "A key has no effect on the client.";
    "E0110" Error Exclusive "Two keys are used together, and only one of them is allowed.";
    "E0111" Error Swagger "A key of Swagger 2.0, whose meaning OpenAPI 3 writes elsewhere.";

    "E0200" Error MissingReference "A reference leads to nothing.";
    "E0201" Error CircularReference "A reference leads back to itself.";
    "E0202" Error OutsideReference "A reference leads out of the folder of the description.";
    "E0203" Warning IgnoredSibling "A key next to `$ref` has no effect.";
    "E0204" Error WrongTarget "A reference leads to an object of another kind.";
    "E0205" Warning MisplacedReference "A reference where OpenAPI allows none; it is followed.";

    "E0300" Error Unsatisfiable "A schema that no value can match.";
    "E0301" Warning Conflict "Parts of `allOf` contradict each other.";
    "E0302" Warning Ambiguous "Several branches of a union match the same values; they are tried in order.";
    "E0303" Note Widened "A keyword constrains values in a way a Rust type cannot say; the type is wider.";
    "E0304" Warning WrongDefault "A default does not match its schema.";
    "E0306" Note UnknownFormat "A format or an encoding that is not known; the plain type is used.";
    "E0307" Note EmptyChoice "An enumeration repeats a value.";
    "E0308" Warning EmptyRange "Bounds that no value can keep.";
    "E0309" Warning WrongValue "A value of `enum` or `const` does not match the type next to it.";
    "E0310" Warning Discriminator "A discriminator does not fit the branches it tells apart.";

    "E0311" Error TooComplex "Schemas build on each other further than one client can follow.";
    "E0312" Warning WrongPattern "A pattern is no regular expression of ECMA-262.";
    "E0313" Warning UnknownRequired "A name in `required` is that of no property.";

    "E0400" Warning SkippedOperation "An operation cannot be called as it is described, and is left out.";
    "E0401" Warning PathParameter "The parameters of a path and its template disagree.";
    "E0402" Error DuplicateParameter "A parameter is declared twice in one list.";
    "E0403" Error DuplicateOperation "An `operationId` is used twice.";
    "E0404" Warning DuplicatePath "Two paths are the same but for the names of their parameters.";
    "E0405" Note Pagination "An operation is read page by page.";
    "E0406" Warning IgnoredParameter "A parameter has no effect.";
    "E0407" Error PathTemplate "A path is not a template that can be filled.";
    "E0408" Error MediaType "A key of `content` is not a media type.";
    "E0409" Warning UnknownPart "An encoding is for a property that the body does not have.";
    "E0410" Note OpenStyle "A style leaves open how a value within a value is written.";
    "E0411" Warning UnusedMedia "A media type of a body, an answer or a parameter is not used, or not as its schema says.";
    "E0412" Error NothingToCall "Every operation of the document is left out.";
    "E0413" Note UntypedError "The body of an error has no type that a caller can ask for.";
    "E0414" Note Streamed "An operation answers with a stream where its request asks for one.";
    "E0415" Note UnclearPages "An operation looks like a list that goes on, and the description does not say how.";

    "E0416" Note UntoldWebhook "Nothing in the body of a webhook tells it from the others; a method of its own reads it.";
    "E0417" Note Redirected "An operation describes only redirects; what they lead to is read as bytes.";

    "E0418" Note UndescribedAnswer "A `GET` has an answer whose body is not described, and is not read.";

    "E0419" Note UnclearEvents "The schema of a stream leaves open whether it describes its events or their data, or describes what is no event.";

    "E0420" Note LaterPages "An operation whose answer was given whole could be read page by page by now.";

    "E0500" Warning Renamed "Two things would have the same name in Rust, and one was given another.";

    "E0501" Error NamesFile "The file of names is not as it was written.";
    "E0502" Note FreedName "A thing of the client is gone; its name stays free.";
    "E0503" Warning LostName "A thing of the client cannot keep the name that it had.";
    "E0504" Note YieldedName "A new thing of the client leaves the name that it wants to another one, which had it before.";

    "E0505" Note MadeName "The name of something in Rust is not the one that the description gives it.";
    "E0506" Error SaidName "A name that the description gives to a part of the client belongs to another one.";

    "E0510" Error NothingSelected "The settings of a client name an operation, a format or a type that is not in the description.";
    "E0511" Error NotDerived "A type cannot have a derive that the settings of a client name for it.";
    "E0512" Note LeftUnderived "A derive is for all types, and some cannot have it.";

    "E0600" Error UnknownScheme "A security requirement names a scheme that is not declared.";
    "E0601" Warning UnsupportedScheme "A security scheme that a client cannot apply by itself.";
    "E0602" Error Extension "An `x-…` key that this generator reads has a value it cannot use.";
    "E0603" Warning ServerVariable "The address of a server cannot be called, or disagrees with its variables.";
    "E0604" Note UnusedServer "A client does not call a server by itself.";

    "E0605" Note UnknownLicense "The licence has no name that cargo takes, and the crate has none.";
    "E0606" Note UnknownVersion "The version is none that cargo takes, and the crate has 0.1.0.";
    "E0607" Warning UnneededSchemes "The description has security schemes, and no operation needs one.";
    "E0608" Note UnknownScope "A security requirement names a scope that no flow of its scheme has.";

    "E0700" Warning WrongExample "An example does not fit its schema, and is no test of the client.";
    "E0701" Note UntestedExample "An example is too large, lies elsewhere or is not JSON, and is no test of the client.";

    "E0800" Warning Unannounced "Something changed that breaks callers, and the version does not say so.";
}
