//! A list that goes on: what is added to it changes neither its items nor how it goes on.

use generator::{Code, Names, Options, Output, Sources, generate_with};

use super::{code, found, has, paths, run, versions};
use crate::features::names_of;

/// A list with these parameters, and an answer with these members.
fn list(parameters: &[&str], members: &[&str]) -> String {
    let parameters: String = parameters
        .iter()
        .map(|parameter| format!("        - {{ {parameter} }}\n"))
        .collect();
    let members: String = members
        .iter()
        .map(|member| format!("                  {member}\n"))
        .collect();
    paths(&format!(
        "  /things:
    get:
      operationId: listThings
      parameters:
{parameters}      responses:
        '200':
          description: D
          content:
            application/json:
              schema:
                type: object
                properties:
{members}"
    ))
}

/// What a client says of how its lists go on.
fn goes_on(output: &Output) -> Vec<&str> {
    found(output, Code::Pagination)
}

const LIMIT: &str = "name: limit, in: query, schema: { type: integer }";
const OFFSET: &str = "name: offset, in: query, schema: { type: integer }";
const PAGE: &str = "name: page, in: query, schema: { type: integer, default: 1 }";
const CURSOR: &str = "name: cursor, in: query, schema: { type: string }";
const AFTER: &str = "name: after, in: query, schema: { type: string }";

const THINGS: &str =
    "things: { type: array, items: { type: object, properties: { id: { type: string } } } }";
const OTHERS: &[&str] = &[
    "data: { type: array, items: { type: string } }",
    "THINGS: { type: array, items: { type: integer } }",
    "id: { type: string }",
    "Has_More: { type: boolean }",
    "Next-Cursor: { type: string }",
    "nextPageToken: { type: string }",
    "Last_Id: { type: string }",
    "next: { type: string, format: uri }",
    "Total: { type: integer }",
];

/// The first version, and one with everything else before it.
#[track_caller]
fn stays(parameters: &[&str], members: &[&str], how: &str) {
    let more = [AFTER, PAGE, OFFSET, LIMIT, CURSOR].into_iter();
    let more = more.filter(|more| !parameters.contains(more));
    let more: Vec<&str> = more.chain(parameters.iter().copied()).collect();
    let others: Vec<&str> = OTHERS.iter().chain(members).copied().collect();
    let outputs = versions(&[
        &list(parameters, members),
        &list(&more, &others),
        // The file of names knows all of them by now.
        &list(&more, &others),
    ]);
    for output in &outputs {
        assert_eq!(goes_on(output), [how]);
        has(
            output,
            &["    ListThingsResponse of ListThingsResponseThing;"],
        );
    }
}

#[test]
fn a_list_goes_on_as_before_beside_what_is_added() {
    let by_token = "`listThings` is read page by page, by `next_cursor` in `cursor`";
    stays(
        &[CURSOR],
        &[THINGS, "next_cursor: { type: string }"],
        by_token,
    );
    let by_item = "`listThings` is read page by page, by the last item in `after`";
    stays(&[AFTER], &[THINGS, "has_more: { type: boolean }"], by_item);
    let by_page = "`listThings` is read page by page, by the number of a page in `page`";
    stays(&[PAGE], &[THINGS, "total: { type: integer }"], by_page);
    let by_offset = "`listThings` is read page by page, by the number of an item in `offset`";
    stays(&[LIMIT, OFFSET], &[THINGS], by_offset);
    let by_url = "`listThings` is read page by page, by the URL `links.next`";
    let links = "links: { type: object, properties: { next: { type: string } } }";
    stays(&[], &[THINGS, links], by_url);
}

#[test]
fn a_list_that_says_the_same_has_items_of_its_own() {
    let old = list(&[CURSOR], &[THINGS, "next_cursor: { type: string }"]);
    let new = list(
        &[CURSOR],
        &[OTHERS[0], THINGS, "next_cursor: { type: string }"],
    );
    let other = new.split_once("paths:\n").expect("paths").1;
    let other = other.replace("/things", "/tings");
    let other = other.replace("listThings", "listTings");
    let by_hand = "operationId: listTings\n      x-pagination: { by: token, items: data }";
    let by_hand = other.replace("operationId: listTings", by_hand);
    for other in [other, by_hand] {
        for output in &versions(&[&old, &(new.clone() + &other)])[1..] {
            has(
                output,
                &[
                    "    ListThingsResponse of ListThingsResponseThing;",
                    "    ListTingsResponse of String;",
                ],
            );
        }
    }
}

#[test]
fn a_list_whose_items_go_elsewhere_is_looked_at_again() {
    let outputs = versions(&[
        &list(&[CURSOR], &[THINGS, "next_cursor: { type: string }"]),
        &list(&[PAGE], &["data: { type: array, items: { type: string } }"]),
    ]);
    let how = "`listThings` is read page by page, by the number of a page in `page`";
    assert_eq!(goes_on(&outputs[1]), [how]);
    has(&outputs[1], &["    ListThingsResponse of String;"]);
}

