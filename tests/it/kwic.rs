//! `tifa kwic` as it is used: what its lines are, how they are ordered and aligned.

use std::fs;
use std::process::Stdio;

use unicode_width::UnicodeWidthStr as _;

use super::cli::Desk;
use super::harness::project;

/// A folder with a corpus of three documents.
fn desk() -> Desk {
    let desk = Desk::empty();
    desk.write(
        "corpus/2019-05-a.txt",
        "各级干部要牢固树立“四个意识”、坚定“四个自信”。\n\n　　四个意识不是口号。",
    );
    desk.write(
        "corpus/2021-07-b.txt",
        "we增强「四個意識」,做到“两个维护”。全镇上下把学习作为头等大事,不断增强四个意识。",
    );
    desk.write("corpus/undated.txt", "把心贴近百姓,把路修到门口。四个意识");
    desk
}

impl Desk {
    /// What was said on both channels by a run that went well.
    fn kwic(&self, args: &[&str]) -> (String, String) {
        self.succeeds(&[&["kwic"], args].concat())
    }

    fn records(&self, args: &[&str]) -> Vec<serde_json::Value> {
        let (lines, _) = self.kwic(&[args, &["--format", "jsonl"]].concat());
        lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// Documents and positions of the lines.
    fn places(&self, args: &[&str]) -> Vec<(String, u64)> {
        self.records(args)
            .iter()
            .map(|record| {
                let document = record["doc_id"].as_str().unwrap().to_owned();
                (document, record["start"].as_u64().unwrap())
            })
            .collect()
    }
}

const A: &str = "2019-05-a.txt";
const B: &str = "2021-07-b.txt";
const UNDATED: &str = "undated.txt";

fn places(expected: &[(&str, u64)]) -> Vec<(String, u64)> {
    expected
        .iter()
        .map(|&(document, start)| (document.to_owned(), start))
        .collect()
}

#[test]
fn hits_stand_below_each_other() {
    let desk = desk();
    let (table, said) = desk.kwic(&["四个意识", "corpus"]);
    let mut columns = Vec::new();
    for line in table.lines() {
        let at = [" 四个意识", " 四個意識"]
            .iter()
            .find_map(|hit| line.find(hit));
        columns.push(line[..at.unwrap()].width());
    }
    assert_eq!(columns.len(), 5, "{table}");
    assert!(columns.windows(2).all(|two| two[0] == two[1]), "{table}");
    assert!(table.starts_with("2019  2019-05-a.txt  exact  "), "{table}");
    assert!(
        table.contains("坚定“四个自信”。 四个意识 不是口号。\n"),
        "{table}"
    );
    assert!(table.contains("\n-     undated.txt    exact "), "{table}");
    assert_eq!(said, "tifa: 5 hits in 3 of 3 documents\n");
    let (narrow, _) = desk.kwic(&["四个意识", "corpus", "--width", "2"]);
    assert!(narrow.contains(" …立“ 四个意识 ”、…\n"), "{narrow}");
    assert!(!narrow.contains('\u{1b}'), "no colour outside a terminal");
}

#[test]
fn lines_come_in_the_order_asked_for() {
    let desk = desk();
    let reading = places(&[(A, 10), (A, 29), (B, 5), (B, 38), (UNDATED, 14)]);
    assert_eq!(desk.places(&["四个意识", "corpus"]), reading);
    assert_eq!(
        desk.places(&["四个意识", "corpus", "--sort", "text"]),
        reading
    );
    assert_eq!(
        desk.places(&["四个意识", "corpus", "--sort", "date"]),
        reading
    );
    // What follows: nothing, 。, 不, then 坚 and 做 after their separators.
    let right = places(&[(UNDATED, 14), (B, 38), (A, 29), (B, 5), (A, 10)]);
    assert_eq!(
        desk.places(&["四个意识", "corpus", "--sort", "right"]),
        right
    );
    // What precedes, outwards: 。信 and 。口, 强增断, 强增ew, 立树.
    let left = places(&[(A, 29), (UNDATED, 14), (B, 5), (B, 38), (A, 10)]);
    assert_eq!(desk.places(&["四个意识", "corpus", "--sort", "left"]), left);
    // Dates do not follow the names here.
    desk.write(
        "corpus/metadata.csv",
        "path,date\n2021-07-b.txt,2018-01-02\n",
    );
    let dated = places(&[(B, 5), (B, 38), (A, 10), (A, 29), (UNDATED, 14)]);
    assert_eq!(
        desk.places(&["四个意识", "corpus", "--sort", "date"]),
        dated
    );
    let (table, _) = desk.kwic(&["四个意识", "corpus", "--sort", "date"]);
    assert!(table.starts_with("2018-01-02  "), "{table}");
}

#[test]
fn csv_and_json_lines_say_the_same() {
    let desk = desk();
    desk.write(
        "corpus/2022.jsonl",
        "{\"id\":\"=1+1\",\"title\":\"@题\",\"date\":\"2022-03-04\",\"text\":\"-四个意识\\n\"}\n",
    );
    let records = desk.records(&["四个意识", "corpus"]);
    let (csv, _) = desk.kwic(&["四个意识", "corpus", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let columns: Vec<&str> = header.iter().collect();
    let named = "doc_id year date title phrase kind rule start end left surface right";
    assert_eq!(columns, named.split(' ').collect::<Vec<_>>());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!((rows.len(), records.len()), (6, 6));
    for (row, record) in rows.iter().zip(&records) {
        assert_eq!(record.as_object().unwrap().len(), columns.len());
        for (column, cell) in columns.iter().zip(row) {
            let value = match &record[column] {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            assert_eq!(cell, tifa::tables::safe_cell(&value), "{column}");
        }
    }
    let formula = rows.iter().find(|row| &row[0] == "'=1+1").unwrap();
    assert_eq!(
        (&formula[3], &formula[9], &formula[11]),
        ("'@题", "'-", " ")
    );
    assert_eq!((&formula[1], &formula[2]), ("2022", "2022-03-04"));
    assert!(records.iter().any(|record| record["year"].is_null()));
}

#[test]
fn a_phrase_outside_the_lexicon_is_found_folded() {
    let desk = desk();
    desk.write(
        "own/a.txt",
        "開展“灯塔行动”。灯塔、行动办公室。燈塔行動見成效。灯塔行动。灯塔与行动",
    );
    desk.write("own.txt", "灯塔行动\n");
    let (table, said) = desk.kwic(&["灯塔行动", "own"]);
    let kinds: Vec<String> = desk
        .records(&["灯塔行动", "own"])
        .iter()
        .map(|record| {
            format!(
                "{} {}",
                record["kind"].as_str().unwrap(),
                record["surface"].as_str().unwrap()
            )
        })
        .collect();
    assert!(kinds.contains(&"folded 燈塔行動".to_owned()), "{kinds:?}");
    assert!(said.contains("灯塔行动 is not in the lexicon"), "{said}");
    assert_eq!(
        desk.places(&["灯塔行动", "own"]),
        desk.places(&["“燈塔”行動", "own"])
    );
    assert_eq!(
        table,
        desk.kwic(&["灯塔行动", "own", "--lexicon", "own.txt"]).0
    );
    assert_eq!(table, desk.kwic(&["灯塔行动", "own", "--no-builtin"]).0);
    let (slot, _) = desk.kwic(&["灯塔{1,3}成效", "own"]);
    assert!(slot.contains("燈塔行動見成效"), "{slot}");
}

#[test]
fn there_is_a_line_for_every_hit_that_a_report_counts() {
    let desk = desk();
    let seeds = project().join("seeds");
    let seeds = seeds.to_str().unwrap();
    let report = desk.run(&["report", seeds, "--out", "out", "-q", "--ngrams", "none"]);
    assert!(report.status.success());
    let phrases = fs::read_to_string(desk.path("out/phrases.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(phrases.as_bytes());
    let count = reader
        .headers()
        .unwrap()
        .iter()
        .position(|name| name == "count")
        .unwrap();
    let counted = |row: &csv::StringRecord| &row[count] != "0";
    let rows: Vec<csv::StringRecord> = reader
        .records()
        .map(Result::unwrap)
        .filter(counted)
        .collect();
    for row in rows.iter().step_by(rows.len() / 6) {
        let (lines, _) = desk.kwic(&[&row[0], seeds, "--threads", "1"]);
        assert_eq!(lines.lines().count().to_string(), row[count], "{}", &row[0]);
        assert_eq!(lines, desk.kwic(&[&row[0], seeds, "--threads", "4"]).0);
    }
}

#[test]
fn entries_are_named_in_many_ways() {
    let desk = desk();
    desk.write(
        "c/a.txt",
        "推进“双创”,创新创业。争创文明城市,双创双创。形成长效机制。",
    );
    desk.write(
        "own.toml",
        "[[phrase]]\nid = \"es\"\ntext = \"双创\"\nsense = \"创业\"\nguard.not_after = [\"双\"]\n\
        [[phrase]]\nid = \"ws\"\ntext = \"双创\"\nsense = \"文明\"\nguard.not_before = [\"双\"]\n\
        [[phrase]]\nid = \"cx\"\ntext = \"创新创业\"\nvariants = [\"创新与创业\"]\n",
    );
    let own = |phrase: &str| desk.kwic(&[phrase, "c", "--lexicon", "own.toml", "--no-builtin"]);
    let (both, said) = own("双创");
    assert!(
        said.contains("several entries: 双创（创业） (es), 双创（文明） (ws)"),
        "{said}"
    );
    assert!(
        both.contains("双创（创业）") && both.contains("双创（文明）"),
        "{both}"
    );
    for (name, entry) in [
        ("ws", "双创（文明） (ws)"),
        ("双创(文明)", "双创（文明） (ws)"),
        ("创新与创业", "创新创业 (cx)"),
    ] {
        let (lines, said) = own(name);
        assert!(said.contains(entry), "{name}: {said}");
        assert!(
            !lines.is_empty() && !lines.contains("双创（创业）"),
            "{lines}"
        );
    }
    // Generic words are not in the default selection.
    let (lines, said) = desk.kwic(&["长效机制", "c"]);
    assert_eq!(lines.lines().count(), 1, "{lines}");
    assert!(said.contains("长效机制 (tier C): not among"), "{said}");
    assert_eq!(desk.kwic(&["长效机制", "c", "--tier", "C"]).0, lines);
}

#[test]
fn hits_that_do_not_count_are_shown_on_request() {
    let desk = desk();
    desk.write("c/a.txt", "第十八项规定。八项规定精神。落实中央八项规定。");
    let (lines, said) = desk.kwic(&["八项规定", "c"]);
    assert_eq!(lines.lines().count(), 2, "{lines}");
    assert!(
        said.contains("not shown: 1 rejected (--kind rejected shows them)"),
        "{said}"
    );
    let (lines, said) = desk.kwic(&["八项规定", "c", "--kind", "rejected"]);
    assert!(
        lines.contains("rejected  guard:number  第十 八项规定 。") && lines.lines().count() == 1,
        "{lines}"
    );
    assert!(said.contains("not shown: 2 exact"), "{said}");
    assert_eq!(
        desk.kwic(&["八项规定", "c", "--kind", "exact,rejected"])
            .0
            .lines()
            .count(),
        3
    );
    let (lines, said) = desk.kwic(&["八项规定", "c", "--kind", "exact", "-q"]);
    assert!(lines.lines().count() == 2 && said.is_empty(), "{said}");
}

#[test]
fn lines_are_limited_and_none_are_no_failure() {
    let desk = desk();
    let (lines, said) = desk.kwic(&["四个意识", "corpus", "--limit", "2"]);
    assert_eq!(lines.lines().count(), 2);
    assert!(
        said.contains("5 hits in 3 of 3 documents; the first 2 are shown"),
        "{said}"
    );
    let (lines, said) = desk.kwic(&["乡村振兴", "corpus"]);
    assert_eq!(
        (lines.as_str(), said.as_str()),
        ("", "tifa: no hit of 乡村振兴 in 3 documents\n")
    );
    let (csv, _) = desk.kwic(&["乡村振兴", "corpus", "--format", "csv"]);
    assert_eq!(csv.lines().count(), 1);
    fs::write(desk.path("corpus/gbk.txt"), b"\xc2\xcc\xc9\xab").unwrap();
    let output = desk.run(&["kwic", "四个意识", "corpus"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("gbk.txt")
    );
}

#[test]
fn what_is_typed_wrongly_is_said() {
    let desk = desk();
    let cases: [(&[&str], i32, &str); 6] = [
        (&["四个意识", "corpus", "--kind", "exakt"], 2, "--kind"),
        (&["四个意识", "corpus", "--sort", "up"], 2, "--sort"),
        (&["“ ”", "corpus"], 2, "PHRASE"),
        (&["四个意识"], 2, "CORPUS"),
        (&["corpus", "四个意识"], 2, "tifa kwic 四个意识 corpus"),
        (&["四个意识", "nowhere"], 1, "nowhere"),
    ];
    for (args, status, word) in cases {
        let output = desk.run(&[&["kwic"], args].concat());
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(status), "{args:?}: {said}");
        assert!(
            said.contains(word) && output.stdout.is_empty(),
            "{args:?}: {said}"
        );
    }
}

/// Whoever has seen enough may close the pipe.
#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_failure() {
    let desk = desk();
    desk.write("long/a.txt", &"我们要增强四个意识。\n".repeat(4000));
    let mut child = desk
        .command(&["kwic", "四个意识", "long"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}
