//! `tifa collocates` as it is used: what stands in windows, what it is measured by, what is listed.

use std::collections::BTreeMap;

use super::cli::Desk;
use super::harness::project;

/// Two documents; their tokens: 干部 增强 四个 意识 群众 增强 信心 / 群众 四个 意识 干部, and
/// 干部 学习 / 四个 意识 群众 增强 / 干部群众 学习 增强 2035 年.
fn desk() -> Desk {
    let desk = Desk::empty();
    desk.write(
        "c/2019-a.txt",
        "干部增强四个意识,群众增强信心。\n群众四个意识干部",
    );
    desk.write(
        "c/2021-b.txt",
        "干部学习。“四个意识”群众增强。干部群众学习增强2035年",
    );
    desk
}

type Row = BTreeMap<String, String>;

impl Desk {
    fn collocates(&self, args: &[&str]) -> (String, String) {
        self.succeeds(&[&["collocates"], args].concat())
    }

    /// All collocates with their columns.
    fn rows(&self, args: &[&str]) -> Vec<Row> {
        let all = ["--min-count", "1", "--limit", "0", "--format", "csv"];
        let (table, _) = self.collocates(&[args, &all].concat());
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let rows: Result<Vec<Row>, _> = reader.deserialize().collect();
        rows.unwrap()
    }

    /// Token, occurrences in windows, to the left, to the right, documents, occurrences.
    fn counts(&self, args: &[&str]) -> Vec<(String, [u64; 5])> {
        let sorted = [args, &["--sort", "count"]].concat();
        let numbers = [
            "count",
            "count_left",
            "count_right",
            "doc_freq",
            "corpus_count",
        ];
        let rows = self.rows(&sorted).into_iter();
        rows.map(|row| {
            let numbers = numbers.map(|name| row[name].parse().unwrap());
            (row["collocate"].clone(), numbers)
        })
        .collect()
    }
}

fn expected(rows: &[(&str, [u64; 5])]) -> Vec<(String, [u64; 5])> {
    let owned = rows
        .iter()
        .map(|&(token, counts)| (token.to_owned(), counts));
    owned.collect()
}

#[test]
fn tokens_in_windows_are_counted_by_hand() {
    let desk = desk();
    // Line and sentence ends are edges, the comma and the quotes are none.
    assert_eq!(
        desk.counts(&["四个意识", "c"]),
        expected(&[
            ("增强", [3, 1, 2, 2, 4]),
            ("群众", [3, 1, 2, 2, 3]),
            ("干部", [2, 1, 1, 1, 3]),
            ("信心", [1, 0, 1, 1, 1]),
        ])
    );
    assert_eq!(
        desk.counts(&["四个意识", "c", "--window", "1"]),
        expected(&[
            ("群众", [3, 1, 2, 2, 3]),
            ("增强", [1, 1, 0, 1, 4]),
            ("干部", [1, 0, 1, 1, 3]),
        ])
    );
    let row = &desk.rows(&["四个意识", "c"])[0];
    let sizes = ["phrase", "hits", "window_tokens", "tokens"].map(|name| row[name].as_str());
    assert_eq!(
        sizes,
        ["四个意识", "3", "9", "21"],
        "年 is a word, 2035 is not"
    );
}

#[test]
fn what_is_left_out_takes_no_place() {
    let desk = desk();
    desk.write("stop.txt", "# 停用词\n增强\n");
    assert_eq!(
        desk.counts(&["四个意识", "c", "--window", "1", "--stopwords", "stop.txt"]),
        expected(&[("群众", [3, 1, 2, 2, 3]), ("干部", [2, 1, 1, 1, 3])])
    );
    let row = &desk.rows(&["四个意识", "c", "--stopwords", "stop.txt"])[0];
    assert_eq!(row["tokens"], "17");
    let row = &desk.rows(&["四个意识", "c", "--include", "numbers,punctuation"])[0];
    assert_eq!(row["tokens"], "22");
    // A token between two hits is counted once, on both sides.
    desk.write("two/a.txt", "四个意识群众四个意识");
    assert_eq!(
        desk.counts(&["四个意识", "two"]),
        expected(&[("群众", [1, 1, 1, 1, 1])])
    );
}

