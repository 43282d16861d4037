//! Owns `tifa compare`: what was meant, and what is said in the end.

use std::fmt::Write as _;

use tifa::Error;
use tifa::passages::PassageOptions;
use tifa::pipeline::{Grouping, Settings, Side, Sides};
use tifa::report::{CompareJob, check_output};
use tifa::stats::Correction;
use tifa::tables::{
    CompareOptions, Comparison, FeatureChoice, KeynessOptions, KeynessRank, Pairing, PassagesFound,
    Typical,
};

use super::args::{Against, CompareArgs, GroupArgs, Made, MeasureArgs, Method, Rank};
use super::config::Copies;
use super::messages::Rest;
use super::progress::Reporter;
use super::{ExitStatus, config, load_lexicon, messages, open_corpus};

/// Phrases that are said to be typical, on either side.
const SAID: usize = 5;
/// With more comparisons than this nothing is said about what is typical.
const SAID_PAIRS: usize = 4;

pub(super) fn run(args: &CompareArgs) -> tifa::Result<ExitStatus> {
    let out = args.output.out.clone();
    let out = out.unwrap_or_else(|| "reports/compare".into());
    check_output(&out, &args.corpus.paths)?;
    let by = grouping(&args.groups, args.corpus.paths.len())?;
    let options = options(&args.measures);
    let lexicon = load_lexicon(&args.lexicon)?;
    let settings = Settings {
        passages: passages(&args.measures.passages)?,
        ..config::settings(&args.count, (&args.corpus, &lexicon), Some(&args.ngrams))?
    };
    if options.features != FeatureChoice::Phrases && settings.ngrams.is_none() {
        return Err(wrong(
            "--features",
            "n-grams are asked for, and --ngrams says none",
        ));
    }
    let corpus = open_corpus(&args.corpus, &out, Copies::Kept)?;
    let job = CompareJob {
        out,
        settings,
        by,
        options,
        encoding: config::encoding(args.output.bom),
    };
    let reporter = Reporter::new(config::loudness(&args.count.run));
    let (summary, comparison) = job.run(corpus, &lexicon, &reporter)?;
    reporter.finish();
    messages::skipped(&summary.skipped, Rest::InReport);
    if !args.count.run.quiet {
        messages::comparison(&summary, &findings(&comparison, summary.documents))?;
    }
    Ok(ExitStatus::after(&summary.skipped))
}

fn wrong(option: &str, message: &str) -> Error {
    Error::Setting {
        option: option.to_owned(),
        message: message.to_owned(),
    }
}

/// What documents are grouped by, and which groups are put together.
fn grouping(args: &GroupArgs, paths: usize) -> tifa::Result<Grouping> {
    let by = match args.by.as_deref() {
        Some("path") => Grouping::Path,
        Some("document" | "file") => Grouping::Document,
        Some("folder") => Grouping::Folder,
        Some("year") => Grouping::Year,
        Some(variable) => Grouping::Variable(variable.to_owned()),
        None if paths == 1 => Grouping::Document,
        None => Grouping::Path,
    };
    if args.target.is_empty() {
        return Ok(by);
    }
    if args.by.is_none() && paths == 1 {
        let message = "say with --by what its groups are: year, speaker, folder, document, or a document variable";
        return Err(wrong("--target", message));
    }
    let reference = (!args.reference.is_empty()).then(|| Side::new(&args.reference, &by));
    Ok(Grouping::Sides(Sides {
        target: Side::new(&args.target, &by),
        reference,
        by: Box::new(by),
    }))
}

/// `13`, or `none` for not at all.
fn passages(typed: &str) -> tifa::Result<Option<PassageOptions>> {
    if typed == "none" {
        return Ok(None);
    }
    let shortest = typed.parse().map_err(|_| {
        let message = format!("{typed:?} is no length; write a number of characters, or none");
        wrong("--passages", &message)
    })?;
    let options = PassageOptions {
        shortest,
        ..PassageOptions::default()
    };
    options.check()?;
    Ok(Some(options))
}

