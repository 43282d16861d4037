//! What tests of the rules share: a lexicon that uses every rule, and texts made of its pieces.

use proptest::prelude::{Just, Strategy, any, prop, prop_oneof};
use tifa::lexicon::{
    Entry, Evidence, Guard, ItemOrder, Lexicon, OneLeft, Particle, Switch, Variant, VariantKind,
    Variation, Window,
};
use tifa::matcher::{DateSpan, KnownPairs, MatchOptions, Matches, PhraseMatcher, Typos};
use tifa::text::FoldOptions;

/// Phrases that need no more than their text. None of them can overlap itself.
const PLAIN: [&str; 28] = [
    "不忘初心、牢记使命",
    "牢记使命",
    "四个意识",
    "二十大",
    "党的二十大",
    "党的十九大精神",
    "二十届三中全会",
    "习近平",
    "习近平总书记",
    "以习近平同志为核心的党中央",
    "以习近平同志为总书记的党中央",
    "以胡锦涛同志为总书记的党中央",
    "把{2,8}摆在首位",
    "常态化|长效化",
    "群众路线",
    "全面从严治党",
    "从严治党",
    "主题教育",
    "党的政治建设",
    "共产党人",
    "8小时以外",
    "2035年远景目标",
    "全面推进乡村振兴",
    "乡村振兴",
    "深刻领悟“两个确立”的决定性意义",
    "基层党组织建设",
    "不能腐、不想腐、不敢碰",
    "XYZ计划",
];

/// What stands between phrases in the texts.
const BETWEEN: [&str; 64] = [
    "。",
    "，",
    ",",
    "、",
    ";",
    "；",
    ":",
    "!",
    "?",
    "…",
    "—",
    "\n",
    "\n\n",
    " ",
    "  ",
    "   ",
    "\t",
    "“",
    "”",
    "「",
    "(",
    ")",
    "（略）",
    "(一)",
    "的",
    "和",
    "以及",
    "与",
    "第",
    "几",
    "二",
    "十",
    "5",
    "20",
    "x",
    "X",
    "*",
    "**",
    "***",
    "_",
    "□",
    "某",
    "党的",
    "喜迎",
    "精神",
    "大会",
    "团",
    "类",
    "抓",
    "更足",
    "组织",
    "设备",
    "新时代",
    "总书记",
    "同志",
    "XX大",
    "X届X中全会",
    "X届",
    "二中全会",
    "XJP",
    "D",
    "黨",
    "１２",
    "币",
];

/// What is put into phrases, or in place of a part of them.
const INTO: [&str; 22] = [
    "“",
    "”",
    " ",
    "\u{3000}",
    "、",
    "，",
    "、、",
    "和",
    "以及",
    "的",
    "(略)",
    "更足、",
    "更",
    "*",
    "**",
    "***",
    "□",
    "X",
    "XX",
    "兴",
    "人",
    "\n",
];

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

fn plain(text: &str) -> Entry {
    Entry {
        text: text.to_owned(),
        category: (text.chars().count() % 2).to_string(),
        ..Entry::default()
    }
}

fn varied(text: &str, order: ItemOrder, gap: u8, particle: Particle) -> Entry {
    Entry {
        variation: Variation {
            order,
            gap,
            particle,
            ..Variation::default()
        },
        ..plain(text)
    }
}

fn guarded(text: &str, guard: Guard) -> Entry {
    Entry {
        guard,
        ..plain(text)
    }
}

fn evidence(any: &[&str], within: Window) -> Option<Evidence> {
    let any = strings(any);
    Some(Evidence { any, within })
}

/// Entries that look at what stands beside or around a place.
fn guarded_entries() -> Vec<Entry> {
    let none = Guard::default;
    vec![
        guarded(
            "人民",
            Guard {
                not_inside: strings(&["人民币"]),
                ..none()
            },
        ),
        guarded(
            "好干部",
            Guard {
                not_after: strings(&["抓"]),
                ..none()
            },
        ),
        guarded(
            "三个代表",
            Guard {
                not_before: strings(&["团", "大会"]),
                ..none()
            },
        ),
        guarded(
            "两新",
            Guard {
                needs: evidence(&["组织", "党建"], Window::Sentence),
                ..none()
            },
        ),
        guarded(
            "正能量",
            Guard {
                needs: evidence(&["弘扬", "的"], Window::Paragraph),
                ..none()
            },
        ),
        guarded(
            "以旧换新",
            Guard {
                unless: evidence(&["组织"], Window::Sentence),
                ..none()
            },
        ),
        guarded(
            "群众",
            Guard {
                one_left: Some(OneLeft::default()),
                ..none()
            },
        ),
    ]
}

/// Entries that look for evidence anywhere in the document.
fn entries_of_documents() -> Vec<Entry> {
    let needs = evidence(&["新时代", "人民"], Window::Document);
    vec![guarded(
        "中国梦",
        Guard {
            needs,
            ..Guard::default()
        },
    )]
}

