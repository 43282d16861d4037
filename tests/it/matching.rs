//! The tables of matching cases: the public one, one that is named by the environment, and our own.

use rustc_hash::FxHashMap;
use serde_json::Value;
use tifa::lexicon::{
    Entry, Evidence, Guard, ItemOrder, Lexicon, OneLeft, Particle, Switch, Variant, VariantKind,
    Variation, Window,
};
use tifa::matcher::{
    DateSpan, Hit, KnownPairs, MaskType, MatchKind, MatchOptions, Matches, OverlapPolicy,
    PhraseMatcher, Rule, Typos, apply_policy,
};
use tifa::text::{FoldOptions, Markup, Wrapping};

use super::harness::{builtin, case_table, project, shared, tsv};

/// What of a case has to hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// Hits with their kinds, and all counts.
    HitsAndCounts,
    /// Also the rule of every hit and its container.
    Everything,
}

struct Case {
    id: String,
    text: String,
    entries: Vec<Value>,
    options: Value,
    policy: OverlapPolicy,
    expected: Value,
    counts: Value,
    detail: Value,
}

fn case(row: &FxHashMap<String, String>) -> Case {
    let json = |column: &str| match row.get(column).map_or("", String::as_str) {
        "" => Value::Null,
        text => serde_json::from_str(text).unwrap(),
    };
    Case {
        id: row["case_id"].clone(),
        text: row["text"]
            .replace("\\n", "\n")
            .replace("\\t", "\t")
            .replace("\\r", "\r")
            .replace("\\\\", "\\"),
        entries: json("lexicon").as_array().unwrap().clone(),
        options: json("opts"),
        policy: match row["policy"].as_str() {
            "outermost" => OverlapPolicy::Outermost,
            "outermost_cat" => OverlapPolicy::OutermostInCategory,
            "longest" => OverlapPolicy::Longest,
            _ => OverlapPolicy::All,
        },
        expected: json("expected_matches"),
        counts: json("expected_counts"),
        detail: json("detail"),
    }
}

fn strings(value: &Value) -> Vec<String> {
    let items = value.as_array().into_iter().flatten();
    items
        .map(|item| item.as_str().unwrap().to_owned())
        .collect()
}

fn evidence(value: &Value) -> Option<Evidence> {
    value.is_object().then(|| Evidence {
        any: strings(&value["any"]),
        within: match value["win"].as_str() {
            Some("para") => Window::Paragraph,
            Some("doc") => Window::Document,
            _ => Window::Sentence,
        },
    })
}

fn variant(alias: &Value) -> Variant {
    Variant {
        text: alias["s"].as_str().unwrap().to_owned(),
        kind: VariantKind::from_name(alias["t"].as_str().unwrap()).unwrap(),
    }
}

/// The entry of a case in our own terms.
fn entry(value: &Value) -> Entry {
    let is = |key: &str, default: bool| value[key].as_bool().unwrap_or(default);
    let switch = |key: &str| {
        if is(key, true) {
            Switch::On
        } else {
            Switch::Off
        }
    };
    let particle = match (is("particle", true), is("particle_ins", false)) {
        (true, false) => Particle::MayDrop,
        (true, true) => Particle::MayDropOrAdd,
        (false, true) => Particle::MayAdd,
        (false, false) => Particle::Fixed,
    };
    let number = |key: &str| value[key].as_u64();
    Entry {
        text: value["c"].as_str().unwrap().to_owned(),
        category: value["cat"].as_str().unwrap_or_default().to_owned(),
        variants: value["alias"]
            .as_array()
            .into_iter()
            .flatten()
            .map(variant)
            .collect(),
        variation: Variation {
            order: if is("order", false) {
                ItemOrder::Free
            } else {
                ItemOrder::Fixed
            },
            gap: number("gap").unwrap_or(0).try_into().unwrap(),
            particle,
            number_guard: switch("num_guard"),
            masks: switch("mask"),
        },
        guard: Guard {
            not_after: strings(&value["nb"]),
            not_before: strings(&value["na"]),
            not_inside: strings(&value["fi"]),
            needs: evidence(&value["req"]),
            unless: evidence(&value["veto"]),
            one_left: value["drop1"].is_object().then(|| OneLeft {
                not_after: strings(&value["drop1"]["nb"]),
                not_before: strings(&value["drop1"]["na"]),
            }),
        },
        components: strings(&value["components"]),
        component_gap: number("cgap").map(|gap| gap.try_into().unwrap()),
        ..Entry::default()
    }
}

fn known_pairs(value: &Value) -> KnownPairs {
    if value.as_str() == Some("@bigrams") {
        let file = shared("tools/refmatch/data/known_bigrams.txt");
        return match file.map(|path| std::fs::read_to_string(path).unwrap()) {
            Some(list) => KnownPairs::new(list.split_whitespace()),
            None => KnownPairs::common(),
        };
    }
    KnownPairs::new(strings(value).iter().map(String::as_str))
}

