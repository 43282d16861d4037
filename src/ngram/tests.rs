use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::stream::{BREAK, DOCUMENT_END, FIRST_TOKEN};
use super::*;
use crate::segment::{Segmenter, UnknownWords};

static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(|| Segmenter::new(UnknownWords::Guessed));

type Found = Vec<Vec<(u32, u64)>>;

fn on_all(task: &(dyn Fn() + Sync)) {
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(task);
        }
    });
}

fn three_threads() -> Work<'static> {
    Work {
        threads: NonZeroUsize::new(3).unwrap(),
        on_all: &on_all,
        ..Work::alone(&SEGMENTER)
    }
}

fn finish(counter: NgramCounter, work: &Work<'_>) -> (NgramListing, Found) {
    let mut documents = Vec::new();
    let prepare = |document, _: &NgramListing, found: &[(u32, u64)]| (document, found.to_vec());
    let listing = counter
        .finish(work, prepare, |(document, found)| {
            assert_eq!(document, documents.len());
            documents.push(found);
            Ok(())
        })
        .unwrap();
    (listing, documents)
}

fn count(texts: &[&str], options: NgramOptions) -> (NgramListing, Found) {
    let mut counter = NgramCounter::new(options.clone(), &std::env::temp_dir(), 1 << 30);
    let mut builder = ChunkBuilder::new(&SEGMENTER);
    for text in texts {
        builder.add(text, Some(&options));
        counter.absorb(&builder.take()).unwrap();
    }
    finish(counter, &Work::alone(&SEGMENTER))
}

fn rows(listing: &NgramListing) -> Vec<(usize, &str, u64, u32, u64)> {
    listing
        .rows
        .iter()
        .map(|r| (r.order, r.text.as_str(), r.count, r.documents, r.free_count))
        .collect()
}

#[test]
fn counts_stay_inside_clauses_and_free_counts_are_what_is_left() {
    let options = NgramOptions {
        min_count: 2,
        orders: Orders::new(1..=3).unwrap(),
        ..NgramOptions::default()
    };
    let (listing, documents) = count(&["坚持改革开放,坚持改革。", "坚持改革开放。开放"], options);
    assert_eq!(
        rows(&listing),
        [
            (1, "坚持", 3, 2, 1),
            (1, "改革开放", 2, 2, 0),
            (2, "坚持 改革开放", 2, 2, 2),
        ]
    );
    assert_eq!(
        documents,
        [vec![(0, 2), (1, 1), (2, 1)], vec![(0, 1), (1, 1), (2, 1)]]
    );
}

#[test]
fn character_ngrams_are_exact() {
    let options = NgramOptions {
        unit: NgramUnit::Character,
        min_count: 1,
        orders: Orders::new(2..=2).unwrap(),
        ..NgramOptions::default()
    };
    let (listing, _) = count(&["四个意识、四个自信"], options);
    assert_eq!(
        rows(&listing),
        [
            (2, "四个", 2, 1, 2),
            (2, "个意", 1, 1, 1),
            (2, "个自", 1, 1, 1),
            (2, "意识", 1, 1, 1),
            (2, "自信", 1, 1, 1)
        ]
    );
}

#[test]
fn numbers_break_unless_asked_for() {
    let texts = ["增长 6.7 左右"];
    let orders = Orders::new(2..=2).unwrap();
    let options = NgramOptions {
        min_count: 1,
        orders,
        ..NgramOptions::default()
    };
    assert!(count(&texts, options.clone()).0.rows.is_empty());
    let with = NgramOptions {
        numbers: TokenUse::Counts,
        ..options
    };
    assert_eq!(rows(&count(&texts, with).0).len(), 2);
}

#[test]
fn a_word_is_one_type_however_often_and_by_whatever_chunk() {
    let options = NgramOptions::default();
    let mut builder = ChunkBuilder::new(&SEGMENTER);
    let text = "人民江山,江山人民。2024年的人民。";
    let alone = builder.add(text, None);
    assert_eq!(builder.add(text, Some(&options)), alone);
    let first = builder.take();
    assert_eq!(builder.add(text, Some(&options)), alone);
    assert!(alone.types < alone.tokens);
    let mut counter = NgramCounter::new(options, &std::env::temp_dir(), 0);
    counter.absorb(&first).unwrap();
    counter.absorb(&builder.take()).unwrap();
    let (listing, documents) = finish(counter, &three_threads());
    assert_eq!(documents.len(), 3);
    assert!(documents[0].is_empty(), "its tokens were only counted");
    assert_eq!(documents[1], documents[2]);
    let people = listing.rows.iter().find(|row| row.text == "人民").unwrap();
    assert_eq!((people.count, people.documents), (6, 2));
}

#[test]
fn an_error_of_the_taker_or_the_checkpoint_stops_the_work() {
    let refuse = || Error::Interrupted;
    let counter = || {
        let chunk = chunk(&vec![vec![vec![1, 2, 3]]; 50]);
        let mut counter = NgramCounter::new(NgramOptions::default(), &std::env::temp_dir(), 0);
        counter.absorb(&chunk).unwrap();
        counter.absorb(&chunk).unwrap();
        counter
    };
    let taken = counter().finish(&three_threads(), |_, _, _| (), |()| Err(refuse()));
    assert!(matches!(taken, Err(Error::Interrupted)));
    let stopped = Work {
        checkpoint: &|| Err(refuse()),
        ..three_threads()
    };
    let taken = counter().finish(&stopped, |_, _, _| (), |()| Ok(()));
    assert!(matches!(taken, Err(Error::Interrupted)));
}

/// Documents of runs of tokens.
type Documents = Vec<Vec<Vec<u8>>>;

fn word(token: u8) -> String {
    format!("词{token}")
}

