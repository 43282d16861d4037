//! `tifa bench` as it is used. What is measured differs from run to run; what is measured of which
//! text, and what becomes of it, does not.

use std::fs;

use super::cli::Desk;

const HEADER: &str = "stage,threads,min_seconds,median_seconds,max_seconds,bytes,characters,tokens,\
                      mb_per_second,characters_per_second,tokens_per_second,peak_memory_bytes";

/// Rows of a CSV file that has no quotes.
fn rows(csv: &str) -> Vec<Vec<&str>> {
    csv.lines()
        .skip(1)
        .map(|line| line.split(',').collect())
        .collect()
}

fn number(cell: &str) -> f64 {
    cell.parse().unwrap_or_else(|_| panic!("{cell:?}"))
}

#[test]
fn every_stage_is_in_the_table_the_csv_and_the_chart() {
    let desk = Desk::new();
    let files = ["--csv", "bench.csv", "--chart", "bench.svg"];
    let asked = ["bench", "corpus", "--passes", "2", "--threads", "1"];
    let (said, _) = desk.succeeds(&[&asked[..], &files].concat());
    let csv = fs::read_to_string(desk.path("bench.csv")).unwrap();
    let svg = fs::read_to_string(desk.path("bench.svg")).unwrap();
    assert_eq!(csv.lines().next(), Some(HEADER));
    let stages = [
        "read",
        "decode and clean",
        "fold",
        "match",
        "segment",
        "segment and number",
        "count n-grams",
        "report: surveying",
        "report: counting",
        "report: n-grams",
        "report: tables",
        "whole report",
    ];
    for stage in stages {
        let is_of_report = stage.starts_with("report: ");
        assert!(said.contains(&format!("\n{stage} ")), "{stage}: {said}");
        assert!(csv.contains(&format!("\n{stage},1,")), "{stage}: {csv}");
        assert_eq!(
            svg.contains(&format!(">\n{stage}\n<")),
            !is_of_report,
            "{stage}"
        );
    }
    let rows = rows(&csv);
    for row in &rows {
        let seconds: Vec<f64> = row[2..5].iter().map(|cell| number(cell)).collect();
        assert!(seconds.is_sorted() && seconds[2] > 0.0, "{row:?}");
        // Two documents of 52 and 71 bytes, 18 and 25 characters.
        assert_eq!(row[5..7], ["123", "43"], "{row:?}");
    }
    let median = |is_meant: &dyn Fn(&str) -> bool| -> f64 {
        let meant = rows.iter().filter(|row| is_meant(row[0]));
        meant.map(|row| number(row[3])).sum()
    };
    // The median of two passes is their mean, so it can be added up.
    let parts = median(&|stage| stage.starts_with("report: "));
    let whole = median(&|stage| stage == "whole report");
    assert!((parts - whole).abs() < 1e-4, "{csv}");
    assert!(said.contains("little text"), "{said}");
    assert!(!desk.path("reports").exists());
}

#[test]
fn tokens_are_those_that_a_report_counts() {
    let desk = Desk::new();
    let (summary, _) = desk.succeeds(&["report", "corpus", "--out", "out"]);
    let (_, rest) = summary.split_once("tokens: ").unwrap();
    let (counted, _) = rest.split_once(',').unwrap();
    let asked = ["bench", "corpus", "--passes", "1", "--threads", "2"];
    desk.succeeds(&[&asked[..], &["--csv", "b.csv"]].concat());
    let csv = fs::read_to_string(desk.path("b.csv")).unwrap();
    assert!(rows(&csv).iter().all(|row| row[7] == counted), "{csv}");
}

#[test]
fn threads_are_one_to_all_and_without_ngrams_none_are_counted() {
    let desk = Desk::new();
    let asked = ["bench", "corpus", "--passes", "1", "--csv", "b.csv"];
    let (said, _) = desk.succeeds(&[&asked[..], &["--ngrams", "none"]].concat());
    let csv = fs::read_to_string(desk.path("b.csv")).unwrap();
    let rows = rows(&csv);
    let folds: Vec<usize> = rows
        .iter()
        .filter(|row| row[0] == "fold")
        .map(|row| row[1].parse().unwrap())
        .collect();
    let all = std::thread::available_parallelism().unwrap().get();
    assert_eq!((folds.first(), folds.last()), (Some(&1), Some(&all)));
    assert!(folds.is_sorted(), "{folds:?}");
    let compared = format!("as fast with {all} threads as with 1\n");
    assert_eq!(said.contains(&compared), all > 1, "{said}");
    assert!(!said.contains("n-grams"), "{said}");
    assert!(said.contains("\nsegment and number "), "{said}");
}

