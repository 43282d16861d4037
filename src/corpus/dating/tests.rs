//! What the rules together make of a document.

use super::*;

fn shown(dating: &Dating) -> String {
    let date = dating.event.date.map(|date| date.to_string());
    let (source, confidence) = (dating.event.source, dating.event.confidence);
    let date = date.unwrap_or_default();
    format!("{date} {} {}", source.name(), confidence.name())
}

fn inferred(facts: &Facts<'_>) -> String {
    shown(&infer(facts))
}

const TEXT: &str = "在全县2021年经济工作会议上的讲话\n同志们：今天开会。";

#[test]
fn a_given_date_counts_and_a_file_name_makes_it_finer() {
    let facts = Facts {
        text: TEXT,
        given: Some("2020"),
        file_stem: "2020-03-04_speech",
        ..Facts::default()
    };
    assert_eq!(inferred(&facts), "2020-03-04 metadata high");
    let other = Facts {
        given: Some("2019-05"),
        ..facts
    };
    assert_eq!(inferred(&other), "2019-05 metadata high");
    let unreadable = infer(&Facts {
        given: Some("去年"),
        ..facts
    });
    assert_eq!(unreadable.unread.as_deref(), Some("去年"));
    assert_eq!(unreadable.event.source, YearSource::TitleYear);
}

/// A table of documents that is given back as metadata changes nothing.
#[test]
fn a_given_date_that_says_what_the_text_says_keeps_the_words_of_the_text() {
    let without = Facts {
        text: TEXT,
        ..Facts::default()
    };
    let expected = infer(&without);
    let again = infer(&Facts {
        given_back: Some("2021"),
        ..without
    });
    assert_eq!(again, expected);
    assert_eq!(again.event.evidence, "在全县2021年经济工作会议上的讲话");
    let default = Facts {
        default_year: Some(2021),
        given: Some("2021"),
        ..Facts::default()
    };
    assert_eq!(inferred(&default), "2021 metadata high");
}

#[test]
fn a_file_name_beats_what_the_body_tells() {
    let body = "长".repeat(500);
    let text = format!("{body}\n{body}，我们隆重庆祝建国60周年，{body}，2012年3月4日，{body}");
    let facts = Facts {
        text: &text,
        file_stem: "2010-02-03_report",
        ..Facts::default()
    };
    assert_eq!(inferred(&facts), "2010-02-03 file_name medium");
    let unnamed = Facts {
        file_stem: "report",
        ..facts
    };
    assert_eq!(inferred(&unnamed), "2009 anniversary medium");
}

#[test]
fn titles_that_are_not_in_the_text_count_too() {
    let facts = Facts {
        text: "同志们：今天开会。",
        file_stem: "在庆祝建党95周年大会上的讲话",
        ..Facts::default()
    };
    let dating = infer(&facts);
    assert_eq!(shown(&dating), "2016 anniversary high");
    assert_eq!(dating.candidates[0].at, None);
    let titled = Facts {
        title: Some("在2018年全市大会上的讲话"),
        ..facts
    };
    assert_eq!(inferred(&titled), "2018 title_year high");
    let serial = Facts {
        file_stem: "下载_20210304_某县2018",
        text: "同志们：今天开会。",
        ..Facts::default()
    };
    assert_eq!(inferred(&serial), " unknown none");
}

#[test]
fn publication_and_event_are_two_things() {
    let text = "更新时间:2022-01-05\n(2014年9月30日)\n发布时间:2019-10-01";
    let dating = date_text(text, None);
    assert_eq!(shown(&dating), "2014-09-30 delivery_date high");
    let published = dating.published.unwrap().to_string();
    let words = dating.published_evidence.as_str();
    assert_eq!(
        (published.as_str(), words),
        ("2019-10-01", "发布时间:2019-10-01")
    );
    assert_eq!(dating.conflict, None);
    let early = date_text("今年是“十四五”开局之年\n发布时间:2019-02-01", None);
    assert_eq!(early.conflict, Some(Conflict::EventAfterPublication));
}

#[test]
fn the_year_a_speech_is_about_is_told_apart() {
    let year = |text| date_text(text, None).reference_year;
    assert_eq!(year("2021年度民主生活会\n(2022年1月9日)"), Some(2021));
    assert_eq!(year("2019年新年贺词"), Some(2019));
    let next = "在2022年全市党建工作会议上的讲话\n发布时间:2021-12-20";
    assert_eq!(year(next), Some(2022));
    assert_eq!(year("在2022年全市党建工作会议上的讲话"), None);
}

#[test]
fn undated_texts_keep_the_window_that_is_known() {
    let crawled = parse_date("2025-06-01");
    let dating = date_text("谋划“十四五”时期的发展，落实“十三五”规划", crawled);
    assert_eq!(shown(&dating), " unknown none");
    let window = [dating.window.from, dating.window.to];
    let window = window.map(|date| date.map(|date| date.to_string()).unwrap_or_default());
    assert_eq!(window, ["2019-01-01", "2025-06-01"]);
    let default = Facts {
        text: "谋划发展",
        default_year: Some(2020),
        ..Facts::default()
    };
    assert_eq!(inferred(&default), "2020 default_year low");
}

#[test]
fn candidates_name_their_place() {
    let text = "在2021年全县大会上的讲话\n同志们：今年是中国共产党成立一百周年，某发〔2021〕3号";
    let dating = date_text(text, None);
    let starts = ["2021年全县", "中国共产党", "2021〕3号"];
    let names = ["title_year", "anniversary", "doc_number"];
    assert_eq!(dating.candidates.len(), names.len());
    for ((candidate, name), start) in dating.candidates.iter().zip(names).zip(starts) {
        assert_eq!(candidate.rule.name(), name);
        assert!(text[candidate.at.unwrap()..].starts_with(start), "{start}");
    }
}

#[test]
fn long_texts_are_read_as_short_ones() {
    let filler = "我们要把各项任务落到实处。".repeat(2000);
    let formula = "今年是“十三五”规划的收官之年";
    let dating = date_text(&format!("{filler}{formula}，{filler}\n{filler}"), None);
    assert_eq!(shown(&dating), "2020 plan_year high");
    let signed = format!("在全县大会上的讲话\n{filler}\n二〇二〇年三月五日");
    assert_eq!(
        shown(&date_text(&signed, None)),
        "2020-03-05 delivery_date high"
    );
    let line = format!("{filler}\n");
    let middle = format!("{}2020年3月5日\n{}", line.repeat(30), line.repeat(30));
    assert_eq!(shown(&date_text(&middle, None)), "2020-03-05 body_date low");
}
