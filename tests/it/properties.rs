//! What must hold for any text: plain phrases against substrings, and the metamorphic relations of
//! MATCHING 10 over a lexicon that uses every rule.

use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop, prop_assert_eq, prop_oneof, proptest,
};
use tifa::lexicon::{Entry, Lexicon};
use tifa::matcher::{
    Hit, Mask, MaskType, MatchKind, MatchOptions, Matches, OverlapPolicy, PhraseMatcher,
    apply_policy,
};
use tifa::text::FoldOptions;

use super::rich;

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
        static MATCHER: PhraseMatcher = PhraseMatcher::new(&Lexicon::from_phrases(&PHRASES).unwrap(), &MatchOptions::default());
    }
    MATCHER.with(|matcher| matcher.find(text, &FoldOptions::default(), None).hits)
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

/// Where something stands, and what it is.
type Place = (String, u32, u32, &'static str);

/// All that was found, by the texts of phrases. Exact counts as folded: that is what the relations
/// leave open.
fn places(matches: &Matches, entries: &[Entry]) -> Vec<Place> {
    let mut places: Vec<Place> = matches
        .hits
        .iter()
        .chain(&matches.apart)
        .map(|hit| {
            let kind = hit.kind.max(MatchKind::Folded).name();
            (
                entries[hit.phrase.index()].text.clone(),
                hit.start,
                hit.end,
                kind,
            )
        })
        .collect();
    places.sort();
    places
}

fn masks(matches: &Matches) -> Vec<(MaskType, u32, u32)> {
    let place = |mask: &Mask| (mask.kind, mask.start, mask.end);
    matches.masks.iter().map(place).collect()
}

/// `places` with every position replaced; an end moves with the character before it.
fn moved(places: Vec<Place>, to: impl Fn(u32) -> u32) -> Vec<Place> {
    let place = |(text, start, end, kind): Place| (text, to(start), to(end - 1) + 1, kind);
    places.into_iter().map(place).collect()
}

/// `text` in full width where the second relation says so.
fn widened(text: &str) -> String {
    let wide = |c: char| match c {
        ',' | ';' | ':' | '!' | '?' | '(' | ')' | '*' | 'X' | '0'..='9' => {
            char::from_u32(u32::from(c) + 0xFEE0).unwrap()
        }
        other => other,
    };
    text.chars().map(wide).collect()
}

fn with_corner_quotes(text: &str) -> String {
    text.replace('“', "「").replace('”', "」")
}

const POLICIES: [OverlapPolicy; 4] = [
    OverlapPolicy::All,
    OverlapPolicy::Outermost,
    OverlapPolicy::OutermostInCategory,
    OverlapPolicy::Longest,
];

thread_local! {
    static RICH: PhraseMatcher = rich::matcher(rich::all_entries());
    static LOCAL: PhraseMatcher = rich::matcher(rich::entries());
    static FREE: PhraseMatcher = rich::matcher(rich::entries_without_neighbours());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn invisible_characters_move_what_is_found(
        text in rich::text(),
        date in rich::dates(),
        at in prop::collection::vec(any::<prop::sample::Index>(), 1..6),
    ) {
        let chars: Vec<char> = text.chars().collect();
        let mut before: Vec<usize> = at.iter().map(|index| index.index(chars.len() + 1)).collect();
        before.sort_unstable();
        let mut inserted = String::new();
        for at in 0..=chars.len() {
            inserted.extend(before.iter().filter(|&&place| place == at).map(|_| '\u{200b}'));
            inserted.extend(chars.get(at));
        }
        let to = |at: u32| at + u32::try_from(before.iter().filter(|&&place| place <= at as usize).count()).unwrap();
        let entries = rich::entries_without_neighbours();
        let (old, new) = FREE.with(|matcher| (rich::find(matcher, &text, date), rich::find(matcher, &inserted, date)));
        prop_assert_eq!(moved(places(&old, &entries), to), places(&new, &entries), "{:?}", inserted);
        let runs: Vec<_> = masks(&old).into_iter().map(|(kind, start, end)| (kind, to(start), to(end - 1) + 1)).collect();
        prop_assert_eq!(runs, masks(&new));
    }

    #[test]
    fn width_and_quotes_change_no_place(text in rich::text(), date in rich::dates()) {
        let entries = rich::all_entries();
        let find = |text: &str| RICH.with(|matcher| rich::find(matcher, text, date));
        let old = find(&text);
        for text in [widened(&text), with_corner_quotes(&text)] {
            let new = find(&text);
            prop_assert_eq!(places(&old, &entries), places(&new, &entries), "{:?}", text);
            prop_assert_eq!(masks(&old), masks(&new));
        }
    }

    #[test]
    fn no_policy_counts_more_than_all(text in rich::text(), date in rich::dates()) {
        let entries = rich::all_entries();
        let found = RICH.with(|matcher| rich::find(matcher, &text, date));
        for (id, entry) in entries.iter().enumerate() {
            let count = |policy, least: MatchKind| {
                let kept = apply_policy(&found.hits, policy);
                kept.iter().filter(|hit| hit.phrase.index() == id && hit.kind <= least).count()
            };
            let counts = POLICIES.map(|policy| count(policy, MatchKind::Masked));
            prop_assert_eq!(counts[0], counts.into_iter().max().unwrap(), "{} in {:?}", entry.text, text);
            let exact = count(OverlapPolicy::All, MatchKind::Exact);
            assert!(exact <= substring_count(&text, &entry.display()), "{} in {text:?}", entry.text);
        }
    }

    #[test]
    fn cutting_at_a_line_end_adds_up_for_every_rule(
        a in rich::text(),
        b in rich::text(),
        date in rich::known_dates(),
    ) {
        let entries = rich::entries();
        let find = |text: &str| LOCAL.with(|matcher| rich::find(matcher, text, Some(date)));
        let (first, second, whole) = (find(&a), find(&b), find(&format!("{a}\n{b}")));
        let offset = u32::try_from(a.chars().count()).unwrap() + 1;
        let mut sum = places(&first, &entries);
        sum.extend(moved(places(&second, &entries), |at| at + offset));
        sum.sort();
        prop_assert_eq!(sum, places(&whole, &entries));
        let mut runs = masks(&first);
        runs.extend(masks(&second).into_iter().map(|(kind, start, end)| (kind, start + offset, end + offset)));
        prop_assert_eq!(runs, masks(&whole));
    }

    #[test]
    fn the_order_of_entries_decides_ties_only(text in rich::text(), date in rich::dates(), entries in Just(rich::all_entries()).prop_shuffle()) {
        let sorted = rich::all_entries();
        let old = RICH.with(|matcher| rich::find(matcher, &text, date));
        let new = rich::find(&rich::matcher(entries.clone()), &text, date);
        prop_assert_eq!(places(&old, &sorted), places(&new, &entries));
        prop_assert_eq!(masks(&old), masks(&new));
        for policy in POLICIES {
            let spans = |matches: &Matches| {
                let kept = apply_policy(&matches.hits, policy);
                let mut spans: Vec<_> = kept.iter().map(|hit| (hit.start, hit.end, hit.kind, hit.is_nested(), hit.inside_category)).collect();
                spans.sort_unstable();
                spans
            };
            if policy != OverlapPolicy::Longest {
                prop_assert_eq!(spans(&old), spans(&new));
            }
            let places = |matches: &Matches| spans(matches).iter().map(|span| (span.0, span.1, span.2)).collect::<Vec<_>>();
            prop_assert_eq!(places(&old), places(&new));
        }
    }
}