#[test]
fn windows_read_across_what_matching_reads_across() {
    let desk = Desk::empty();
    desk.write("site/a.txt", "干部增强四个意识某某网群众学习。");
    assert_eq!(
        desk.counts(&["四个意识", "site", "--watermark", "某某网", "--window", "1"]),
        expected(&[("增强", [1, 1, 0, 1, 1]), ("群众", [1, 0, 1, 1, 1])])
    );
    // Lines that are cut at a fixed width are no edges, lines that are paragraphs are.
    let lines = [
        "干部群众学习增强信心",
        "我们大家坚持四个意识",
        "增强信心继续努力学习",
        "干部带头学习增强本领",
        "群众积极参加志愿活动",
        "大家共同努力建设家园",
        "我们继续坚持努力学习",
        "干部群众团结一致向前",
    ];
    desk.write("wrapped/a.txt", &(lines.join("\n") + "。"));
    desk.write("lines/a.txt", &(lines.join("。\n") + "。"));
    let after = |corpus: &str| {
        let rows = desk.counts(&["四个意识", corpus, "--window", "1"]);
        rows.into_iter().filter(|row| row.1[2] > 0).count()
    };
    assert_eq!((after("wrapped"), after("lines")), (1, 0));
}

#[test]
fn words_of_the_user_are_tokens() {
    let desk = desk();
    desk.write("words.txt", "群众增强\n");
    assert_eq!(
        desk.counts(&["四个意识", "c", "--window", "1", "--words", "words.txt"]),
        expected(&[
            ("群众增强", [2, 0, 2, 2, 2]),
            ("增强", [1, 1, 0, 1, 2]),
            ("干部", [1, 0, 1, 1, 3]),
            ("群众", [1, 1, 0, 1, 1]),
        ])
    );
    // A phrase that begins inside a token takes all of it.
    desk.write("cut/a.txt", "我们群众增强信心");
    let own = desk.counts(&["众增", "cut", "--no-builtin"]);
    assert_eq!(
        own,
        expected(&[("信心", [1, 0, 1, 1, 1]), ("我们", [1, 1, 0, 1, 1])])
    );
}

#[test]
fn what_is_listed_is_said() {
    let desk = desk();
    let (table, said) = desk.collocates(&["四个意识", "c"]);
    assert_eq!(
        said,
        "tifa: 3 hits in 2 of 2 documents\n\
         tifa: 9 of the corpus's 21 tokens are within 5 tokens of a hit\n\
         tifa: 2 of 4 collocates listed; 2 occur less than 3 times (--min-count 1 lists them)\n"
    );
    assert!(
        table.starts_with("collocate  count  left  right  documents"),
        "{table}"
    );
    assert!(
        table.contains("\n群众           3     1      2 "),
        "{table}"
    );
    assert_eq!(table.lines().count(), 3);
    let (table, said) = desk.collocates(&["四个意识", "c", "--limit", "1", "--sort", "count"]);
    assert!(
        table.contains("\n增强 ") && table.lines().count() == 2,
        "{table}"
    );
    assert!(
        said.contains("; 1 come after them (--limit 0 lists all)"),
        "{said}"
    );
    let (nothing, said) = desk.collocates(&["乡村振兴", "c"]);
    assert_eq!(
        (nothing.as_str(), said.as_str()),
        ("", "tifa: no hit of 乡村振兴 in 2 documents\n")
    );
    let (lines, said) = desk.collocates(&["四个意识", "c", "--format", "jsonl", "-q"]);
    assert!(said.is_empty());
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!(first["collocate"], "群众");
    assert_eq!(first["count_right"], 2);
    assert_eq!(first["evidence"], "few_hits");
}

#[test]
fn the_order_is_the_one_asked_for() {
    let desk = desk();
    for (sort, column) in [
        ("logdice", "log_dice"),
        ("pmi", "pmi"),
        ("npmi", "npmi"),
        ("t", "t_score"),
        ("count", "count"),
    ] {
        let rows = desk.rows(&["四个意识", "c", "--sort", sort]);
        let values: Vec<f64> = rows
            .iter()
            .map(|row| row[column].parse().unwrap())
            .collect();
        assert!(
            values.windows(2).all(|two| two[0] >= two[1]),
            "{sort}: {values:?}"
        );
    }
}

#[test]
fn a_chart_has_a_bar_for_each_that_is_listed() {
    let desk = desk();
    let args = ["四个意识", "c", "--min-count", "1", "--svg", "bars.svg"];
    desk.collocates(&args);
    let svg = std::fs::read_to_string(desk.path("bars.svg")).unwrap();
    roxmltree::Document::parse(&svg).unwrap();
    for label in ["群众 *", "干部 *", "Collocates of 四个意识"] {
        assert!(svg.contains(label), "{label}: {svg}");
    }
    assert!(!svg.contains("Below 0"));
    desk.write(
        "few/a.txt",
        "四个意识学习、信心。学习学习信心学习信心学习、学习、学习、学习",
    );
    desk.collocates(&["四个意识", "few", "--min-count", "1", "--svg", "few.svg"]);
    let svg = std::fs::read_to_string(desk.path("few.svg")).unwrap();
    assert!(svg.contains("Below 0: less"), "{svg}");
}

