use super::{Difference, Row, difference, text};
use crate::conformance::verdict::Verdict;

fn row(name: &str, verdict: Verdict) -> Row {
    let (area, _) = name.split_once('_').expect("an area");
    Row {
        name: name.to_owned(),
        area: area.to_lowercase(),
        verdict,
    }
}

fn rows() -> Vec<Row> {
    vec![
        row("Type_get", Verdict::Passed),
        row(
            "Type_put",
            Verdict::Failed("expected 1, found 2".to_owned()),
        ),
        row(
            "Encode_query",
            Verdict::LeftOut("E0400: it is XML".to_owned()),
        ),
        row("Encode_header", Verdict::Passed),
        row(
            "Type_head",
            Verdict::Refused("`kind` is missing".to_owned()),
        ),
    ]
}

#[test]
fn areas_are_counted_and_what_does_not_pass_is_listed() {
    let text = text(&rows());
    let (_, counts) = text.split_once("|---|---:|").expect("a table");
    let (counts, lists) = counts.split_once("\n\n").expect("lists");
    assert_eq!(
        counts,
        "---:|---:|---:|---:|\n\
         | encode | 2 | 1 | 0 | 0 | 1 |\n\
         | type | 3 | 1 | 1 | 1 | 0 |\n\
         | **all** | 5 | 2 | 1 | 1 | 1 |"
    );
    assert_eq!(
        lists,
        "## Failed\n\n- `Type_put`: expected 1, found 2\n\n\
         ## Refused: the answer is not as described\n\n- `Type_head`: `kind` is missing\n\n\
         ## Left out\n\n- `Encode_query`: E0400: it is XML\n"
    );
}

#[test]
fn a_table_is_that_of_its_results() {
    assert_eq!(difference(&rows(), &text(&rows())), None);
}

#[test]
fn what_passed_before_must_pass() {
    let known = text(&rows());
    for verdict in [
        Verdict::Failed("it is gone".to_owned()),
        Verdict::Refused("it is gone".to_owned()),
        Verdict::LeftOut("it is gone".to_owned()),
    ] {
        let mut rows = rows();
        rows[0].verdict = verdict;
        let Some(Difference::FallBack(lost)) = difference(&rows, &known) else {
            panic!("{:?}", difference(&rows, &known));
        };
        assert_eq!(lost.len(), 1);
        assert!(lost[0].starts_with("Type_get"), "{lost:?}");
        assert!(lost[0].ends_with("it is gone"), "{lost:?}");
    }
}

#[test]
fn what_passes_now_makes_the_table_stale() {
    let known = text(&rows());
    let mut rows = rows();
    rows[1].verdict = Verdict::Passed;
    assert_eq!(difference(&rows, &known), Some(Difference::Stale));
    // Another reason is no loss either.
    rows[1].verdict = Verdict::Failed("expected 1, found 3".to_owned());
    assert_eq!(difference(&rows, &known), Some(Difference::Stale));
}

#[test]
fn the_readme_names_the_figure_of_the_table() {
    let table = include_str!("../../../../../generator/CONFORMANCE.md");
    let all = table
        .lines()
        .find_map(|line| line.strip_prefix("| **all** | "));
    let (all, rest) = all.and_then(|line| line.split_once(" | ")).expect("a line");
    let (passed, _) = rest.split_once(" | ").expect("a figure");
    let figure = format!("{passed} of {all} pass");
    let readme = include_str!("../../../../../README.md");
    assert!(readme.contains(&figure), "README.md does not say: {figure}");
}
