//! Owns what the first lines of a document say of it: its title, who speaks, and on what occasion.
//!
//! Nothing is better than a wrong name: a speaker is taken only from a byline, a label or a title
//! that is built as titles of speeches are.

mod lines;
mod names;
mod occasion;
mod speaker;
mod title;

use std::ops::Range;

use super::dating::Confidence;
use lines::{HeadLine, head_lines};

/// Where a title, a speaker or an occasion was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderSource {
    /// Metadata or a record.
    Given,
    /// A line that is the title of a speech.
    TitleLine,
    /// A forum's note at the end: 查看完整版本.
    RepeatedTitle,
    /// A short first line.
    Heading,
    /// The file name.
    FileName,
    /// A label such as 讲话人.
    Label,
    /// A line with the name of the speaker.
    Byline,
    /// The title of the speech.
    Title,
    /// The line with the date: ——2019年3月5日在…会议上.
    DateLine,
    /// 作者, who may have written or only posted the text.
    Author,
}

impl HeaderSource {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::TitleLine => "title_line",
            Self::RepeatedTitle => "repeated_title",
            Self::Heading => "heading",
            Self::FileName => "file_name",
            Self::Label => "label",
            Self::Byline => "byline",
            Self::Title => "title",
            Self::DateLine => "date_line",
            Self::Author => "author",
        }
    }
}

/// Something a document says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// The title, the name or the occasion.
    pub value: String,
    /// Where it was read.
    pub source: HeaderSource,
    /// How far it can be trusted.
    pub confidence: Confidence,
    /// The bytes of the text it was read from, if it stands there.
    pub range: Option<Range<usize>>,
}

impl Default for Described {
    /// Nothing is said.
    fn default() -> Self {
        Self::new("", HeaderSource::Given, Confidence::None)
    }
}

impl Described {
    /// What metadata say.
    pub(super) fn given(value: &str) -> Self {
        Self::new(value, HeaderSource::Given, Confidence::High)
    }

    fn new(value: &str, source: HeaderSource, confidence: Confidence) -> Self {
        Self {
            value: value.to_owned(),
            source,
            confidence,
            range: None,
        }
    }

    fn at(self, range: Range<usize>) -> Self {
        Self {
            range: Some(range),
            ..self
        }
    }
}

/// What a document says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// The title; at least the name of the file.
    pub title: Described,
    /// Who speaks: a name, or an office where no name is told.
    pub speaker: Option<Described>,
    /// The meeting or the place at which the speech was given.
    pub occasion: Option<Described>,
}

/// Reads title, speaker and occasion off a document.
pub(crate) fn describe(text: &str, given_title: Option<&str>, file_stem: &str) -> Header {
    let lines = head_lines(text);
    let title = title::find(text, &lines, given_title, file_stem);
    // A title that continues on a line with a dash says the occasion there.
    let mut sources: Vec<HeadLine<'_>> = lines
        .iter()
        .copied()
        .filter(|line| title::is_speech_title(line.text))
        .collect();
    sources.insert(
        0,
        HeadLine {
            text: &title.value,
            start: title.range.as_ref().map_or(usize::MAX, |range| range.start),
        },
    );
    let speaker = speaker::find(&lines, &sources, &title);
    let occasion = occasion::find(&lines, &sources);
    Header {
        title,
        speaker,
        occasion,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(described: Option<&Described>) -> String {
        described.map_or(String::new(), |one| {
            format!(
                "{} {} {}",
                one.value,
                one.source.name(),
                one.confidence.name()
            )
        })
    }

    fn read(text: &str) -> [String; 3] {
        let header = describe(text, None, "file");
        for described in [
            Some(&header.title),
            header.speaker.as_ref(),
            header.occasion.as_ref(),
        ]
        .into_iter()
        .flatten()
        {
            if let Some(range) = &described.range {
                let place: String = text[range.clone()].split_whitespace().collect();
                let value: String = described.value.split_whitespace().collect();
                assert!(place.contains(&value), "{value} at {range:?}");
            }
        }
        let title = shown(Some(&header.title));
        [
            title,
            shown(header.speaker.as_ref()),
            shown(header.occasion.as_ref()),
        ]
    }

    #[test]
    fn title_with_office_and_occasion() {
        let text =
            "张三 发表于 3 小时前\n\n镇党委书记在2022年度作风整治动员会上的讲话\n\n今天开会。";
        assert_eq!(
            read(text),
            [
                "镇党委书记在2022年度作风整治动员会上的讲话 title_line high",
                "镇党委书记 title medium",
                "2022年度作风整治动员会 title high",
            ]
        );
    }

    #[test]
    fn subtitle_with_date_and_byline() {
        let text = "坚定信心\n奋勇前进\n——在某某市第九次代表大会上的报告\n（2021年9月1日）\n李　明\n同志们：\n";
        assert_eq!(
            read(text),
            [
                "坚定信心 奋勇前进 title_line high",
                "李明 byline medium",
                "某某市第九次代表大会 title high",
            ]
        );
    }

    #[test]
    fn report_with_date_line_and_office() {
        let text = "政府工作报告\n——2019年1月8日在某市第五届人民代表大会第三次会议上\n市长 王大力\n各位代表：\n";
        assert_eq!(
            read(text),
            [
                "政府工作报告 title_line high",
                "王大力 byline high",
                "某市第五届人民代表大会第三次会议 date_line high",
            ]
        );
    }

    #[test]
    fn names_in_titles_and_labels() {
        assert_eq!(
            read("李明在全县三级干部大会上的讲话\n同志们：")[1],
            "李明 title high"
        );
        assert_eq!(
            read("李明:在某市座谈会上的讲话\n同志们：")[1],
            "李明 title high"
        );
        assert_eq!(
            read("李明市长在某市论坛上的主旨演讲\n各位来宾：")[1..],
            ["李明 title high", "某市论坛 title high"]
        );
        assert_eq!(
            read("市长王大力发表新年贺词\n同志们：")[1],
            "王大力 title high"
        );
        assert_eq!(
            read("党课讲稿\n主讲人：陈东\n同志们：")[1],
            "陈东 label high"
        );
        assert_eq!(
            read("心得体会文章\n作者：李明 来源：本站\n学习之后")[1],
            "李明 author low"
        );
        assert_eq!(read("关于加强作风建设的报告\n同志们：")[1], "");
        assert_eq!(read("在全县大会上的讲话\n高质量\n关于\n同志们：")[1], "");
    }

    #[test]
    fn a_title_is_at_least_the_name_of_the_file() {
        let body = "这是一个没有标题的文件，第一行就是正文，而且它很长，长到不可能是一个标题，因为它超过了六十个字，并且以句号结束，所以只能用文件名。";
        assert_eq!(read(body)[0], "file file_name low");
        assert_eq!(read("同志们：\n今天开会。")[0], "file file_name low");
        assert_eq!(
            read("学习新思想 建功新时代\n正文在此。")[0],
            "学习新思想 建功新时代 heading medium"
        );
        let given = describe("甲乙丙丁会上的讲话", Some("另一个标题"), "file");
        assert_eq!(shown(Some(&given.title)), "另一个标题 given high");
        let thread = format!("{body}\n页: [1]\n查看完整版本: 在全县大会上的讲话");
        assert_eq!(read(&thread)[0], "在全县大会上的讲话 repeated_title high");
    }
}
