//! Tests of finding and grouping copies.

use super::fingerprint::mix;
use super::*;

/// A speech of `sentences` sentences, all different, in our own words.
fn speech(topic: &str, sentences: usize) -> Vec<String> {
    const WHO: [&str; 7] = [
        "各级干部",
        "广大职工",
        "全体代表",
        "基层单位",
        "青年学生",
        "科研人员",
        "农村党员",
    ];
    const HOW: [&str; 11] = [
        "认真", "主动", "带头", "长期", "扎实", "稳步", "全力", "耐心", "及时", "积极", "共同",
    ];
    const WHAT: [&str; 13] = [
        "改进工作作风",
        "研究新的办法",
        "听取群众意见",
        "完善各项制度",
        "解决具体困难",
        "总结成功经验",
        "推广先进技术",
        "保护绿水青山",
        "关心留守儿童",
        "办好乡村学校",
        "修好出山道路",
        "守住安全底线",
        "发展特色产业",
    ];
    (0..sentences)
        .map(|n| format!("{}在{topic}中{}{}。", WHO[n % 7], HOW[n % 11], WHAT[n % 13]))
        .collect()
}

fn groups(texts: &[String]) -> Vec<(usize, Vec<(usize, DuplicateKind)>)> {
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    find_duplicates(&texts, DuplicateOptions::default())
        .into_iter()
        .map(|group| {
            let members = group.members.iter();
            (
                group.kept,
                members.map(|copy| (copy.document, copy.kind)).collect(),
            )
        })
        .collect()
}

#[test]
fn equal_but_for_script_width_punctuation_and_masks() {
    let texts = [
        "老张同志说，要过好２０２５年。",
        "别的文章",
        "老張同志說:「要過好2025年」",
        "老*同志说，要过好2025年",
        "老××同志说，要过好2025年",
    ]
    // Shorter texts are equal by nature.
    .map(|text| text.repeat(6));
    let exact = |document| vec![(document, DuplicateKind::Exact)];
    assert_eq!(groups(&texts), [(0, exact(2)), (3, exact(4))]);
}

#[test]
fn near_duplicates_by_cutting_inserting_and_masking() {
    let whole = speech("本职岗位", 60);
    let mut cut = whole.clone();
    cut.truncate(58);
    let mut inserted = whole.clone();
    inserted.insert(20, "某某网站编辑提供".to_owned());
    let masked: Vec<String> = whole
        .iter()
        .map(|line| line.replace("科研人员", "****"))
        .collect();
    let other = speech("灾后重建", 60);
    let texts = [&whole, &other, &cut, &inserted, &masked].map(|lines| lines.concat());
    let near = [2, 3, 4]
        .map(|document| (document, DuplicateKind::Near))
        .to_vec();
    assert_eq!(groups(&texts), [(0, near)]);
}

#[test]
fn a_replaced_number_makes_another_text_and_a_missing_one_does_not() {
    let text = |head: &str| format!("{head}{}", speech("本职岗位", 60).concat());
    let texts = [
        text("第三次会议召开。"),
        text("第四次会议召开。"),
        text("会议召开。"),
    ];
    assert_eq!(groups(&texts), [(0, vec![(2, DuplicateKind::Near)])]);
}

#[test]
fn short_texts_only_where_they_are_equal() {
    let mut lines = speech("本职岗位", 10);
    let short = lines.concat();
    lines.push("完".to_owned());
    assert!(short.chars().count() < usize::try_from(DuplicateOptions::FEWEST_CHARACTERS).unwrap());
    assert_eq!(groups(&[short.clone(), lines.concat()]), []);
    assert_eq!(
        groups(&[short.clone(), short]),
        [(0, vec![(1, DuplicateKind::Exact)])]
    );
}

#[test]
fn empty_texts_are_no_duplicates() {
    assert_eq!(groups(&["", "", "***", "……", "×"].map(str::to_owned)), []);
}

