//! How lists are recognised that are read page by page, and what is said of those that are not.

use generator::contract::{PagePlace, PageSize};
use generator::{Code, Options, Output, Sources, contract, generate};

/// A description of one operation, `GET /things` for instance.
fn document(method: &str, more: &str, parameters: &[&str], answer: &str) -> String {
    let parameters = parameters.iter().map(|parameter| {
        let (name, schema) = parameter.split_once(": ").unwrap();
        format!("{{ name: '{name}', in: query, schema: {{ {schema} }} }}")
    });
    let parameters = parameters.collect::<Vec<_>>().join(", ");
    format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0 }}\nservers: [{{ url: 'https://a.example' }}]\n\
         paths:\n  /things:\n    {method}:\n      operationId: things\n      {more}\n      parameters: [{parameters}]\n      \
         responses: {{ '200': {{ description: d, content: {{ application/json: {{ schema: {{ type: object, \
         properties: {{ {answer} }} }} }} }} }} }}\n"
    )
}

/// The client of it.
fn client(method: &str, more: &str, parameters: &[&str], answer: &str) -> Output {
    let text = document(method, more, parameters, answer);
    generate(&Sources::new("api.yaml", text))
}

/// How a list is read, or what is missing.
fn told(output: &Output) -> String {
    let codes = [Code::Pagination, Code::UnclearPages, Code::Extension];
    let mut found = output.diagnostics.iter();
    let found = found.find(|found| codes.contains(&found.code));
    let found = found.unwrap_or_else(|| panic!("{:#?}", output.diagnostics));
    match found.code {
        Code::Pagination => found.message.replace("`things` is read page by page, ", ""),
        Code::UnclearPages => format!("not: {}", found.label),
        _ => found.message.clone(),
    }
}

/// The rows of the table by which the client reads the list.
fn rows(output: &Output) -> Vec<&str> {
    let texts = output.files.iter();
    let mut texts = texts.filter(|(path, _)| !path.starts_with("src/runtime"));
    let table = texts.find_map(|(_, text)| Some(text.split_once("page_methods! {")?.1));
    let rows = table.unwrap().split("\n}").next().unwrap().lines();
    rows.map(str::trim).filter(|row| !row.is_empty()).collect()
}

const ITEMS: &str = "items: { type: array, items: { type: integer } }";
const OFFSET: &[&str] = &["offset: type: integer", "limit: type: integer"];
const PAGE: &[&str] = &["page: type: integer, default: 1"];

#[test]
fn what_changes_something_is_not_called_again_for_each_page() {
    for (method, expected) in [
        ("get", "by the number of an item in `offset`"),
        (
            "post",
            "not: a `POST` may change something, and would do so again for each page",
        ),
        (
            "put",
            "not: a `PUT` may change something, and would do so again for each page",
        ),
        (
            "patch",
            "not: a `PATCH` may change something, and would do so again for each page",
        ),
        (
            "delete",
            "not: a `DELETE` may change something, and would do so again for each page",
        ),
    ] {
        assert_eq!(told(&client(method, "", OFFSET, ITEMS)), expected);
    }
    let token = &["cursor: type: string"];
    let with_token = format!("{ITEMS}, next_cursor: {{ type: string }}");
    assert_eq!(
        told(&client("put", "", token, &with_token)),
        "not: a `PUT` may change something, and would do so again for each page"
    );
    // A URL is followed by `GET`.
    let with_url = format!("{ITEMS}, next_url: {{ type: string }}");
    assert_eq!(
        told(&client("put", "", &[], &with_url)),
        "by the URL `next_url`"
    );
    // What is said by hand is done.
    let by_hand = "x-pagination: { by: offset }";
    assert_eq!(
        told(&client("put", by_hand, OFFSET, ITEMS)),
        "by the number of an item in `offset`"
    );
    assert_eq!(
        help(&client("put", "", OFFSET, ITEMS)),
        "`x-pagination: { by: offset }` in the operation says how it goes on"
    );
}

#[test]
fn a_post_is_called_again_where_it_says_that_it_searches() {
    let post = |from: &str, to: &str| {
        let text = document("post", "", OFFSET, ITEMS).replacen(from, to, 1);
        told(&generate(&Sources::new("api.yaml", text))).replace("`searchThings` is", "`things` is")
    };
    for (from, to) in [
        ("operationId: things", "operationId: searchThings"),
        ("/things:", "/things/search:"),
    ] {
        let told = post(from, to);
        assert!(told.ends_with("by the number of an item in `offset`"));
    }
    let created = post("operationId: things", "operationId: createThings");
    assert!(created.starts_with("not: a `POST`"), "{created}");
}

