//! Owns `tifa collocates`: the tokens around the hits of a phrase, with measures of association.

mod args;
mod chart;
mod output;

use tifa::pipeline::{CollocateQuery, Collocates, Pipeline, Settings};
use tifa::segment::TokenClass;
use tifa::tables::{CollocateRow, collocate_rows};

use super::args::Include;
use super::chart_file::check_svg;
use super::entries::{self, Asked, Chosen};
use super::messages::{Rest, number_of};
use super::progress::Reporter;
use super::{ExitStatus, config, messages};
pub(super) use args::CollocatesArgs;

/// What `--help` ends with.
pub(super) const EXAMPLES: &str = "\
Examples:\n  \
tifa collocates 获得感 speeches/                   what stands within 5 tokens of it\n  \
tifa collocates 获得感 speeches/ --window 2 --sort logdice\n  \
tifa collocates 乡村振兴 news.jsonl --stopwords stop.txt --min-count 10\n  \
tifa collocates 四个意识 speeches/ --limit 0 --format csv > collocates.csv\n  \
tifa collocates 四个意识 speeches/ --sort pmi --svg collocates.svg\n\n\
Hits are those that tifa report counts. A window ends with its sentence, its line, or its column of\n\
a table, not at a comma. Tokens that are part of a hit are no collocates; a token in the windows of\n\
two hits is counted once. Numbers, punctuation and stop-words are as if they were not there.\n\n\
count is how often a token stands in windows, expected how often chance would put it there:\n\
tokens in windows x its occurrences in the corpus / tokens of the corpus. Tokens that stand there\n\
less often than expected come last when sorted by g2. p is adjusted for all tokens in windows\n\
(Benjamini and Hochberg). few_hits: fewer than 5 occurrences; one_document: all in one document;\n\
the measures of neither are to be relied on.";

pub(super) fn run(args: &CollocatesArgs) -> tifa::Result<ExitStatus> {
    check_svg(args.svg.as_deref())?;
    let chosen = entries::choose(Asked::One(&args.phrase), &args.search.lexicon)?;
    let settings = settings(args, &chosen)?;
    let query = query(args, &chosen)?;
    let corpus = entries::corpus_behind(&args.phrase, &args.corpus, "collocates")?;
    if !args.search.run.quiet {
        chosen.notes.iter().for_each(|note| messages::note(note));
    }
    let reporter = Reporter::new(config::loudness(&args.search.run));
    let pipeline = Pipeline::new(&chosen.lexicon, settings)?;
    let found = pipeline.collocates(corpus, &query, &reporter)?;
    reporter.finish();
    let rows = collocate_rows(&found, args.min_count, args.sort.of_library());
    let listed = first(&rows, args.limit);
    if let Some(path) = &args.svg {
        let svg = chart::svg(args, &chosen, &found, listed)?;
        tifa::report::write_file(path, svg.as_bytes())?;
    }
    messages::write(&output::formatted(args.format, &chosen, &found, listed))?;
    messages::skipped(&found.skipped, Rest::Nowhere);
    if !args.search.run.quiet {
        for note in outcome(args, &chosen, &found, (rows.len(), listed.len())) {
            messages::note(&note);
        }
    }
    Ok(ExitStatus::after(&found.skipped))
}

fn settings(args: &CollocatesArgs, chosen: &Chosen) -> tifa::Result<Settings> {
    let matching = config::matching(&args.search.matching, &args.corpus, &args.search.run)?;
    config::with_tokens(matching, &args.tokens, &chosen.lexicon)
}

fn query(args: &CollocatesArgs, chosen: &Chosen) -> tifa::Result<CollocateQuery> {
    let included = args.include.iter().map(|class| match class {
        Include::Numbers => TokenClass::Number,
        Include::Punctuation => TokenClass::Punctuation,
    });
    let stopwords = args.stopwords.as_deref().map(config::stopwords);
    Ok(CollocateQuery {
        phrases: chosen.phrases.clone(),
        window: args.window.into(),
        classes: std::iter::once(TokenClass::Word).chain(included).collect(),
        stopwords: stopwords.transpose()?.unwrap_or_default(),
    })
}

/// The first `most` rows; 0 for all.
fn first(rows: &[CollocateRow], most: usize) -> &[CollocateRow] {
    match most {
        0 => rows,
        most => &rows[..most.min(rows.len())],
    }
}

/// How many hits and collocates there are, and how many are listed.
fn outcome(
    args: &CollocatesArgs,
    chosen: &Chosen,
    found: &Collocates,
    (frequent, listed): (usize, usize),
) -> Vec<String> {
    let documents = number_of(found.documents, "document", "documents");
    if found.hits == 0 {
        return vec![format!("no hit of {} in {documents}", chosen.title())];
    }
    let mut whole = format!(
        "{} hits in {} of {documents}",
        found.hits, found.documents_with_hits
    );
    if found.hits == 1 {
        whole = whole.replacen("hits", "hit", 1);
    }
    if found.hits_apart > 0 {
        whole += &format!("; {} more in titles and outlines", found.hits_apart);
    }
    if found.left_out > 0 {
        whole += &format!("; {} left out as copies", found.left_out);
    }
    let tokens = format!(
        "{} of the corpus's {} tokens are within {} of a hit",
        found.window_tokens,
        found.tokens,
        number_of(usize::from(args.window), "token", "tokens")
    );
    vec![whole, tokens, listing(args, found, (frequent, listed))]
}

fn listing(
    args: &CollocatesArgs,
    found: &Collocates,
    (frequent, listed): (usize, usize),
) -> String {
    let all = found.collocates.len();
    let mut text = format!(
        "{listed} of {} listed",
        number_of(all, "collocate", "collocates")
    );
    if all > frequent {
        text += &format!(
            "; {} occur less than {} times (--min-count 1 lists them)",
            all - frequent,
            args.min_count
        );
    }
    if frequent > listed {
        text += &format!(
            "; {} come after them (--limit 0 lists all)",
            frequent - listed
        );
    }
    text
}
