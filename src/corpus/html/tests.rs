use super::*;
use crate::corpus::zone::ZoneKind;

/// The lines of a page that are main text.
pub(super) fn main_lines(page: &Page) -> Vec<&str> {
    lines(page)
        .filter(|(kind, _)| kind.is_none())
        .map(|(_, line)| line)
        .collect()
}

/// The lines of a page with the kind of their zone.
fn lines(page: &Page) -> impl Iterator<Item = (Option<ZoneKind>, &str)> {
    page.text.lines().map(|line| {
        let start = line.as_ptr() as usize - page.text.as_ptr() as usize;
        let zone = page
            .zones
            .iter()
            .find(|zone| (zone.start..zone.end).contains(&start));
        (zone.map(|zone| zone.kind), line)
    })
}

fn kind_of(page: &Page, line: &str) -> Option<ZoneKind> {
    lines(page).find(|(_, text)| *text == line).unwrap().0
}

fn assert_zones_are_sound(page: &Page) {
    let mut end = 0;
    for zone in &page.zones {
        assert!(zone.start >= end && zone.end > zone.start, "{zone:?}");
        assert!(page.text.get(zone.start..zone.end).is_some(), "{zone:?}");
        end = zone.end;
    }
}

fn assert_text(cases: &[(&str, &str)]) {
    for (html, expected) in cases {
        assert_eq!(extract(html).text.trim_end(), *expected, "{html}");
    }
}

#[test]
fn inline_tags_do_not_break_phrases_and_blocks_do() {
    assert_text(&[
        ("绿色<b>发展</b>", "绿色发展"),
        ("绿<em>色<font color=red>发</font></em><wbr>展", "绿色发展"),
        ("<a href=x>绿色</a><span>发展</span>", "绿色发展"),
        ("绿色<!-- 注 -->发展", "绿色发展"),
        ("绿色<o:p></o:p>发展", "绿色发展"),
        (
            "<ruby>绿<rp>(</rp><rt>lǜ</rt><rp>)</rp>色</ruby>发展",
            "绿色发展",
        ),
        ("<ruby>绿<rt>lǜ<rt>x</ruby>色", "绿色"),
        ("<rt>绿色</rt>", "绿色"),
        ("<ruby>绿<rt>lǜ<p>色</p>", "绿\n色"),
        ("绿色<sup>1</sup>发展", "绿色1发展"),
        ("绿色<br>发展", "绿色\n发展"),
        ("绿色</br>发展", "绿色\n发展"),
        ("绿色</p>发展", "绿色\n发展"),
        ("绿色<div>发展</div>增长", "绿色\n发展\n增长"),
        ("<p>绿色<p>发展", "绿色\n发展"),
        ("<ul><li>绿色<li>发展</ul>", "绿色\n发展"),
        ("<dl><dt>绿色<dd>发展</dl>", "绿色\n发展"),
        ("<h1>绿色</h2>发展", "绿色\n发展"),
        (
            "<table><tr><td>绿色<td>发展<tr><td>增长</table>",
            "绿色\t发展\n增长",
        ),
        (
            "<table><tr><td>绿色</td><td></td><td>发展</td></tr></table>",
            "绿色\t发展",
        ),
        ("<td><p>绿色</p></td><td><p>发展</p></td>", "绿色\n发展"),
        (
            "<table><caption>表</caption><th>甲</th><th>乙</th></table>",
            "表\n甲\t乙",
        ),
    ]);
}

#[test]
fn what_browsers_do_not_show_is_left_out() {
    assert_text(&[
        ("甲<script>绿色<b></script>乙", "甲乙"),
        ("甲<script><!-- <script>x</script> --></script>乙", "甲乙"),
        ("甲<style>p{}</style>乙", "甲乙"),
        ("甲<template><p>绿色</p></template>乙", "甲乙"),
        ("甲<noscript><p>绿色</p></noscript>乙", "甲乙"),
        ("甲<select><option>绿<option>色</select>乙", "甲乙"),
        ("甲<textarea><p>绿色</textarea>乙", "甲乙"),
        (
            "甲<iframe>绿色</iframe><object><p>绿色</p></object>乙",
            "甲乙",
        ),
        (
            "甲<svg><title>绿</title><text>色</text><style/></svg>乙",
            "甲乙",
        ),
        ("甲<svg><![CDATA[<p>绿色]]></svg>乙", "甲乙"),
        ("甲<svg><g><p>乙</p>", "甲\n乙"),
        ("甲<math><mi>x</mi></math>乙", "甲乙"),
        ("甲<img alt=绿色 title=绿色>乙", "甲乙"),
        ("甲<span hidden>绿<span>色</span></span>乙", "甲乙"),
        (
            "<p>甲</p><div style='color:red;display: none'><div>绿</div>色</div>乙",
            "甲\n乙",
        ),
        ("<p style=display:none>绿<p>甲", "甲"),
        ("<ul><li hidden>绿<li>甲</ul>", "甲"),
        ("<b hidden>绿<p>色</b>甲", "甲"),
        ("<tr hidden><td>甲</td><td>乙</td></tr>", "甲\t乙"),
        ("<table><tr hidden><td>绿<tr><td>甲</table>", "甲"),
        ("<div hidden=''><b>绿</b></div>甲", "甲"),
        ("甲<dialog>绿</dialog><dialog open>乙</dialog>", "甲\n乙"),
        ("<title>绿</title>甲<title>色</title>", "甲"),
        ("甲<![CDATA[绿]]>乙", "甲乙"),
        ("甲<?php 绿 ?>乙", "甲乙"),
        ("<head><meta name=x content=绿>甲</head>", "甲"),
        ("<body style='display:none'>甲</body>", "甲"),
        ("<div style='visibility:hidden;opacity:0'>甲</div>", "甲"),
    ]);
}

