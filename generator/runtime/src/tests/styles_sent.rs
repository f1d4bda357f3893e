//! Parameters as they arrive at a server that reads the raw request.

use serde_json::{Value, json};

use super::support::{Answer, Received, Server, client};
use crate::runtime::calls::call::Call;
use crate::runtime::calls::operation::Operation;
use crate::runtime::calls::request::answer;
use crate::runtime::error::Error;
use crate::runtime::error_kind::ErrorKind;
use crate::runtime::styles::deep_object::DEEP_OBJECT;
use crate::runtime::styles::form_exploded::FORM;
use crate::runtime::styles::form_joined::FORM_JOINED;
use crate::runtime::styles::label::LABEL;
use crate::runtime::styles::matrix::MATRIX;
use crate::runtime::styles::matrix_exploded::MATRIX_EXPLODED;
use crate::runtime::styles::pipe_delimited::PIPE_DELIMITED;
use crate::runtime::styles::simple::SIMPLE;
use crate::runtime::styles::simple_exploded::SIMPLE_EXPLODED;
use crate::runtime::styles::space_delimited::SPACE_DELIMITED;

static SEARCH: Operation = Operation {
    id: "search",
    method: "GET",
    path: "/search",
    accept: "application/json",
    ..Operation::USUAL
};

static FILE: Operation = Operation {
    path: "/files/{name}/content",
    ..SEARCH
};

/// What a server gets when a call is made.
async fn sent(
    operation: &'static Operation,
    set: impl FnOnce(Call) -> Call,
) -> Result<Received, Error> {
    let server = Server::new(|_, _| Answer::json(200, "{}")).await;
    let call = client(&server).call(operation);
    let result = answer(set(call), |_, _| Ok(())).await;
    assert_eq!(server.count(), usize::from(result.is_ok()), "{result:?}");
    result.map(|()| server.requests().remove(0))
}

async fn query(set: impl FnOnce(Call) -> Call) -> String {
    sent(&SEARCH, set)
        .await
        .expect("a request")
        .query()
        .to_owned()
}

async fn refused(operation: &'static Operation, set: impl FnOnce(Call) -> Call) -> String {
    let error = sent(operation, set).await.expect_err("a refusal");
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    error.to_string()
}

#[tokio::test]
async fn queries() {
    let tags = || vec!["a&b".to_owned(), "c".to_owned()];
    assert_eq!(
        query(|call| call.query_as::<Vec<String>>("tag", FORM, tags())).await,
        "tag=a%26b&tag=c"
    );
    assert_eq!(
        query(|call| call.query_as::<Vec<String>>("tag", FORM_JOINED, tags())).await,
        "tag=a%26b,c"
    );
    let page = json!({ "number": 2, "size": null });
    assert_eq!(
        query(|call| call.query_as::<Value>("page", DEEP_OBJECT, page)).await,
        "page%5Bnumber%5D=2"
    );
    assert_eq!(
        query(|call| call.query_as::<Vec<String>>("tag", FORM, vec![])).await,
        ""
    );
    assert_eq!(
        query(|call| call
            .query_as::<Vec<String>>("tag", FORM, vec![])
            .or_empty("tag"))
        .await,
        "tag="
    );
    assert_eq!(
        query(|call| call.reserved_query::<String>("q", FORM, "a/b?c=d%2Fe%#[é ")).await,
        "q=a/b?c=d%2Fe%25%23%5B%C3%A9%20"
    );
    // What would end the value or be read otherwise is encoded, and so is a comma among those that separate.
    assert_eq!(
        query(|call| call.reserved_query::<String>("q", FORM, "a&b=c#d+e,f")).await,
        "q=a%26b=c%23d%2Be,f"
    );
    let list = || json!(["a,b", "c:d&"]);
    let object = || json!({ "k&=": "a,b=" });
    for (style, value, query_sent) in [
        (FORM_JOINED, list(), "q=a%2Cb,c:d%26"),
        (FORM, list(), "q=a,b&q=c:d%26"),
        (FORM_JOINED, object(), "q=k%26=,a%2Cb="),
        (FORM, object(), "k%26%3D=a,b="),
        (DEEP_OBJECT, object(), "q%5Bk%26%3D%5D=a,b="),
        (PIPE_DELIMITED, list(), "q=a,b%7Cc:d%26"),
    ] {
        let set = |call: Call| call.reserved_query::<Value>("q", style, value);
        assert_eq!(query(set).await, query_sent);
    }
    assert_eq!(
        query(|call| call.json_query::<Value>("filter", json!({ "a": [1] }))).await,
        "filter=%7B%22a%22%3A%5B1%5D%7D"
    );
    // A pair stays one without a name.
    assert_eq!(
        query(|call| call.query_as::<Value>("free", FORM, json!({ "": "a" }))).await,
        "=a"
    );
    // A number is spelled as in any other place.
    for (number, sent) in [(1.0, "n=1"), (2.5, "n=2.5"), (-1e21, "n=-1e21")] {
        assert_eq!(
            query(|call| call.json_query::<f64>("n", number)).await,
            sent
        );
        assert_eq!(
            query(|call| call.query_as::<f64>("n", FORM, number)).await,
            sent
        );
    }
}

