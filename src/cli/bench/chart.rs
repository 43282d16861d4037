//! Owns what is drawn of the measurements: MB/s by stage and number of threads.

use tifa::pipeline::{SampleExtent, per_second};
use tifa::report::charts::{BarGroup, Caption, GroupedBarChart};

use super::super::messages::number_of;
use super::Measured;
use super::output::rows;
use super::report::STAGE;

/// Draws the stages and the whole report. Stages of a report are left out: some take so little time
/// that the others would be too short to be seen.
pub(super) fn svg(measured: &Measured, passes: u8) -> tifa::Result<String> {
    let drawn = || rows(measured).filter(|row| !row.stage.starts_with(STAGE));
    let mut threads: Vec<_> = drawn().map(|row| row.threads).collect();
    threads.sort_unstable();
    threads.dedup();
    let mut groups: Vec<BarGroup> = Vec::new();
    for row in drawn() {
        let speed = per_second(measured.sample.bytes, row.median()) / 1e6;
        let place = threads.iter().position(|&known| known == row.threads);
        let found = groups.iter().position(|group| group.label == row.stage);
        let found = found.unwrap_or_else(|| {
            groups.push(BarGroup {
                label: row.stage.clone(),
                values: vec![None; threads.len()],
            });
            groups.len() - 1
        });
        if let Some(place) = place {
            groups[found].values[place] = Some(speed);
        }
    }
    let chart = GroupedBarChart {
        caption: caption(measured, passes, &groups),
        value_axis: "MB/s (10⁶ bytes of text in UTF-8 per second)".to_owned(),
        series: threads
            .iter()
            .map(|threads| number_of(threads.get(), "thread", "threads"))
            .collect(),
        groups,
    };
    chart.to_svg()
}

fn caption(measured: &Measured, passes: u8, groups: &[BarGroup]) -> Caption {
    let sample = &measured.sample;
    let (which, rest) = match sample.extent {
        SampleExtent::Whole => ("", ""),
        SampleExtent::Beginning => ("the first ", " of the corpus"),
    };
    let speeds = groups.iter().map(|group| {
        let values = group.values.iter().flatten();
        let values: Vec<String> = values.map(|speed| format!("{speed:.1}")).collect();
        format!("{}: {}", group.label, values.join(", "))
    });
    Caption {
        title: "Throughput of tifa by stage".to_owned(),
        subtitle: format!(
            "tifa {}, {which}{:.1} MB of text{rest}; median of {}",
            env!("CARGO_PKG_VERSION"),
            per_second(sample.bytes, std::time::Duration::from_secs(1)) / 1e6,
            number_of(passes.into(), "pass", "passes")
        ),
        description: format!(
            "MB/s by stage, in the order of the numbers of threads. {}.",
            speeds.collect::<Vec<_>>().join("; ")
        ),
    }
}
