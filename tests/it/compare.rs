//! Comparisons as they are used: what is typical of whom, how alike speeches are, and what they share.

use std::fs;

use rustc_hash::FxHashMap;

use super::cli::Desk;
use super::harness::shared;

/// Rows of a table as maps from column to cell.
fn rows(desk: &Desk, name: &str) -> Vec<FxHashMap<String, String>> {
    let mut reader = csv::Reader::from_path(desk.path("cmp").join(name)).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// 2·Σ O·ln(O / E) over hits and other characters of both sides.
fn g2(hits: [f64; 2], sizes: [f64; 2]) -> f64 {
    let (all, total) = (hits[0] + hits[1], sizes[0] + sizes[1]);
    let cell = |observed: f64, expected: f64| match observed > 0.0 {
        true => observed * (observed / expected).ln(),
        false => 0.0,
    };
    let side = |side: usize| {
        let share = sizes[side] / total;
        cell(hits[side], all * share) + cell(sizes[side] - hits[side], (total - all) * share)
    };
    2.0 * (side(0) + side(1))
}

#[test]
fn speeches_are_compared() {
    let desk = Desk::new();
    desk.succeeds(&[
        "compare",
        "corpus/2019-05-a.txt",
        "corpus/2021-07-b.txt",
        "--out",
        "cmp",
    ]);
    let table = fs::read_to_string(desk.path("cmp/comparison.csv")).unwrap();
    assert!(
        table.starts_with("phrase,category,total,2019-05-a.txt,2021-07-b.txt\n"),
        "{table}"
    );
    assert!(
        table.contains("四个意识,leader_ideology,2,1,1\n"),
        "{table}"
    );
    let similarity = fs::read_to_string(desk.path("cmp/similarity.csv")).unwrap();
    // Profiles (四个意识, …) = (1, 0, 0) and (1, 1, 1): cosine 1/√3, Jaccard 1/3, of shares
    // (1/3) / (1 + 1/3 + 1/3); weighted by 1, 1 + ln 1.5 twice: 1 / √(1 + 2 · 1.405465²).
    assert!(
        similarity
            .contains("2019-05-a.txt,2021-07-b.txt,phrases,0.57735,0.449436,0.333333,0.2,1\n"),
        "{similarity}"
    );
    let unique = fs::read_to_string(desk.path("cmp/unique.csv")).unwrap();
    assert!(unique.contains("2021-07-b.txt,两个维护,1\n"), "{unique}");
    for chart in ["similarity.svg", "two_sided.svg"] {
        assert!(desk.path("cmp/charts").join(chart).exists());
    }
    desk.succeeds(&["compare", "corpus", "--by", "year", "--out", "cmp", "-q"]);
    assert!(
        fs::read_to_string(desk.path("cmp/comparison.csv"))
            .unwrap()
            .starts_with("phrase,category,total,2019,2021\n")
    );
}

#[test]
fn equal_names_in_different_folders_are_told_apart() {
    let desk = Desk::new();
    desk.write("x/a/s.txt", "坚持群众路线,作风建设。");
    desk.write("x/b/s.txt", "高质量发展,作风建设。");
    let absolute = desk.path("x/b/s.txt");
    for second in ["x/b/s.txt", absolute.to_str().unwrap()] {
        desk.succeeds(&["compare", "x/a/s.txt", second, "--out", "cmp"]);
        let table = fs::read_to_string(desk.path("cmp/comparison.csv")).unwrap();
        assert!(
            table.contains("作风建设,discipline_style,2,1,1\n"),
            "{table}"
        );
    }
    for by in ["folder", "document"] {
        assert!(
            desk.run(&["compare", "x", "--by", by, "--out", "cmp"])
                .status
                .success(),
            "{by}"
        );
    }
}

/// Four years: 改革开放 belongs to the first two, 乡村振兴 to the last two, 作风建设 to one text.
fn years() -> Desk {
    let desk = Desk::empty();
    let text = |phrases: &[(&str, usize)], filling: usize| {
        let said: String = phrases
            .iter()
            .flat_map(|&(phrase, times)| {
                std::iter::repeat_n(format!("我们要坚持{phrase}。"), times)
            })
            .collect();
        said + &"大家回去以后认真学习。".repeat(filling)
    };
    for (name, phrases) in [
        ("2001", &[("改革开放", 9), ("作风建设", 1)][..]),
        ("2002", &[("改革开放", 7)]),
        ("2011", &[("乡村振兴", 8), ("改革开放", 1)]),
        ("2012", &[("乡村振兴", 6), ("作风建设", 2)]),
        ("2013", &[("乡村振兴", 6)]),
    ] {
        let spoken = if name == "2012" {
            text(phrases, 12)
        } else {
            text(phrases, 10)
        };
        desk.write(
            &format!("c/{name}.txt"),
            &format!("（{name}年5月6日）\n{spoken}"),
        );
    }
    desk.write("mine.txt", "改革开放\n乡村振兴\n作风建设\n精准扶贫\n");
    desk
}

const MINE: [&str; 4] = ["--no-builtin", "--lexicon", "mine.txt", "--quiet"];

#[test]
fn a_target_is_compared_with_a_reference() {
    let desk = years();
    let sides = [
        "--by",
        "year",
        "--target",
        "2001-2002",
        "--reference",
        "2011,2012",
    ];
    desk.succeeds(&[&["compare", "c", "--out", "cmp"][..], &sides, &MINE].concat());
    let rows = rows(&desk, "keyness.csv");
    let phrases: Vec<&str> = rows.iter().map(|row| row["phrase"].as_str()).collect();
    assert_eq!(phrases, ["改革开放", "乡村振兴", "作风建设"]);
    let number = |row: usize, column: &str| rows[row][column].parse::<f64>().unwrap();
    for (row, hits) in [(0, [16.0, 1.0]), (1, [0.0, 14.0]), (2, [1.0, 2.0])] {
        assert_eq!(rows[row]["target"], "2001-2002");
        assert_eq!(rows[row]["reference"], "2011+2012");
        let sizes = [number(row, "chars_target"), number(row, "chars_reference")];
        assert!(
            (number(row, "g2") / g2(hits, sizes) - 1.0).abs() < 1e-5,
            "{:?}",
            rows[row]
        );
    }
    let columns = ["direction", "rank", "evidence", "significant"];
    let said = |row: usize| columns.map(|column| rows[row][column].as_str());
    assert_eq!(said(0), ["over", "1", "", "yes"]);
    assert_eq!(said(1), ["under", "2", "", "yes"]);
    // Three hits are no finding.
    assert_eq!(said(2), ["under", "", "few_hits", "no"]);
    // Four phrases were looked for, one of which occurs nowhere: the least p times four, or twice the
    // next one where that is less.
    let mut p = [0, 1, 2].map(|row| number(row, "p"));
    p.sort_by(f64::total_cmp);
    let expected = (p[0] * 4.0).min(p[1] * 2.0).min(p[2] * 4.0 / 3.0);
    let adjusted = number(0, "p_adjusted").min(number(1, "p_adjusted"));
    assert!(
        (adjusted / expected - 1.0).abs() < 1e-4,
        "{adjusted} is not {expected}"
    );
    assert_eq!(
        rows[1]["log_ratio_low"], "",
        "no interval where a count is 0"
    );
    assert!(
        number(1, "log_ratio") < 0.0,
        "a number below zero is a number"
    );
    // 2013 is on neither side.
    assert!(
        !fs::read_to_string(desk.path("cmp/comparison.csv"))
            .unwrap()
            .contains("2013")
    );
    assert!(desk.path("cmp/charts/keyness.svg").exists());
}

#[test]
fn the_rest_and_all_pairs_are_references_too() {
    let desk = years();
    let run = |more: &[&str]| {
        desk.succeeds(
            &[
                &["compare", "c", "--by", "year", "--out", "cmp"][..],
                more,
                &MINE,
            ]
            .concat(),
        );
        rows(&desk, "keyness.csv")
    };
    let rest = run(&["--target", "2001-2002"]);
    assert!(rest.iter().all(|row| row["reference"] == "其余 rest"));
    assert_eq!(rest[0]["count_reference"], "1");
    let last = rest.iter().find(|row| row["phrase"] == "乡村振兴").unwrap();
    assert_eq!(last["count_reference"], "20");
    // Five years: ten pairs, or five years with the others.
    let pairs = |rows: Vec<FxHashMap<String, String>>| {
        let pairs = rows
            .into_iter()
            .map(|mut row| (row.remove("target"), row.remove("reference")));
        pairs.collect::<std::collections::BTreeSet<_>>().len()
    };
    assert_eq!(pairs(run(&[])), 10);
    assert_eq!(pairs(run(&["--keyness", "rest"])), 5);
}

#[test]
fn wrong_groups_are_said() {
    let desk = years();
    for (args, words) in [
        (
            "--by year --target 1990-1999",
            &["--target", "1990-1999", "2001"][..],
        ),
        (
            "--by year --target 2001 --reference 1990",
            &["--reference", "1990"],
        ),
        (
            "--by year --target 2001-2011 --reference 2011",
            &["--reference", "2011", "--target"],
        ),
        ("--target 2001", &["--target", "--by"]),
        ("--reference 2001", &["--target"]),
        ("--by level", &["--by", "level"]),
        ("--by level --target x", &["--by", "level"]),
        ("--passages many", &["--passages", "many"]),
        ("--passages 0", &["--passages"]),
        ("--features both --ngrams none", &["--features", "--ngrams"]),
        ("--clusters 0", &["--clusters"]),
    ] {
        let args: Vec<&str> = args.split(' ').collect();
        desk.fails(
            &[&["compare", "c", "--out", "cmp"][..], &args, &MINE].concat(),
            2,
            words,
        );
    }
    assert!(!desk.path("cmp").exists());
}

#[test]
fn ngrams_are_compared_too() {
    let desk = years();
    let args = ["--by", "year", "--features", "both", "--ngrams", "1-2"];
    desk.succeeds(&[&["compare", "c", "--out", "cmp"][..], &args, &MINE].concat());
    let ngrams = rows(&desk, "ngram_keyness.csv");
    let own = |target: &str, ngram: &str| {
        let found = ngrams.iter().find(|row| {
            row["target"] == target && row["reference"] == "2011" && row["ngram"] == ngram
        });
        found.unwrap()["count_target"].clone()
    };
    assert_eq!(own("2001", "改革开放"), "9");
    let similarity = rows(&desk, "similarity.csv");
    assert!(similarity.iter().all(|row| row["features"] == "both"));
    let cosine = |a: &str, b: &str| {
        let found = similarity.iter().find(|row| row["a"] == a && row["b"] == b);
        found.unwrap()["cosine"].parse::<f64>().unwrap()
    };
    assert!(cosine("2001", "2002") > cosine("2002", "2011"));
}

#[test]
fn passages_are_told_from_slogans() {
    let desk = Desk::empty();
    let copied = "只要我们把群众冷暖放在心上，路就会越走越宽";
    desk.write(
        "c/a.txt",
        &format!("大家好。{copied}。要增强政治意识、大局意识、核心意识、看齐意识。"),
    );
    desk.write(
        "c/b.txt",
        &format!(
            "要增强政治意识、大局意识、核心意识、看齐意识。今天很高兴，{}！再见。",
            copied.replace('，', "")
        ),
    );
    desk.write("c/c.txt", "这里说的完全是另外一些事情，和他们没有关系。");
    desk.succeeds(&["compare", "c", "--out", "cmp", "--quiet"]);
    let passages = rows(&desk, "passages.csv");
    let found: Vec<[&str; 4]> = passages
        .iter()
        .map(|row| ["a", "b", "nature", "kind"].map(|column| row[column].as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ["a.txt", "b.txt", "prose", "verbatim"],
            ["a.txt", "b.txt", "slogan", "verbatim"]
        ]
    );
    assert_eq!(passages[0]["text_a"], copied);
    assert_eq!(
        (
            passages[0]["start_a"].as_str(),
            passages[0]["end_a"].as_str()
        ),
        ("4", "25")
    );
    let pairs = rows(&desk, "passage_pairs.csv");
    assert_eq!((pairs.len(), pairs[0]["prose_chars"].as_str()), (1, "20"));
    desk.succeeds(&[
        "compare",
        "c",
        "--out",
        "cmp",
        "--passages",
        "none",
        "--quiet",
    ]);
    assert!(!desk.path("cmp/passages.csv").exists());
}

#[test]
fn copies_that_differ_are_aligned() {
    let desk = Desk::empty();
    desk.write("c/a.txt", "只要我们把群众冷暖放在心上，路就会越走越宽");
    desk.write("c/b.txt", "只要我们把群众冷暖放在心里，路就会越走越宽");
    desk.succeeds(&["compare", "c", "--out", "cmp", "--quiet"]);
    let rows = rows(&desk, "passages.csv");
    let cells = ["kind", "matched", "edits", "alignment"].map(|column| rows[0][column].as_str());
    assert_eq!(cells, ["near", "19", "1", "0-12=0-12|14-21=14-21"]);
    let page = fs::read_to_string(desk.path("cmp/index.html")).unwrap();
    assert!(page.contains("放在心里，路就会"), "the page shows passages");
}

#[test]
fn speeches_are_clustered_and_ordered() {
    let desk = Desk::empty();
    let party = "坚持全面从严治党，加强作风建设，反对形式主义、官僚主义，落实中央八项规定。";
    let trade = "推动一带一路，实现互利共赢，构建人类命运共同体，建设丝绸之路经济带。";
    for (name, text) in [
        ("1 在党的建设会议上的讲话", party.to_owned()),
        ("2 在党的建设座谈会上的讲话", format!("{party}同志们。")),
        ("3 在开幕式上的致辞", trade.to_owned()),
        (
            "4 在论坛开幕式上的致辞",
            "建设丝绸之路经济带，构建人类命运共同体，实现互利共赢，推动一带一路。".to_owned(),
        ),
    ] {
        desk.write(&format!("c/{name}.txt"), &text);
    }
    desk.succeeds(&["compare", "c", "--out", "cmp", "--quiet"]);
    let clusters = rows(&desk, "clusters.csv");
    let cluster = |name: &str| {
        let row = clusters.iter().find(|row| row["speech"].starts_with(name));
        row.unwrap()["cluster"].clone()
    };
    assert_eq!(["1", "2", "3", "4"].map(cluster), ["1", "1", "2", "2"]);
    assert_eq!(rows(&desk, "cluster_merges.csv").len(), 3);
    let names = rows(&desk, "cluster_names.csv");
    assert!(
        names[1]["occasions"].contains("开幕式上的致辞"),
        "{names:?}"
    );
    let order = rows(&desk, "order.csv");
    let pair = order.iter().find(|row| row["a"].starts_with('3')).unwrap();
    let turned: f64 = pair["tau_b"].parse().unwrap();
    assert!(
        (turned + 1.0).abs() < 1e-9 && pair["in_order"] == "1",
        "{pair:?}"
    );
    for chart in ["dendrogram.svg", "order.svg"] {
        assert!(desk.path("cmp/charts").join(chart).exists());
    }
}

#[test]
fn a_comparison_is_the_same_on_any_number_of_threads() {
    let desk = years();
    let trees = ["1", "3"].map(|threads| {
        let args = ["--threads", threads, "--features", "both", "--quiet"];
        desk.succeeds(&[&["compare", "c", "--out", "cmp"][..], &args].concat());
        desk.tree("cmp")
    });
    assert_eq!(trees[0], trees[1]);
}

/// What SciPy 1.17 makes of the same tables of four cells: `chi2_contingency(table,
/// correction=False, lambda_="log-likelihood")`.
const TYPICAL: [(&str, [u64; 2], f64); 3] = [
    ("全面建设小康社会", [26, 0], 32.718_467_868_680_136),
    ("社会管理", [40, 4], 29.620_698_238_114_99),
    ("计划生育", [36, 3], 28.719_056_179_040_09),
];

#[test]
fn ten_years_are_compared_with_ten_others() {
    let Some(corpus) = shared("corpora/gwr") else {
        return;
    };
    let desk = Desk::empty();
    let corpus = corpus.to_string_lossy();
    desk.succeeds(&[
        "compare",
        &corpus,
        "--exclude",
        "variant*",
        "--by",
        "year",
        "--target",
        "2003-2012",
        "--reference",
        "2013-2022",
        "--out",
        "cmp",
        "--quiet",
        "--passages",
        "none",
    ]);
    let rows = rows(&desk, "keyness.csv");
    for (row, (phrase, counts, g2)) in rows.iter().zip(TYPICAL) {
        assert_eq!(
            (row["phrase"].as_str(), row["direction"].as_str()),
            (phrase, "over")
        );
        assert_eq!(row["count_target"], counts[0].to_string());
        assert_eq!(row["count_reference"], counts[1].to_string());
        let found: f64 = row["g2"].parse().unwrap();
        assert!((found / g2 - 1.0).abs() < 1e-5, "{found} is not {g2}");
    }
    let last = rows.iter().rfind(|row| !row["rank"].is_empty()).unwrap();
    assert_eq!(
        (last["phrase"].as_str(), last["direction"].as_str()),
        ("高质量发展", "under")
    );
}