/// Records of several parts, with words that the dictionary does not have.
fn long_corpus() -> String {
    let record = |number: u32| {
        let own = format!("词tifa{}", ["a", "b", "c", "d", "e"][number as usize % 5]);
        let filler = "群众增强信心,干部学习。".repeat(600 + (number as usize % 5) * 100);
        format!("{{\"id\":\"{number}\",\"text\":\"{own}四个意识{own}x干部。{filler}{number}\"}}\n")
    };
    (0..24).map(record).collect()
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let desk = Desk::empty();
    desk.write("long.jsonl", &long_corpus());
    let with = |threads: &str, format: &str| {
        let args = [
            "四个意识",
            "long.jsonl",
            "--duplicates",
            "keep",
            "--limit",
            "0",
        ];
        let rest = ["--min-count", "1", "--threads", threads, "--format", format];
        desk.collocates(&[&args[..], &rest].concat())
    };
    let alone = with("1", "csv");
    assert!(
        alone.1.contains("24 hits in 24 of 24 documents"),
        "{}",
        alone.1
    );
    assert!(alone.0.contains("tifae"), "{}", alone.0);
    assert_eq!(with("4", "csv"), alone);
    assert_eq!(with("3", "jsonl"), with("1", "jsonl"));
}

/// Occurrences of tokens are those of the report's n-grams of one token, hits those of its phrases.
#[test]
fn counts_are_those_of_a_report() {
    let corpus = project().join("seeds").to_string_lossy().into_owned();
    let desk = Desk::empty();
    desk.report(
        &[&corpus, "--ngrams", "1", "--min-count", "1", "--top", "0"],
        "out",
    );
    let table = |name: &str| -> Vec<Row> {
        let mut reader = csv::Reader::from_path(desk.path("out").join(name)).unwrap();
        reader.deserialize().map(Result::unwrap).collect()
    };
    let ngrams: BTreeMap<String, String> = table("ngrams.csv")
        .into_iter()
        .map(|row| (row["ngram"].clone(), row["count"].clone()))
        .collect();
    let rows = desk.rows(&["四个意识", &corpus]);
    assert!(rows.len() == 50);
    for row in &rows {
        assert_eq!(
            Some(&row["corpus_count"]),
            ngrams.get(&row["collocate"]),
            "{row:?}"
        );
    }
    let phrases = table("phrases.csv");
    let phrase = phrases
        .iter()
        .find(|row| row["phrase"] == "四个意识")
        .unwrap();
    assert_eq!(phrase["count"], rows[0]["hits"]);
    let sum: u64 = rows
        .iter()
        .map(|row| row["count"].parse::<u64>().unwrap())
        .sum();
    assert_eq!(sum.to_string(), rows[0]["window_tokens"]);
}

#[test]
fn what_is_typed_wrongly_is_said() {
    let desk = desk();
    let cases: [(&[&str], i32, &str); 8] = [
        (&["四个意识", "c", "--sort", "g3"], 2, "--sort"),
        (&["四个意识", "c", "--window", "0"], 2, "--window"),
        (&["四个意识", "c", "--include", "words"], 2, "--include"),
        (
            &["四个意识", "c", "--svg", "a.png"],
            2,
            "--svg: charts are SVG: name the file a.svg",
        ),
        (
            &["四个意识", "c", "--svg", "no/a.svg"],
            2,
            "--svg: no/a.svg",
        ),
        (&["四个意识", "c", "--stopwords", "no.txt"], 1, "no.txt"),
        (&["四个意识"], 2, "CORPUS"),
        (&["c", "四个意识"], 2, "tifa collocates 四个意识 c"),
    ];
    for (args, status, word) in cases {
        desk.fails(&[&["collocates"], args].concat(), status, &[word]);
    }
}

#[test]
fn the_examples_of_the_help_run() {
    let desk = desk();
    desk.write("speeches/a.txt", "我们有获得感,四个意识。");
    desk.write("news.jsonl", "{\"id\":\"1\",\"text\":\"乡村振兴战略\"}\n");
    desk.write("stop.txt", "的\n");
    let (help, _) = desk.succeeds(&["collocates", "--help"]);
    let examples: Vec<&str> = help
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("tifa collocates "))
        .collect();
    assert_eq!(examples.len(), 5);
    for example in examples {
        let typed = example.split("  ").next().unwrap();
        let typed = typed.split(" > ").next().unwrap();
        let args: Vec<&str> = typed.split_whitespace().collect();
        desk.collocates(&args);
    }
    assert!(desk.path("collocates.svg").exists());
}
