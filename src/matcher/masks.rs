//! Owns runs of mask characters and what they hide, told by what stands beside them (MATCHING 3.1).

use crate::text::{FoldedText, Unit, is_han, is_mask, is_numeral, is_separator};

use super::guards::may_follow_congress;
use super::leaders::{RIGHT_CONTEXT_LENGTH, is_right_context};
use super::parse::{LONGEST_MASK, is_barrier, is_sentence_end};

/// What follows a masked number.
const AFTER_NUMBER: &str = "年月日时个名人项余万亿%℃届次期批";

/// What follows a masked place.
const AFTER_PLACE: [&str; 18] = [
    "省",
    "市",
    "区",
    "县",
    "旗",
    "州",
    "镇",
    "乡",
    "街道",
    "社区",
    "村",
    "路",
    "园",
    "自治",
    "新区",
    "开发区",
    "经济技术开发区",
    "高新区",
];

/// What stands before a masked place.
const BEFORE_PLACE: &str = "我全新";

/// What follows a masked person or office.
const AFTER_PERSON: [&str; 7] = ["同志", "书记", "局长", "主任", "委", "局", "公司"];

/// What follows 大 where a congress is meant.
const AFTER_CONGRESS: [&str; 8] = [
    "精神", "报告", "以来", "召开", "胜利", "提出", "闭幕", "代表",
];

/// What a run of mask characters hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MaskType {
    /// The name of a leader: `***总书记`.
    Leader,
    /// The number of a congress or plenum: `党的XX大`.
    Congress,
    /// A date or another number: `X月X日`.
    Number,
    /// A place: `**街道`.
    Place,
    /// A person or an office: `X书记`.
    Person,
    /// A word: `时代的_`.
    Word,
}

impl MaskType {
    /// The type's name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Leader => "leader",
            Self::Congress => "congress",
            Self::Number => "number",
            Self::Place => "place",
            Self::Person => "person",
            Self::Word => "word",
        }
    }
}

/// A run of mask characters; `start` and `end` index the units of the match stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MaskRun {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: MaskType,
}

impl MaskRun {
    pub(super) fn length(&self) -> usize {
        self.end - self.start
    }

    pub(super) fn units(&self) -> std::ops::Range<usize> {
        self.start..self.end
    }
}

/// All runs of mask characters, whole, with their types.
pub(super) fn runs(folded: &FoldedText) -> Vec<MaskRun> {
    let mut runs: Vec<MaskRun> = Vec::new();
    for &unit in &folded.masks {
        let at = unit as usize;
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ => runs.push(MaskRun {
                start: at,
                end: at + 1,
                kind: MaskType::Word,
            }),
        }
    }
    for run in &mut runs {
        run.kind = type_of(folded.units(), run.start, run.end);
    }
    runs
}

fn text(units: &[Unit]) -> String {
    units.iter().map(|unit| unit.ch()).collect()
}

/// The type of the run `start..end`: first what completes a phrase, then the rest.
fn type_of(units: &[Unit], start: usize, end: usize) -> MaskType {
    let right = text(&units[end..units.len().min(end + RIGHT_CONTEXT_LENGTH)]);
    let left = text(&units[start.saturating_sub(6)..start]);
    let follows = |words: &[&str]| words.iter().any(|word| right.starts_with(word));
    if is_right_context(&right) {
        MaskType::Leader
    } else if is_congress(units, &left, end) {
        MaskType::Congress
    } else if right.starts_with(|c| AFTER_NUMBER.contains(c)) || left.ends_with('第') {
        MaskType::Number
    } else if follows(&AFTER_PLACE) || left.ends_with(|c| BEFORE_PLACE.contains(c)) {
        MaskType::Place
    } else if follows(&AFTER_PERSON) && !right.starts_with("同志为")
        || is_subject(&units[start..end], &left, &right)
    {
        MaskType::Person
    } else {
        MaskType::Word
    }
}

