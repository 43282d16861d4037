//! Owns the table to read: columns of equal width on a terminal, the hits below each other.

use super::super::cells::{blanks, pad, width};
use super::output::Row;
use tifa::pipeline::ContextEnd;
use tifa::text::{CharClass, classify};

/// The widest a document's id is shown.
const ID_WIDTH: usize = 28;

/// How the hit stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Emphasis {
    /// By its place alone.
    Plain,
    /// In bold, on a terminal.
    Bold,
}

/// What the first column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// The year.
    Year,
    /// The date, as precisely as it is known.
    Date,
}

/// A line in its parts, ready to be aligned.
struct Parts {
    /// Date, document, phrase, kind and rule.
    head: [String; 5],
    left: String,
    hit: String,
    right: String,
}

impl Parts {
    fn new(row: &Row<'_>, when: When) -> Self {
        let date = match when {
            When::Year => row.year.map(|year| year.to_string()),
            When::Date => row.date.clone(),
        };
        Self {
            head: [
                date.unwrap_or_else(|| "-".to_owned()),
                shortened(&on_a_line(row.doc_id), ID_WIDTH),
                on_a_line(row.phrase),
                row.kind.to_owned(),
                row.rule.clone(),
            ],
            left: mark(row.ends.0) + &on_a_line(row.left),
            hit: on_a_line(row.surface),
            right: on_a_line(row.right) + &mark(row.ends.1),
        }
    }
}

/// The rows as lines. The phrase is named where there are several, the rule where there is one.
pub(super) fn text(rows: &[Row<'_>], when: When, emphasis: Emphasis) -> String {
    let lines: Vec<Parts> = rows.iter().map(|row| Parts::new(row, when)).collect();
    let widest = |part: fn(&Parts) -> &str| {
        lines
            .iter()
            .map(|line| width(part(line)))
            .max()
            .unwrap_or(0)
    };
    let names_differ = rows.windows(2).any(|two| two[0].phrase != two[1].phrase);
    let widths = [
        widest(|line| &line.head[0]),
        widest(|line| &line.head[1]),
        if names_differ {
            widest(|line| &line.head[2])
        } else {
            0
        },
        widest(|line| &line.head[3]),
        widest(|line| &line.head[4]),
    ];
    let before = widest(|line| &line.left);
    let (bold, plain) = match emphasis {
        Emphasis::Plain => ("", ""),
        Emphasis::Bold => ("\u{1b}[1m", "\u{1b}[0m"),
    };
    let mut text = String::new();
    for line in &lines {
        for (cell, &width) in line
            .head
            .iter()
            .zip(&widths)
            .filter(|(_, width)| **width > 0)
        {
            text.push_str(&pad(cell, width));
            text.push_str("  ");
        }
        text.push_str(&blanks(&line.left, before));
        text.push_str(&line.left);
        let hit = format!(" {bold}{}{plain} {}", line.hit, line.right);
        text.push_str(hit.trim_end());
        text.push('\n');
    }
    text
}

fn mark(end: ContextEnd) -> String {
    match end {
        ContextEnd::Text => String::new(),
        ContextEnd::Cut => "…".to_owned(),
    }
}

/// `text` on one line, as a terminal can show it: runs of white space and control characters are
/// one space, and what has no width or turns the writing direction is left out.
fn on_a_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        let is_space = c.is_whitespace() || c.is_control();
        if is_space && !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        } else if !is_space && !is_hidden(c) {
            line.push(c);
        }
    }
    line.truncate(line.trim_end().len());
    line
}

fn is_hidden(c: char) -> bool {
    classify(c) == CharClass::Invisible || matches!(c, '\u{2066}'..='\u{2069}')
}

/// `text` without its middle where it is wider than `most` columns.
fn shortened(text: &str, most: usize) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let room = most.saturating_sub(1);
    let head = fitting(text.chars(), room.div_ceil(2));
    let tail: String = fitting(text.chars().rev(), room - width(&head));
    format!("{head}…{}", tail.chars().rev().collect::<String>())
}

/// The first characters that are together at most `room` columns wide.
fn fitting(characters: impl Iterator<Item = char>, room: usize) -> String {
    let mut text = String::new();
    for c in characters {
        text.push(c);
        if width(&text) > room {
            text.pop();
            break;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row<'a>(doc_id: &'a str, rule: &str, left: &'a str, surface: &'a str) -> Row<'a> {
        Row {
            doc_id,
            year: Some(2019),
            date: Some("2019-05".to_owned()),
            title: "",
            phrase: "四个意识",
            kind: "exact",
            rule: rule.to_owned(),
            start: 0,
            end: 4,
            left,
            surface,
            right: "。\n",
            ends: (ContextEnd::Cut, ContextEnd::Text),
        }
    }

    fn columns(text: &str, hit: &str) -> Vec<usize> {
        text.lines()
            .map(|line| width(&line[..line.find(hit).unwrap()]))
            .collect()
    }

    #[test]
    fn hits_stand_below_each_other_whatever_is_before_them() {
        let rows = [
            row("a", "", "增强", "四个意识"),
            row(
                "长长的名字",
                "quote",
                "the Ｆour ①\u{200b}é😀 “",
                "四个意识",
            ),
            row("c.txt", "", "", "四个意识"),
        ];
        let text = text(&rows, When::Year, Emphasis::Plain);
        assert_eq!(text.lines().count(), 3);
        let columns = columns(&text, "四个意识 。");
        assert!(columns.windows(2).all(|two| two[0] == two[1]), "{text}");
        assert!(text.lines().all(|line| line.starts_with("2019  ")));
    }

    #[test]
    fn columns_without_anything_to_say_are_left_out() {
        let plain = text(
            &[row("a", "", "甲", "四个意识")],
            When::Year,
            Emphasis::Plain,
        );
        assert_eq!(plain, "2019  a  exact  …甲 四个意识 。\n");
        let bold = text(
            &[row("a", "", "甲", "四个意识")],
            When::Date,
            Emphasis::Bold,
        );
        assert_eq!(
            bold,
            "2019-05  a  exact  …甲 \u{1b}[1m四个意识\u{1b}[0m 。\n"
        );
        assert_eq!(text(&[], When::Year, Emphasis::Plain), "");
        let mut two = [row("a", "", "甲", "双创"), row("a", "gap", "甲", "双创")];
        two[1].phrase = "双创（城市）";
        assert_eq!(
            text(&two, When::Year, Emphasis::Plain),
            "2019  a  四个意识      exact       …甲 双创 。\n\
             2019  a  双创（城市）  exact  gap  …甲 双创 。\n"
        );
    }

    #[test]
    fn a_line_is_a_line_and_gives_no_orders() {
        assert_eq!(on_a_line("\n　　甲\r\n\u{1b}[31m乙 \t丙 "), "甲 [31m乙 丙");
        assert_eq!(on_a_line("甲\u{202e}乙\u{2066}\u{feff}丙"), "甲乙丙");
    }

    #[test]
    fn long_names_lose_their_middle() {
        assert_eq!(shortened("short.txt", 24), "short.txt");
        let long = shortened("2019-09-township-original-mission.txt", 24);
        assert_eq!(long, "2019-09-town…mission.txt");
        let han = shortened("二〇一九年九月乡镇主题教育动员部署会讲话.txt", 24);
        assert!(width(&han) <= 24 && han.starts_with("二〇一九年九…") && han.ends_with(".txt"));
    }
}
