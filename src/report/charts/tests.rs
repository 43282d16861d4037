//! Whole charts of every kind and size: well-formed, the same on every run,
//! nothing outside the page and no two texts on one place.

use super::text::measure;
use super::{
    Bar, BarChart, BarGroup, Caption, GroupedBarChart, HeatMap, HeatMapShape, LineChart,
    MirrorChart, MirrorRow, Series, StackedChart,
};

const SIZES: [usize; 5] = [1, 5, 14, 60, 500];
const HOSTILE: &str =
    "<script>alert(\"1\")</script> & 'x'\u{0}\u{8}\u{1b}\u{85}\u{fffe}\u{202e}]]>";
const PHRASES: [&str; 8] = [
    "改革开放",
    "“三个代表”重要思想",
    "以经济建设为中心，坚持四项基本原则，坚持改革开放，自力更生，艰苦创业，努力奋斗",
    "2024年政府工作报告",
    "GDP growth target",
    "一",
    HOSTILE,
    "",
];

fn label(at: usize) -> String {
    format!("{}{at}", PHRASES[at % PHRASES.len()])
}

fn caption() -> Caption {
    Caption {
        title: format!("口号 {HOSTILE}"),
        subtitle: "国务院政府工作报告，按每万字计。".repeat(4),
        description: HOSTILE.to_owned(),
    }
}

/// A value for a place: some zero, some not finite, some large.
fn value(at: usize) -> f64 {
    match at % 11 {
        3 => 0.0,
        5 => f64::NAN,
        7 => f64::INFINITY,
        8 => 1_234_567.0,
        other => 1.5 * super::number::count(other + at % 7),
    }
}

fn optional(at: usize) -> Option<f64> {
    (at % 5 != 4).then(|| value(at))
}

fn bars(size: usize, value: impl Fn(usize) -> f64) -> String {
    let bar = |at| Bar {
        label: label(at),
        value: value(at),
    };
    let chart = BarChart {
        caption: caption(),
        value_axis: HOSTILE.to_owned(),
        bars: (0..size).map(bar).collect(),
    };
    chart.to_svg().expect("drawn")
}

fn grouped(groups: usize, size: usize, value: impl Fn(usize) -> Option<f64>) -> String {
    let group = |at: usize| BarGroup {
        label: label(at),
        values: (0..size).map(|series| value(at * 3 + series)).collect(),
    };
    let chart = GroupedBarChart {
        caption: caption(),
        value_axis: HOSTILE.to_owned(),
        series: (0..size).map(label).collect(),
        groups: (0..groups).map(group).collect(),
    };
    chart.to_svg().expect("drawn")
}

fn mirror(size: usize, value: impl Fn(usize) -> f64) -> String {
    let row = |at| MirrorRow {
        label: label(at),
        left: value(at),
        right: value(at + 3),
    };
    let chart = MirrorChart {
        caption: caption(),
        value_axis: HOSTILE.to_owned(),
        left: HOSTILE.to_owned(),
        right: label(2),
        rows: (0..size).map(row).collect(),
    };
    chart.to_svg().expect("drawn")
}

fn heat_map(
    (rows, columns): (usize, usize),
    shape: HeatMapShape,
    cell: impl Fn(usize) -> Option<f64>,
) -> String {
    let row = |at: usize| (0..columns).map(|c| cell(at * 7 + c)).collect();
    let chart = HeatMap {
        caption: caption(),
        value_axis: HOSTILE.to_owned(),
        rows: (0..rows).map(label).collect(),
        columns: (0..columns).map(label).collect(),
        cells: (0..rows).map(row).collect(),
        decimals: 2,
        shape,
    };
    chart.to_svg().expect("drawn")
}

fn series(years: usize, size: usize, value: impl Fn(usize) -> Option<f64>) -> Vec<Series> {
    let one = |at: usize| Series {
        label: label(at),
        values: (0..years).map(|year| value(at * 3 + year)).collect(),
        band: (0..years)
            .map(|year| value(at * 3 + year).map(|v| (v / 2.0, v * 2.0)))
            .collect(),
    };
    (0..size).map(one).collect()
}