#[test]
fn an_answer_that_was_whole_stays_whole() {
    let by_hand = "x-pagination: { by: token }";
    let plain = list(&[CURSOR], &[THINGS]);
    let paged = list(&[CURSOR], &[THINGS, "next_cursor: { type: string }"]);
    let said = paged.replace(
        "operationId: listThings\n",
        &format!("operationId: listThings\n      {by_hand}\n"),
    );
    let outputs = versions(&[&plain, &paged, &paged, &said]);
    let gives = |output: &Output| code(output).contains("-> ListThingsResponse");
    for output in &outputs[..3] {
        assert_eq!(goes_on(output), [""; 0]);
        assert!(gives(output));
    }
    for output in &outputs[1..3] {
        let notes = output.diagnostics.iter();
        let mut notes = notes.filter(|found| found.code == Code::LaterPages);
        let note = notes.next().expect("a note");
        assert!(note.help[0].starts_with("`x-pagination: { by: token }`"));
    }
    assert!(!gives(&outputs[3]));
    // The file of an earlier generator says nothing of pages.
    let file = outputs[0].files[Names::FILE].replace("every other operation", "GET /others");
    let names = Names::read(&Sources::new(Names::FILE, file)).expect("names");
    let options = Options {
        names: Some(&names),
        ..Options::default()
    };
    let output = generate_with(&Sources::new("api.yaml", paged), &options);
    assert_eq!(goes_on(&output).len(), 1);
}

/// How a list goes on by its cursor.
const BY_TOKEN: &str = "`listThings` is read page by page, by `next_cursor` in `cursor`";

#[test]
fn pages_that_are_no_longer_said_by_hand_stay() {
    let plain = list(&[CURSOR], &[THINGS, "next_cursor: { type: string }"]);
    let said = plain.replace(
        "operationId: listThings\n",
        "operationId: listThings\n      x-pagination: { by: token }\n",
    );
    for output in versions(&[&said, &plain, &plain]) {
        assert_eq!(goes_on(&output), [BY_TOKEN]);
    }
}

#[test]
fn an_operation_that_is_back_has_its_pages() {
    let plain = list(&[CURSOR], &[THINGS, "next_cursor: { type: string }"]);
    let none = paths("  /others: { get: { responses: { '204': { description: D } } } }\n");
    let outputs = versions(&[&plain, &none, &plain]);
    assert_eq!(goes_on(&outputs[2]), [BY_TOKEN]);
}

#[test]
fn a_list_keeps_its_items_when_its_type_becomes_a_component() {
    let inline = list(&[CURSOR], &[THINGS, "next_cursor: { type: string }"]);
    let members = [OTHERS[0], THINGS, "next_cursor: { type: string }"].join(", ");
    let component = paths(&format!(
        "  /things: {{ get: {{ operationId: listThings, parameters: [{{ {CURSOR} }}], responses: {{ '200': {{ \
         description: D, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/ListThingsResponse' }} }} }} }} }} }} }}\n\
         components: {{ schemas: {{ ListThingsResponse: {{ type: object, properties: {{ {members} }} }} }} }}\n"
    ));
    for output in versions(&[&inline, &component]) {
        has(
            &output,
            &["    ListThingsResponse of ListThingsResponseThing;"],
        );
    }
}

#[test]
fn a_header_stays_the_token() {
    let answer = |header: &str, more: &str| {
        paths(&format!(
            "  /things: {{ get: {{ operationId: listThings, parameters: [{{ {CURSOR} }}], responses: {{ '200': {{ \
             description: D, headers: {{ {header}: {{ schema: {{ type: string }} }} }}, content: {{ application/json: \
             {{ schema: {{ type: object, properties: {{ {THINGS}{more} }} }} }} }} }} }} }} }}\n"
        ))
    };
    let how = "`listThings` is read page by page, by the header `x-next-cursor` in `cursor`";
    let first = answer("x-next-cursor", "");
    let more = answer("x-next-cursor", ", next_cursor: { type: string }");
    for output in versions(&[&first, &more, &more]) {
        assert_eq!(goes_on(&output), [how]);
    }
}

#[test]
fn a_path_that_gets_a_slash_keeps_what_was_committed() {
    let token = list(&[CURSOR], &[THINGS, "next_cursor: { type: string }"]);
    let slash = |text: &str| text.replace("/things:", "/things/:");
    let page = slash(&list(&[PAGE], &[THINGS]));
    let both = slash(&list(
        &[PAGE, CURSOR],
        &[THINGS, "next_cursor: { type: string }"],
    ));
    let committed = names_of(&run(&token, None));
    let draft = names_of(&run(&page, Some(&committed)));
    let output = run(&both, Some(&draft.since(&committed)));
    assert_eq!(goes_on(&output), [BY_TOKEN]);
}

#[test]
fn a_list_of_the_other_branch_of_a_merge_keeps_its_items() {
    let list = |members: &str, calls: &[&str]| {
        let call = |name: &&str| {
            let cursor = match *name {
                "b" => "parameters: [{ name: cursor, in: query, schema: { type: string } }], ",
                _ => "",
            };
            let schema = "{ $ref: '#/components/schemas/L' }";
            format!(
                "  /{name}: {{ get: {{ operationId: {name}, {cursor}responses: {{ '200': {{ description: d, \
                 content: {{ application/json: {{ schema: {schema} }} }} }} }} }} }}\n"
            )
        };
        let calls: String = calls.iter().map(call).collect();
        format!(
            "{}components: {{ schemas: {{ L: {{ type: object, properties: {{ {members} }} }} }} }}\n",
            paths(&calls)
        )
    };
    let few = "books: { type: array, items: { type: string } }, next_cursor: { type: string }";
    let many = format!("data: {{ type: array, items: {{ type: integer }} }}, {few}");
    let ours = names_of(&run(&list(&many, &["a"]), None));
    let other = names_of(&run(&list(few, &["a", "b"]), None));
    let merged = list(&many, &["a", "b"]);
    let names = other.clone().since(&ours);
    for (names, items) in [(names.clone(), "data"), (names.and_of(&other), "books")] {
        let output = run(&merged, Some(&names));
        has(
            &output,
            &[&format!("    items |list| list.{items}.as_deref();")],
        );
    }
}