#[test]
fn a_sample_is_the_beginning_of_a_long_corpus_and_says_so() {
    let desk = Desk::empty();
    let record = |id: usize| {
        format!(
            "{{\"id\":\"r{id}\",\"date\":\"2013-05-0{id}\",\"text\":\"会议强调增强四个意识。\"}}\n"
        )
    };
    desk.write("news.jsonl", &(1..=5).map(record).collect::<String>());
    let base = ["bench", "news.jsonl", "--passes", "1", "--threads", "1"];
    let (said, _) = desk.succeeds(&[&base[..], &["--sample", "100", "--csv", "b.csv"]].concat());
    assert!(said.contains("the first 3 documents: 0.00 MB"), "{said}");
    assert!(said.contains("corpus is longer"), "{said}");
    let csv = fs::read_to_string(desk.path("b.csv")).unwrap();
    assert!(rows(&csv).iter().all(|row| row[5] == "99"), "{csv}");
    let (said, _) = desk.succeeds(&[&base[..], &["--sample", "all"]].concat());
    assert!(said.contains("all 5 documents"), "{said}");
    assert!(!said.contains("longer"), "{said}");
}

#[test]
fn standard_input_is_measured_as_any_corpus() {
    use std::io::Write as _;
    use std::process::Stdio;
    let desk = Desk::empty();
    let mut program = desk
        .command(&["bench", "-", "--passes", "1", "--threads", "1"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = program.stdin.take().unwrap();
    input.write_all("坚定四个自信。".as_bytes()).unwrap();
    drop(input);
    let output = program.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("all 1 document: "), "{said}");
}

#[test]
fn the_peer_gives_the_same_tokens_and_the_ratio_comes_last() {
    let desk = Desk::new();
    let base = ["bench", "corpus", "--passes", "1", "--threads", "1"];
    for hmm in ["on", "off"] {
        let against = ["--against", "jieba-rs", "--hmm", hmm, "--csv", "b.csv"];
        let (said, _) = desk.succeeds(&[&base[..], &against].concat());
        let last = said.lines().last().unwrap();
        let ratio = last
            .strip_prefix("segment: ")
            .and_then(|rest| rest.strip_suffix("x jieba-rs (identical tokens)"));
        assert!(ratio.is_some_and(|ratio| number(ratio) >= 0.0), "{said}");
        assert!(said.contains(&format!("--hmm {hmm}")), "{said}");
        let csv = fs::read_to_string(desk.path("b.csv")).unwrap();
        let stages: Vec<&str> = rows(&csv).iter().map(|row| row[0]).collect();
        assert!(stages.ends_with(&["segment (by turns)", "segment (jieba-rs)"]));
    }
}

#[test]
fn mistakes_are_named_before_anything_is_measured() {
    let desk = Desk::new();
    desk.write("empty/blank.txt", " \n");
    fs::create_dir_all(desk.path("folder.csv")).unwrap();
    let with = |args: &[&'static str]| [&["bench", "corpus"], args].concat();
    for (args, status, words) in [
        (with(&["--against", "jieba"]), 2, ["jieba", "jieba-rs"]),
        (with(&["--passes", "0"]), 2, ["--passes", "1"]),
        (with(&["--threads", "0"]), 2, ["--threads", "1"]),
        (with(&["--sample", "half"]), 2, ["half", "50M"]),
        (with(&["--sample", "0"]), 2, ["--sample", "size"]),
        (
            with(&["--csv", "nowhere/b.csv"]),
            1,
            ["nowhere/b.csv", "written"],
        ),
        (with(&["--csv", "folder.csv"]), 1, ["folder.csv", "written"]),
        (
            with(&["--chart", "nowhere/b.svg"]),
            1,
            ["nowhere/b.svg", "written"],
        ),
        (with(&["--chart", "b.png"]), 2, ["--chart", "b.svg"]),
        (vec!["bench", "empty"], 1, ["empty", "no text"]),
        (vec!["bench", "missing"], 1, ["missing", "no such file"]),
        (vec!["bench"], 2, ["CORPUS", "bench"]),
    ] {
        desk.fails(&args, status, &words);
    }
    let left: Vec<_> = fs::read_dir(desk.path("")).unwrap().collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

#[test]
fn what_was_skipped_turns_the_exit_status() {
    let desk = Desk::new();
    desk.write("corpus/picture.pdf", "%PDF-1.4 nothing");
    let asked = ["bench", "corpus", "--passes", "1", "--threads", "1"];
    desk.fails(&asked, 3, &["picture.pdf", "PDF"]);
}
