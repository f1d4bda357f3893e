//! Ways to read a text: unchanged, and with escapes and white space taken away. Each byte of a
//! view knows which bytes of the original it was made of, so that what is found in a view can be
//! replaced there.

/// A reading of a text.
#[derive(Debug)]
pub struct View {
    /// What is read.
    pub bytes: Vec<u8>,
    /// Where each byte begins and ends in the original.
    spans: Vec<(usize, usize)>,
    /// White space was taken away, so that words run into each other.
    pub squeezed: bool,
}

/// How often escapes within escapes are taken away.
const DEPTH: usize = 3;

/// Every reading of a text that differs from the others.
pub fn views(text: &[u8]) -> Vec<View> {
    let spans = (0..text.len()).map(|at| (at, at + 1)).collect();
    let mut views = vec![View {
        bytes: text.to_vec(),
        spans,
        squeezed: false,
    }];
    let mut new = 0;
    for _ in 0..DEPTH {
        let known = views.len();
        for at in new..known {
            let steps: [(Step, bool); 4] = [
                (percent, false),
                (json, false),
                (entity, false),
                (space, true),
            ];
            for (step, squeezes) in steps {
                if let Some(view) = views[at].without(step, squeezes)
                    && !views.iter().any(|other| other.bytes == view.bytes)
                {
                    views.push(view);
                }
            }
        }
        new = known;
    }
    views
}

/// What some bytes begin with: how long it is, and what it means; `None` when it is
/// a byte that means itself.
type Step = fn(&[u8]) -> Option<(usize, Vec<u8>)>;

impl View {
    /// The bytes of the original behind a range of this view.
    pub fn original(&self, start: usize, end: usize) -> (usize, usize) {
        (self.spans[start].0, self.spans[end - 1].1)
    }

    fn without(&self, step: Step, squeezes: bool) -> Option<Self> {
        let mut view = Self {
            bytes: Vec::with_capacity(self.bytes.len()),
            spans: Vec::with_capacity(self.bytes.len()),
            squeezed: self.squeezed || squeezes,
        };
        let mut at = 0;
        let mut changed = false;
        while at < self.bytes.len() {
            let Some((length, meaning)) = step(&self.bytes[at..]) else {
                view.spans.push(self.spans[at]);
                view.bytes.push(self.bytes[at]);
                at += 1;
                continue;
            };
            changed = true;
            let span = self.original(at, at + length);
            view.spans.extend(meaning.iter().map(|_| span));
            view.bytes.extend(meaning);
            at += length;
        }
        changed.then_some(view)
    }
}

/// `%73` (RFC 3986 §2.1).
fn percent(text: &[u8]) -> Option<(usize, Vec<u8>)> {
    let digits = text.strip_prefix(b"%")?.get(..2)?;
    Some((3, vec![u8::try_from(number(digits, 16)?).ok()?]))
}

/// `\u0073` and `\/` (RFC 8259 §7), and `\x73` as some languages write it.
fn json(text: &[u8]) -> Option<(usize, Vec<u8>)> {
    let rest = text.strip_prefix(b"\\")?;
    let meaning = match rest.first()? {
        b'u' => {
            let unit = number(rest.get(1..5)?, 16)?;
            let found = char::from_u32(unit)?;
            return Some((6, found.to_string().into_bytes()));
        }
        b'x' => {
            let byte = number(rest.get(1..3)?, 16)?;
            return Some((4, vec![u8::try_from(byte).ok()?]));
        }
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        other @ (b'/' | b'"' | b'\\') => *other,
        _ => return None,
    };
    Some((2, vec![meaning]))
}

/// `&#115;` and `&#x73;`, as HTML writes them.
fn entity(text: &[u8]) -> Option<(usize, Vec<u8>)> {
    let inner = text.strip_prefix(b"&#")?;
    let end = inner.iter().take(8).position(|byte| *byte == b';')?;
    let inner = &inner[..end];
    let code = match inner
        .strip_prefix(b"x")
        .or_else(|| inner.strip_prefix(b"X"))
    {
        Some(digits) => number(digits, 16)?,
        None => number(inner, 10)?,
    };
    let found = char::from_u32(code)?;
    Some((end + 3, found.to_string().into_bytes()))
}

/// White space, which folds long lines, and the zeros between the letters of UTF-16.
fn space(text: &[u8]) -> Option<(usize, Vec<u8>)> {
    let gone = matches!(text.first()?, b' ' | b'\n' | b'\r' | b'\t' | 0);
    gone.then(|| (1, Vec::new()))
}

fn number(digits: &[u8], radix: u32) -> Option<u32> {
    let text = std::str::from_utf8(digits).ok()?;
    u32::from_str_radix(text, radix)
        .ok()
        .filter(|_| !text.starts_with('+'))
}