#[tokio::test]
async fn json_has_no_such_numbers() {
    let nan = || vec![1.0, f64::NAN];
    let sets: [fn(Call, Vec<f64>) -> Call; 8] = [
        |call, nan| call.json_query::<Vec<f64>>("n", nan),
        |call, nan| call.json_whole_query::<Vec<f64>>("n", nan),
        |call, nan| call.json_header::<Vec<f64>>("n", nan),
        |call, nan| call.json_cookie::<Vec<f64>>("n", nan),
        |call, nan| call.json_field::<Vec<f64>>("n", nan),
        |call, nan| call.part_json::<Vec<f64>>("n", nan, "application/json"),
        |call, nan| call.part_jsons::<f64>("n", nan, "application/json"),
        |call, nan| call.part_value::<Vec<f64>>("n", nan),
    ];
    for set in sets {
        let fault = refused(&SEARCH, |call| set(call, nan())).await;
        assert!(
            fault.contains("expected a finite number, found NaN"),
            "{fault}"
        );
    }
    let fault = refused(&FILE, |call| call.json_path::<Vec<f64>>("name", nan())).await;
    assert!(fault.contains("`name`"), "{fault}");
}

#[tokio::test]
async fn whole_queries() {
    assert_eq!(
        query(|call| call.whole_query::<String>("query", "a b&c=d")).await,
        "a%20b%26c%3Dd"
    );
    assert_eq!(
        query(|call| call.json_whole_query::<Value>("query", json!({ "a": 1 }))).await,
        "%7B%22a%22%3A1%7D"
    );
}

#[tokio::test]
async fn a_setting_replaces_the_one_before() {
    let set = |call: Call| {
        call.query_as::<Value>("color", FORM, json!({ "R": 1, "G": 2 }))
            .query_as::<Value>("color", FORM, json!({ "B": 3 }))
    };
    assert_eq!(query(set).await, "B=3");
    let set = |call: Call| {
        call.query_as::<Value>("color", FORM, json!({ "R": 1, "G": 2 }))
            .extra_query("R", "9")
    };
    assert_eq!(query(set).await, "G=2&R=9");
    // A key of an object replaces no parameter of its name, and none replaces it.
    let color = |call: Call| call.query_as::<Value>("color", FORM, json!({ "R": 1, "G": 2 }));
    let red = |call: Call| call.query::<String>("R", "9");
    assert_eq!(query(|call| red(color(call))).await, "R=9&R=1&G=2");
    assert_eq!(query(|call| color(red(call))).await, "R=9&R=1&G=2");
    let set = |call: Call| {
        call.query_as::<Value>("page", DEEP_OBJECT, json!({ "size": 1 }))
            .without_query("page[size]")
    };
    assert_eq!(query(set).await, "");
}

