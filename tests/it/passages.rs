//! Shared passages: against a quadratic search for common runs, planted copies, threads, and what a
//! run keeps of its documents.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::ops::Range;

use proptest::prelude::{ProptestConfig, Strategy, prop, prop_assert, prop_assert_eq, proptest};
use tifa::corpus::{Corpus, CorpusOptions, Duplicates};
use tifa::lexicon::Lexicon;
use tifa::passages::{
    Among, Commonness, PassageKind, PassageNature, PassageOptions, PassageText, SharedPassages,
};
use tifa::pipeline::{Grouping, Pipeline, Run, Settings, Silent};

fn pipeline(threads: usize) -> Pipeline {
    let settings = Settings {
        threads: NonZeroUsize::new(threads).unwrap(),
        ngrams: None,
        passages: Some(PassageOptions::default()),
        groupings: vec![Grouping::Folder],
        ..Settings::default()
    };
    let lexicon = Lexicon::from_phrases(&["以人民为中心的发展思想", "人民"]).unwrap();
    Pipeline::new(&lexicon, settings).unwrap()
}

fn shared(threads: usize, texts: &[PassageText], options: &PassageOptions) -> SharedPassages {
    let found = pipeline(threads).shared_passages(texts, options, Among::AllPairs, &Silent);
    found.unwrap()
}

/// Text of so many characters, of an alphabet of so many.
fn text(alphabet: u32, length: Range<usize>) -> impl Strategy<Value = String> {
    let character = (0..alphabet).prop_map(|number| char::from_u32(0x4E00 + number).unwrap());
    prop::collection::vec(character, length).prop_map(String::from_iter)
}

fn texts(of: &[&str]) -> Vec<PassageText> {
    of.iter()
        .map(|text| PassageText::of_text(text, text))
        .collect()
}

/// All maximal common runs of `shortest` characters and more: where they begin, and their length.
fn common_runs(a: &[char], b: &[char], shortest: usize) -> Vec<(usize, usize, usize)> {
    // Equal characters that end just before a place in both texts.
    let mut equal = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, in_a) in a.iter().enumerate() {
        for (j, in_b) in b.iter().enumerate() {
            equal[i + 1][j + 1] = if in_a == in_b { equal[i][j] + 1 } else { 0 };
        }
    }
    let mut runs = Vec::new();
    for (i, lengths) in equal.iter().enumerate() {
        for (j, &length) in lengths.iter().enumerate() {
            let goes_on = a.get(i).is_some_and(|next| b.get(j) == Some(next));
            if length >= shortest && !goes_on {
                runs.push((i - length, j - length, length));
            }
        }
    }
    runs
}

fn covered(ranges: impl Iterator<Item = Range<usize>>) -> BTreeSet<usize> {
    ranges.flatten().collect()
}