fn varied_entries() -> Vec<Entry> {
    use Particle::{MayAdd, MayDrop, MayDropOrAdd};
    vec![
        varied("获得感、幸福感、安全感", ItemOrder::Free, 8, MayDrop),
        varied("创新、协调、绿色、开放、共享", ItemOrder::Free, 4, MayDrop),
        varied("立德、立功、立言", ItemOrder::Fixed, 4, MayDrop),
        varied("以人民为中心的发展思想", ItemOrder::Fixed, 0, MayDropOrAdd),
        varied("新时代党的建设总要求", ItemOrder::Fixed, 0, MayAdd),
    ]
}

/// Entries with further wordings and components.
fn worded_entries() -> Vec<Entry> {
    let variant = |text: &str, kind| Variant {
        text: text.to_owned(),
        kind,
    };
    let mut confidence = plain("四个自信");
    confidence.components = strings(&["道路自信", "理论自信", "制度自信", "文化自信"]);
    let mut rules = plain("中央八项规定精神");
    rules.variants = vec![
        variant("八项规定精神", VariantKind::Abbreviation),
        variant("八项规定", VariantKind::Near),
    ];
    let mut measures = plain("20项措施");
    measures.variation.number_guard = Switch::Off;
    let mut checks = plain("三查三看三改");
    checks.variants = vec![variant("三查三看", VariantKind::Near)];
    let mut unmasked = plain("推动经济高质量发展");
    unmasked.variation.masks = Switch::Off;
    vec![confidence, rules, checks, measures, unmasked]
}

/// A lexicon that uses every rule but those that look at the whole document.
pub(crate) fn entries() -> Vec<Entry> {
    let mut entries: Vec<Entry> = PLAIN.into_iter().map(plain).collect();
    entries.extend(varied_entries());
    entries.extend(guarded_entries());
    entries.extend(worded_entries());
    entries
}

/// All of [`entries`], and those that look at the whole document.
pub(crate) fn all_entries() -> Vec<Entry> {
    let mut entries = entries();
    entries.extend(entries_of_documents());
    entries
}

/// [`entries`] without what looks at adjacent characters, from which an invisible one frees a hit.
pub(crate) fn entries_without_neighbours() -> Vec<Entry> {
    let mut entries = all_entries();
    entries.retain(|entry| !entry.text.ends_with('大'));
    for entry in &mut entries {
        entry.variation.number_guard = Switch::Off;
        entry.guard.not_after.clear();
        entry.guard.not_before.clear();
    }
    entries
}

/// A matcher that also looks for typos and for a dropped 众.
pub(crate) fn matcher(entries: Vec<Entry>) -> PhraseMatcher {
    let options = MatchOptions {
        dropped: vec!['众'],
        typos: Typos::Found(KnownPairs::new(["组织", "人党", "记使"])),
    };
    PhraseMatcher::new(&Lexicon::from_entries(entries), &options)
}

/// What `matcher` finds in plain text.
pub(crate) fn find(matcher: &PhraseMatcher, text: &str, date: Option<DateSpan>) -> Matches {
    matcher.find(text, &FoldOptions::default(), date)
}

/// No date, a year, or a day.
pub(crate) fn dates() -> impl Strategy<Value = Option<DateSpan>> {
    prop_oneof![Just(None), known_dates().prop_map(Some)]
}

/// A year or a day.
pub(crate) fn known_dates() -> impl Strategy<Value = DateSpan> {
    prop::sample::select(vec![
        DateSpan::new(2008, None, None),
        DateSpan::new(2012, None, None),
        DateSpan::new(2012, Some(11), Some(15)),
        DateSpan::new(2021, None, None),
        DateSpan::new(2022, None, None),
        DateSpan::new(2024, Some(8), Some(1)),
    ])
    .prop_map(|date| date.unwrap())
}

/// All wordings of the lexicon, without slots and soft joints.
fn wordings() -> Vec<String> {
    all_entries()
        .iter()
        .flat_map(|entry| {
            let variants = entry.variants.iter().map(|variant| variant.text.clone());
            let items = entry.components.iter().cloned();
            [entry.display().replace("{2,8}", "粮食安全")]
                .into_iter()
                .chain(variants)
                .chain(items)
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Wordings as they stand, damaged, masked or interrupted.
fn wording() -> impl Strategy<Value = String> {
    let damage = (
        any::<prop::sample::Index>(),
        0..4_usize,
        prop_oneof![Just(""), prop::sample::select(INTO.to_vec())],
    );
    let damages = prop::collection::vec(damage, 0..3);
    (prop::sample::select(wordings()), damages).prop_map(|(wording, damages)| {
        let mut chars: Vec<char> = wording.chars().collect();
        for (at, length, into) in damages {
            let from = at.index(chars.len() + 1);
            let to = chars.len().min(from + length);
            chars.splice(from..to, into.chars());
        }
        chars.into_iter().collect()
    })
}

/// Text made of wordings and of what stands between them.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => wording(),
        2 => prop::sample::select(BETWEEN.to_vec()).prop_map(str::to_owned),
        1 => Just(String::new()),
    ];
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}
