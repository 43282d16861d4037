//! Owns `tifa kwic`: every hit of a phrase in its context, as a table, CSV or JSON Lines.

mod args;
mod output;
mod table;

use std::io::IsTerminal as _;

use tifa::matcher::MatchKind;
use tifa::pipeline::{Concordance, ConcordanceLine, ConcordanceQuery, Pipeline};

use super::args::Format;
use super::entries::{self, Asked, Chosen};
use super::messages::{Rest, number_of};
use super::progress::Reporter;
use super::{ExitStatus, config, messages};
pub(super) use args::KwicArgs;
use args::Sort;
use table::{Emphasis, When};

/// What `--help` ends with.
pub(super) const EXAMPLES: &str = "\
Examples:\n  \
tifa kwic 四个意识 speeches/                       every hit, in reading order\n  \
tifa kwic 四个意识 speeches/ --sort right          by the words that follow\n  \
tifa kwic 乡村振兴 news.jsonl --sort date --limit 20\n  \
tifa kwic 久久为功 2019.txt 2023.txt --width 10    less context, for a narrow terminal\n  \
tifa kwic '以{2,6}为中心' speeches/                my own phrase, with a slot of 2 to 6 characters\n  \
tifa kwic 八项规定 speeches/ --kind rejected       places that look like it and are not counted\n  \
tifa kwic 两个维护 speeches/ --format csv > kwic.csv\n\n\
The lines are the hits that tifa report counts; what was found goes to standard output, all else to\n\
standard error.";

pub(super) fn run(args: &KwicArgs) -> tifa::Result<ExitStatus> {
    let settings = config::matching(&args.search.matching, &args.corpus, &args.search.run)?;
    let chosen = entries::choose(Asked::One(&args.phrase), &args.search.lexicon)?;
    let corpus = entries::corpus_behind(&args.phrase, &args.corpus, "kwic")?;
    for note in notes_before(args, &chosen) {
        messages::note(&note);
    }
    let query = ConcordanceQuery {
        phrases: chosen.phrases.clone(),
        kinds: args.kind.iter().map(|kind| kind.of_library()).collect(),
        width: args.width.into(),
    };
    let reporter = Reporter::new(config::loudness(&args.search.run));
    let pipeline = Pipeline::new(&chosen.lexicon, settings)?;
    let mut found = pipeline.concordance(corpus, &query, &reporter)?;
    reporter.finish();
    found.sort(args.sort.of_library());
    let lines = first(&found.lines, args.limit);
    messages::write(&formatted(args, &chosen, &found, lines))?;
    messages::skipped(&found.skipped, Rest::Nowhere);
    if !args.search.run.quiet {
        messages::note(&outcome(&chosen, &found, lines.len()));
        if let Some(note) = not_shown(&found, &query.kinds) {
            messages::note(&note);
        }
    }
    Ok(ExitStatus::after(&found.skipped))
}

fn notes_before(args: &KwicArgs, chosen: &Chosen) -> Vec<String> {
    let mut notes = Vec::new();
    if args.search.run.quiet {
        return notes;
    }
    notes.extend(chosen.notes.iter().cloned());
    let is_looked_for = args.search.matching.typos || args.search.matching.dropped.is_some();
    let is_shown = args.kind.contains(&args::Kind::Fuzzy);
    match (is_looked_for, is_shown) {
        (false, true) => notes.push("fuzzy hits are only found with --typos or --dropped".into()),
        (true, false) => notes.push("fuzzy hits are only shown with --kind fuzzy".into()),
        _ => {}
    }
    notes
}

/// The first `most` lines; 0 for all.
fn first(lines: &[ConcordanceLine], most: usize) -> &[ConcordanceLine] {
    match most {
        0 => lines,
        most => &lines[..most.min(lines.len())],
    }
}

fn formatted(
    args: &KwicArgs,
    chosen: &Chosen,
    found: &Concordance,
    lines: &[ConcordanceLine],
) -> Vec<u8> {
    let names = chosen.names();
    let rows = output::rows(found, lines, &names);
    match args.format {
        Format::Csv => output::csv(&rows),
        Format::Jsonl => output::json_lines(&rows),
        Format::Table => {
            let when = match args.sort {
                Sort::Date => When::Date,
                _ => When::Year,
            };
            table::text(&rows, when, emphasis()).into_bytes()
        }
    }
}

/// Hits are bold on a terminal, unless `NO_COLOR` is set.
fn emphasis() -> Emphasis {
    let is_unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if std::io::stdout().is_terminal() && !is_unwanted {
        Emphasis::Bold
    } else {
        Emphasis::Plain
    }
}

/// How many hits there are, and how many of them are shown.
fn outcome(chosen: &Chosen, found: &Concordance, shown: usize) -> String {
    let all = found.lines.len();
    let documents = number_of(found.documents_read, "document", "documents");
    if all == 0 {
        let names: Vec<String> = chosen.names().into_iter().map(|(_, name)| name).collect();
        return format!("no hit of {} in {documents}", names.join(" or "));
    }
    let hits = number_of(all, "hit", "hits");
    let whole = format!("{hits} in {} of {documents}", found.documents.len());
    let whole = match found.hits_apart {
        0 => whole,
        apart => format!("{whole}; {apart} more in titles and outlines"),
    };
    let whole = match found.left_out {
        0 => whole,
        left => format!("{whole}; {left} left out as copies"),
    };
    match all - shown {
        0 => whole,
        _ => format!("{whole}; the first {shown} are shown"),
    }
}

/// What was found of kinds that were not asked for.
fn not_shown(found: &Concordance, kinds: &[MatchKind]) -> Option<String> {
    let others: Vec<(&str, u64)> = found
        .kinds
        .iter()
        .filter(|(kind, _)| !kinds.contains(kind))
        .map(|(kind, &hits)| (kind.name(), hits))
        .collect();
    let hits: Vec<String> = others
        .iter()
        .map(|(name, hits)| format!("{hits} {name}"))
        .collect();
    let names: Vec<&str> = others.iter().map(|&(name, _)| name).collect();
    (!others.is_empty()).then(|| {
        format!(
            "not shown: {} (--kind {} shows them)",
            hits.join(", "),
            names.join(",")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_that_were_not_asked_for_are_counted() {
        let found = Concordance {
            kinds: [
                (MatchKind::Exact, 5),
                (MatchKind::Related, 1),
                (MatchKind::Rejected, 2),
            ]
            .into(),
            ..Concordance::default()
        };
        assert_eq!(
            not_shown(&found, &[MatchKind::Exact]).as_deref(),
            Some("not shown: 1 related, 2 rejected (--kind related,rejected shows them)")
        );
        let all = [MatchKind::Exact, MatchKind::Related, MatchKind::Rejected];
        assert_eq!(not_shown(&found, &all), None);
    }
}