/// What must hold of any passages: positions and words, blocks, order.
fn assert_sound(texts: &[PassageText], shared: &SharedPassages) {
    for found in &shared.passages {
        let (a, b) = (&texts[found.a], &texts[found.b]);
        let key = |text: &PassageText, start, end| {
            PassageText::of_text("", text.words(start, end)).normalised()
        };
        let whole = [
            key(a, found.start_a, found.end_a),
            key(b, found.start_b, found.end_b),
        ];
        assert_eq!(found.kind == PassageKind::Verbatim, whole[0] == whole[1]);
        let lengths: u32 = found.blocks.iter().map(|block| block.length).sum();
        assert_eq!(lengths, found.matched);
        for block in &found.blocks {
            let words = key(a, block.start_a, block.end_a);
            assert_eq!(words, key(b, block.start_b, block.end_b));
            assert_eq!(words.chars().count(), block.length as usize);
        }
        let (first, last) = (&found.blocks[0], found.blocks.last().unwrap());
        assert_eq!((first.start_a, last.end_a), (found.start_a, found.end_a));
        assert_eq!((first.start_b, last.end_b), (found.start_b, found.end_b));
        let in_order = found.blocks.windows(2);
        let mut in_order = in_order.map(|pair| (&pair[0], &pair[1]));
        assert!(in_order.all(|(one, two)| one.end_a <= two.start_a && one.end_b <= two.start_b));
    }
    for pair in shared.passages.windows(2) {
        let (one, two) = (&pair[0], &pair[1]);
        let are_apart = one.end_a <= two.start_a;
        assert!((one.a, one.b) < (two.a, two.b) || (one.a, one.b) == (two.a, two.b) && are_apart);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn exact_passages_are_all_common_runs(
        a in text(3, 0..90), b in text(3, 0..90), shortest in 4_u32..11,
    ) {
        let options = PassageOptions { shortest, likeness: 1.0, ..PassageOptions::default() };
        let both = texts(&[&a, &b]);
        let found = shared(1, &both, &options);
        assert_sound(&both, &found);
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        let runs = common_runs(&a, &b, shortest as usize);
        let share = found.pairs.first().map_or((0, 0), |pair| (pair.shared_a, pair.shared_b));
        let in_a = covered(runs.iter().map(|&(i, _, length)| i..i + length));
        let in_b = covered(runs.iter().map(|&(_, j, length)| j..j + length));
        prop_assert_eq!((share.0 as usize, share.1 as usize), (in_a.len(), in_b.len()));
        // Passages do not overlap in the first text: what is missing of a run lies beside them.
        let passages = found.passages.iter();
        let told = covered(passages.map(|found| found.start_a as usize..found.end_a as usize));
        prop_assert!(told.is_subset(&in_a));
        for (start, _, length) in runs {
            let places: Vec<bool> = (start..start + length).map(|at| told.contains(&at)).collect();
            let mut missing = places.split(|&is_told| is_told).map(<[bool]>::len);
            prop_assert!(missing.all(|rest| rest < shortest as usize));
        }
    }

    #[test]
    fn planted_copies_are_found(
        a in text(800, 200..400),
        b in text(800, 50..400),
        start in 0_usize..150,
        length in 13_usize..50,
        at in 0_usize..50,
        edit in 0_usize..5,
    ) {
        let copied: Vec<char> = a.chars().skip(start).take(length).collect();
        let middle = length / 2;
        let (before, behind) = copied.split_at(middle);
        let (before, behind) = (String::from_iter(before), String::from_iter(behind));
        let rest: String = behind.chars().skip(1).collect();
        let (planted, lost) = match edit {
            0 => (format!("{before}{behind}"), 0),
            1 => (format!("{before}，\n「{behind}"), 0),
            2 => (format!("{before}**{rest}"), 1),
            3 => (format!("{before}{rest}"), 1),
            _ => (format!("{before}龘{rest}"), 1),
        };
        let place = b.char_indices().nth(at).unwrap().0;
        let (left, right) = b.split_at(place);
        let other = format!("{left}。{planted}。{right}");
        let both = texts(&[&a, &other]);
        let options = PassageOptions::default();
        let found = shared(1, &both, &options);
        assert_sound(&both, &found);
        let is_planted = |found: &&tifa::passages::SharedPassage| {
            found.start_a as usize <= start && start + length <= found.end_a as usize
        };
        let passage = found.passages.iter().find(is_planted);
        prop_assert!(passage.is_some() || length - lost < 13);
        if let Some(passage) = passage {
            prop_assert!(both[1].words(passage.start_b, passage.end_b).contains(&planted));
            prop_assert_eq!(passage.kind == PassageKind::Verbatim, lost == 0);
        }
    }
}

#[test]
fn threads_do_not_matter() {
    let sentence = |number: u32| -> String {
        let pick = |at: u32| char::from_u32(0x4E00 + (number * 31 + at * at * 7) % 97).unwrap();
        (0..40).map(pick).collect()
    };
    let document = |number: u32| -> String {
        (0..12)
            .map(|at| sentence((number * 5 + at) % 23) + "。")
            .collect()
    };
    let documents: Vec<String> = (0..60).map(document).collect();
    let documents: Vec<&str> = documents.iter().map(String::as_str).collect();
    let texts = texts(&documents);
    let one = shared(1, &texts, &PassageOptions::default());
    assert!(one.passages.len() > 1000, "{}", one.passages.len());
    assert_sound(&texts, &one);
    assert_eq!(one, shared(4, &texts, &PassageOptions::default()));
}

/// Counts a corpus of three speeches and a copy of one of them.
fn counted(threads: usize) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let speech = "必须坚持以人民为中心的发展思想，把实现好维护好人民利益作为出发点。";
    for (path, text) in [
        ("甲/1.txt", format!("同志们：{speech}")),
        ("甲/2.txt", format!("会议强调，{speech}全党要行动起来。")),
        (
            "乙/3.txt",
            format!("来源：新华社\n\n我说：{}", speech.replace('人', "**")),
        ),
    ] {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let options = CorpusOptions {
        duplicates: Duplicates::Kept,
        ..CorpusOptions::default()
    };
    let corpus = Corpus::open(&[folder.path()], &options).unwrap();
    pipeline(threads).count(corpus, None, &Silent).unwrap().0
}

#[test]
fn a_run_keeps_the_texts_with_groups_and_slogans() {
    let run = counted(2);
    let ids: Vec<&str> = run.passages.iter().map(|text| text.id.as_str()).collect();
    let documents: Vec<&str> = run
        .documents
        .iter()
        .map(|of| of.document.id.as_str())
        .collect();
    assert_eq!(ids, documents);
    let groups: Vec<Option<&str>> = run
        .passages
        .iter()
        .map(|text| text.group.as_deref())
        .collect();
    assert_eq!(groups.iter().flatten().collect::<BTreeSet<_>>().len(), 2);
    let first = run
        .passages
        .iter()
        .find(|text| text.id.ends_with("1.txt"))
        .unwrap();
    let words: Vec<&str> = first
        .slogans()
        .iter()
        .map(|at| first.words(at.start, at.end))
        .collect();
    // 人民 inside the longer phrase is not listed.
    assert_eq!(words, ["以人民为中心的发展思想", "人民"]);
    let shared = |among| {
        let options = PassageOptions::default();
        pipeline(1)
            .shared_passages(&run.passages, &options, among, &Silent)
            .unwrap()
    };
    assert_eq!(shared(Among::AllPairs).pairs.len(), 3);
    let different = shared(Among::DifferentGroups);
    assert_eq!(different.pairs.len(), 2);
    assert_eq!(different.passages[0].nature, PassageNature::Prose);
    assert_eq!(different.most_documents, None);
    assert_sound(&run.passages, &different);
}

#[test]
fn options_that_make_no_sense_are_refused() {
    let wrong = [(0, 0.8), (13, 0.5), (13, 1.1), (13, f64::NAN)];
    for (shortest, likeness) in wrong {
        let options = PassageOptions {
            shortest,
            likeness,
            ..PassageOptions::default()
        };
        let found = pipeline(1).shared_passages(&[], &options, Among::AllPairs, &Silent);
        assert!(found.is_err(), "{options:?}");
    }
    assert_eq!(
        shared(1, &[], &PassageOptions::default()),
        SharedPassages::default()
    );
}

#[test]
fn what_is_too_common_begins_no_search_and_is_told() {
    let common = "以人民为中心的发展思想必须始终坚持";
    let of_two = "任何时候都不能动摇半分";
    let all: Vec<String> = ["甲", "乙", "丙", "丁"]
        .iter()
        .zip([of_two, of_two, "", ""])
        .map(|(name, more)| format!("{name}{common}{more}"))
        .collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let found = |commonness| {
        let options = PassageOptions {
            commonness,
            ..PassageOptions::default()
        };
        shared(1, &texts(&all), &options)
    };
    let limited = found(Commonness::AtMost(3));
    // A run of 17 characters has twelve of six; what two share is found with all of it.
    assert_eq!(
        (limited.seeds_left_out, limited.most_documents),
        (12, Some(3))
    );
    let matched: Vec<u32> = limited.passages.iter().map(|found| found.matched).collect();
    assert_eq!(matched, [28]);
    for commonness in [
        Commonness::Bounded,
        Commonness::Unlimited,
        Commonness::AtMost(4),
    ] {
        let all = found(commonness);
        assert_eq!((all.passages.len(), all.seeds_left_out), (6, 0));
    }
}
