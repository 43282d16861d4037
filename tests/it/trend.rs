//! `tifa trend` as it is used: the numbers of years, what their course comes to, how phrases are named.

use std::collections::BTreeMap;

use super::cli::Desk;
use super::harness::project;

type Row = BTreeMap<String, String>;

fn records(table: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// Six years without 2004, each document of ten characters: 0, 0, 1, 2, 2, 4 hits of 获得感.
fn desk() -> Desk {
    let desk = Desk::empty();
    let years = [
        (2001, 0),
        (2002, 0),
        (2003, 1),
        (2005, 2),
        (2006, 2),
        (2007, 4),
    ];
    for (year, hits) in years {
        for document in 0..2 {
            let own = if document == 0 { hits } else { 0 };
            let text = "获得感。".repeat(own) + &"甲".repeat(20 - 3 * own) + "。";
            // So that no two are copies.
            let text = format!("{text}{year}x{document}。");
            desk.write(&format!("c/{year}-0{}-a.txt", document + 1), &text);
        }
    }
    desk.write("c/undated.txt", "获得感。四个意识。");
    desk
}

impl Desk {
    fn trend(&self, args: &[&str]) -> (String, String) {
        self.succeeds(&[&["trend"], args].concat())
    }

    fn years(&self, args: &[&str]) -> Vec<Row> {
        records(&self.trend(&[args, &["--format", "csv"]].concat()).0)
    }

    fn statistics(&self, args: &[&str]) -> Vec<Row> {
        let rows = ["--format", "csv", "--rows", "phrase"];
        records(&self.trend(&[args, &rows].concat()).0)
    }

    /// The phrases that are counted.
    fn phrases(&self, args: &[&str]) -> Vec<String> {
        let rows = self.statistics(args).into_iter();
        rows.map(|row| row["phrase"].clone()).collect()
    }
}

fn cells<'r>(row: &'r Row, columns: &[&str]) -> Vec<&'r str> {
    columns.iter().map(|&column| row[column].as_str()).collect()
}

#[test]
fn years_are_counted_by_hand() {
    let desk = desk();
    let rows = desk.years(&["获得感", "c"]);
    let years: Vec<&str> = rows.iter().map(|row| row["year"].as_str()).collect();
    assert_eq!(years, ["2001", "2002", "2003", "2005", "2006", "2007"]);
    let counts: Vec<&str> = rows.iter().map(|row| row["count"].as_str()).collect();
    assert_eq!(counts, ["0", "0", "1", "2", "2", "4"]);
    // 4 hits in 40 characters; χ² quantiles 2.1797 and 20.4832, halved, per 40 times 10,000.
    let columns = [
        "documents",
        "chars",
        "doc_freq",
        "per_10k_chars",
        "doc_share",
    ];
    assert_eq!(cells(&rows[5], &columns), ["2", "40", "1", "1000", "0.5"]);
    assert_eq!(
        cells(&rows[5], &["rate_low", "rate_high"]),
        ["272.466", "2560.4"]
    );
    // Wilson of 1 in 2.
    let share: f64 = rows[5]["doc_share_low"].parse().unwrap();
    assert!((share - 0.094_531).abs() < 1e-6, "{share}");
    assert_eq!(
        cells(&rows[0], &["per_10k_chars", "rate_low", "doc_share"]),
        ["0", "0", "0"]
    );
}

#[test]
fn the_course_is_computed_by_hand() {
    let desk = desk();
    let rows = desk.statistics(&["获得感", "c"]);
    let row = &rows[0];
    let columns = [
        "count",
        "doc_freq",
        "trend_years",
        "first_year",
        "last_year",
        "peak_year",
    ];
    assert_eq!(
        cells(row, &columns),
        ["9", "4", "6", "2003", "2007", "2007"]
    );
    // 13 of 15 pairs go up, 2 are ties: 13 / √(13 · 15).
    assert_eq!(row["trend_tau"], "0.930949");
    // Rates 0 0 250 500 500 1000 per 10,000 in 2001, 2002, 2003, 2005, 2006, 2007: of the slopes
    // 0, 83⅓, 100, 125, 125, 125, 125, 150, 166⅔, 166⅔, 187.5, 200, 250, 250, 500 the middle one.
    let slope: f64 = row["trend_slope"].parse().unwrap();
    assert!(slope > 100.0 && slope < 200.0, "{slope}");
    // Best cut in two before 2005: 0 0 250 and 500 500 1000.
    assert_eq!(row["change_year"], "2005");
    assert_eq!(
        cells(row, &["half_life", "dormant_from", "evidence"]),
        ["", "", ""]
    );
    assert_eq!(row["trend_p"], row["trend_p_adjusted"]);
    // Two phrases, of which one has too little evidence: p is adjusted for both.
    let rows = desk.statistics(&["获得感,四个意识", "c"]);
    assert_eq!(rows[1]["evidence"], "few_hits|few_documents");
    assert_eq!(rows[1]["trend_tau"], "");
    let p = |column: &str| rows[0][column].parse::<f64>().unwrap();
    assert!((p("trend_p_adjusted") - 2.0 * p("trend_p")).abs() < 1e-4);
}

