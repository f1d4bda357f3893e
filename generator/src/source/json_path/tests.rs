use super::{Query, Step};
use crate::source::Sources;

/// The example of RFC 9535 §1.5, shortened.
const STORE: &str = r#"{
  "store": {
    "book": [
      { "category": "reference", "author": "Nigel Rees", "price": 8.95 },
      { "category": "fiction", "author": "Evelyn Waugh", "price": 12.99 },
      { "category": "fiction", "author": "Herman Melville", "isbn": "0-553", "price": 8.99 },
      { "category": "fiction", "author": "J. R. R. Tolkien", "isbn": "0-395", "price": 22.99 }
    ],
    "bicycle": { "color": "red", "price": 399, "it's": [1, 2.0, "2", null, true, { "a": [] }] }
  }
}"#;

/// The places that a query selects, each as `/key/0`.
fn select(query: &str) -> Result<Vec<String>, String> {
    let sources = Sources::new("store.json", STORE);
    let document = sources.root().expect("a tree");
    let places = Query::parse(query)?.select(document);
    let written = |steps: Vec<Step>| {
        let step = |step: Step| match step {
            Step::Key(key) => format!("/{key}"),
            Step::Index(index) => format!("/{index}"),
        };
        steps.into_iter().map(step).collect::<String>()
    };
    Ok(places.into_iter().map(written).collect())
}

#[test]
fn a_query_selects_nodes() {
    let books = |indices: &[usize]| -> Vec<String> {
        let place = |index: &usize| format!("/store/book/{index}");
        indices.iter().map(place).collect()
    };
    for (query, indices) in [
        ("$.store.book[*]", &[0, 1, 2, 3][..]),
        ("$['store'] [\"book\"] [ 0 , -1 ]", &[0, 3]),
        ("$..book[2]", &[2]),
        ("$..book[:2]", &[0, 1]),
        ("$..book[-2:]", &[2, 3]),
        ("$..book[::-2]", &[3, 1]),
        ("$..book[3:0:-1]", &[3, 2, 1]),
        ("$..book[1:3:0]", &[]),
        ("$..book[9]", &[]),
        ("$..book[?@.isbn]", &[2, 3]),
        ("$..book[?!@.isbn]", &[0, 1]),
        ("$..book[?@.price<10]", &[0, 2]),
        (
            "$..book[?@.price >= 12.99 && @.category == 'fiction']",
            &[1, 3],
        ),
        ("$..book[?(@.price>20||@.price<8.96)]", &[0, 3]),
        ("$..book[?!(@.price>20 || @.price<8.96)]", &[1, 2]),
        ("$..book[?length(@.author) == 10]", &[0]),
        ("$..book[?count(@.*) == 4]", &[2, 3]),
        ("$..book[?value(@..isbn) == \"0-395\"]", &[3]),
        ("$..book[?@.isbn == $.nothing]", &[0, 1]),
        ("$..book[?@.price == 1.299e1]", &[1]),
        ("$..book[?match(@.author, '.*Waugh')]", &[1]),
        ("$..book[?match(@.author, 'Waugh|Nigel Rees')]", &[0]),
        ("$..book[?search(@.author, '[gv]el')]", &[0, 1]),
        ("$..book[?!search( @.author , 'e[er]')]", &[1, 3]),
        (
            "$..book[?search(@.author, 'J\\\\. R[.]') || @.isbn == '0-553']",
            &[2, 3],
        ),
        ("$..book[?search(@.price, '8')]", &[]),
        ("$..book[?search(@.author, '(')]", &[]),
    ] {
        assert_eq!(select(query), Ok(books(indices)), "{query}");
    }
    let odd = "$..bicycle['it\\'s']";
    for (filter, indices) in [
        ("?@ == 2", &[1][..]),
        ("?@ == '2'", &[2]),
        ("?@ == null", &[3]),
        ("?@ == true", &[4]),
        ("?@.a", &[5]),
        ("?@ <= 2", &[0, 1]),
        ("?@ != 2", &[0, 2, 3, 4, 5]),
        ("?@ == $..bicycle['it\\u0027s'][5]", &[]),
        ("?@ == $.store.bicycle['it\\u0027s'][5]", &[5]),
    ] {
        let query = format!("{odd}[{filter}]");
        let expected: Vec<String> = indices
            .iter()
            .map(|index| format!("/store/bicycle/it's/{index}"))
            .collect();
        match select(&query) {
            Ok(found) => assert_eq!(found, expected, "{query}"),
            Err(why) => assert!(why.contains("one node"), "{query}: {why}"),
        }
    }
    assert_eq!(select("$").map(|found| found.len()), Ok(1));
    assert_eq!(select("$..*").map(|found| found.len()), Ok(31));
    let colors = Ok(vec!["/store/bicycle/color".to_owned()]);
    assert_eq!(select("$.*.*.color"), colors);
}

#[test]
fn what_is_no_query_is_told() {
    for (query, expected) in [
        ("", "expected `$`, found the end"),
        ("store", "expected `$`, found `s`"),
        ("$ ", "expected `.`, `[` or the end, found ` `"),
        ("$.", "expected a name, `*` or `[`, found the end"),
        (
            "$..[",
            "expected a name in quotes, a number, `*`, `:` or `?`, found the end",
        ),
        (
            "$[01]",
            "expected an integer without leading zeros, found `]`",
        ),
        ("$[-0]", "expected an index, found `-0`"),
        (
            "$[9007199254740992]",
            "expected an index, found `9007199254740992`",
        ),
        ("$['a]", "expected the end of the string, found the end"),
        ("$['\\x']", "a string has an unknown escape"),
        ("$['\\ud800']", "expected a Unicode character after `\\u`"),
        ("$[?@.a == @.*]", "only a query of one node can be compared"),
        ("$[?1]", "expected a comparison, found `]`"),
        (
            "$[?first(@)]",
            "expected the function `length`, `count`, `value`, `match` or `search`, found `first`",
        ),
        ("$[?match(@.a)]", "expected `,`, found `)`"),
        ("$[?search(@.a, 'b']", "expected `)`, found `]`"),
        (
            "$[?true == match(@.a, 'b')]",
            "`match` is a test, and cannot be compared",
        ),
        ("$[?(@.a]", "expected `)`, found `]`"),
    ] {
        let why = select(query).unwrap_err();
        assert!(why.starts_with(expected), "{query}: {why}");
    }
    let deep = format!("$[?{}@{}]", "(".repeat(5_000), ")".repeat(5_000));
    assert!(select(&deep).unwrap_err().contains("nested deeper"));
}
