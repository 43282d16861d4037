//! Owns what was meant: arguments become the library's settings.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;
use tifa::Error;
use tifa::corpus::{
    Boilerplate, Confidence, CorpusOptions, DuplicateOptions, Duplicates, FieldChoice, YearBy,
};
use tifa::lexicon::{Builtin, Lexicon, Selection, Tier};
use tifa::matcher::{KnownPairs, MatchOptions, OverlapPolicy, Typos};
use tifa::ngram::{NgramOptions, NgramUnit, Orders, TokenUse};
use tifa::pipeline::{Settings, available_threads, quarter_of_memory};
use tifa::segment::UnknownWords;
use tifa::tables::{CsvEncoding, TemperatureScale};
use tifa::text::is_han;

use super::args::{
    By, CorpusArgs, CountArgs, Hmm, Include, Keep, LexiconArgs, LexiconFiles, MatchArgs, NgramArgs,
    Overlap, RunArgs, Sure, TierName, TokenArgs, Unit,
};
use super::progress::Loudness;
use super::words;

/// `reports/NAME`: the corpus's own name, `corpus` for several, `stdin` for standard input.
pub(super) fn default_out(paths: &[PathBuf]) -> PathBuf {
    let name = match paths {
        [only] if only.as_os_str() == "-" => "stdin".to_owned(),
        [only] => only
            .canonicalize()
            .unwrap_or_else(|_| only.clone())
            .file_stem()
            .map_or_else(
                || "corpus".to_owned(),
                |stem| stem.to_string_lossy().into_owned(),
            ),
        _ => "corpus".to_owned(),
    };
    Path::new("reports").join(name)
}

/// What becomes of copies where nothing was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Copies {
    /// The earliest is counted.
    LeftOut,
    /// All are: they are what is compared.
    Kept,
}

pub(super) fn corpus_options(args: &CorpusArgs, out: &Path, copies: Copies) -> CorpusOptions {
    let dates = &args.dates;
    CorpusOptions {
        fields: FieldChoice {
            id: args.id_field.clone(),
            title: args.title_field.clone(),
            date: args.date_field.clone(),
            text: args.text_field.clone(),
        },
        exclude: args.exclude.clone(),
        output: Some(out.to_path_buf()),
        encoding: args.encoding,
        default_year: dates.default_year,
        crawled: dates.crawled,
        metadata: dates.metadata.clone(),
        site_names: args.watermark.clone(),
        boilerplate: match args.boilerplate {
            Keep::Drop => Boilerplate::LeftOut,
            Keep::Keep => Boilerplate::Kept,
        },
        duplicates: match (args.duplicates, copies) {
            (Some(Keep::Keep), _) | (None, Copies::Kept) => Duplicates::Kept,
            (Some(Keep::Drop), _) | (None, Copies::LeftOut) => Duplicates::LeftOut,
        },
        likeness: DuplicateOptions::at_least(args.similarity),
        year_by: match dates.year_by {
            By::Event => YearBy::Event,
            By::Publication => YearBy::Publication,
        },
        least_confidence: match dates.date_confidence {
            Sure::High => Confidence::High,
            Sure::Medium => Confidence::Medium,
            Sure::Low => Confidence::Low,
        },
    }
}

pub(super) fn builtin(files: &LexiconFiles) -> Builtin {
    if files.no_builtin {
        Builtin::LeftOut
    } else {
        Builtin::Included
    }
}

pub(super) fn selection(args: &LexiconArgs) -> Selection {
    let tier = |name: &TierName| match name {
        TierName::A => Tier::A,
        TierName::B => Tier::B,
        TierName::C => Tier::C,
        TierName::L => Tier::Local,
    };
    Selection {
        packs: args.pack.clone(),
        tiers: args.tier.iter().map(tier).collect(),
        categories: args.category.clone(),
    }
}

pub(super) fn encoding(bom: bool) -> CsvEncoding {
    if bom {
        CsvEncoding::Utf8WithMark
    } else {
        CsvEncoding::Utf8
    }
}

/// The scale in a file, else the built-in one.
pub(super) fn temperature(file: Option<&Path>) -> tifa::Result<TemperatureScale> {
    file.map_or_else(TemperatureScale::built_in, TemperatureScale::read)
}

pub(super) fn loudness(args: &RunArgs) -> Loudness {
    if args.quiet {
        Loudness::Quiet
    } else {
        Loudness::Usual
    }
}

pub(super) fn settings(
    args: &CountArgs,
    (corpus, lexicon): (&CorpusArgs, &Lexicon),
    ngrams: Option<&NgramArgs>,
) -> tifa::Result<Settings> {
    let memory = ngrams.and_then(|ngrams| ngrams.memory);
    Ok(Settings {
        memory: memory.unwrap_or_else(quarter_of_memory),
        overlap: match args.overlap {
            Overlap::All => OverlapPolicy::All,
            Overlap::Outermost => OverlapPolicy::Outermost,
            Overlap::OutermostInCategory => OverlapPolicy::OutermostInCategory,
            Overlap::Longest => OverlapPolicy::Longest,
        },
        ngrams: ngrams.map(self::ngrams).transpose()?.flatten(),
        ..with_tokens(
            matching(&args.matching, corpus, &args.run)?,
            &args.tokens,
            lexicon,
        )?
    })
}

