//! The text of a query → [`Query`].

mod text;

use super::{Comparison, Match, Operand, Query, Segment, Selector, Start, Test};
use crate::source::Value;

/// How deep parentheses and filters may be nested.
const NESTING: u32 = 64;
/// The largest index: integers are exact up to it in every implementation (RFC 7493).
const LARGEST: i64 = (1 << 53) - 1;

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    ///
    /// What was expected and what was found, when the text is not a query.
    pub(in crate::source) fn parse(text: &str) -> Result<Self, String> {
        let mut parser = Parser {
            text,
            at: 0,
            nesting: 0,
        };
        if !parser.take("$") {
            return Err(parser.expected("`$`"));
        }
        let query = parser.query(Start::Root)?;
        if parser.at < text.len() {
            return Err(parser.expected("`.`, `[` or the end"));
        }
        Ok(query)
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    nesting: u32,
}

impl Parser<'_> {
    /// The segments that follow `$` or `@`. White space stays where no segment follows it.
    fn query(&mut self, start: Start) -> Result<Query, String> {
        let mut segments = Vec::new();
        loop {
            let before = self.at;
            self.space();
            if self.take("..") {
                let selectors = if self.peek() == Some('[') {
                    self.at += 1;
                    self.brackets()?
                } else {
                    vec![self.shorthand()?]
                };
                segments.push(Segment {
                    descendants: true,
                    selectors,
                });
            } else if self.take(".") {
                segments.push(Segment {
                    descendants: false,
                    selectors: vec![self.shorthand()?],
                });
            } else if self.take("[") {
                segments.push(Segment {
                    descendants: false,
                    selectors: self.brackets()?,
                });
            } else {
                self.at = before;
                return Ok(Query { start, segments });
            }
        }
    }

    /// `*`, or a name without quotes.
    fn shorthand(&mut self) -> Result<Selector, String> {
        if self.take("*") {
            return Ok(Selector::Wildcard);
        }
        let first = |c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii();
        if !self.peek().is_some_and(first) {
            return Err(self.expected("a name, `*` or `[`"));
        }
        let name = self.take_while(|c| first(c) || c.is_ascii_digit());
        Ok(Selector::Name(name.to_owned()))
    }

    /// The selectors after `[`, and `]`.
    fn brackets(&mut self) -> Result<Vec<Selector>, String> {
        let mut selectors = Vec::new();
        loop {
            self.space();
            selectors.push(self.selector()?);
            self.space();
            if self.take("]") {
                return Ok(selectors);
            }
            if !self.take(",") {
                return Err(self.expected("`,` or `]`"));
            }
        }
    }

    fn selector(&mut self) -> Result<Selector, String> {
        match self.peek() {
            Some('\'' | '"') => Ok(Selector::Name(self.string()?)),
            Some('*') => {
                self.at += 1;
                Ok(Selector::Wildcard)
            }
            Some('?') => {
                self.at += 1;
                self.space();
                Ok(Selector::Filter(self.any()?))
            }
            Some('-' | ':' | '0'..='9') => self.index_or_slice(),
            _ => Err(self.expected("a name in quotes, a number, `*`, `:` or `?`")),
        }
    }

    fn index_or_slice(&mut self) -> Result<Selector, String> {
        let start = self.optional_integer()?;
        let after = self.at;
        self.space();
        if !self.take(":") {
            self.at = after;
            let index = start.ok_or_else(|| self.expected("a number"))?;
            return Ok(Selector::Index(index));
        }
        self.space();
        let end = self.optional_integer()?;
        self.space();
        let mut step = None;
        if self.take(":") {
            self.space();
            step = self.optional_integer()?;
        }
        Ok(Selector::Slice {
            start,
            end,
            step: step.unwrap_or(1),
        })
    }

    fn optional_integer(&mut self) -> Result<Option<i64>, String> {
        if !matches!(self.peek(), Some('-' | '0'..='9')) {
            return Ok(None);
        }
        let digits = self.integer()?;
        let number = digits.parse::<i64>().ok();
        match number.filter(|number| number.abs() <= LARGEST && digits != "-0") {
            Some(number) => Ok(Some(number)),
            None => Err(format!("expected an index, found `{digits}`")),
        }
    }

    /// Tests joined by `||`.
    fn any(&mut self) -> Result<Test, String> {
        self.nesting += 1;
        if self.nesting > NESTING {
            return Err(format!("it is nested deeper than {NESTING} levels"));
        }
        let mut tests = vec![self.all()?];
        while self.take_after_space("||") {
            tests.push(self.all()?);
        }
        self.nesting -= 1;
        Ok(Test::Any(tests))
    }

    /// Tests joined by `&&`.
    fn all(&mut self) -> Result<Test, String> {
        let mut tests = vec![self.test()?];
        while self.take_after_space("&&") {
            tests.push(self.test()?);
        }
        Ok(Test::All(tests))
    }

    fn test(&mut self) -> Result<Test, String> {
        self.space();
        let negated = self.take("!");
        self.space();
        let test = if self.take("(") {
            let test = self.any()?;
            self.space();
            if !self.take(")") {
                return Err(self.expected("`)`"));
            }
            test
        } else {
            self.comparison_or_existence(negated)?
        };
        Ok(if negated {
            Test::Not(Box::new(test))
        } else {
            test
        })
    }

    /// `match` or `search` with a text and a pattern, if one of them follows.
    fn matching(&mut self) -> Result<Option<Test>, String> {
        let whole = self.take("match(");
        if !whole && !self.take("search(") {
            return Ok(None);
        }
        self.space();
        let text = self.argument()?;
        self.space();
        if !self.take(",") {
            return Err(self.expected("`,`"));
        }
        self.space();
        let pattern = self.argument()?;
        self.space();
        if !self.take(")") {
            return Err(self.expected("`)`"));
        }
        Ok(Some(Test::Matches(Match {
            text,
            pattern,
            whole,
        })))
    }

    /// The value that a function takes.
    fn argument(&mut self) -> Result<Operand, String> {
        self.nesting += 1;
        if self.nesting > NESTING {
            return Err(format!("it is nested deeper than {NESTING} levels"));
        }
        let argument = self.operand()?;
        self.nesting -= 1;
        Ok(argument)
    }

    fn comparison_or_existence(&mut self, negated: bool) -> Result<Test, String> {
        if let Some(matching) = self.matching()? {
            return Ok(matching);
        }
        let left = match self.filter_query()? {
            Some(query) => {
                if let Some(comparison) = self.comparison().filter(|_| !negated) {
                    let left = self.single(query)?;
                    return Ok(Test::Compare(left, comparison, self.operand()?));
                }
                return Ok(Test::Exists(query));
            }
            None if negated => return Err(self.expected("`@`, `$` or `(`")),
            None => self.operand()?,
        };
        let comparison = self.comparison();
        let comparison = comparison.ok_or_else(|| self.expected("a comparison"))?;
        Ok(Test::Compare(left, comparison, self.operand()?))
    }

    fn filter_query(&mut self) -> Result<Option<Query>, String> {
        let start = match self.peek() {
            Some('$') => Start::Root,
            Some('@') => Start::Tested,
            _ => return Ok(None),
        };
        self.at += 1;
        self.query(start).map(Some)
    }

    fn comparison(&mut self) -> Option<Comparison> {
        const ALL: [(&str, Comparison); 6] = [
            ("==", Comparison::Equal),
            ("!=", Comparison::NotEqual),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ];
        let (_, found) = ALL.iter().find(|(sign, _)| self.take_after_space(sign))?;
        self.space();
        Some(*found)
    }

    fn operand(&mut self) -> Result<Operand, String> {
        if let Some(query) = self.filter_query()? {
            return self.single(query);
        }
        match self.peek() {
            Some('\'' | '"') => Ok(Operand::Literal(Value::String(self.string()?))),
            Some('-' | '0'..='9') => Ok(Operand::Literal(self.number()?)),
            Some('a'..='z') => self.word(),
            _ => Err(self.expected("`@`, `$`, a literal or a function")),
        }
    }

    fn single(&self, query: Query) -> Result<Operand, String> {
        if query.is_singular() {
            Ok(Operand::Single(query))
        } else {
            Err("only a query of one node can be compared".to_owned())
        }
    }

    /// `true`, `false`, `null`, or a function with its argument.
    fn word(&mut self) -> Result<Operand, String> {
        let word = self.take_while(|c| matches!(c, 'a'..='z' | '0'..='9' | '_'));
        let word = word.to_owned();
        if !self.take("(") {
            return match word.as_str() {
                "true" => Ok(Operand::Literal(Value::Bool(true))),
                "false" => Ok(Operand::Literal(Value::Bool(false))),
                "null" => Ok(Operand::Literal(Value::Null)),
                _ => Err(format!("expected a literal or a function, found `{word}`")),
            };
        }
        self.space();
        let operand = match word.as_str() {
            "length" => Operand::Length(Box::new(self.argument()?)),
            "count" | "value" => {
                let query = self.filter_query()?;
                let query = query.ok_or_else(|| self.expected("`@` or `$`"))?;
                if word == "count" {
                    Operand::Count(query)
                } else {
                    Operand::ValueOf(query)
                }
            }
            "match" | "search" => {
                return Err(format!("`{word}` is a test, and cannot be compared"));
            }
            _ => {
                return Err(format!(
                    "expected the function `length`, `count`, `value`, `match` or `search`, found `{word}`"
                ));
            }
        };
        self.space();
        if self.take(")") {
            Ok(operand)
        } else {
            Err(self.expected("`)`"))
        }
    }
}