fn date_of(options: &Value) -> Option<DateSpan> {
    let year = options["year"].as_i64().map(|year| year.to_string());
    let date = options["date"].as_str().map(str::to_owned).or(year)?;
    let mut parts = date.split('-');
    let year = parts.next()?.parse().ok()?;
    let mut part = || parts.next().and_then(|part| part.parse().ok());
    DateSpan::new(year, part(), part())
}

fn find(case: &Case) -> Matches {
    let lexicon = Lexicon::from_entries(case.entries.iter().map(entry).collect());
    let set = |name: &str| case.options[name].as_bool().unwrap_or(false);
    let dropped = case.options["dropset"].as_str().unwrap_or_default();
    let matching = MatchOptions {
        dropped: dropped.chars().collect(),
        typos: if set("fuzzy") {
            Typos::Found(known_pairs(&case.options["known"]))
        } else {
            Typos::Ignored
        },
    };
    let folding = FoldOptions {
        wrapping: if set("hard_wrap") {
            Wrapping::HardWrapped
        } else {
            Wrapping::Paragraphs
        },
        markup: if set("markdown") {
            Markup::Markdown
        } else {
            Markup::Plain
        },
        watermarks: strings(&case.options["watermarks"]),
    };
    PhraseMatcher::new(&lexicon, &matching).find(&case.text, &folding, date_of(&case.options))
}

/// What differs from what the case expects; empty when it holds.
fn differences(case: &Case, depth: Depth) -> Vec<String> {
    let matches = find(case);
    let id = |hit: &Hit| case.entries[hit.phrase.index()]["id"].as_str().unwrap();
    let mut kept = apply_policy(&matches.hits, case.policy);
    kept.sort_by_key(|hit| (hit.start, hit.end, id(hit).to_owned()));
    let mut wrong = Vec::new();
    let found: Vec<Value> = kept
        .iter()
        .map(|hit| serde_json::json!([id(hit), hit.start, hit.end, hit.kind.name()]))
        .collect();
    if Value::Array(found.clone()) != case.expected {
        wrong.push(format!(
            "hits {}, found {}",
            case.expected,
            Value::Array(found)
        ));
    }
    let containers = |hit: &Hit| {
        let container = hit
            .inside_of
            .map(|phrase| &case.entries[phrase.index()]["id"]);
        container.and_then(Value::as_str).unwrap_or("").to_owned()
    };
    let details: Vec<Value> = kept
        .iter()
        .map(|hit| serde_json::json!([id(hit), hit.start, hit.rule.name(), containers(hit)]))
        .collect();
    if depth == Depth::Everything && Value::Array(details.clone()) != case.detail {
        wrong.push(format!(
            "rules {}, found {}",
            case.detail,
            Value::Array(details)
        ));
    }
    for (entry, expected) in case.counts.as_object().into_iter().flatten() {
        for (name, expected) in expected.as_object().unwrap() {
            let own = |hit: &&Hit| id(hit) == entry;
            let of_kind = |name: &str| {
                let all = kept.iter().chain(&matches.apart).filter(own);
                all.filter(|hit| hit.kind.name() == name).count()
            };
            let count = match name.as_str() {
                "count" => kept
                    .iter()
                    .filter(own)
                    .filter(|hit| hit.kind.is_counted())
                    .count(),
                "nested" => {
                    let counted = matches.hits.iter().filter(own);
                    counted
                        .filter(|hit| hit.is_nested() && hit.kind != MatchKind::Fuzzy)
                        .count()
                }
                kind => of_kind(kind),
            };
            if expected.as_u64() != Some(count as u64) {
                wrong.push(format!("{entry} {name} {expected}, found {count}"));
            }
        }
    }
    wrong
}

/// Runs a table, prints how many cases ran and failed, and fails when one did.
fn run(rows: &[FxHashMap<String, String>], depth: Depth) {
    let mut failed = Vec::new();
    for row in rows {
        let case = case(row);
        let wrong = differences(&case, depth);
        if !wrong.is_empty() {
            failed.push(format!("{}: {}", case.id, wrong.join("; ")));
        }
    }
    eprintln!(
        "matching cases: {} run, {} failed",
        rows.len(),
        failed.len()
    );
    assert!(!rows.is_empty(), "the table has cases");
    assert!(failed.is_empty(), "failed:\n{}", failed.join("\n"));
}

#[test]
fn matching_cases() {
    if let Some(table) = case_table("TIFA_MATCHING_CASES", "cases/matching_cases.tsv") {
        run(&tsv(&table), Depth::HitsAndCounts);
    }
}

#[test]
fn own_matching_cases() {
    let table = project().join("tests/data/matching_cases.tsv");
    run(&tsv(&table), Depth::Everything);
}

/// One of the five real speeches, with all that is found in it, typos too.
struct Speech {
    text: String,
    matches: Matches,
}

