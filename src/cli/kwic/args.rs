//! Owns what can be typed after `tifa kwic`.

use clap::{Args as ClapArgs, ValueEnum};
use tifa::matcher::MatchKind;
use tifa::pipeline::LineOrder;

use super::super::args::{CorpusArgs, Format, SearchArgs};

#[derive(Debug, ClapArgs)]
pub(crate) struct KwicArgs {
    /// A phrase: one of the lexicon, by its text, a wording that counts, or its id; or any other
    #[arg(value_name = "PHRASE")]
    pub(crate) phrase: String,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    /// Order of the lines: reading order, the context before the hit (from the hit outwards) or after it, or the date
    #[arg(long, value_enum, value_name = "ORDER", default_value_t = Sort::Text)]
    pub(crate) sort: Sort,
    /// What is written to standard output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    pub(crate) format: Format,
    /// Characters of context on either side
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u16).range(0..=1000))]
    pub(crate) width: u16,
    /// Show at most this many lines; 0 for all
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) limit: usize,
    /// Show hits of these kinds (repeatable, or separated by commas); the default is what reports count
    #[arg(long, value_enum, value_name = "KIND", value_delimiter = ',',
          default_values_t = [Kind::Exact, Kind::Folded, Kind::Variant, Kind::Masked])]
    pub(crate) kind: Vec<Kind>,
    #[command(flatten)]
    pub(crate) search: SearchArgs,
}

/// The order of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sort {
    /// Reading order
    Text,
    /// What stands before the hit
    Left,
    /// What stands after the hit
    Right,
    /// The documents' dates, undated ones last
    Date,
}

impl Sort {
    pub(super) fn of_library(self) -> LineOrder {
        match self {
            Self::Text => LineOrder::Text,
            Self::Left => LineOrder::Left,
            Self::Right => LineOrder::Right,
            Self::Date => LineOrder::Date,
        }
    }
}

/// How a hit matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// The wording as it is listed
    Exact,
    /// Equal but for quotes, script, width, spaces or separators
    Folded,
    /// Another wording of the phrase
    Variant,
    /// A name or number was hidden
    Masked,
    /// A typo or dropped characters (with --typos, --dropped)
    Fuzzy,
    /// A related wording
    Related,
    /// A guard refused it
    Rejected,
    /// The components, spelled out
    Expansion,
    /// Half of the components or more
    Partial,
}

impl Kind {
    pub(super) fn of_library(self) -> MatchKind {
        match self {
            Self::Exact => MatchKind::Exact,
            Self::Folded => MatchKind::Folded,
            Self::Variant => MatchKind::Variant,
            Self::Masked => MatchKind::Masked,
            Self::Fuzzy => MatchKind::Fuzzy,
            Self::Related => MatchKind::Related,
            Self::Rejected => MatchKind::Rejected,
            Self::Expansion => MatchKind::Expansion,
            Self::Partial => MatchKind::Partial,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_named_as_in_tables() {
        for kind in Kind::value_variants() {
            let typed = kind.to_possible_value().unwrap();
            assert_eq!(typed.get_name(), kind.of_library().name());
        }
    }
}