#[test]
fn a_url_is_not_followed_to_another_operation_of_the_path() {
    let answer = format!("{ITEMS}, next: {{ type: string, format: uri }}");
    let post = |parameters: &[&str], id: &str| {
        let text =
            document("post", "", parameters, &answer).replacen("things\n", &format!("{id}\n"), 1);
        let get = "    get: { responses: { '204': { description: d } } }\n";
        told(&generate(&Sources::new("api.yaml", text + get)))
    };
    assert_eq!(
        post(&[], "things"),
        "not: the URL of the next page is followed by `GET`, which is another operation of this path"
    );
    assert!(post(PAGE, "listThings").ends_with("by the number of a page in `page`"));
}

/// What the note says is to be written.
fn help(output: &Output) -> String {
    let mut found = output.diagnostics.iter();
    let found = found.find(|found| found.code == Code::UnclearPages);
    found.unwrap().help.join("; ")
}

#[test]
fn a_number_that_cannot_ask_for_a_page_is_told() {
    let body = "requestBody: { content: { application/json: { schema: { type: object, properties: { \
                offset: { type: integer }, limit: { type: integer } } } } } }";
    let in_body = client("post", body, &[], ITEMS);
    assert_eq!(
        told(&in_body),
        "not: a number such as `offset` of the body counts only where `x-pagination` names it"
    );
    assert_eq!(
        help(&in_body),
        "`x-pagination: { by: offset, parameter: offset }` in the operation says how it goes on"
    );
    let text = client("get", "", &["page[number]: type: string"], ITEMS);
    assert_eq!(
        told(&text),
        "not: `page[number]` is described as a text, not as a number"
    );
    assert_eq!(
        help(&text),
        "`x-pagination: { by: page, first: 1, parameter: \"page[number]\" }` in the operation says how it goes on"
    );
    for (method, by_hand, parameters) in [
        ("post", "by: offset, parameter: offset", &[][..]),
        (
            "get",
            "by: page, first: 1, parameter: \"page[number]\"",
            &["page[number]: type: string"],
        ),
    ] {
        let body = if method == "post" { body } else { "" };
        let by_hand = format!("x-pagination: {{ {by_hand} }}\n      {body}");
        let told = told(&client(method, &by_hand, parameters, ITEMS));
        assert!(told.starts_with("by the number of "), "{told}");
    }
}

#[test]
fn a_page_is_asked_for_by_a_text_however_its_parameter_is_written() {
    let (number, text) = ("type: integer, default: 1", "type: string");
    let either = "anyOf: [{ type: integer }, { type: string }]";
    let schema = |schema: &str| format!("schema: {{ {schema} }}");
    let json =
        |schema: &str| format!("content: {{ application/json: {{ schema: {{ {schema} }} }} }}");
    let reserved = |schema: &str| format!("allowReserved: true, schema: {{ {schema} }}");
    let object =
        "style: deepObject, schema: { type: object, properties: { number: { type: integer } } }";
    let with_token = format!("{ITEMS}, next_cursor: {{ type: string }}");
    let page = "by the number of a page in `page`";
    let page_by_hand = "by: page, first: 1, parameter: page";
    let neither = "not: `page` is neither a number nor a text";
    for (name, written, answer, expected, way) in [
        ("page", reserved(number), ITEMS, page, ""),
        ("page", json(number), ITEMS, page, ""),
        ("page", json(text), ITEMS, neither, "by: nothing"),
        ("page", object.to_owned(), ITEMS, neither, "by: nothing"),
        (
            "page",
            schema(either),
            ITEMS,
            "not: `page` is described as a number or a text",
            page_by_hand,
        ),
        (
            "cursor",
            reserved(text),
            &with_token,
            "by `next_cursor` in `cursor`",
            "",
        ),
        (
            "cursor",
            json(text),
            &with_token,
            "not: no parameter takes `next_cursor` of the answer",
            "",
        ),
    ] {
        let list = |by_hand: &str| {
            let document = document("get", by_hand, &["page: type: integer"], answer);
            let parameter = format!("name: '{name}', in: query, {written}");
            let text = document.replace(
                "name: 'page', in: query, schema: { type: integer }",
                &parameter,
            );
            generate(&Sources::new("api.yaml", text))
        };
        let output = list("");
        assert_eq!(told(&output), expected, "{written}");
        if way.is_empty() {
            continue;
        }
        let way = format!("x-pagination: {{ {way} }}");
        assert!(
            help(&output).starts_with(&format!("`{way}`")),
            "{}",
            help(&output)
        );
        let output = list(&way);
        let codes = [Code::UnclearPages, Code::Extension];
        let mut found = output.diagnostics.iter();
        assert!(
            found.all(|found| !codes.contains(&found.code)),
            "{:#?}",
            output.diagnostics
        );
    }
}