fn options(args: &MeasureArgs) -> CompareOptions {
    CompareOptions {
        keyness: KeynessOptions {
            pairing: match args.keyness {
                None => Pairing::BySize,
                Some(Against::Pairs) => Pairing::Pairs,
                Some(Against::Rest) => Pairing::Rest,
            },
            rank: match args.rank {
                Rank::G2 => KeynessRank::Evidence,
                Rank::LogRatio => KeynessRank::Effect,
            },
            correction: match args.correction {
                Method::Bh => Correction::BenjaminiHochberg,
                Method::Holm => Correction::Holm,
                Method::Bonferroni => Correction::Bonferroni,
                Method::Sidak => Correction::Sidak,
                Method::None => Correction::Uncorrected,
            },
        },
        features: match args.features {
            Made::Phrases => FeatureChoice::Phrases,
            Made::Ngrams => FeatureChoice::Ngrams,
            Made::Both => FeatureChoice::Both,
        },
        clusters: args.clusters.map(usize::from),
    }
}

/// What a comparison of so many documents found, in words.
fn findings(comparison: &Comparison, documents: usize) -> String {
    let mut text = format!("speeches or groups: {}\n", comparison.speeches.len());
    let left_out = (documents as u64).saturating_sub(comparison.documents);
    if left_out > 0 {
        let _ = writeln!(text, "documents in no group, not compared: {left_out}");
    }
    if let ([a, b], Some(cosine)) = (comparison.speeches.as_slice(), comparison.cosine.cell(0, 1)) {
        let _ = writeln!(text, "{a} and {b}: cosine {cosine:.3}");
    }
    if comparison.typical.len() <= SAID_PAIRS {
        for typical in &comparison.typical {
            text.push_str(&what_is_typical(typical));
        }
    }
    if let Some(clusters) = &comparison.clusters {
        let _ = writeln!(text, "clusters: {} (clusters.csv)", clusters.number());
    }
    if let Some(passages) = &comparison.passages {
        text.push_str(&what_is_shared(passages));
    }
    text
}

fn what_is_shared(passages: &PassagesFound) -> String {
    let longest = passages.longest.as_ref().map(|(a, b, characters)| {
        format!("; the longest, {characters} characters, in {a} and {b}")
    });
    format!(
        "shared passages: {}, of which no slogans: {}{} (passages.csv)\n",
        passages.all,
        passages.prose,
        longest.unwrap_or_default()
    )
}

fn what_is_typical(typical: &Typical) -> String {
    let Typical {
        target, reference, ..
    } = typical;
    let listed = |phrases: &[(String, f64)]| match phrases {
        [] => "nothing that stands out".to_owned(),
        phrases => {
            let names = phrases.iter().take(SAID).map(|(name, _)| name.as_str());
            names.collect::<Vec<_>>().join("、")
        }
    };
    format!(
        "{target} more than {reference}: {}\n{target} less than {reference}: {}\n",
        listed(&typical.over),
        listed(&typical.under)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(by: Option<&str>, target: &[&str], reference: &[&str]) -> GroupArgs {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        GroupArgs {
            by: by.map(str::to_owned),
            target: owned(target),
            reference: owned(reference),
        }
    }

    #[test]
    fn what_is_grouped_by() {
        let of = |by, paths| grouping(&groups(by, &[], &[]), paths).unwrap();
        assert_eq!(of(None, 1), Grouping::Document);
        assert_eq!(of(None, 2), Grouping::Path);
        assert_eq!(of(Some("file"), 2), Grouping::Document);
        assert_eq!(of(Some("speaker"), 1).name(), "speaker");
    }

    #[test]
    fn sides_need_groups() {
        let sides = grouping(&groups(Some("year"), &["2003-2012"], &["2013"]), 1).unwrap();
        let Grouping::Sides(sides) = sides else {
            panic!("{sides:?}");
        };
        assert_eq!(sides.names(), ["2003-2012", "2013"]);
        let error = grouping(&groups(None, &["x"], &[]), 1).unwrap_err();
        assert!(error.to_string().contains("--by"), "{error}");
    }

    #[test]
    fn nothing_typical_is_said() {
        let typical = Typical {
            target: "甲".to_owned(),
            reference: "乙".to_owned(),
            over: vec![("四个意识".to_owned(), 9.0)],
            under: Vec::new(),
        };
        let said = what_is_typical(&typical);
        assert!(said.contains("甲 more than 乙: 四个意识\n"), "{said}");
        assert!(said.contains("less than 乙: nothing"), "{said}");
    }
}