fn chunk(documents: &Documents) -> TokenChunk {
    let own_from = FIRST_TOKEN + SEGMENTER.word_count();
    let mut chunk = TokenChunk::default();
    chunk.own_from = own_from;
    let mut own = Vec::new();
    for document in documents {
        for run in document {
            for token in run {
                let number = own.iter().position(|known| known == token);
                let number = number.unwrap_or_else(|| {
                    own.push(*token);
                    chunk.add_word(&word(*token));
                    own.len() - 1
                });
                chunk.ids.push(own_from + u32::try_from(number).unwrap());
            }
            chunk.ids.push(BREAK);
        }
        if !document.is_empty() {
            chunk.ids.pop();
        }
        chunk.ids.push(DOCUMENT_END);
        chunk.documents += 1;
    }
    chunk
}

/// Counts chunk by chunk.
fn ours(
    documents: &Documents,
    options: &NgramOptions,
    memory: u64,
    work: &Work<'_>,
) -> (NgramListing, Found, Vec<OrderTotals>) {
    let mut counter = NgramCounter::new(options.clone(), &std::env::temp_dir(), memory);
    for part in documents.chunks(3) {
        counter.absorb(&chunk(&part.to_vec())).unwrap();
    }
    let totals = counter.totals(options.orders, work).unwrap();
    let (listing, found) = finish(counter, work);
    (listing, found, totals)
}

/// Every window of every run.
fn naive(documents: &Documents, options: &NgramOptions) -> (NgramListing, Found, Vec<OrderTotals>) {
    let mut totals = Vec::new();
    let mut listing = NgramListing::default();
    let mut index: BTreeMap<Vec<u8>, u32> = BTreeMap::new();
    for order in 1..=options.orders.last() {
        let mut counts: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
        for window in documents
            .iter()
            .flatten()
            .flat_map(|run| run.windows(order))
        {
            *counts.entry(window.to_vec()).or_default() += 1;
        }
        totals.push(OrderTotals {
            distinct: counts.len() as u64,
            occurrences: counts.values().sum(),
            squares: counts
                .values()
                .map(|&count| u128::from(count * count))
                .sum(),
        });
        if order < options.orders.first() {
            continue;
        }
        let text = |ngram: &[u8]| ngram.iter().map(|&t| word(t)).collect::<Vec<_>>().join(" ");
        let mut listed: Vec<(u64, String, Vec<u8>)> = counts
            .into_iter()
            .filter(|&(_, count)| count >= options.min_count)
            .map(|(ngram, count)| (count, text(&ngram), ngram))
            .collect();
        listed.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        if options.top > 0 {
            listed.truncate(options.top);
        }
        for (count, text, ngram) in listed {
            index.insert(ngram, u32::try_from(listing.rows.len()).unwrap());
            listing.rows.push(ListedNgram {
                order,
                text,
                count,
                documents: 0,
                free_count: 0,
            });
        }
    }
    let found = documents
        .iter()
        .map(|document| naive_document(document, &index, &mut listing))
        .collect();
    (listing, found, totals)
}

fn naive_document(
    document: &[Vec<u8>],
    index: &BTreeMap<Vec<u8>, u32>,
    listing: &mut NgramListing,
) -> Vec<(u32, u64)> {
    let mut counts: BTreeMap<u32, u64> = BTreeMap::new();
    for run in document {
        let mut places = Vec::new();
        for start in 0..run.len() {
            for end in start + 1..=run.len() {
                if let Some(&row) = index.get(&run[start..end]) {
                    places.push((start, end, row));
                }
            }
        }
        for &(start, end, row) in &places {
            *counts.entry(row).or_default() += 1;
            let covered = places
                .iter()
                .any(|&(s, e, _)| s <= start && e >= end && e - s > end - start);
            listing.rows[row as usize].free_count += u64::from(!covered);
        }
    }
    for &row in counts.keys() {
        listing.rows[row as usize].documents += 1;
    }
    counts.into_iter().collect()
}

fn options() -> impl Strategy<Value = NgramOptions> {
    let orders = (1_usize..=7, 0_usize..=6)
        .prop_map(|(first, more)| Orders::new(first..=(first + more).min(Orders::MOST)).unwrap());
    (orders, 1_u64..4, prop_oneof![Just(0_usize), 1_usize..8]).prop_map(
        |(orders, min_count, top)| NgramOptions {
            orders,
            min_count,
            top,
            ..NgramOptions::default()
        },
    )
}

fn documents() -> impl Strategy<Value = Documents> {
    let token = prop_oneof![3 => 0_u8..3, 2 => 0_u8..30];
    let run = prop::collection::vec(token, 1..25);
    prop::collection::vec(prop::collection::vec(run, 0..6), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_budget_and_threads_agree_with_naive_windows(
        documents in documents(),
        options in options(),
        memory in prop_oneof![0_u64..3000, Just(1_u64 << 30)],
    ) {
        let expected = naive(&documents, &options);
        let alone = ours(&documents, &options, memory, &Work::alone(&SEGMENTER));
        prop_assert_eq!(&alone, &expected);
        prop_assert_eq!(&ours(&documents, &options, memory, &three_threads()), &expected);
    }
}

#[test]
fn one_token_over_and_over_is_counted_in_any_budget() {
    let documents = vec![vec![vec![7; 300], vec![7, 8, 7, 7]], vec![vec![7; 50]]];
    let options = NgramOptions {
        orders: Orders::new(1..=16).unwrap(),
        ..NgramOptions::default()
    };
    let expected = naive(
        &documents,
        &NgramOptions {
            min_count: 2,
            ..options.clone()
        },
    );
    for memory in [0, 1 << 14, 1 << 30] {
        assert_eq!(
            ours(&documents, &options, memory, &three_threads()),
            expected
        );
    }
}
