//! Segmentation against jieba-rs: the same texts, alternating in one process; the ratio is what
//! counts, and every token is compared.
//!
//! "Clauses" is what tifa counts: text falls into clauses first, with jieba-rs as with our own
//! engine. "Whole texts" is jieba's own task. The last figure is the work that two threads do in
//! the time of one.
//!
//! Run: `cargo bench --no-default-features --bench segmenting [-- CORPUS.jsonl]`. Without a corpus
//! the evening news beside the checkout is read, else `seeds/`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark"
)]

use tifa::segment::{Cut, Segmenter, StockSegmenter, UnknownWords, Worker};

#[path = "shared/text.rs"]
mod text;

use text::{documents, megabytes, seconds, within};

/// Text that is measured, in bytes.
const BYTES: usize = 20_000_000;

/// Pairs of runs.
const RUNS: usize = 9;

struct Engines {
    ours: Segmenter,
    stock: StockSegmenter,
}

fn main() {
    let texts = texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{} documents, {:.1} MB", texts.len(), megabytes(bytes));
    for (name, unknown) in [
        ("with the model of unknown words", UnknownWords::Guessed),
        ("without it", UnknownWords::Split),
    ] {
        println!("{name}:");
        let engines = Engines {
            ours: Segmenter::new(unknown),
            stock: StockSegmenter::new(unknown),
        };
        engines.compare(&texts, bytes);
    }
}

fn texts() -> Vec<String> {
    let mut documents = documents();
    documents.truncate(within(&documents, BYTES));
    documents
        .into_iter()
        .map(|document| document.text)
        .collect()
}

impl Engines {
    fn compare(&self, texts: &[String], bytes: usize) {
        let differing = texts.iter().filter(|text| !self.agree(text)).count();
        let verdict = match differing {
            0 => "identical tokens".to_owned(),
            _ => format!("{differing} documents differ"),
        };
        let mut worker = self.ours.worker();
        let mut stock_clauses = || {
            let mut sum = 0;
            for text in texts {
                self.stock
                    .tokens(text, |token| sum += token.map_or(1, str::len));
            }
            sum
        };
        let mut our_clauses = || clauses(&mut worker, texts);
        let clauses = Contest::run(&mut stock_clauses, &mut our_clauses);
        println!(
            "  segment: {clauses}x jieba-rs ({verdict})",
            clauses = clauses.show(bytes)
        );
        let mut stock_whole = || {
            let mut sum = 0;
            for text in texts {
                self.stock.cut_plain(text, |token| sum += token.len());
            }
            sum
        };
        let mut our_whole = || {
            let mut sum = 0;
            for text in texts {
                worker.cut_whole(text, |token| sum += token.len());
            }
            sum
        };
        let whole = Contest::run(&mut stock_whole, &mut our_whole);
        println!(
            "  segment, whole texts: {whole}x jieba-rs ({verdict})",
            whole = whole.show(bytes)
        );
        let mut one = || clauses_of(&self.ours, &[texts, texts]);
        let (front, back) = texts.split_at(texts.len() / 2);
        let mut two = || {
            std::thread::scope(|scope| {
                let parts = [[front, front], [back, back]];
                let threads = parts.map(|part| scope.spawn(move || clauses_of(&self.ours, &part)));
                threads
                    .into_iter()
                    .map(|thread| thread.join().unwrap())
                    .sum()
            })
        };
        let threads = Contest::run(&mut one, &mut two);
        println!(
            "  two threads: {threads}x one",
            threads = threads.show(2 * bytes)
        );
    }

    fn agree(&self, text: &str) -> bool {
        let (mut expected, mut found) = (Vec::new(), Vec::new());
        let mut worker = self.ours.worker();
        self.stock.tokens(text, |token| expected.push(token));
        worker.tokens(text, |token| found.push(token));
        self.stock
            .cut_plain(text, |token| expected.push(Some(token)));
        worker.cut_whole(text, |token| found.push(Some(token)));
        expected == found
    }
}

fn clauses(worker: &mut Worker<'_>, texts: &[String]) -> usize {
    let mut sum = 0;
    for text in texts {
        worker.cut(text, |cut| {
            sum += match cut {
                Cut::Token(token) => token.text().len(),
                Cut::ClauseEnd => 1,
            };
        });
    }
    sum
}

fn clauses_of(segmenter: &Segmenter, parts: &[&[String]]) -> usize {
    let mut worker = segmenter.worker();
    parts.iter().map(|part| clauses(&mut worker, part)).sum()
}

/// Times of pairs of runs, in seconds.
struct Contest {
    ratios: Vec<f64>,
    best: (f64, f64),
}

impl Contest {
    fn run(first: &mut dyn FnMut() -> usize, second: &mut dyn FnMut() -> usize) -> Self {
        assert_eq!(first(), second(), "the same work");
        let mut contest = Self {
            ratios: Vec::new(),
            best: (f64::MAX, f64::MAX),
        };
        for _ in 0..RUNS {
            let (a, b) = (seconds(&mut *first), seconds(&mut *second));
            contest.ratios.push(a / b);
            contest.best = (contest.best.0.min(a), contest.best.1.min(b));
        }
        contest.ratios.sort_by(f64::total_cmp);
        contest
    }

    fn show(&self, bytes: usize) -> String {
        let rate = |seconds: f64| megabytes(bytes) / seconds;
        println!(
            "  {:.1} and {:.1} MB/s; {RUNS} pairs, {:.2} to {:.2}",
            rate(self.best.0),
            rate(self.best.1),
            self.ratios[0],
            self.ratios[RUNS - 1]
        );
        format!("{:.2}", self.ratios[RUNS / 2])
    }
}