#[test]
fn a_least_value_of_zero_does_not_say_where_pages_begin() {
    let parameter = |bounds: &str| format!("page: type: [integer, 'null'], {bounds}");
    let answer = format!("{ITEMS}, page: {{ type: integer, minimum: 0 }}");
    let read = |bounds: &str| {
        let output = client("get", "", &[&parameter(bounds)], &answer);
        rows(&output)[1..].join(" ")
    };
    let number = "number |list| count(list.page?);";
    let page = "page_number in_query(\"page\");";
    assert_eq!(read("minimum: 0"), format!("{page} {number}"));
    for (bounds, first) in [("minimum: 1", 1), ("minimum: 0, default: 0", 0)] {
        let first = format!("first Some({first});");
        assert_eq!(read(bounds), format!("{page} {first} {number}"));
    }
    assert_eq!(
        told(&client("get", "", &[&parameter("minimum: 0")], ITEMS)),
        "not: where `page` begins is not described, by a default, a minimum of 1 or the page in the answer"
    );
}

#[test]
fn a_text_called_next_is_a_url_where_it_says_so() {
    let next = |schema: &str| format!("{ITEMS}, next: {{ type: string{schema} }}");
    let beside = |other: &str| format!("{}, {other}", next(""));
    let within =
        |name: &str| format!("{ITEMS}, {name}: {{ properties: {{ next: {{ type: string }} }} }}");
    let links = within("_links");
    let with_token = format!(
        "{}, meta: {{ properties: {{ after_cursor: {{ type: string }} }} }}",
        within("links")
    );
    let with_ends = within("paging").replace(
        "next:",
        "cursors: { properties: { after: { type: string } } }, next:",
    );
    let cursor = &["cursor: type: string"][..];
    let start = &["start: type: string"][..];
    for (parameters, answer, expected) in [
        (start, next(", format: uri"), "by the URL `next`"),
        (
            start,
            next(""),
            "not: no parameter takes `next` of the answer",
        ),
        (OFFSET, next(""), "by the number of an item in `offset`"),
        (PAGE, next(""), "by the number of a page in `page`"),
        // Nothing else asks for a page.
        (&[], next(""), "by the URL `next`"),
        // As Django REST framework has it.
        (
            PAGE,
            beside("previous: { type: string }"),
            "by the URL `next`",
        ),
        (PAGE, links.clone(), "by the URL `_links.next`"),
        (cursor, links, "by the URL `_links.next`"),
        (
            &["page[after]: type: string"],
            with_token,
            "by `meta.after_cursor` in `page[after]`",
        ),
        (
            &["after: type: string"],
            with_ends,
            "by `paging.cursors.after` in `after`",
        ),
        (&[], within("meta"), "by the URL `meta.next`"),
        (
            &[],
            within("reset"),
            "not: no parameter says which page is wanted",
        ),
    ] {
        assert_eq!(told(&client("get", "", parameters, &answer)), expected);
    }
}

#[test]
fn the_lists_of_one_thing_are_no_pages() {
    const NEXT: &str = "links: { properties: { next: { type: string, format: uri } } }";
    let one =
        |id: &str| format!("thing: {{ properties: {{ {id}: {{ type: string }}, {ITEMS} }} }}");
    let told = |path: &str, parameters: &[&str], answer: &str| {
        let text = document("get", "", parameters, answer).replacen("/things:", path, 1);
        let output = generate(&Sources::new("api.yaml", text));
        let codes = [Code::Pagination, Code::UnclearPages];
        let mut found = output.diagnostics.iter();
        let found = found.find(|found| codes.contains(&found.code));
        found.map(|found| found.code)
    };
    let by_url = |id: &str| format!("{}, {NEXT}", one(id));
    assert_eq!(told("/things:", OFFSET, &one("id")), None);
    assert_eq!(told("/things:", &[], &by_url("ThingId")), None);
    let by_key = "/things/{key}:\n    parameters: [{ name: key, in: path, required: true, schema: { type: string } }]";
    assert_eq!(told(by_key, &[], &by_url("key")), None);
    // What asks for pages is a list, whatever it is the list of.
    for (path, parameters, id) in [
        ("/things:", OFFSET, "ThingId"),
        (by_key, OFFSET, "key"),
        (by_key, &[], "shelfId"),
    ] {
        let found = told(path, parameters, &by_url(id));
        assert_eq!(found, Some(Code::Pagination), "{path}, {id}");
    }
}