impl Speech {
    fn read(name: &str, date: Option<DateSpan>) -> Option<Self> {
        let folder = shared("seeds")?;
        let mut files = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path());
        let path = files.find(|path| {
            let file = path.file_name().unwrap().to_string_lossy().into_owned();
            file.starts_with(name) && file.ends_with(".txt")
        })?;
        let text = std::fs::read_to_string(path).unwrap();
        let options = MatchOptions {
            typos: Typos::Found(KnownPairs::common()),
            ..MatchOptions::default()
        };
        let matches =
            PhraseMatcher::new(&builtin(), &options).find(&text, &FoldOptions::default(), date);
        Some(Self { text, matches })
    }

    /// Surface and rule of the hits of `phrase`.
    fn hits(&self, phrase: &str) -> Vec<(String, String)> {
        let lexicon = builtin();
        let of_phrase = |hit: &&Hit| lexicon.entry(hit.phrase).name() == phrase;
        let hits = self.matches.hits.iter().filter(of_phrase);
        hits.map(|hit| (self.slice(hit).to_owned(), hit.rule.name()))
            .collect()
    }

    fn slice(&self, hit: &Hit) -> &str {
        &self.text[hit.byte_start as usize..hit.byte_end as usize]
    }

    /// Bytes at which `words` stand.
    fn places(&self, words: &str) -> Vec<usize> {
        let places = self.text.match_indices(words).map(|(at, _)| at);
        places.collect()
    }
}

/// Surface and rule of the hits of `phrase` in one of the five real speeches.
fn in_speech(name: &str, phrase: &str, date: Option<DateSpan>) -> Option<Vec<(String, String)>> {
    Speech::read(name, date).map(|speech| speech.hits(phrase))
}

/// `**街道`, `X月X日` and `X书记` hide nothing that is counted, and 抓好干部 is refused.
#[test]
fn what_only_looks_like_a_phrase_in_the_five_real_speeches_is_not_counted() {
    for (name, words, kind) in [
        ("000", "**街道", MaskType::Place),
        ("003", "X月X日", MaskType::Number),
        ("003", "X书记", MaskType::Person),
    ] {
        let Some(speech) = Speech::read(name, None) else {
            return;
        };
        let places = speech.places(words);
        assert!(!places.is_empty(), "{words}");
        for at in places {
            let mut masks = speech.matches.masks.iter();
            let mask = masks.find(|mask| mask.byte_start as usize == at);
            assert_eq!(mask.map(|mask| mask.kind), Some(kind), "{words} at {at}");
            let covers =
                |hit: &&Hit| (hit.byte_start as usize..hit.byte_end as usize).contains(&at);
            assert_eq!(speech.matches.hits.iter().find(covers), None, "{words}");
        }
    }
    let speech = Speech::read("004", None).unwrap();
    let places = speech.places("抓好干部");
    assert!(!places.is_empty());
    for at in places.iter().map(|at| at + "抓".len()) {
        let is_it = |hit: &&Hit| hit.byte_start as usize == at && speech.slice(hit) == "好干部";
        assert_eq!(speech.matches.hits.iter().find(is_it), None);
        let refused = speech.matches.apart.iter().find(is_it).unwrap();
        assert_eq!(
            (refused.kind, refused.rule),
            (MatchKind::Rejected, Rule::NotAfter)
        );
    }
}

#[test]
fn the_five_real_speeches_are_read_as_specified() {
    let in_2021 = DateSpan::new(2021, None, None);
    let typo = ("全面从演治党".to_owned(), "sub".to_owned());
    let Some(found) = in_speech("002", "全面从严治党", None) else {
        return;
    };
    assert!(found.contains(&typo), "{found:?}");
    for (speech, phrase, date, expected) in [
        (
            "004",
            "习近平新时代中国特色社会主义思想",
            None,
            ("***新时代中国特色社会主义思想", "leader"),
        ),
        ("004", "习近平总书记", None, ("***总书记", "leader")),
        ("004", "党的十九大", in_2021, ("党的XX大", "congress")),
        (
            "003",
            "获得感、幸福感、安全感",
            None,
            ("获得感安全感幸福感", "order"),
        ),
        (
            "000",
            "获得感、幸福感、安全感",
            None,
            ("获得感成色更足、幸福感更可持续、安全感", "gap"),
        ),
    ] {
        let found = in_speech(speech, phrase, date).unwrap();
        let expected = (expected.0.to_owned(), expected.1.to_owned());
        assert!(found.contains(&expected), "{phrase} in {speech}: {found:?}");
    }
    for (speech, phrase, date) in [
        ("004", "党的十九大", None),
        ("004", "党的二十大", in_2021),
        ("003", "习近平总书记", None),
        ("000", "习近平总书记", None),
    ] {
        let found = in_speech(speech, phrase, date).unwrap();
        let masked = found
            .iter()
            .filter(|(surface, _)| phrase != "习近平总书记" || surface != phrase);
        assert_eq!(masked.count(), 0, "{phrase} in {speech}: {found:?}");
    }
}
