//! Which documents a run is about: takes names and sizes, gives a choice that is the same on
//! every run and every machine.

/// Whether a name holds the parts of a pattern, one after the other: `*` matches anything.
pub fn matches(name: &str, pattern: &str) -> bool {
    let mut rest = name;
    pattern.split('*').all(|part| match rest.find(part) {
        Some(at) => {
            rest = &rest[at + part.len()..];
            true
        }
        None => false,
    })
}

/// As many of the items as wanted, evenly from the smallest to the largest: of as many equal
/// parts of the list in order of size, the middle of each. Gives indexes, in ascending order.
pub fn evenly(sizes: &[u64], wanted: usize) -> Vec<usize> {
    let mut by_size: Vec<usize> = (0..sizes.len()).collect();
    by_size.sort_by_key(|&index| sizes[index]);
    if wanted < sizes.len() {
        by_size = (0..wanted)
            .map(|part| by_size[(2 * part + 1) * sizes.len() / (2 * wanted)])
            .collect();
    }
    by_size.sort_unstable();
    by_size
}

#[cfg(test)]
mod tests {
    use super::{evenly, matches};

    #[test]
    fn a_pattern_is_a_part_of_a_name() {
        for pattern in ["openai", "openai*yaml", "*", "", "__main.y"] {
            assert!(matches("openai__main.yaml", pattern), "{pattern}");
        }
        for pattern in ["stripe", "yaml*openai", "main*main"] {
            assert!(!matches("openai__main.yaml", pattern), "{pattern}");
        }
    }

    #[test]
    fn a_sample_is_spread_over_the_sizes() {
        let sizes = [50, 10, 40, 20, 30, 60];
        assert_eq!(evenly(&sizes, 3), [2, 3, 5]);
        assert_eq!(evenly(&sizes, 1), [2]);
        assert_eq!(evenly(&sizes, 6), [0, 1, 2, 3, 4, 5]);
        assert_eq!(evenly(&sizes, 9), [0, 1, 2, 3, 4, 5]);
        assert_eq!(evenly(&sizes, 0), Vec::<usize>::new());
        assert_eq!(evenly(&[], 3), Vec::<usize>::new());
        assert_eq!(evenly(&[1, 1, 1, 1], 2), [1, 3]);
    }
}
