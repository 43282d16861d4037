//! Raw pages of a news programme, where these lie beside the checkout: items with their text, the
//! whole programme with a summary, and lists by day.

use std::path::PathBuf;

use tifa::corpus::{Page, PageProblem, ZoneKind, extract_text};

use super::harness::shared;

/// The pages with their file names, in order.
fn pages() -> Option<Vec<(String, Page)>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(shared("corpora/html")?)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "shtml")
        })
        .collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let html = String::from_utf8(std::fs::read(path).unwrap()).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        (name, extract_text(&html))
    };
    Some(paths.iter().map(read).collect())
}

/// The lines of the text with the kind of their zone.
fn lines(page: &Page) -> Vec<(Option<ZoneKind>, &str)> {
    let mut start = 0;
    page.text
        .lines()
        .map(|line| {
            let zone = page
                .zones
                .iter()
                .find(|zone| (zone.start..zone.end).contains(&start));
            start += line.len() + 1;
            (zone.map(|zone| zone.kind), line)
        })
        .collect()
}

fn main_text(page: &Page) -> String {
    lines(page)
        .into_iter()
        .filter(|(kind, _)| kind.is_none())
        .map(|(_, line)| format!("{line}\n"))
        .collect()
}

/// Lists by day are named by the day alone.
fn is_day(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_digit())
}

#[test]
fn lists_by_day_are_said_to_be_lists_and_items_are_not() {
    let Some(pages) = pages() else { return };
    assert_eq!(pages.len(), 120);
    let mut described = 0;
    for (name, page) in &pages {
        if page.problems == [PageProblem::OnlyDescribed] {
            described += 1;
            continue;
        }
        let expected = if is_day(name) {
            vec![PageProblem::LinkList]
        } else {
            Vec::new()
        };
        assert_eq!(page.problems, expected, "{name}");
    }
    // One page shows a synopsis and has its text in its description.
    assert_eq!(described, 1);
}

#[test]
fn items_have_a_title_a_body_and_nothing_else() {
    let Some(pages) = pages() else { return };
    let mut with_reports = 0;
    for (name, page) in pages.iter().filter(|(name, _)| !is_day(name)) {
        let title = page.title.as_deref().unwrap();
        assert!(
            title.starts_with("[视频]") || title.starts_with("《新闻联播》"),
            "{name}: {title}"
        );
        assert!(!title.contains("官网"), "{name}: {title}");
        let titles = lines(page);
        let titles = titles
            .iter()
            .filter(|(kind, _)| *kind == Some(ZoneKind::Title));
        assert_eq!(titles.count(), 1, "{name}");
        let main = main_text(page);
        assert!(main.chars().count() > 40, "{name}: {main}");
        for beside in [
            "责任编辑",
            "来源：",
            "版权所有",
            "热播榜",
            "TOP",
            "分享到",
            "查看更多",
        ] {
            assert!(!main.contains(beside), "{name}: {beside} in {main}");
        }
        // All reports of an item lie in its body.
        let reports = |text: &str| text.matches("央视网消息（新闻联播）").count();
        assert_eq!(reports(&main), reports(&page.text), "{name}");
        with_reports += usize::from(reports(&main) > 0);
    }
    assert!(with_reports >= 99, "{with_reports}");
}

#[test]
fn summaries_of_the_whole_programme_are_main_text() {
    let Some(pages) = pages() else { return };
    let mut summaries = 0;
    for (name, page) in &pages {
        let is_programme = page
            .title
            .as_deref()
            .is_some_and(|title| title.starts_with("《新闻联播》 20"));
        if !is_day(name) && is_programme {
            assert_eq!(
                main_text(page).matches("本期节目主要内容").count(),
                1,
                "{name}"
            );
            summaries += 1;
        }
    }
    assert_eq!(summaries, 8);
}