fn lines(years: usize, size: usize, value: impl Fn(usize) -> Option<f64>) -> String {
    let chart = LineChart {
        caption: caption(),
        value_axis: HOSTILE.to_owned(),
        years: (1954..).take(years).collect(),
        series: series(years, size, value),
    };
    chart.to_svg().expect("drawn")
}

fn stacked(years: usize, size: usize, value: impl Fn(usize) -> Option<f64>) -> String {
    let chart = StackedChart {
        caption: caption(),
        value_axis: HOSTILE.to_owned(),
        years: (1954..).take(years).collect(),
        series: series(years, size, value),
    };
    chart.to_svg().expect("drawn")
}

/// The edges of a text on the page: left, top, right, bottom.
type Edges = [f64; 4];

fn edges(node: roxmltree::Node<'_, '_>) -> (Edges, String) {
    let text = node.text().unwrap_or_default().trim().to_owned();
    let number = |name| -> f64 { node.attribute(name).expect(name).parse().expect(name) };
    let (x, y, size) = (number("x"), number("y"), number("font-size"));
    let long = measure(&text, size);
    let from = match node.attribute("text-anchor") {
        Some("middle") => -long / 2.0,
        Some("end") => -long,
        _ => 0.0,
    };
    let half = size / 2.0;
    let edges = if node.has_attribute("transform") {
        [x - half, y + from, x + half, y + from + long]
    } else {
        [x + from, y - half, x + from + long, y + half]
    };
    (edges, text)
}

fn overlap(one: &Edges, other: &Edges) -> bool {
    let meet = |low: usize| one[low].max(other[low]) + 0.6 < one[low + 2].min(other[low + 2]);
    meet(0) && meet(1)
}

/// Checks that a chart is well-formed, keeps its texts on the page, and, if
/// there are not too many, apart.
fn check(svg: &str, name: &str) {
    let tree = roxmltree::Document::parse(svg).unwrap_or_else(|e| panic!("{name}: {e}"));
    let root = tree.root_element();
    let size = |side| -> f64 { root.attribute(side).expect(side).parse().expect(side) };
    let (width, height) = (size("width"), size("height"));
    assert!(!svg.contains("NaN") && !svg.contains("inf,"), "{name}");
    assert!(!svg.contains("<script"), "{name}");
    let mut texts: Vec<(Edges, String)> = tree
        .descendants()
        .filter(|node| node.tag_name().name() == "text")
        .map(edges)
        .collect();
    texts.sort_by(|a, b| a.0[0].total_cmp(&b.0[0]));
    for (at, (edges, text)) in texts.iter().enumerate() {
        let [left, top, right, bottom] = *edges;
        let inside = left >= 0.0 && top >= 0.0 && right <= width && bottom <= height;
        assert!(inside, "{name}: {text:?} {edges:?} in {width}×{height}");
        let later = texts[at + 1..].iter();
        for (others, other) in later.take_while(|(others, _)| others[0] < right) {
            assert!(!overlap(edges, others), "{name}: {text:?} on {other:?}");
        }
    }
}

#[test]
fn charts_of_things_are_sound_at_every_size() {
    for size in SIZES {
        check(&bars(size, value), &format!("bars {size}"));
        check(
            &bars(size, |at| -value(at)),
            &format!("negative bars {size}"),
        );
        check(&mirror(size, value), &format!("mirror {size}"));
        for series in [1, 2, 7] {
            let name = format!("grouped {size} {series}");
            check(&grouped(size, series, optional), &name);
        }
    }
}

#[test]
fn heat_maps_are_sound_at_every_size() {
    let full = HeatMapShape::Full;
    for size in SIZES {
        let narrow = size.min(60);
        check(
            &heat_map((narrow, size), full, optional),
            &format!("wide {size}"),
        );
        check(
            &heat_map((size, narrow), full, optional),
            &format!("high {size}"),
        );
        let share = |at: usize| Some(super::number::count(at % 100) / 100.0);
        let triangle = heat_map(
            (size.min(120), size.min(120)),
            HeatMapShape::LowerTriangle,
            share,
        );
        check(&triangle, &format!("triangle {size}"));
    }
}

