//! Owns the chart of a trend: a line of rates for each phrase, with the band of its intervals.

use tifa::report::charts::{Caption, LineChart, Series};
use tifa::tables::{PhraseTrend, PhraseYear, Trend};

use super::super::entries::Chosen;
use super::output::name;

pub(super) fn svg(trend: &Trend, chosen: &Chosen) -> tifa::Result<String> {
    let years = all_years(trend);
    let series = trend.phrases.iter().map(|phrase| Series {
        label: name(chosen, phrase.phrase),
        values: by_year(trend, phrase, &years, |found| found.rate),
        band: by_year(trend, phrase, &years, |found| found.rate_interval),
    });
    let chart = LineChart {
        caption: caption(trend, chosen),
        value_axis: "每万字 per 10,000 characters".to_owned(),
        series: series.collect(),
        years,
    };
    chart.to_svg()
}

/// All years from the first to the last, those without documents among them.
fn all_years(trend: &Trend) -> Vec<i32> {
    match (trend.years.first(), trend.years.last()) {
        (Some(first), Some(last)) => (first.year..=last.year).collect(),
        _ => Vec::new(),
    }
}

/// What is known of each of `years`.
fn by_year<T: Copy>(
    trend: &Trend,
    phrase: &PhraseTrend,
    years: &[i32],
    value: fn(&PhraseYear) -> Option<T>,
) -> Vec<Option<T>> {
    let known = |year: &i32| {
        let at = trend.years.binary_search_by_key(year, |size| size.year);
        at.ok().and_then(|at| value(&phrase.years[at]))
    };
    years.iter().map(known).collect()
}

fn caption(trend: &Trend, chosen: &Chosen) -> Caption {
    let counts = trend.phrases.iter().map(|phrase| {
        let peak = phrase.peak_year.map(|year| format!(", peak {year}"));
        format!(
            "{}: {} hits{}",
            name(chosen, phrase.phrase),
            phrase.count,
            peak.unwrap_or_default()
        )
    });
    Caption {
        title: "历年走势 Phrases by year".to_owned(),
        subtitle: "Hits per 10,000 Han characters, with 95 % intervals (Garwood); a year without documents is a gap".to_owned(),
        description: format!("{}.", counts.collect::<Vec<_>>().join("; ")),
    }
}
