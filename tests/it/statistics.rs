//! What becomes of phrases from year to year, by hand: ten years of five speeches each, all of 40
//! Han characters.

use std::collections::BTreeMap;

use super::cli::Desk;

type Row = BTreeMap<String, String>;

/// Phrase, category, and in how many of the five speeches of each year from 2001 it stands.
const PHRASES: [(&str, &str, [usize; 10]); 6] = [
    ("旧路线", "line", [5, 5, 5, 5, 5, 0, 0, 0, 0, 0]),
    ("新征程", "line", [0, 0, 0, 0, 0, 5, 5, 5, 5, 5]),
    ("抓落实", "work", [5, 5, 0, 0, 0, 0, 0, 0, 5, 5]),
    ("为人民", "work", [5; 10]),
    ("忽冷忽热", "mood", [1, 3, 0, 0, 0, 0, 0, 0, 0, 0]),
    ("昙花一现", "mood", [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
];

/// Ways to choose 25 of 50, and 20 of 50.
const HALF: f64 = 126_410_606_437_752.0;
const TWENTY: f64 = 47_129_212_243_960.0;

/// A desk with a corpus of so many years, and its phrases in a lexicon.
fn desk(years: usize) -> Desk {
    let desk = Desk::empty();
    for year in 0..years {
        for speech in 0..5 {
            let own = PHRASES
                .iter()
                .filter(|(_, _, speeches)| speech < speeches[year]);
            let words: Vec<&str> = own.map(|(phrase, _, _)| *phrase).collect();
            let length: usize = words.iter().map(|word| word.chars().count()).sum();
            let text = format!("{}，{}。", words.join("，"), "水".repeat(40 - length));
            let name = format!("corpus/{}-0{}-01.txt", 2001 + year, speech + 1);
            desk.write(&name, &text);
        }
    }
    let rows = PHRASES.map(|(phrase, category, _)| format!("{phrase},{category}\n"));
    desk.write("mine.csv", &format!("text,category\n{}", rows.concat()));
    desk
}

fn report(desk: &Desk, more: &[&str]) {
    let mut args = vec!["report", "corpus", "--out", "out", "--lexicon", "mine.csv"];
    args.extend(["--no-builtin", "--ngrams", "none", "--duplicates", "keep"]);
    args.extend(more);
    desk.succeeds(&args);
}

fn table(desk: &Desk, name: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(desk.path("out").join(name)).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

fn row<'a>(rows: &'a [Row], wanted: &[(&str, &str)]) -> &'a Row {
    let is_wanted = |row: &&Row| wanted.iter().all(|(column, cell)| row[*column] == *cell);
    let mut found = rows.iter().filter(is_wanted);
    let only = found.next().unwrap_or_else(|| panic!("no row {wanted:?}"));
    assert!(found.next().is_none(), "two rows {wanted:?}");
    only
}

/// Holds cells of `row` to words.
fn says(row: &Row, cells: &[(&str, &str)]) {
    for (column, cell) in cells {
        assert_eq!(row[*column], *cell, "{column} of {row:?}");
    }
}

/// Holds a measure to six digits.
fn measures(row: &Row, column: &str, value: f64) {
    let cell: f64 = row[column].parse().unwrap();
    assert!(
        (cell - value).abs() <= 1e-5 * value.abs(),
        "{column} of {row:?} is not {value}"
    );
}

#[test]
fn phrases_appear_vanish_and_return() {
    let desk = desk(10);
    report(&desk, &[]);
    let rows = table(&desk, "turnover.csv");
    let old = row(&rows, &[("event", "vanishes"), ("phrase", "旧路线")]);
    says(
        old,
        &[("category", "line"), ("year", "2005"), ("other", "")],
    );
    says(old, &[("documents_before", "25"), ("documents_after", "0")]);
    says(
        old,
        &[
            ("all_documents_before", "25"),
            ("all_documents_after", "25"),
        ],
    );
    // One hit in 40 characters.
    says(old, &[("rate_before", "250"), ("rate_after", "0")]);
    says(old, &[("significant", "yes"), ("evidence", "")]);
    measures(old, "p", 1.0 / HALF);
    // It is the only one of its kind with enough evidence.
    measures(old, "p_adjusted", 1.0 / HALF);
    let new = row(&rows, &[("event", "appears"), ("phrase", "新征程")]);
    says(new, &[("year", "2006"), ("significant", "yes")]);
    says(new, &[("documents_before", "0"), ("documents_after", "25")]);
    measures(new, "p", 1.0 / HALF);
    let back = row(&rows, &[("event", "returns"), ("phrase", "抓落实")]);
    says(back, &[("year", "2009"), ("significant", "yes")]);
    says(
        back,
        &[("documents_before", "10"), ("documents_after", "10")],
    );
    says(
        back,
        &[
            ("all_documents_before", "10"),
            ("all_documents_after", "10"),
        ],
    );
    // A silence of 30 documents, which could have been in nine places.
    measures(back, "p", 9.0 / TWENTY);
    assert!(
        rows.iter().all(|row| row["phrase"] != "为人民"),
        "what stays has no event"
    );
}

#[test]
fn one_phrase_replaces_another() {
    let desk = desk(10);
    report(&desk, &[]);
    let rows = table(&desk, "turnover.csv");
    let pair = row(&rows, &[("event", "replaced")]);
    says(
        pair,
        &[("phrase", "旧路线"), ("other", "新征程"), ("year", "2006")],
    );
    says(
        pair,
        &[
            ("documents_before", "25"),
            ("documents_after", "0"),
            ("significant", "yes"),
        ],
    );
    // Two of all ways to part 25 and 25 are as extreme.
    measures(pair, "p", 2.0 / HALF);
    for (event, phrase) in [("falls", "旧路线"), ("rises", "新征程")] {
        let trend = row(&rows, &[("event", event), ("phrase", phrase)]);
        says(trend, &[("year", "2006"), ("significant", "yes")]);
    }
}

#[test]
fn weak_evidence_is_marked_and_comes_last() {
    let desk = desk(10);
    report(&desk, &[]);
    let rows = table(&desk, "turnover.csv");
    let appears: Vec<&Row> = rows
        .iter()
        .filter(|row| row["event"] == "appears")
        .collect();
    let order: Vec<&str> = appears.iter().map(|row| row["phrase"].as_str()).collect();
    assert_eq!(order, ["新征程", "昙花一现"]);
    says(
        appears[1],
        &[
            ("evidence", "few_hits|few_documents"),
            ("significant", "no"),
        ],
    );
    says(appears[1], &[("p_adjusted", "")]);
    // One document, which is not among the first 15 of 50.
    measures(appears[1], "p", 35.0 / 50.0);
    assert!(
        rows.iter()
            .all(|row| row["evidence"].is_empty() || row["significant"] == "no")
    );
}

#[test]
fn phrases_have_lifespans_and_trends() {
    let desk = desk(10);
    report(&desk, &[]);
    let rows = table(&desk, "phrases.csv");
    let old = row(&rows, &[("phrase", "旧路线")]);
    says(
        old,
        &[("first_year_documents", "5"), ("last_year_documents", "5")],
    );
    says(
        old,
        &[("lifespan_note", "corpus_begins"), ("trend_years", "10")],
    );
    says(
        old,
        &[
            ("peak_year", "2001"),
            ("half_life", "5"),
            ("dormant_from", ""),
        ],
    );
    says(
        old,
        &[
            ("change_year", "2006"),
            ("change_explained", "1"),
            ("evidence", ""),
        ],
    );
    // 25 of 45 pairs of years fall, 20 are ties.
    measures(old, "trend_tau", -25.0 / (45.0_f64 * 25.0).sqrt());
    let back = row(&rows, &[("phrase", "抓落实")]);
    says(back, &[("lifespan_note", "corpus_begins|corpus_ends")]);
    says(
        back,
        &[
            ("dormant_from", "2002"),
            ("dormant_to", "2009"),
            ("half_life", ""),
        ],
    );
}

#[test]
fn phrases_are_spread_evenly_or_not() {
    let desk = desk(10);
    report(&desk, &[]);
    let rows = table(&desk, "phrases.csv");
    let always = row(&rows, &[("phrase", "为人民")]);
    says(
        always,
        &[("dispersion_dp", "0"), ("dispersion_dp_norm", "0")],
    );
    says(
        always,
        &[
            ("dispersion_juilland_d", "1"),
            ("dispersion_rosengren_s", "1"),
        ],
    );
    says(
        always,
        &[("trend_p", ""), ("trend_slope", "0"), ("change_year", "")],
    );
    let rare = row(&rows, &[("phrase", "昙花一现")]);
    says(rare, &[("evidence", "few_hits|few_documents")]);
    says(
        rare,
        &[
            ("dispersion_dp", "0.98"),
            ("dispersion_dp_norm", "1"),
            ("dispersion_juilland_d", "0"),
        ],
    );
}

#[test]
fn four_years_are_no_trend() {
    let desk = desk(4);
    report(&desk, &[]);
    for row in table(&desk, "phrases.csv") {
        assert!(row["evidence"].ends_with("few_years"), "{row:?}");
        for column in [
            "trend_years",
            "trend_p",
            "trend_slope",
            "change_year",
            "half_life",
        ] {
            assert_eq!(row[column], "", "{column}");
        }
    }
    let turnover = table(&desk, "turnover.csv");
    assert!(turnover.iter().all(|row| row["significant"] == "no"));
}

#[test]
fn phrases_have_temperatures() {
    let desk = desk(10);
    report(&desk, &[]);
    let rows = table(&desk, "temperature.csv");
    let levels: Vec<[&str; 6]> = rows
        .iter()
        .filter(|row| row["phrase"] == "忽冷忽热")
        .take(4)
        .map(|row| {
            [
                "year",
                "doc_freq",
                "doc_share",
                "level",
                "previous_level",
                "change",
            ]
            .map(|column| row[column].as_str())
        })
        .collect();
    assert_eq!(
        levels,
        [
            ["2001", "1", "0.2", "热", "", ""],
            ["2002", "3", "0.6", "沸", "热", "2"],
            ["2003", "0", "0", "冷", "沸", "-5"],
            ["2004", "0", "0", "冷", "冷", "0"],
        ]
    );
    let new: Vec<&Row> = rows
        .iter()
        .filter(|row| row["phrase"] == "新征程")
        .collect();
    assert_eq!(new.len(), 5, "no rows before the first year");
    says(
        new[0],
        &[
            ("level_name", "boiling"),
            ("previous_level", "冷"),
            ("change", "5"),
        ],
    );
    assert!(rows.iter().all(|row| row["evidence"].is_empty()));
}

#[test]
fn temperatures_of_few_documents_do_not_change() {
    let desk = desk(2);
    std::fs::remove_file(desk.path("corpus/2001-05-01.txt")).unwrap();
    report(&desk, &[]);
    let rows = table(&desk, "temperature.csv");
    let cells = [("2001", "few_documents"), ("2002", "few_documents_before")];
    for (year, evidence) in cells {
        let row = row(&rows, &[("phrase", "忽冷忽热"), ("year", year)]);
        says(row, &[("evidence", evidence), ("change", "")]);
    }
}

#[test]
fn a_scale_of_ones_own() {
    let desk = desk(2);
    let level = |name: &str, at_least: &str| {
        format!("[[level]]\nname = \"{name}\"\nenglish = \"{name}\"\nat_least = {at_least}\n")
    };
    desk.write("scale.toml", &(level("高", "0.6") + &level("低", "0")));
    report(&desk, &["--temperature", "scale.toml"]);
    let rows = table(&desk, "temperature.csv");
    let second = row(&rows, &[("phrase", "忽冷忽热"), ("year", "2002")]);
    says(
        second,
        &[("level", "高"), ("previous_level", "低"), ("change", "1")],
    );
    let manifest = std::fs::read_to_string(desk.path("out/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["options"]["temperature"][0][0], "高");
    desk.write("scale.toml", &(level("低", "0") + &level("高", "0.6")));
    let args = [
        "report",
        "corpus",
        "--temperature",
        "scale.toml",
        "--lexicon",
        "mine.csv",
    ];
    let output = desk.run(&args);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("scale.toml:5: ") && said.contains("from hot to cold"),
        "{said}"
    );
}

#[test]
fn a_corpus_without_years_has_tables_without_rows() {
    let desk = desk(1);
    let texts = ["旧路线，水流过石头。", "旧路线，风吹过树林。"];
    std::fs::remove_dir_all(desk.path("corpus")).unwrap();
    for (name, text) in ["a", "b"].iter().zip(texts) {
        desk.write(&format!("corpus/{name}.txt"), text);
    }
    report(&desk, &[]);
    for name in ["turnover.csv", "temperature.csv"] {
        let content = std::fs::read_to_string(desk.path("out").join(name)).unwrap();
        assert_eq!(
            content.lines().count(),
            1,
            "{name} is its header: {content}"
        );
    }
}