#[test]
fn numbers_are_those_of_a_report() {
    let desk = Desk::empty();
    let seeds = project().join("seeds");
    let seeds = seeds.to_string_lossy();
    desk.report(&[&seeds, "--ngrams", "none"], "out");
    let by_year = std::fs::read_to_string(desk.path("out/phrase_by_year.csv")).unwrap();
    let by_year = records(&by_year);
    let phrases: Vec<String> = by_year.iter().map(|row| row["phrase"].clone()).collect();
    let mut phrases: Vec<&str> = phrases.iter().map(String::as_str).collect();
    phrases.sort_unstable();
    phrases.dedup();
    let mut args: Vec<&str> = vec![&seeds];
    for phrase in &phrases {
        args.extend(["--phrase", phrase]);
    }
    let rows = desk.years(&args);
    assert_eq!(rows.len(), by_year.len());
    let key = |row: &Row| (row["year"].clone(), row["phrase"].clone());
    let of_report: BTreeMap<_, &Row> = by_year.iter().map(|row| (key(row), row)).collect();
    for row in &rows {
        for (column, cell) in row {
            assert_eq!(cell, &of_report[&key(row)][column], "{column} of {row:?}");
        }
    }
}

#[test]
fn statistics_are_those_of_a_report() {
    let desk = desk();
    desk.report(&["c", "--ngrams", "none"], "out");
    let phrases = std::fs::read_to_string(desk.path("out/phrases.csv")).unwrap();
    let phrases = records(&phrases);
    let row = phrases.iter().find(|row| row["phrase"] == "获得感");
    let same = [
        "trend_years",
        "first_year",
        "last_year",
        "peak_year",
        "trend_tau",
        "trend_p",
        "trend_slope",
        "trend_slope_low",
        "trend_slope_high",
        "change_year",
        "change_explained",
        "change_p",
        "half_life",
        "dormant_from",
        "dormant_to",
    ];
    let trend = &desk.statistics(&["获得感", "c"])[0];
    assert_eq!(cells(trend, &same), cells(row.unwrap(), &same));
    assert_eq!(trend["trend_years"], "6");
}

#[test]
fn phrases_are_told_apart() {
    let desk = desk();
    let both = ["获得感", "四个意识"];
    assert_eq!(desk.phrases(&["获得感,四个意识", "c"]), both);
    assert_eq!(desk.phrases(&["获得感、四个意识", "c"]), both);
    assert_eq!(
        desk.phrases(&["c", "--phrase", "获得感", "--phrase", "四个意识"]),
        both
    );
    assert_eq!(desk.phrases(&["--phrase", "获得感", "c"]), ["获得感"]);
    assert_eq!(desk.phrases(&["获得感,获得感", "c"]), ["获得感"]);
    assert_eq!(desk.phrases(&["不忘初心、牢记使命", "c"]).len(), 1);
    assert_eq!(desk.phrases(&["--phrase", "甲，乙", "c"]), ["甲，乙"]);
    let (_, said) = desk.trend(&["甲，乙", "c"]);
    assert!(
        said.contains("甲 is not in the lexicon: looked for as a phrase of its own"),
        "{said}"
    );
    // Two corpora are one.
    desk.write("more/2007-03.txt", "获得感。获得感是什么");
    let rows = desk.years(&["获得感", "c", "more"]);
    assert_eq!(cells(&rows[5], &["count", "documents"]), ["6", "3"]);
}

#[test]
fn tables_to_read_have_years_and_statistics() {
    let desk = desk();
    let (table, said) = desk.trend(&["获得感,四个意识", "c"]);
    assert_eq!(
        said,
        "tifa: 13 documents, 6 years with documents; 1 document without a year, 2 hits of the phrases in them\n"
    );
    let blocks: Vec<&str> = table.split("\n\n").collect();
    assert_eq!(blocks.len(), 3, "{table}");
    assert!(
        blocks[0].starts_with("获得感\nyear  documents  characters  count"),
        "{table}"
    );
    assert!(
        blocks[0].contains("\n2007          2          40      4        1000.00  272.47 to 2560.40             1  50 % (9–91 %)"),
        "{table}"
    );
    assert!(blocks[2].contains("few_hits, few_documents"), "{table}");
    let (years, _) = desk.trend(&["获得感", "c", "--rows", "year"]);
    assert!(years.starts_with("获得感\n") && !years.contains("tau-b"));
    let (phrase, _) = desk.trend(&["获得感", "c", "--rows", "phrase", "-q"]);
    assert!(
        phrase.starts_with("phrase  ") && phrase.lines().count() == 2,
        "{phrase}"
    );
    let (none, said) = desk.trend(&["乡村振兴", "c"]);
    assert!(
        none.contains("\n2001 ") && said.contains("no hit of 乡村振兴 in 13 documents"),
        "{said}"
    );
}