/// A thousand characters of one long text, from a place on. Neighbours that start 60 apart are
/// 89 % alike, those 120 apart 79 %.
fn window(from: u64) -> String {
    (from..from + 1_000)
        .filter_map(|n| char::from_u32(0x4E00 + u32::try_from(mix(n) % 5_000).ok()?))
        .collect()
}

fn prints(texts: &[String]) -> Vec<Fingerprint> {
    texts
        .iter()
        .map(|text| Fingerprint::of(std::iter::once(text.as_str())))
        .collect()
}

#[test]
fn the_smallest_rank_is_kept_and_no_chain_is_made() {
    let prints = prints(&[0, 60, 120].map(window));
    let options = DuplicateOptions {
        near: NearDuplicates::AtLeast(0.85),
    };
    let kept = |ranks: [u32; 3]| -> Vec<(usize, Vec<usize>)> {
        group(&prints, |document| ranks[document], options)
            .iter()
            .map(|group| {
                let members = group.members.iter();
                (group.kept, members.map(|copy| copy.document).collect())
            })
            .collect()
    };
    assert_eq!(kept([1, 2, 3]), [(0, vec![1])]);
    assert_eq!(kept([2, 1, 3]), [(1, vec![0, 2])]);
    assert_eq!(kept([3, 2, 1]), [(2, vec![1])]);
}

#[test]
fn the_order_of_reading_does_not_matter_where_ranks_differ() {
    let texts: Vec<String> = (50..75).map(|n| speech("本职岗位", n).concat()).collect();
    let prints = prints(&texts);
    let reversed: Vec<Fingerprint> = prints.iter().rev().cloned().collect();
    let last = prints.len() - 1;
    let options = DuplicateOptions::default();
    let mut forward: Vec<(usize, usize)> = Vec::new();
    for group in group(&prints, |document| document, options) {
        forward.extend(group.members.iter().map(|copy| (group.kept, copy.document)));
    }
    let mut backward: Vec<(usize, usize)> = Vec::new();
    for group in group(&reversed, |document| last - document, options) {
        let members = group.members.iter();
        backward.extend(members.map(|copy| (last - group.kept, last - copy.document)));
    }
    forward.sort_unstable();
    backward.sort_unstable();
    assert!(!forward.is_empty());
    assert_eq!(forward, backward);
}

#[test]
fn one_template_with_other_names_is_another_speech() {
    let text = |place: &str| -> String {
        let lines = speech("本职岗位", 60);
        let mut text = String::new();
        for (n, line) in lines.iter().enumerate() {
            text += line;
            if n % 2 == 0 {
                text += &format!("{place}要走在前面。");
            }
        }
        text
    };
    let texts = [text("青石镇"), text("白河乡")];
    assert_eq!(groups(&texts), []);
}

#[test]
fn a_copy_belongs_to_what_it_is_most_like() {
    let options = DuplicateOptions {
        near: NearDuplicates::AtLeast(0.85),
    };
    for (middle, kept) in [(50, 0), (70, 1)] {
        let groups = group(&prints(&[0, 120, middle].map(window)), |_| (), options);
        assert_eq!(groups.len(), 1);
        assert_eq!((groups[0].kept, groups[0].members[0].document), (kept, 2));
    }
}

#[test]
fn copies_of_a_near_duplicate_belong_to_the_kept_document() {
    let whole = speech("本职岗位", 60).concat();
    let cut = speech("本职岗位", 59).concat();
    let near = [1, 2]
        .map(|document| (document, DuplicateKind::Near))
        .to_vec();
    assert_eq!(groups(&[whole, cut.clone(), cut]), [(0, near)]);
}

#[test]
fn switched_off_only_exact_ones_are_found() {
    let texts = [60, 59, 60].map(|sentences| speech("本职岗位", sentences).concat());
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let options = DuplicateOptions {
        near: NearDuplicates::Off,
    };
    let found = find_duplicates(&texts, options);
    assert_eq!(found.len(), 1);
    let exact = DuplicateOf {
        document: 2,
        similarity: 1.0,
        kind: DuplicateKind::Exact,
    };
    assert_eq!(found[0].members, [exact]);
}
