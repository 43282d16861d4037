//! What must hold for any text: section 10 of the matching rules, and a naive count.

use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop, prop_assert_eq, prop_oneof, proptest,
};
use tifa::lexicon::Lexicon;
use tifa::matcher::{Hit, MatchKind, PhraseMatcher};
use tifa::text::FoldOptions;

const PHRASES: [&str; 8] = [
    "不忘初心、牢记使命",
    "牢记使命",
    "四个意识",
    "二十大",
    "党的二十大",
    "以人民为中心的发展思想",
    "人民",
    "8小时以外",
];

/// Text made of phrases, their pieces and what stands between them.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(PHRASES.to_vec()).prop_map(str::to_owned),
        prop::sample::select(vec![
            "人", "民", "二", "十", "大", "第", "使命", "初心", "。", ",", "、", "“", "”", " ",
            "\n", "(", "19", "x", "\u{200b}", "黨"
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
        Just("八小时以外".to_owned()),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Text without numerals and Latin: beside those an invisible character is a boundary that may
/// free a hit from its guard.
fn text_without_numerals() -> impl Strategy<Value = String> {
    let pieces = vec![
        "不忘初心、牢记使命",
        "不忘初心",
        "牢记使命",
        "以人民为中心的发展思想",
        "以人民",
        "为中心",
        "的发展思想",
        "人民",
        "、",
        ",",
        "。",
        "“",
        "”",
        " ",
        "\n",
        "(",
        "發展",
        "心的",
    ];
    prop::collection::vec(prop::sample::select(pieces), 1..16).prop_map(|pieces| pieces.concat())
}

fn find(text: &str) -> Vec<Hit> {
    thread_local! {
        static MATCHER: PhraseMatcher = PhraseMatcher::new(&Lexicon::from_phrases(&PHRASES).unwrap()).unwrap();
    }
    MATCHER.with(|matcher| matcher.find(text, &FoldOptions::default()))
}

fn counts(text: &str) -> Vec<usize> {
    let hits = find(text);
    (0..PHRASES.len())
        .map(|id| hits.iter().filter(|hit| hit.phrase.index() == id).count())
        .collect()
}

/// Occurrences without overlaps, from the left.
fn substring_count(text: &str, phrase: &str) -> usize {
    text.matches(phrase).count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn positions_slice_the_original(text in text()) {
        let chars: Vec<char> = text.chars().collect();
        for hit in find(&text) {
            let by_chars: String = chars[hit.start as usize..hit.end as usize].iter().collect();
            let by_bytes = &text[hit.byte_start as usize..hit.byte_end as usize];
            prop_assert_eq!(&by_chars, by_bytes);
            let is_exact = by_bytes == PHRASES[hit.phrase.index()];
            prop_assert_eq!(hit.kind == MatchKind::Exact, is_exact);
        }
    }

    #[test]
    fn invisible_characters_change_no_count(text in text_without_numerals(), at in any::<prop::sample::Index>()) {
        let mut chars: Vec<char> = text.chars().collect();
        let before = counts(&text);
        chars.insert(at.index(chars.len() + 1), '\u{200b}');
        prop_assert_eq!(before, counts(&chars.iter().collect::<String>()));
    }

    #[test]
    fn full_width_punctuation_and_corner_quotes_are_the_same(text in text()) {
        let spans = |text: &str| find(text).iter().map(|hit| (hit.phrase, hit.start, hit.end)).collect::<Vec<_>>();
        let wide: String = text.chars().map(|c| match c { ',' => '，', '(' => '（', '“' => '「', '”' => '」', other => other }).collect();
        prop_assert_eq!(spans(&text), spans(&wide));
    }

    #[test]
    fn exact_hits_are_never_more_than_substrings(text in text()) {
        for (id, phrase) in PHRASES.iter().enumerate() {
            let exact = find(&text).iter().filter(|hit| hit.phrase.index() == id && hit.kind == MatchKind::Exact).count();
            assert!(exact <= substring_count(&text, phrase), "{phrase} in {text:?}");
        }
    }

    #[test]
    fn exact_hits_without_numerals_are_substrings(text in text()) {
        for phrase in ["牢记使命", "人民", "以人民为中心的发展思想"] {
            let id = PHRASES.iter().position(|p| *p == phrase).unwrap();
            let exact = find(&text).iter().filter(|hit| hit.phrase.index() == id && hit.kind == MatchKind::Exact).count();
            prop_assert_eq!(exact, substring_count(&text, phrase), "{} in {:?}", phrase, text);
        }
    }

    #[test]
    fn cutting_at_a_line_end_adds_up(a in text(), b in text()) {
        let sum: Vec<usize> = counts(&a).iter().zip(counts(&b)).map(|(x, y)| x + y).collect();
        prop_assert_eq!(sum, counts(&format!("{a}\n{b}")));
    }
}
