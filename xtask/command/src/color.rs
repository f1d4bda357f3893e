//! `--color`: whether what is printed is coloured. Takes the user's wish, makes it that of all
//! printing; where none is said, a terminal is coloured and a pipe is not, and the environment
//! (`NO_COLOR`, `CLICOLOR_FORCE`) has its say.

use anstream::ColorChoice;
use clap::ValueEnum;

/// When to colour what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// In a terminal, unless `NO_COLOR` is set; anywhere when `CLICOLOR_FORCE` is
    Auto,
    /// Anywhere
    Always,
    /// Nowhere
    Never,
}

impl Color {
    /// Lets all printing follow.
    pub fn apply(self) {
        match self {
            Self::Auto => ColorChoice::Auto,
            Self::Always => ColorChoice::Always,
            Self::Never => ColorChoice::Never,
        }
        .write_global();
    }

    /// What arguments say that were not understood as a whole.
    pub fn among(arguments: impl IntoIterator<Item = String>) -> Self {
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            let word = match argument.as_str() {
                "--color" => arguments.next(),
                other => other.strip_prefix("--color=").map(str::to_owned),
            };
            if let Some(color) = word.and_then(|word| Self::from_str(&word, true).ok()) {
                return color;
            }
        }
        Self::Auto
    }
}

#[cfg(test)]
mod tests {
    use super::Color;

    #[test]
    fn the_wish_is_found_among_other_words() {
        let among = |text: &str| Color::among(text.split(' ').map(str::to_owned));
        assert_eq!(among("codegen --color always --frob"), Color::Always);
        assert_eq!(among("--color=never codegen --frob"), Color::Never);
        assert_eq!(among("codegen --frob --color"), Color::Auto);
        assert_eq!(among("codegen --color pink"), Color::Auto);
    }
}
