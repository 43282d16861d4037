//! Compares the segmenter with jieba-rs token by token.

use proptest::prelude::*;

use super::{Cut, Segmenter, StockSegmenter, TokenClass, UnknownWords, UserWord, classify_token};
use std::sync::LazyLock;

const BOTH: [UnknownWords; 2] = [UnknownWords::Guessed, UnknownWords::Split];

struct Pair {
    ours: Segmenter,
    stock: StockSegmenter,
}

impl Pair {
    fn new(unknown: UnknownWords, words: &[UserWord]) -> Self {
        Self {
            ours: Segmenter::with_words(unknown, words).unwrap(),
            stock: StockSegmenter::with_words(unknown, words),
        }
    }

    /// Cuts `text` by clauses and as a whole.
    fn check(&self, text: &str) {
        let (mut expected, mut found) = (Vec::new(), Vec::new());
        let mut worker = self.ours.worker();
        self.stock.tokens(text, |token| expected.push(token));
        let mut position = 0;
        worker.cut(text, |cut| {
            let Cut::Token(token) = cut else {
                return found.push(None);
            };
            assert!(text[token.byte()..].starts_with(token.text()));
            assert!(token.byte() >= position, "tokens stand in order");
            position = token.byte() + token.text().len();
            assert_eq!(
                token.class,
                classify_token(token.text()),
                "{}",
                token.text()
            );
            assert_eq!(
                token.word,
                self.ours.id_of(token.text()),
                "{}",
                token.text()
            );
            if let Some(id) = token.word {
                assert_eq!(self.ours.word(id), token.text());
            }
            found.push(Some(token.text()));
        });
        assert_eq!(found, expected, "clauses of {text:?}");
        let mut texts = Vec::new();
        worker.tokens(text, |token| texts.push(token));
        assert_eq!(texts, expected, "texts of the clauses of {text:?}");
        let (mut expected, mut found) = (Vec::new(), Vec::new());
        self.stock.cut_plain(text, |token| expected.push(token));
        worker.cut_whole(text, |token| found.push(token));
        assert_eq!(found, expected, "the whole of {text:?}");
    }
}

static PAIRS: LazyLock<Vec<Pair>> = LazyLock::new(|| {
    let words = user_words();
    let with = BOTH.map(|unknown| Pair::new(unknown, &words));
    BOTH.map(|unknown| Pair::new(unknown, &[]))
        .into_iter()
        .chain(with)
        .collect()
});

fn user_words() -> Vec<UserWord> {
    let word = |(text, frequency): (&str, Option<u64>)| UserWord {
        text: text.to_owned(),
        frequency,
    };
    [
        ("新质生产力", None),
        ("的发展", None),
        ("发展", Some(3)),
        ("国家治理", Some(0)),
        ("𠮷野家", None),
        ("㐀㐁", Some(9)),
        ("2035", None),
        ("5G网", Some(77)),
        ("中国·梦", None),
        ("·", None),
        ("和", Some(100_000_000)),
        ("人民", Some(0)),
        ("的", None),
    ]
    .map(word)
    .to_vec()
}

#[test]
fn tokens_are_those_of_jieba() {
    let texts = [
        "",
        "。",
        "   ",
        "   发展   生产力   ",
        "  发展。   ",
        "\r\n\r甲\r\n",
        "推进国家治理体系和治理能力现代化，发展新质生产力。",
        "2026-02-23，GDP增长6.7%；C++、c#、AT&T和www.site.com-的X光.",
        "𠮷野家㐀㐁𠀀𠀁的5G网与中国·梦，鿿龥龦",
        "张晓梅去人民医院做了个B超然后去买了件T恤",
        "的的的的和和和人民的发展的国家治理的",
    ];
    for pair in &*PAIRS {
        texts.into_iter().for_each(|text| pair.check(text));
    }
}

#[test]
fn a_block_may_be_longer_than_a_window() {
    let long = "坚持和发展中国特色社会主义思想的的了了张晓梅永远在路上".repeat(300);
    let mut shifted = long.clone();
    for pair in &*PAIRS {
        pair.check(&long);
        for start in ["的", "中国", "甲乙丙"] {
            shifted.insert_str(0, start);
            pair.check(&shifted);
        }
    }
}

#[test]
fn every_word_of_the_dictionary_is_a_word_of_letters() {
    let segmenter = &PAIRS[0].ours;
    assert!(segmenter.word_count() > 300_000);
    for id in (0..segmenter.word_count()).map(super::WordId) {
        let word = segmenter.word(id);
        assert_eq!(classify_token(word), TokenClass::Word, "{word}");
        assert_eq!(segmenter.id_of(word), Some(id));
    }
}

/// Pieces of text of many kinds.
fn piece() -> impl Strategy<Value = String> {
    let id = 0..PAIRS[0].ours.word_count();
    prop_oneof![
        6 => id.prop_map(|id| PAIRS[0].ours.word(super::WordId(id)).to_owned()),
        4 => "[的一是在不了有和人这中大为上个国]{1,6}",
        2 => "[\u{4e00}-\u{9fff}]{1,5}",
        1 => "[\u{3400}-\u{4dbf}\u{f900}-\u{faff}\u{20000}-\u{2a6df}]{1,3}",
        2 => "[a-zA-Z0-9._%+#&-]{1,8}",
        2 => "[，。、；：？！“”《》（）·—… \u{3000}\r\n\t]{1,5}",
        1 => "[あ-んァ-ヶ가-힣\u{300}-\u{310}α-ω😀-😎]{1,3}",
        1 => " {1,4}",
        1 => any::<char>().prop_map(String::from),
        1 => (0..user_words().len()).prop_map(|number| user_words()[number].text.clone()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn tokens_of_random_text_are_those_of_jieba(pieces in prop::collection::vec(piece(), 0..60)) {
        let text = pieces.concat();
        for pair in &*PAIRS {
            pair.check(&text);
        }
    }
}

#[test]
fn classes() {
    for (token, class) in [
        ("改革", TokenClass::Word),
        ("GDP", TokenClass::Word),
        ("Ｇ", TokenClass::Word),
        ("十四五", TokenClass::Word),
        ("2026-02-23", TokenClass::Number),
        ("１８", TokenClass::Number),
        ("”", TokenClass::Transparent),
        ("·", TokenClass::Transparent),
        ("\u{3000}", TokenClass::Transparent),
        ("%", TokenClass::Punctuation),
    ] {
        assert_eq!(classify_token(token), class, "{token}");
    }
}

#[test]
fn clauses_do_not_change_the_tokens_of_a_text() {
    let text = "过去一年,我国发展面临“双重”挑战(2016年),GDP增长6.7%。各级政府:要“撸起袖子加油干”!";
    let segmenter = &PAIRS[0].ours;
    let mut ours = Vec::new();
    segmenter.worker().tokens(text, |token| {
        ours.extend(token.filter(|t| classify_token(t) == TokenClass::Word));
    });
    let mut theirs = Vec::new();
    PAIRS[0].stock.cut_plain(text, |token| theirs.push(token));
    theirs.retain(|token| classify_token(token) == TokenClass::Word);
    assert_eq!(ours, theirs);
}
