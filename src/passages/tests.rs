//! Owns tests of passages as a whole: what two texts share, and where it stands.

use super::*;
use crate::text::{FoldOptions, FoldedText};

/// The passages of `texts`, one document after the other.
fn shared(texts: &[PassageText], options: PassageOptions) -> Vec<SharedPassage> {
    searched(texts, options, Among::AllPairs).0
}

fn searched(
    texts: &[PassageText],
    options: PassageOptions,
    among: Among,
) -> (Vec<SharedPassage>, Vec<PairShare>) {
    let length = seed_length(options.shortest);
    let (mut firsts, mut sorted, mut next) = (Vec::new(), Vec::new(), 0);
    for text in texts {
        firsts.push(next);
        sorted.extend(seeds(text, next, length));
        next += u32::try_from(text.size()).unwrap();
    }
    sorted.sort_unstable();
    let index = Index::new(firsts, next as usize, sorted, options.commonness);
    let search = Search::new(texts, index, options, among);
    let (mut passages, mut pairs) = (Vec::new(), Vec::new());
    for document in 0..texts.len() {
        let found = search.later(document);
        passages.extend(found.0);
        pairs.extend(found.1);
    }
    (passages, pairs)
}

/// What two texts share: the words of both, characters that are equal and that differ.
fn of_two(a: &str, b: &str) -> Vec<(String, String, u32, u32)> {
    let texts = [PassageText::of_text("a", a), PassageText::of_text("b", b)];
    let found = shared(&texts, PassageOptions::default());
    let show = |passage: &SharedPassage| {
        (
            texts[0].words(passage.start_a, passage.end_a).to_owned(),
            texts[1].words(passage.start_b, passage.end_b).to_owned(),
            passage.matched,
            passage.edits,
        )
    };
    found.iter().map(show).collect()
}

fn one(a: &str, b: &str) -> (String, String, u32, u32) {
    let found = of_two(a, b);
    assert_eq!(found.len(), 1, "{found:?}");
    found.into_iter().next().unwrap()
}

const PASSAGE: &str = "人民对美好生活的向往就是我们的奋斗目标";

#[test]
fn a_copy_is_found_whatever_stands_between_its_characters() {
    let other = "他說：「人民對美好生活的\n\u{3000}嚮往，就是我們的奮鬥目標」！";
    let (a, b, matched, edits) = one(&format!("甲乙{PASSAGE}丙丁"), other);
    assert_eq!(a, PASSAGE);
    assert_eq!(b, "人民對美好生活的\n\u{3000}嚮往，就是我們的奮鬥目標");
    assert_eq!((matched, edits), (19, 0));
    // At both edges of both texts.
    assert_eq!(one(PASSAGE, PASSAGE).2, 19);
}

#[test]
fn thirteen_characters_are_a_passage_and_twelve_are_none() {
    let thirteen: String = PASSAGE.chars().take(13).collect();
    let twelve: String = PASSAGE.chars().take(12).collect();
    let a = format!("会议指出{PASSAGE}。");
    assert_eq!(one(&a, &format!("要求{thirteen}吗")).0, thirteen);
    assert_eq!(of_two(&a, &format!("要求{twelve}吗")), []);
    // Marks do not make up for what is missing.
    assert_eq!(of_two(&a, &format!("要求{twelve}，、，、吗")), []);
}

#[test]
fn dropped_added_and_changed_characters_are_passed_over() {
    let a = format!("会议指出{PASSAGE}必须始终坚持不懈");
    for (other, matched, edits) in [
        ("人民对美好生活的往就是我们的奋斗目标", 18, 1),
        ("人民对美好生活的那种向往就是我们的奋斗目标", 19, 2),
        ("人民对美好生活的希望就是我们的奋斗目标", 17, 2),
        ("人民对美好生话的向往就是我门的奋斗目标", 17, 2),
        ("人民对美好生活就是我们的奋斗目标", 16, 3),
    ] {
        let (own, its, equal, differing) = one(&a, &format!("啊{other}啦"));
        assert_eq!((own.as_str(), its.as_str()), (PASSAGE, other));
        assert_eq!((equal, differing), (matched, edits), "{other}");
    }
    // Of a third of the characters nothing is left that is alike enough.
    assert_eq!(of_two(&a, "人民说美好的活给向往也是你们有奋斗"), []);
}

#[test]
fn what_a_mask_hides_costs_nothing() {
    let plain = "同志们要紧密团结在以习近平同志为核心的党中央周围";
    for masked in [
        "同志们要紧密团结在以***同志为核心的党中央周围",
        "同志们要紧密团结在以XX同志为核心的党中央周围",
        "同志们要紧密团结在以某某某同志为核心的党中央周围",
    ] {
        let (a, b, matched, edits) = one(plain, masked);
        assert_eq!((a.as_str(), b.as_str()), (plain, masked));
        assert_eq!((matched, edits), (21, 0));
        assert_eq!(one(masked, plain).3, 0);
    }
    // Without a mask three characters are missing.
    assert_eq!(
        one(plain, "同志们要紧密团结在以同志为核心的党中央周围").3,
        3
    );
}