#[test]
fn charts_of_years_are_sound_at_every_size() {
    for years in [1, 2, 3, 14, 57, 70] {
        for size in [1, 5, 14, 60] {
            check(
                &lines(years, size, optional),
                &format!("lines {years} {size}"),
            );
            check(
                &stacked(years, size, optional),
                &format!("stack {years} {size}"),
            );
        }
    }
}

#[test]
fn odd_values_are_drawn() {
    let odd = [0.0, 5.0, -5.0, 1e300, -1e300, 1e-300, f64::MIN_POSITIVE];
    for odd in odd {
        let name = format!("all {odd}");
        check(&bars(5, |_| odd), &name);
        check(&mirror(5, |_| odd), &name);
        check(&grouped(5, 2, |_| Some(odd)), &name);
        check(&heat_map((5, 5), HeatMapShape::Full, |_| Some(odd)), &name);
        check(&lines(14, 5, |_| Some(odd)), &name);
        check(&stacked(14, 5, |_| Some(odd)), &name);
    }
}

#[test]
fn charts_without_values_say_so() {
    let none = |_| None;
    let full = HeatMapShape::Full;
    let empty = [
        bars(0, value),
        bars(3, |_| f64::NAN),
        mirror(0, value),
        mirror(2, |_| f64::INFINITY),
        grouped(0, 2, none),
        grouped(3, 0, none),
        grouped(3, 2, |_| Some(f64::NAN)),
        heat_map((0, 0), full, none),
        heat_map((3, 0), full, none),
        heat_map((3, 4), full, |_| Some(f64::NAN)),
        lines(0, 3, none),
        lines(5, 0, none),
        lines(5, 3, none),
        stacked(5, 3, |_| Some(f64::NAN)),
    ];
    for svg in empty {
        check(&svg, "empty");
        assert!(svg.contains("no data"));
    }
}

#[test]
fn lists_that_are_too_short_count_as_missing() {
    let mut chart = LineChart {
        caption: Caption::default(),
        value_axis: String::new(),
        years: vec![2000, 2001, 2002],
        series: series(1, 2, |_| Some(1.0)),
    };
    check(&chart.to_svg().expect("drawn"), "short");
    chart.series = series(9, 2, |_| Some(1.0));
    check(&chart.to_svg().expect("drawn"), "long");
}

#[test]
fn two_runs_give_the_same_bytes() {
    assert_eq!(lines(14, 14, optional), lines(14, 14, optional));
    assert_eq!(stacked(14, 14, optional), stacked(14, 14, optional));
    assert_eq!(bars(14, value), bars(14, value));
}

#[test]
fn a_missing_year_breaks_the_line_and_a_lone_value_is_a_dot() {
    let gaps = |at: usize| [Some(1.0), Some(2.0), None, Some(3.0)][at % 4];
    let svg = lines(4, 1, gaps);
    let thick = svg.matches("stroke-width=\"2\"").count();
    assert_eq!(thick, 2, "one run of two values, one sample");
    assert_eq!(
        svg.matches("<circle").count(),
        4,
        "three values, one sample"
    );
}

#[test]
fn a_group_has_a_bar_for_every_value_that_is_known() {
    let svg = grouped(4, 3, |at| (at % 3 != 1).then_some(5.0));
    // The paper, three swatches, and two bars of every group.
    assert_eq!(svg.matches("<rect").count(), 1 + 3 + 4 * 2);
}

#[test]
fn full_texts_of_cut_labels_are_in_the_description() {
    let svg = bars(8, value);
    let tree = roxmltree::Document::parse(&svg).expect("well-formed");
    let desc = tree.descendants().find(|n| n.tag_name().name() == "desc");
    let text = desc.and_then(|n| n.text()).unwrap_or_default();
    assert!(text.contains(&label(2)), "{text}");
}