#[test]
fn what_is_made_or_changed_is_no_list() {
    let answer = format!("{ITEMS}, next: {{ type: string, format: uri }}");
    let body = |members: &str| {
        format!(
            "requestBody: {{ content: {{ application/json: {{ schema: {{ type: object, properties: {{ {members} }} }} }} }} }}"
        )
    };
    let made = body("size: { type: integer }, name: { type: string }");
    let of_one = format!(
        "made: {{ properties: {{ {ITEMS} }} }}, links: {{ properties: {{ next: {{ type: string, format: uri }} }} }}"
    );
    // A page says so by its form.
    assert_eq!(
        told(&client("post", &made, &[], &answer)),
        "by the URL `next`"
    );
    for (method, answer) in [("post", &of_one), ("put", &answer), ("patch", &answer)] {
        let not = told(&client(method, &made, &[], answer));
        assert!(
            not.ends_with("with a body may change something, and nothing in it asks for a page"),
            "{not}"
        );
        let by_url = match method {
            "post" => "by the URL `links.next`",
            _ => "by the URL `next`",
        };
        assert_eq!(told(&client(method, &made, OFFSET, answer)), by_url);
        let asking = body("page: { type: integer }");
        assert_eq!(told(&client(method, &asking, &[], answer)), by_url);
        let by_hand = format!("x-pagination: {{ by: url }}\n      {made}");
        assert_eq!(told(&client(method, &by_hand, &[], answer)), by_url);
    }
}

#[test]
fn an_offset_goes_on_by_the_items_unless_a_limit_is_said() {
    let answer = format!("{ITEMS}, limit: {{ type: integer }}, total: {{ type: integer }}");
    let by_shape = client("get", "", OFFSET, &answer);
    assert_eq!(
        rows(&by_shape)[1..],
        [
            "offset in_query(\"offset\");",
            "total |list| count(list.total?);"
        ]
    );
    let by_hand = client(
        "get",
        "x-pagination: { by: offset, limit: limit }",
        OFFSET,
        &answer,
    );
    assert!(rows(&by_hand).contains(&"limit |list| count(list.limit?);"));
}

#[test]
fn numbered_pages_have_the_total() {
    let answer = format!("{ITEMS}, total_count: {{ type: integer }}, all: {{ type: integer }}");
    let by_shape = client("get", "", PAGE, &answer);
    assert_eq!(
        rows(&by_shape)[1..],
        [
            "page_number in_query(\"page\");",
            "first Some(1);",
            "total |list| count(list.total_count?);"
        ]
    );
    let by_hand = "x-pagination: { by: page, first: 1, parameter: p, total: all }";
    let by_hand = client("get", by_hand, &["p: type: integer"], &answer);
    assert!(rows(&by_hand).contains(&"total |list| count(list.all?);"));
}

#[test]
fn keys_that_a_shape_does_not_need_are_told() {
    let answer = format!(
        "{ITEMS}, nx: {{ type: string }}, more: {{ type: boolean }}, limit: {{ type: integer }}"
    );
    let by_hand = |keys: &str, answer: &str| {
        let output = client(
            "get",
            &format!("x-pagination: {{ {keys} }}"),
            OFFSET,
            answer,
        );
        let inert = output.diagnostics.iter();
        let inert = inert.filter(|found| found.code == Code::Inert);
        let inert: Vec<String> = inert.map(|found| found.message.clone()).collect();
        inert
    };
    let keys = "by: url, url: nx, has_more: more, limit: limit, token: nx, first: 1, in: query";
    let expected = ["has_more", "token", "first", "in"].map(|key| {
        format!("`{key}` of `x-pagination` has no effect: a list by `url` does not need it")
    });
    assert_eq!(by_hand(keys, &answer), expected);
    assert_eq!(
        by_hand(
            "by: token, header: X-Next, token: nx, parameter: offset",
            &answer
        ),
        ["`token` of `x-pagination` has no effect: the token is in a header"]
    );
    assert_eq!(
        by_hand("by: offset, in: query", &answer),
        ["`in` of `x-pagination` has no effect without `parameter`"]
    );
    let answer = format!("{answer}, most: {{ type: integer }}");
    assert_eq!(
        by_hand("by: url, url: nx, limit: most", &answer),
        ["\"most\" of the answer has no effect: only a list by `offset` goes on by it"]
    );
    assert_eq!(by_hand("by: offset, limit: most", &answer), [""; 0]);
}