#[test]
fn documents_without_years_are_no_failure() {
    let desk = Desk::empty();
    desk.write("c/a.txt", "获得感");
    let (table, said) = desk.trend(&["获得感", "c", "--format", "csv"]);
    assert_eq!(table.lines().count(), 1);
    assert!(
        said.contains("tifa corpus check") && said.contains("1 hit of the phrases"),
        "{said}"
    );
    let (table, _) = desk.trend(&["获得感", "c", "--format", "jsonl", "--default-year", "2020"]);
    let row: serde_json::Value = serde_json::from_str(&table).unwrap();
    assert_eq!((&row["year"], &row["count"]), (&2020.into(), &1.into()));
    desk.trend(&["获得感", "c", "--svg", "empty.svg"]);
    let svg = std::fs::read_to_string(desk.path("empty.svg")).unwrap();
    assert!(svg.contains("no data"));
}

#[test]
fn a_chart_has_lines_with_bands_and_gaps() {
    let desk = desk();
    desk.trend(&["获得感,四个意识", "c", "--svg", "t.svg"]);
    let svg = std::fs::read_to_string(desk.path("t.svg")).unwrap();
    roxmltree::Document::parse(&svg).unwrap();
    assert!(svg.contains("获得感") && svg.contains("2004"), "{svg}");
    // Two phrases, each with a band before and after 2004.
    assert_eq!(svg.matches("opacity=\"0.11\"").count(), 4, "{svg}");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let desk = desk();
    let with = |threads| {
        desk.trend(&[
            "获得感,四个意识",
            "c",
            "--threads",
            threads,
            "--svg",
            "t.svg",
        ])
    };
    let alone = (with("1"), std::fs::read(desk.path("t.svg")).unwrap());
    assert_eq!(
        (with("4"), std::fs::read(desk.path("t.svg")).unwrap()),
        alone
    );
}

#[test]
fn what_is_typed_wrongly_is_said() {
    let desk = desk();
    let cases: [(&[&str], i32, &str); 9] = [
        (&["获得感"], 2, "tifa trend 获得感 speeches/"),
        (
            &["获得感", "双创", "c"],
            2,
            "write a comma before it: tifa trend 获得感,双创",
        ),
        (&[], 2, "<PHRASE>"),
        (&[",", "c"], 2, "PHRASE: no phrase is named"),
        (&["“ ”", "c"], 2, "PHRASE"),
        (&["c", "获得感"], 2, "tifa trend 获得感 c"),
        (&["获得感", "c", "--rows", "month"], 2, "--rows"),
        (
            &["获得感", "c", "--svg", "c/t.png"],
            2,
            "--svg: charts are SVG: name the file c/t.svg",
        ),
        (&["--phrase", "获得感", "nowhere"], 1, "nowhere"),
    ];
    for (args, status, word) in cases {
        desk.fails(&[&["trend"], args].concat(), status, &[word]);
    }
}

#[test]
fn the_examples_of_the_help_run() {
    let desk = Desk::empty();
    for name in ["speeches", "hu", "xi"] {
        desk.write(
            &format!("{name}/2019-{name}.txt"),
            &format!("{name}获得感,乡村振兴。"),
        );
    }
    desk.write(
        "news.jsonl",
        "{\"id\":\"1\",\"date\":\"2020\",\"text\":\"乡村振兴双创\"}\n",
    );
    let (help, _) = desk.succeeds(&["trend", "--help"]);
    let examples = help
        .lines()
        .filter_map(|line| line.trim().strip_prefix("tifa trend "));
    let examples: Vec<&str> = examples.filter(|line| !line.starts_with('[')).collect();
    assert_eq!(examples.len(), 6);
    for example in examples {
        let typed = example.split("  ").next().unwrap();
        let typed = typed.split(" > ").next().unwrap().replace('\'', "");
        let args: Vec<&str> = typed.split_whitespace().collect();
        desk.trend(&args);
    }
    assert!(desk.path("trend.svg").exists());
}