#[test]
fn white_space_collapses_as_in_browsers() {
    assert_text(&[
        ("  绿色 \n\t 发展  ", "绿色发展"),
        ("green\n growth", "green growth"),
        ("绿色  发展", "绿色 发展"),
        ("<span>编辑</span>\n<span>审核</span>", "编辑 审核"),
        ("绿色&nbsp;&nbsp;发展", "绿色\u{A0}\u{A0}发展"),
        ("<p>&nbsp;</p><p>\u{3000}</p>甲", "甲"),
        ("\u{3000}\u{3000}绿色", "\u{3000}\u{3000}绿色"),
        ("<pre>甲\n  乙\r\n丙</pre>丁", "甲\n  乙\n丙\n丁"),
        ("<xmp>甲<b>\n乙</xmp>", "甲<b>\n乙"),
        ("<plaintext>甲</plaintext>", "甲</plaintext>"),
    ]);
}

#[test]
fn entities_and_odd_characters_are_read_as_browsers_read_them() {
    assert_text(&[
        ("&#x7EFF;&#33394;&ldquo;&hellip;", "绿色“…"),
        ("&amp;lt;&lt;&bogus;&copy", "&lt;<&bogus;©"),
        (
            "绿&#0;&#xD800;&#99999999;色",
            "绿\u{FFFD}\u{FFFD}\u{FFFD}色",
        ),
        ("绿\0色<p\0>发", "绿色发"),
        ("1 < 2 <3", "1 < 2 <3"),
        ("绿</ >色</>发", "绿色发"),
        ("绿\u{AD}色\u{200B}", "绿\u{AD}色\u{200B}"),
    ]);
}

#[test]
fn every_construct_left_open_is_said() {
    let swallowed = "x<p>绿色</p>";
    for (open, problem) in [
        (
            "<!--",
            PageProblem::OpenComment {
                bytes: swallowed.len(),
            },
        ),
        (
            "<!-- a --><!-- ",
            PageProblem::OpenComment {
                bytes: swallowed.len() + 1,
            },
        ),
        ("<?", PageProblem::OpenComment { bytes: 0 }),
        ("<script>", open_element("<script>")),
        ("<style>", open_element("<style>")),
        ("<title>", open_element("<title>")),
        ("<textarea>", open_element("<textarea>")),
        ("<noscript>", open_element("<noscript>")),
        ("<iframe>", open_element("<iframe> or <noframes>")),
        ("<div hidden>", PageProblem::OpenHidden { bytes: 7 }),
        ("<select>", PageProblem::OpenHidden { bytes: 7 }),
        ("<object>", PageProblem::OpenHidden { bytes: 7 }),
        ("<a href=\"", PageProblem::OpenTag { bytes: 0 }),
    ] {
        let page = extract(&format!("<p>甲</p>{open}{swallowed}"));
        let problem_is = |found: &PageProblem| {
            std::mem::discriminant(found) == std::mem::discriminant(&problem)
                && match (found, &problem) {
                    (
                        PageProblem::OpenElement { name, .. },
                        PageProblem::OpenElement { name: expected, .. },
                    ) => name == expected,
                    _ => true,
                }
        };
        assert!(page.text.starts_with("甲\n"), "{open}");
        if open != "<?" {
            assert!(
                page.problems.iter().any(problem_is),
                "{open} {:?}",
                page.problems
            );
            assert!(!page.text.contains('绿'), "{open}");
        }
    }
    for closed in [
        "甲<!-- a -->",
        "甲<!-->",
        "甲<!--a--!>",
        "甲<?x>",
        "<!-- a --><!DOCTYPE x>",
        "甲<",
        "",
    ] {
        assert_eq!(extract(closed).problems, [], "{closed}");
    }
}

fn open_element(name: &'static str) -> PageProblem {
    PageProblem::OpenElement { name, bytes: 0 }
}