#[test]
fn a_limit_is_a_parameter_or_a_member() {
    let parameters = &["offset: type: integer", "batch: type: integer, default: 20"];
    let by_hand = |limit: &str| {
        let key = format!("x-pagination: {{ by: offset, limit: {limit} }}");
        told(&client("get", &key, parameters, ITEMS))
    };
    assert_eq!(by_hand("batch"), "by the number of an item in `offset`");
    let key = "x-pagination: { by: offset, limit: batch }";
    let sources = Sources::new("api.yaml", document("get", key, parameters, ITEMS));
    let contract = contract(&sources, &Options::default()).unwrap();
    let pages = contract.operations[0].pages.as_ref().unwrap();
    let size = PageSize {
        place: PagePlace::Query("batch".to_owned()),
        default: Some(20),
    };
    assert_eq!(pages.size, Some(size));
    assert_eq!(
        by_hand("nothing"),
        "`x-pagination` cannot be used: no parameter for the size of a page is \"nothing\""
    );
}

#[test]
fn a_text_is_no_token_for_an_integer() {
    let answer = |next: &str| format!("{ITEMS}, meta: {{ properties: {{ next_page: {next} }} }}");
    let text = answer("{ type: [string, 'null'] }");
    assert_eq!(
        told(&client("get", "", PAGE, &text)),
        "by the number of a page in `page`"
    );
    let unclear = told(&client("get", "", &["page: type: integer"], &text));
    assert!(unclear.starts_with("not: where `page` begins"), "{unclear}");
    let number = answer("{ type: [integer, 'null'] }");
    let parameter = &["page: type: integer"];
    assert_eq!(
        told(&client("get", "", parameter, &number)),
        "by `meta.next_page` in `page`"
    );
    let by_hand = "x-pagination: { by: token, token: meta.next_page, parameter: page }";
    assert_eq!(
        told(&client("get", by_hand, PAGE, &text)),
        "by `meta.next_page` in `page`"
    );
}

#[test]
fn a_list_by_offset_or_page_is_not_read_until_it_says_which() {
    let both = [OFFSET, &["page: type: integer"]].concat();
    let unclear = client("get", "", &both, ITEMS);
    assert_eq!(
        told(&unclear),
        "not: it could go on by the number of an item in `offset`, or by the number of a page in `page`"
    );
    assert_eq!(
        help(&unclear),
        "`x-pagination: { by: offset }` or `x-pagination: { by: page, first: 1 }` in the operation says how it goes on"
    );
    for (by_hand, expected) in [
        ("by: offset", "by the number of an item in `offset`"),
        ("by: page, first: 1", "by the number of a page in `page`"),
    ] {
        let by_hand = format!("x-pagination: {{ {by_hand} }}");
        assert_eq!(told(&client("get", &by_hand, &both, ITEMS)), expected);
    }
    let known = [OFFSET, PAGE].concat();
    assert_eq!(
        help(&client("get", "", &known, ITEMS)),
        "`x-pagination: { by: offset }` or `x-pagination: { by: page }` in the operation says how it goes on"
    );
}