/// Whether a run of X begins a clause: X分别作了发言. Other mask characters may hide a word there.
fn is_subject(run: &[Unit], left: &str, right: &str) -> bool {
    let begins = left
        .chars()
        .next_back()
        .is_none_or(|c| is_separator(c) || is_barrier(c));
    begins && run.iter().all(|unit| unit.ch() == 'x') && right.starts_with(is_han)
}

fn is_congress(units: &[Unit], left: &str, end: usize) -> bool {
    let near = units[end..].iter().take(8).map(|unit| unit.ch());
    let right: String = near.take_while(|&c| !is_sentence_end(c)).collect();
    if right.starts_with('届') || (left.ends_with('届') && right.starts_with("中全会")) {
        return right.contains("中全会");
    }
    right.starts_with('大') && is_congress_context(units, left, end + 1)
}

/// Whether what stands before a masked number and after its 大, which ends at `end`, is about a
/// congress.
pub(super) fn is_congress_context(units: &[Unit], left: &str, end: usize) -> bool {
    let right = text(&units[end..units.len().min(end + 4)]);
    let is_named =
        left.ends_with("党的") || AFTER_CONGRESS.iter().any(|word| right.starts_with(word));
    is_named && (right.is_empty() || may_follow_congress(units, end))
}

/// Whether a run is worth listing: no letter of a Latin word, no ○ of a year, no bullet, no rule.
pub(super) fn is_listed(units: &[Unit], run: &MaskRun) -> bool {
    let chars: Vec<char> = units[run.units()].iter().map(|unit| unit.ch()).collect();
    let all = |of: &str| chars.iter().all(|&c| of.contains(c));
    let before = run.start.checked_sub(1).map(|at| units[at].ch());
    let after = units.get(run.end).map(|unit| unit.ch());
    let beside = |is: fn(char) -> bool| before.is_some_and(is) || after.is_some_and(is);
    let is_latin = all("x×_#") && beside(|c| c.is_ascii_alphanumeric());
    let is_zero = all("○◯") && beside(is_numeral);
    let is_pronoun = all("某") && matches!(run.kind, MaskType::Word | MaskType::Number);
    let mut earlier = units[..run.start].iter().rev().map(|unit| unit.ch());
    let starts_line = earlier.find(|&c| c != ' ').is_none_or(|c| c == '\n');
    let is_word = run.kind == MaskType::Word;
    let is_bullet = starts_line && chars.len() == 1 && is_word;
    // X射线, a tag of a social network
    let is_sign = all("x#") && is_word && chars.len() == 1;
    run.length() <= LONGEST_MASK && !(is_latin || is_zero || is_pronoun || is_bullet || is_sign)
}

/// Whether `c` is part of a mask; used where a run must be whole.
pub(super) fn is_masked(units: &[Unit], at: usize) -> bool {
    units.get(at).is_some_and(|unit| is_mask(unit.ch()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FoldOptions;

    fn types(text: &str) -> Vec<MaskType> {
        let folded = FoldedText::new(text, &FoldOptions::default());
        runs(&folded)
            .iter()
            .filter(|run| is_listed(folded.units(), run))
            .map(|run| run.kind)
            .collect()
    }

    #[test]
    fn what_stands_beside_a_run_tells_its_type() {
        use MaskType::{Congress, Leader, Number, Person, Place, Word};
        for (text, expected) in [
            ("学习***总书记讲话", vec![Leader]),
            ("以**同志为核心", vec![Leader]),
            ("贯彻党的XX大精神", vec![Congress]),
            ("XX届X中全会", vec![Congress, Congress]),
            (
                "X月X日,第**督导组,X余项",
                vec![Number, Number, Number, Number],
            ),
            ("**街道,我**的发展", vec![Place, Place]),
            ("X同志说,X书记说", vec![Person, Person]),
            ("刚才,X分别作了发言", vec![Person]),
            ("这是时代的_", vec![Word]),
        ] {
            assert_eq!(types(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_mask_is_not_listed() {
        for text in [
            "box和x86",
            "二○○八年",
            "● 第二点",
            "某些人",
            "**********",
            "文件#3",
            "移动式X射线机",
        ] {
            assert!(types(text).is_empty(), "{text}: {:?}", types(text));
        }
    }
}
