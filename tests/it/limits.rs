//! What is found does not depend on threads, and no text makes the search endless.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use tifa::corpus::{Corpus, CorpusOptions, CorpusReader, Document, Item, Part};
use tifa::lexicon::{Entry, ItemOrder, Lexicon, Variation};
use tifa::matcher::{DateSpan, MatchOptions, Matches, PhraseMatcher};
use tifa::pipeline::{
    CountedDocument, DocumentRows, Found, Ledger, LedgerPart, LedgerRows, LedgerTable, Pipeline,
    Settings, Silent, Sink, Standing,
};
use tifa::text::FoldOptions;

use super::harness::{builtin, project, shared};
use super::rich;

/// Writes down everything that was found.
struct Everything;

impl LedgerRows for Everything {
    fn rows(
        &self,
        document: &Document,
        place: (Part, Standing),
        found: &Found,
        out: &mut LedgerPart,
    ) {
        let hits = format!("{} {place:?} {:?}\n", document.id, found.hits);
        let masks = format!("{} {place:?} {:?}\n", document.id, found.masks);
        out.rows_mut(LedgerTable::Hits).extend(hits.bytes());
        out.rows_mut(LedgerTable::Masks).extend(masks.bytes());
    }
}

impl DocumentRows for Everything {
    fn about(&self, counted: &CountedDocument, out: &mut LedgerPart) {
        let document = &counted.document;
        let zones = format!("{} {:?}\n", document.id, document.zones);
        let dates = format!("{} {:?}\n", document.id, document.dating);
        out.rows_mut(LedgerTable::Zones).extend(zones.bytes());
        out.rows_mut(LedgerTable::Dates).extend(dates.bytes());
        let counts = format!("{} {:?}\n", document.id, counted.counts);
        out.rows_mut(LedgerTable::Documents).extend(counts.bytes());
    }
}

/// The real speeches with masks where they are beside the checkout, and our samples.
fn speeches() -> Vec<PathBuf> {
    let samples = project().join("seeds");
    shared("seeds").into_iter().chain([samples]).collect()
}

fn open() -> Corpus {
    Corpus::open(&speeches(), &CorpusOptions::default()).unwrap()
}

fn documents() -> Vec<Document> {
    let document = |item| match item {
        Item::Document(document) => Some(*document),
        Item::Skipped(_) | Item::Input(_) => None,
    };
    CorpusReader::new(open()).filter_map(document).collect()
}

fn find(matcher: &PhraseMatcher, document: &Document) -> Matches {
    let date = document
        .date
        .date
        .and_then(|date| DateSpan::new(date.year, date.month, date.day));
    matcher.find(&document.text, &FoldOptions::default(), date)
}

/// Everything that a run with so many threads finds.
fn ledger(lexicon: &Lexicon, threads: usize) -> [Vec<u8>; 5] {
    let settings = Settings {
        threads: NonZeroUsize::new(threads).unwrap(),
        ngrams: None,
        ..Settings::default()
    };
    let mut written = [const { Vec::new() }; 5];
    let sink = |out| Sink {
        out,
        path: PathBuf::new(),
    };
    let tables = LedgerTable::ALL.into_iter();
    let ledger = Ledger {
        rows: &Everything,
        sinks: tables
            .zip(&mut written)
            .map(|(table, out)| (table, sink(out)))
            .collect(),
    };
    let pipeline = Pipeline::new(lexicon, settings).unwrap();
    pipeline.count(open(), Some(ledger), &Silent).unwrap();
    written
}

#[test]
fn one_thread_and_four_find_the_same() {
    let lexicon = builtin();
    let one = ledger(&lexicon, 1);
    assert!(one.iter().all(|written| !written.is_empty()));
    assert!(
        one == ledger(&lexicon, 4),
        "four threads find something else"
    );
}

#[test]
fn threads_that_share_a_matcher_find_what_one_finds() {
    let matcher = Arc::new(rich::matcher(rich::all_entries()));
    let documents = Arc::new(documents());
    let alone: Vec<Matches> = documents
        .iter()
        .map(|document| find(&matcher, document))
        .collect();
    assert!(alone.iter().any(|matches| !matches.hits.is_empty()));
    let threads = [0, 1, 2, 3].map(|first| {
        let (matcher, documents) = (Arc::clone(&matcher), Arc::clone(&documents));
        std::thread::spawn(move || {
            let mut order: Vec<usize> = (0..documents.len()).collect();
            order.rotate_left(first * documents.len() / 4);
            let found = order
                .into_iter()
                .map(|at| (at, find(&matcher, &documents[at])));
            found.collect::<Vec<(usize, Matches)>>()
        })
    });
    for thread in threads {
        for (at, matches) in thread.join().unwrap() {
            assert!(matches == alone[at], "{}", documents[at].id);
        }
    }
}

/// Lists whose items may stand anywhere near each other, over and over in the text.
fn lists() -> Vec<Entry> {
    let list = |text: &str| Entry {
        text: text.to_owned(),
        variation: Variation {
            order: ItemOrder::Free,
            gap: 40,
            ..Variation::default()
        },
        ..Entry::default()
    };
    vec![
        list("甲、乙、丙、丁、戊"),
        list("甲、甲、甲、甲、乙"),
        list("党、党、党、党、党"),
    ]
}

fn found_in(text: &str, entries: Vec<Entry>) -> Matches {
    rich::find(&rich::matcher(entries), text, None)
}

/// Times a text is repeated.
const TIMES: usize = 10_000;

#[test]
fn nothing_is_found_in_nothing() {
    assert_eq!(found_in("", rich::all_entries()), Matches::default());
    for text in ["\n", "“”", "、、、", "\u{200b}", "   ", "("] {
        assert_eq!(
            found_in(text, rich::all_entries()),
            Matches::default(),
            "{text:?}"
        );
    }
}

#[test]
fn texts_that_repeat_one_thing_are_read_to_their_end() {
    let nothing = [
        "*",
        "x",
        "某",
        "(",
        "全(",
        "、",
        "“",
        "[",
        "获得感、",
        "获得感和",
        "XX大",
        "X届",
        "把把",
        "坚持",
        "道路自信",
        "乡村*",
    ];
    let pieces = nothing.map(|piece| (piece, 0));
    for (piece, hits) in pieces
        .into_iter()
        .chain([("***总书记", 2), ("从严治党", 1)])
    {
        let found = found_in(&piece.repeat(TIMES), rich::all_entries());
        assert_eq!(found.hits.len(), hits * TIMES, "{piece}");
    }
}

#[test]
fn lists_that_repeat_themselves_are_read_to_their_end() {
    for (piece, hits) in [
        ("甲", 0),
        ("甲、", 0),
        ("党", TIMES / 5),
        ("党、", TIMES / 5),
    ] {
        let found = found_in(&piece.repeat(TIMES), lists());
        assert_eq!(found.hits.len(), hits, "{piece}");
    }
}

#[test]
fn a_long_sentence_is_read_to_its_end() {
    let matcher = PhraseMatcher::new(&builtin(), &MatchOptions::default());
    let clause = "在广大干部中间全面推进乡村振兴增强四个意识坚定两新组织的以旧换新";
    let sentence = clause.repeat(TIMES / 30);
    let found = matcher.find(&sentence, &FoldOptions::default(), None);
    assert!(found.hits.len() >= TIMES / 30);
    // Evidence is looked for in a sentence without an end.
    assert!(found_in(&sentence, rich::all_entries()).hits.len() >= TIMES / 30);
}