#[test]
fn frames_and_scripted_pages_are_said() {
    let frames = extract("<frameset><frame src=a><frame src=b></frameset>");
    assert_eq!(frames.problems, [PageProblem::Frames]);
    let sentence = "<p>今天我们讨论了修路的安排，大家都很高兴。</p>";
    let page = extract(&format!(
        "<p>正在加载</p><div style=display:none>{}</div>",
        sentence.repeat(6)
    ));
    assert_eq!(page.problems, [PageProblem::HiddenShown]);
    assert_eq!(page.text.matches("修路").count(), 6);
}

/// Pages that make parsers slow or overflow the stack.
fn bombs() -> Vec<(&'static str, String)> {
    // Debug builds are an order of magnitude slower.
    let size = if cfg!(debug_assertions) {
        1 << 20
    } else {
        8 << 20
    };
    let fill = |piece: &str| piece.repeat(size / piece.len());
    vec![
        ("lists", fill("<ul><li>")),
        ("divs", fill("<div>")),
        ("spans", fill("<span>")),
        ("hidden", fill("<div hidden>")),
        ("mixed ends", fill("<div></b></p></ul><p></td>")),
        (
            "deep ends",
            format!("<div><table><td>{}{}", "<ul>".repeat(600), fill("</div>")),
        ),
        (
            "cells",
            format!("<table>{}{}", "<div>".repeat(600), fill("<td></td>")),
        ),
        (
            "items",
            format!("<ul>{}{}", "<div>".repeat(600), fill("<li>")),
        ),
        ("tables", fill("<table><tr><td>")),
        ("attributes", format!("<p {}>", fill("a=b "))),
        ("attribute", format!("<p class=\"{}\">", fill("nav "))),
        ("classes", fill("<p class='nav a b c d e f'>")),
        ("open quotes", fill("<a href=\"x>")),
        ("comments", fill("<!-- <!-- -")),
        ("comment starts", fill("<!--")),
        ("brackets", fill("<")),
        ("entities", fill("&a&#x&amp")),
        ("scripts", fill("<script><!--<script>")),
        ("svg", fill("<svg><g><p>")),
        ("cdata", fill("<svg><![CDATA[")),
        ("nulls", fill("\0<p\0>")),
        ("lines", fill("绿<br>")),
        ("links", fill("<a href=x>绿。<br>")),
        ("sentences", fill("<p>今天上午我们开会；讨论了修路的安排。")),
        (
            "headings",
            format!("<title>甲-{}</title>{}", fill("乙-"), fill("<h1>甲")),
        ),
        ("rubies", fill("<ruby>绿<rt>")),
        ("text", fill("绿色发展")),
        ("spaces", fill(" \n")),
    ]
}

/// Quadratic work on these would take hours.
#[test]
fn no_page_is_endless() {
    for (_, html) in bombs() {
        assert_zones_are_sound(&extract(&html));
    }
}

#[test]
fn deep_text_is_kept_and_deep_hiding_hides() {
    let deep = "<ul><li>".repeat(50_000);
    let page = extract(&format!(
        "{deep}绿色发展<div hidden>甲<div>乙</div>丙</div><p>后面</p>{}完",
        "</li></ul>".repeat(50_000)
    ));
    assert_eq!(page.text, "绿色发展\n后面\n完\n");
    assert_eq!(page.problems, [PageProblem::TooDeep]);
    assert_eq!(main_lines(&page).len(), 3);
}

#[test]
fn titles_and_dates_come_from_the_best_place() {
    for (head, title, published) in [
        ("<title>修路记_某某网</title>", Some("修路记_某某网"), None),
        ("<title>村口修路记_某某网</title>", Some("村口修路记"), None),
        (
            "<title>修路记_某某网</title><h1>修路记</h1>",
            Some("修路记"),
            None,
        ),
        (
            "<title>修路记-续-某某网</title><div>修路记-续</div>",
            Some("修路记-续"),
            None,
        ),
        ("<h1>某某网</h1><title>修路记</title>", Some("修路记"), None),
        ("<h1>修路记</h1>", Some("修路记"), None),
        (
            "<meta property=og:title content='修路记'><title>某某网</title>",
            Some("修路记"),
            None,
        ),
        (
            "<meta name=PubDate content='2020-01-02 03:04'><time datetime=2019-01-01>",
            None,
            Some("2020-01-02 03:04"),
        ),
        (
            "<meta name=pubdate content=2020-01-02><meta property=article:published_time content=2021-01-01>",
            None,
            Some("2021-01-01"),
        ),
        (
            "<time datetime=2019-01-01>昨天</time>",
            None,
            Some("2019-01-01"),
        ),
        ("<meta name=pubdate content='刚才'>", None, None),
        ("<svg><title>图</title></svg>", None, None),
    ] {
        let page = extract(head);
        assert_eq!(page.title.as_deref(), title, "{head}");
        assert_eq!(page.published.as_deref(), published, "{head}");
    }
}

mod shapes;