#[test]
fn lists_go_on_as_their_descriptions_say() {
    let within =
        |name: &str, more: &str| format!("{ITEMS}, {name}: {{ properties: {{ {more} }} }}");
    let next_page = within("metadata", "next_page: { type: string }");
    for parameter in ["page_cursor", "cursor"] {
        let cursor = format!("{parameter}: type: string");
        assert_eq!(
            told(&client("get", "", &[&cursor], &next_page)),
            format!("by `metadata.next_page` in `{parameter}`")
        );
    }
    let other = told(&client("get", "", &["marker: type: string"], &next_page));
    assert!(other.starts_with("not: "), "{other}");
    let url = next_page.replace("type: string", "type: string, format: uri");
    assert_eq!(
        told(&client("get", "", &["cursor: type: string"], &url)),
        "by the URL `metadata.next_page`"
    );
    // As Litestar, Alfresco and others call them.
    let pages = format!("{ITEMS}, total_pages: {{ type: integer }}");
    let parameters = ["current_page: type: integer, default: 1"];
    assert_eq!(
        told(&client("get", "", &parameters, &pages)),
        "by the number of a page in `current_page`"
    );
    let more = within("pagination", "hasMoreItems: { type: boolean }");
    let parameters = ["skipCount: type: integer", "maxItems: type: integer"];
    assert_eq!(
        told(&client("get", "", &parameters, &more)),
        "by the number of an item in `skipCount`"
    );
    let next_offset = within(
        "pagination",
        "has_more: { type: boolean }, next_offset: { type: string }",
    );
    assert_eq!(
        told(&client("get", "", &["after: type: string"], &next_offset)),
        "by `pagination.next_offset` in `after`"
    );
    let ends = |name: &str| {
        within(
            name,
            "before: { type: [string, 'null'] }, after: { type: [string, 'null'] }",
        )
    };
    let parameters = ["before: type: string", "after: type: string"];
    assert_eq!(
        told(&client("get", "", &parameters, &ends("list_metadata"))),
        "by `list_metadata.after` in `after`"
    );
    let filter = told(&client("get", "", &parameters, &ends("filter")));
    assert!(filter.starts_with("not: "), "{filter}");
    let with_texts = format!(
        "{ITEMS}, next_page_token: {{ type: string }}, unreachable: {{ type: array, items: {{ type: string }} }}"
    );
    let with_texts = with_texts.replace(
        "items: { type: array, items: { type: integer } }",
        "shelves: { type: array, items: { type: integer } }",
    );
    assert_eq!(
        told(&client(
            "get",
            "",
            &["page_token: type: string"],
            &with_texts
        )),
        "by `next_page_token` in `page_token`"
    );
}

#[test]
fn a_flag_says_that_a_list_goes_on_or_ends() {
    let answer = |flag: &str| format!("{ITEMS}, next_cursor: {{ type: string }}, {flag}");
    let flag = |flag: &str, parameters: &[&str], by_hand: &str| {
        let output = client("get", by_hand, parameters, &answer(flag));
        let rows = rows(&output).into_iter();
        let mut rows = rows.filter_map(|row| row.strip_prefix("has_more |list| "));
        rows.next().unwrap_or_default().to_owned()
    };
    let cursor = &["cursor: type: string"][..];
    for (member, parameters, expected) in [
        (
            "isTruncated: { type: boolean }",
            cursor,
            "list.is_truncated;",
        ),
        (
            "isLast: { type: boolean }",
            cursor,
            "list.is_last.map(|last| !last);",
        ),
        (
            "last: { type: [boolean, 'null'] }",
            PAGE,
            "list.last.as_ref().copied().map(|last| !last);",
        ),
        (
            "page: { properties: { last_page: { type: boolean } } }",
            PAGE,
            "list.page.as_ref()?.last_page.map(|last| !last);",
        ),
        // It is about something else.
        (
            "owner: { properties: { last: { type: boolean } } }",
            cursor,
            "",
        ),
    ] {
        assert_eq!(flag(member, parameters, ""), expected);
    }
    let by_hand = "x-pagination: { by: token, has_more: end.isLast }";
    let member = "end: { required: [isLast], properties: { isLast: { type: boolean } } }";
    assert_eq!(
        flag(member, cursor, by_hand),
        "Some(!list.end.as_ref()?.is_last);"
    );
}

#[test]
fn the_current_page_says_where_pages_begin() {
    let answer = |current: &str| {
        format!(
            "{ITEMS}, pagination: {{ type: object, properties: {{ next: {{ type: number }}, \
             current: {{ type: integer{current} }}, total_pages: {{ type: number }} }} }}"
        )
    };
    let read = |current: &str| {
        let output = client("get", "", &["page: type: integer"], &answer(current));
        rows(&output)[1..].join(" ")
    };
    let number = "number |list| count(list.pagination.as_ref()?.current?);";
    let pages = "pages |list| whole(list.pagination.as_ref()?.total_pages?);";
    let page = "page_number in_query(\"page\");";
    assert_eq!(read(""), format!("{page} {number} {pages}"));
    assert_eq!(read(", minimum: 0"), format!("{page} {number} {pages}"));
    assert_eq!(
        read(", minimum: 1"),
        format!("{page} first Some(1); {number} {pages}")
    );
}
