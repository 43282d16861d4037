//! Owns what can be typed about tokens.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

#[derive(Debug, ClapArgs)]
pub(crate) struct TokenArgs {
    /// Whether words that are not in the dictionary are guessed, as jieba does by default
    #[arg(long, value_enum, default_value_t = Hmm::On, help_heading = "Tokens")]
    pub(crate) hmm: Hmm,
    /// Add words to the tokenizer's dictionary: one per line, with a frequency if need be (jieba's user dictionary)
    #[arg(long, value_name = "FILE", help_heading = "Tokens")]
    pub(crate) words: Option<PathBuf>,
    /// Also add the phrases that are counted, so that each is one token where it stands
    #[arg(long, help_heading = "Tokens")]
    pub(crate) phrases_as_words: bool,
}

/// The hidden Markov model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Hmm {
    /// Guess unknown words
    On,
    /// Leave them as characters
    Off,
}