#[tokio::test]
async fn paths() {
    let path =
        async |set: fn(Call) -> Call| sent(&FILE, set).await.expect("a request").path().to_owned();
    assert_eq!(
        path(|call| call.path_as::<Vec<i64>>("name", SIMPLE, vec![3, 4])).await,
        "/v1/files/3,4/content"
    );
    assert_eq!(
        path(|call| call.path_as::<String>("name", LABEL, "a.b")).await,
        "/v1/files/.a.b/content"
    );
    assert_eq!(
        path(|call| call.path_as::<Vec<String>>("name", MATRIX_EXPLODED, vec!["a/".to_owned()]))
            .await,
        "/v1/files/;name=a%2F/content"
    );
    assert_eq!(
        path(|call| call.reserved_path::<String>("name", SIMPLE, "a/b?#%2F c")).await,
        "/v1/files/a/b%3F%23%2F%20c/content"
    );
    let object = || json!({ "k=": "a,b/;" });
    let list = || json!(["a;p=b/", "c,"]);
    for (style, value, expected) in [
        (SIMPLE, object(), "k=,a%2Cb/;"),
        (SIMPLE_EXPLODED, object(), "k%3D=a%2Cb/;"),
        (MATRIX, object(), ";name=k%3D,a%2Cb/%3B"),
        (MATRIX, json!("a;p=b"), ";name=a%3Bp%3Db"),
        (MATRIX_EXPLODED, object(), ";k%3D=a%2Cb/%3B"),
        (MATRIX_EXPLODED, list(), ";name=a%3Bp%3Db/;name=c%2C"),
    ] {
        let set = |call: Call| call.reserved_path::<Value>("name", style, value);
        let request = sent(&FILE, set).await.expect("a request");
        assert_eq!(request.path(), format!("/v1/files/{expected}/content"));
    }
    assert_eq!(
        path(|call| call.json_path::<Value>("name", json!([1]))).await,
        "/v1/files/%5B1%5D/content"
    );
}

static TWICE: Operation = Operation {
    path: "/{a}/{b}/{a}{b}",
    ..SEARCH
};

#[tokio::test]
async fn a_parameter_that_stands_in_the_path_twice() {
    let set = |call: Call| call.path::<&str>("x/").path::<i64>(7);
    let request = sent(&TWICE, set).await.expect("a request");
    assert_eq!(request.path(), "/v1/x%2F/7/x%2F7");
    // Two dots of one and one.
    let set = |call: Call| call.path::<&str>("a").path_as::<String>("b", LABEL, "");
    refused(&TWICE, set).await;
}

#[tokio::test]
async fn a_path_stays_where_it_is() {
    for value in ["..", "a/../../b", "a/%2e%2E", "./a", "a/."] {
        let fault = refused(&FILE, move |call| {
            call.reserved_path::<String>("name", SIMPLE, value)
        })
        .await;
        assert!(fault.contains("a dot segment"), "{fault}");
    }
    // The label's own dot makes two of one.
    refused(&FILE, |call| call.path_as::<String>("name", LABEL, ".")).await;
    refused(&FILE, |call| {
        call.path_as::<Vec<String>>("name", SIMPLE, vec![])
    })
    .await;
}