/// `settings` with the tokenizer that is asked for.
pub(super) fn with_tokens(
    settings: Settings,
    args: &TokenArgs,
    lexicon: &Lexicon,
) -> tifa::Result<Settings> {
    let of_file = args.words.as_deref().map(words::of_file);
    let mut words = of_file.unwrap_or_else(|| Ok(Vec::new()))?;
    if args.phrases_as_words {
        words.extend(words::of_lexicon(lexicon));
    }
    Ok(Settings {
        unknown_words: match args.hmm {
            Hmm::On => UnknownWords::Guessed,
            Hmm::Off => UnknownWords::Split,
        },
        words,
        ..settings
    })
}

/// Settings for finding phrases alone.
pub(super) fn matching(
    args: &MatchArgs,
    corpus: &CorpusArgs,
    run: &RunArgs,
) -> tifa::Result<Settings> {
    if corpus.watermark.iter().any(String::is_empty) {
        let message = "an empty text cannot be read across".to_owned();
        return Err(Error::Setting {
            option: "--watermark".to_owned(),
            message,
        });
    }
    Ok(Settings {
        threads: threads(run),
        watermarks: corpus.watermark.clone(),
        matching: MatchOptions {
            dropped: dropped(args)?,
            typos: if args.typos {
                Typos::Found(KnownPairs::common())
            } else {
                Typos::Ignored
            },
        },
        ngrams: None,
        ..Settings::default()
    })
}

/// The number of threads asked for, else as many as the machine runs at once.
pub(super) fn threads(run: &RunArgs) -> NonZeroUsize {
    let asked = run.threads.map(usize::from).and_then(NonZeroUsize::new);
    asked.unwrap_or_else(available_threads)
}

fn dropped(args: &MatchArgs) -> tifa::Result<Vec<char>> {
    let Some(characters) = &args.dropped else {
        return Ok(Vec::new());
    };
    let han: Vec<char> = characters.chars().filter(|&c| is_han(c)).collect();
    if han.is_empty() || han.len() < characters.chars().count() {
        let message = format!("{characters:?}: write the Chinese characters one after another");
        return Err(Error::Setting {
            option: "--dropped".to_owned(),
            message,
        });
    }
    Ok(han)
}

fn ngrams(args: &NgramArgs) -> tifa::Result<Option<NgramOptions>> {
    let Some(orders) = orders(&args.ngrams)? else {
        return Ok(None);
    };
    let part = |class| {
        if args.ngram_include.contains(&class) {
            TokenUse::Counts
        } else {
            TokenUse::Breaks
        }
    };
    Ok(Some(NgramOptions {
        unit: match args.ngram_unit {
            Unit::Token => NgramUnit::Token,
            Unit::Char => NgramUnit::Character,
        },
        orders,
        min_count: args.min_count,
        top: args.top,
        numbers: part(Include::Numbers),
        punctuation: part(Include::Punctuation),
        stopwords: args
            .stopwords
            .as_deref()
            .map(stopwords)
            .transpose()?
            .unwrap_or_default(),
    }))
}

/// `3` is 1 to 3, `2-4` is 2 to 4, `none` is not at all.
fn orders(typed: &str) -> tifa::Result<Option<Orders>> {
    if typed == "none" {
        return Ok(None);
    }
    let (first, last) = typed.split_once('-').unwrap_or(("1", typed));
    match (first.trim().parse(), last.trim().parse()) {
        (Ok(first), Ok(last)) => Orders::new(first..=last).map(Some),
        _ => {
            let message = format!("{typed:?} is no length; write 3, 2-4 or none");
            Err(Error::Setting {
                option: "--ngrams".to_owned(),
                message,
            })
        }
    }
}

/// The tokens in a file, one per line; lines that begin with # are comments.
pub(super) fn stopwords(path: &Path) -> tifa::Result<FxHashSet<String>> {
    let content = std::fs::read_to_string(path).map_err(|source| Error::Read {
        path: path.to_path_buf(),
        source,
    })?;
    let words = content
        .trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim);
    Ok(words
        .filter(|word| !word.is_empty() && !word.starts_with('#'))
        .map(str::to_owned)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_ngrams() {
        let range = |typed| orders(typed).map(|found| found.map(|o| (o.first(), o.last())));
        assert_eq!(range("3").unwrap(), Some((1, 3)));
        assert_eq!(range("2-4").unwrap(), Some((2, 4)));
        assert_eq!(range("none").unwrap(), None);
        for wrong in ["0", "-1", "4-2", "x", "1000", ""] {
            let message = range(wrong).unwrap_err().to_string();
            assert!(message.starts_with("--ngrams"), "{message}");
        }
    }

    #[test]
    fn a_report_is_named_after_its_corpus() {
        let name = |path: &str| default_out(&[path.into()]).to_string_lossy().into_owned();
        assert_eq!(name("missing/speeches/"), "reports/speeches");
        assert_eq!(name("missing/news.jsonl"), "reports/news");
        assert_eq!(name("-"), "reports/stdin");
    }
}