#[test]
fn blocks_lead_from_one_text_to_the_other() {
    let texts = [
        PassageText::of_text("a", "甲，人民对美好生活、的向往就是我们的奋斗目标"),
        PassageText::of_text("b", "人民对美好生活的希望就是我们的“奋斗目标”乙"),
    ];
    let found = shared(&texts, PassageOptions::default());
    let blocks = &found[0].blocks;
    let words = |text: &PassageText, start, end| text.words(start, end).to_owned();
    let of_a: Vec<String> = blocks
        .iter()
        .map(|block| words(&texts[0], block.start_a, block.end_a))
        .collect();
    let of_b: Vec<String> = blocks
        .iter()
        .map(|block| words(&texts[1], block.start_b, block.end_b))
        .collect();
    assert_eq!(of_a, ["人民对美好生活、的", "就是我们的奋斗目标"]);
    assert_eq!(of_b, ["人民对美好生活的", "就是我们的“奋斗目标"]);
    assert_eq!((found[0].kind, found[0].matched), (PassageKind::Near, 17));
}

#[test]
fn repeated_text_is_told_once_and_its_share_is_of_all_of_it() {
    let texts = [
        PassageText::of_text("a", &format!("{PASSAGE}。子丑寅卯辰巳午未{PASSAGE}。")),
        PassageText::of_text("b", &format!("戊己{PASSAGE}庚辛{PASSAGE}壬癸{PASSAGE}")),
    ];
    let (passages, pairs) = searched(&texts, PassageOptions::default(), Among::AllPairs);
    assert_eq!(passages.len(), 2);
    let share = pairs[0];
    assert_eq!(
        (share.passages, share.shared_a, share.shared_b),
        (2, 38, 57)
    );
    assert_eq!((share.length_a, share.length_b), (46, 63));
}

#[test]
fn the_better_passage_is_whole_and_the_other_what_is_left() {
    let long = "全面建设社会主义现代化国家必须坚持党的全面领导";
    let rest = "和以人民为中心的发展思想不动摇";
    let a = format!("{long}{rest}");
    let (end, _) = long.char_indices().nth(19).unwrap();
    let b = format!("{long}。甲乙丙丁{}{rest}", &long[end..]);
    let found = of_two(&a, &b);
    let words: Vec<&str> = found.iter().map(|found| found.0.as_str()).collect();
    assert_eq!(words, [long, rest]);
}

#[test]
fn a_passage_does_not_cross_a_zone() {
    let source = "人民对美好生活的向往，。。。。。就是我们的奋斗目标";
    let folded = FoldedText::new(source, &FoldOptions::default());
    let text = |zones: &[usize]| {
        let zones = zones.iter().copied();
        PassageText::new((String::new(), None), (source, &folded), zones, Vec::new())
    };
    let other = PassageText::of_text("b", PASSAGE);
    let options = PassageOptions::default();
    assert_eq!(shared(&[text(&[]), other.clone()], options).len(), 1);
    assert_eq!(shared(&[text(&[33]), other.clone()], options), []);
    assert_eq!(shared(&[other, text(&[33])], options), []);
}

#[test]
fn at_a_likeness_of_one_every_exact_run_is_a_passage() {
    let exact = PassageOptions {
        shortest: 8,
        likeness: 1.0,
        ..PassageOptions::default()
    };
    let texts = [
        PassageText::of_text("a", "人民对美好生活的向往就是我们的奋斗目标"),
        PassageText::of_text("b", "人民对美好生活的希望就是我们的奋斗目标"),
    ];
    let found = shared(&texts, exact);
    let lengths: Vec<(u32, u32)> = found
        .iter()
        .map(|found| (found.matched, found.edits))
        .collect();
    assert_eq!(lengths, [(8, 0), (9, 0)]);
}

#[test]
fn slogans_are_told_from_prose() {
    let source = "要坚持以人民为中心的发展思想不动摇，切实办好民生实事";
    let folded = FoldedText::new(source, &FoldOptions::default());
    let text = |end| {
        let slogan = Slogan {
            start: 1,
            end,
            phrase: 0,
            wording: Wording::SpelledOut,
        };
        PassageText::new(
            (String::new(), None),
            (source, &folded),
            std::iter::empty(),
            vec![slogan],
        )
    };
    let other = PassageText::of_text("b", source);
    let nature = |end| shared(&[text(end), other.clone()], PassageOptions::default())[0].nature;
    // 25 characters: thirteen are more than half, twelve are less.
    assert_eq!(nature(14), PassageNature::Slogan);
    assert_eq!(nature(13), PassageNature::Prose);
}

#[test]
fn groups_are_compared_with_other_groups() {
    let mut texts: Vec<PassageText> = (0..4)
        .map(|number| PassageText::of_text(&number.to_string(), PASSAGE))
        .collect();
    for (text, group) in texts
        .iter_mut()
        .zip([Some("甲"), Some("乙"), Some("甲"), None])
    {
        text.group = group.map(str::to_owned);
    }
    let pairs = |among| {
        let (_, pairs) = searched(&texts, PassageOptions::default(), among);
        pairs
            .iter()
            .map(|pair| (pair.a, pair.b))
            .collect::<Vec<_>>()
    };
    assert_eq!(pairs(Among::DifferentGroups), [(0, 1), (1, 2)]);
    assert_eq!(pairs(Among::AllPairs).len(), 6);
}