#[tokio::test]
async fn headers() {
    let header = async |set: fn(Call) -> Call| {
        let request = sent(&SEARCH, set).await.expect("a request");
        request.header("x-tags").map(str::to_owned)
    };
    let tags = |call: Call| {
        call.header_as::<Vec<String>>("X-Tags", SIMPLE, vec!["a".to_owned(), "b c".to_owned()])
    };
    assert_eq!(header(tags).await.as_deref(), Some("a,b c"));
    let range = |call: Call| {
        call.header_as::<Value>("X-Tags", SIMPLE_EXPLODED, json!({ "from": 1, "to": 9 }))
    };
    assert_eq!(header(range).await.as_deref(), Some("from=1,to=9"));
    assert_eq!(
        header(|call| call.header_as::<Vec<String>>("X-Tags", SIMPLE, vec![])).await,
        None
    );
    let json = |call: Call| call.json_header::<Value>("X-Tags", json!({ "é": "𝄞" }));
    assert_eq!(
        header(json).await.as_deref(),
        Some(r#"{"\u00e9":"\ud834\udd1e"}"#)
    );
    let one = |call: Call| call.header_as::<String>("X-Tags", SIMPLE, "a,b");
    assert_eq!(header(one).await.as_deref(), Some("a,b"));
    refused(&SEARCH, |call| {
        call.header_as::<Value>("X-Tags", SIMPLE_EXPLODED, json!({ "a=b": "c" }))
    })
    .await;
    for value in ["a,b", "a ", "a\r\nX-Evil: 1"] {
        refused(&SEARCH, move |call| {
            call.header_as::<Vec<String>>("X-Tags", SIMPLE, vec![value.to_owned(), String::new()])
        })
        .await;
    }
}

#[tokio::test]
async fn cookies() {
    let request = sent(&SEARCH, |call| {
        call.cookie::<String>("theme", FORM, "dark; admin=1")
            .cookie::<Vec<i64>>("seen", FORM_JOINED, vec![3, 4])
            .cookie::<Value>("rgb", FORM, json!({ "R": 1, "G; x": 2, "%41": 3 }))
            .json_cookie::<Value>("filter", json!({ "a": 1 }))
            .raw_cookie::<String>("raw", FORM, "a=b/c")
            .cookie::<String>("theme", FORM, "light")
            .cookie::<Option<String>>("none", FORM, None)
    });
    let request = request.await.expect("a request");
    let lines: Vec<&str> = request
        .headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("cookie"))
        .map(|(_, value)| value.as_str())
        .collect();
    assert_eq!(
        lines,
        ["theme=light; seen=3,4; R=1; G%3B%20x=2; %2541=3; filter=%7B%22a%22%3A1%7D; raw=a=b/c"]
    );
    refused(&SEARCH, |call| {
        call.raw_cookie::<Value>("raw", FORM, json!({ "a/b": "x" }))
    })
    .await;
    for value in ["a;b", "a b", "\"", "é", "a\r\nb"] {
        refused(&SEARCH, move |call| {
            call.raw_cookie::<String>("raw", FORM, value)
        })
        .await;
    }
}

#[tokio::test]
async fn a_cookie_joins_those_of_the_client() {
    let server = Server::new(|_, _| Answer::json(200, "{}")).await;
    let client = super::support::builder(&server).default_header("Cookie", "lang=de");
    let client = client.build().expect("a client");
    let call = client.call(&SEARCH).cookie::<String>("theme", FORM, "dark");
    answer(call, |_, _| Ok(())).await.expect("an answer");
    assert_eq!(
        server.requests()[0].header("cookie"),
        Some("lang=de; theme=dark")
    );
}

/// Nothing is encoded within a part (RFC 7578), so a text with what separates texts cannot be told.
#[tokio::test]
async fn a_part_holds_what_separates_its_texts_as_it_is() {
    static POST: Operation = Operation {
        method: "POST",
        ..SEARCH
    };
    for (style, separator) in [
        (PIPE_DELIMITED, '|'),
        (SPACE_DELIMITED, ' '),
        (FORM_JOINED, ','),
    ] {
        let set = |value: Value| move |call: Call| call.part_as::<Value>("list", style, value);
        let request = sent(&POST, set(json!(["a%", "b/c"]))).await;
        let body = request.expect("a request").body;
        let body = String::from_utf8_lossy(&body);
        let expected = format!("\r\n\r\na%{separator}b/c\r\n");
        assert!(body.contains(&expected), "{body}");
        for value in [
            json!(["a", format!("b{separator}c")]),
            json!({ "a": format!("{separator}") }),
        ] {
            let error = sent(&POST, set(value))
                .await
                .expect_err("two values or one");
            assert_eq!(error.kind(), ErrorKind::InvalidRequest);
            let message = format!("expected values for `list` without {separator:?}");
            assert!(error.to_string().contains(&message), "{error}");
        }
        // One text alone is not divided.
        let alone = sent(&POST, set(json!(format!("b{separator}c")))).await;
        alone.expect("a request");
    }
}
