//! Nesting and overlap policies, made again from the spans in a ledger of all hits (MATCHING 5).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use tifa::matcher::OverlapPolicy;

use super::again::{Report, Row, is_counted, number};

fn span(hit: &Row) -> (u64, u64) {
    (number(hit, "start"), number(hit, "end"))
}

/// Kinds that overlap policies are about.
fn is_hit(hit: &Row) -> bool {
    is_counted(hit) || hit["kind"] == "fuzzy"
}

/// MATCHING 5.2, from the spans of all hits.
pub(super) fn check_nesting(report: &Report) {
    for id in report.texts.keys() {
        let own = report
            .hits
            .iter()
            .filter(|hit| hit["doc_id"] == *id && is_hit(hit));
        let own: Vec<(u64, u64, &Row)> = own.map(|hit| (span(hit).0, span(hit).1, hit)).collect();
        for &(start, end, hit) in &own {
            let contains = |&&(from, to, other): &&(u64, u64, &Row)| {
                from <= start
                    && end <= to
                    && to - from > end - start
                    && other["phrase"] != hit["phrase"]
                    && (other["kind"] != "fuzzy" || hit["kind"] == "fuzzy")
            };
            let containers: Vec<_> = own.iter().filter(contains).collect();
            let rank = |(from, to, other): &&&(u64, u64, &Row)| {
                (to - from, report.phrases[&other["phrase"]].1)
            };
            let shortest = containers.iter().min_by_key(|container| rank(container));
            assert_eq!(
                shortest.map_or("", |container| &container.2["phrase"]),
                hit["nested_in"],
                "{hit:?}"
            );
            let in_category = containers
                .iter()
                .any(|container| container.2["category"] == hit["category"]);
            assert_eq!(in_category, hit["nested_in_category"] == "yes", "{hit:?}");
        }
    }
}

/// The hits that a policy keeps, from the ledger of all.
fn kept(all: &Report, policy: OverlapPolicy) -> Vec<Row> {
    if policy != OverlapPolicy::Longest {
        let column = if policy == OverlapPolicy::Outermost {
            "nested_in"
        } else {
            "nested_in_category"
        };
        let keeps =
            |hit: &&Row| !is_hit(hit) || policy == OverlapPolicy::All || hit[column].is_empty();
        return all.hits.iter().filter(keeps).cloned().collect();
    }
    let kinds = ["exact", "folded", "variant", "masked", "fuzzy"];
    let mut hits: Vec<&Row> = all.hits.iter().filter(|hit| is_hit(hit)).collect();
    hits.sort_by_key(|hit| {
        let kind = kinds.iter().position(|kind| *kind == hit["kind"]);
        (
            &hit["doc_id"],
            span(hit).0,
            Reverse(span(hit).1),
            kind,
            all.phrases[&hit["phrase"]].1,
        )
    });
    let mut ends: BTreeMap<&String, u64> = BTreeMap::new();
    let mut kept: Vec<Row> = Vec::new();
    for hit in hits {
        let end = ends.entry(&hit["doc_id"]).or_default();
        if span(hit).0 >= *end {
            *end = span(hit).1;
            kept.push(hit.clone());
        }
    }
    kept.extend(all.hits.iter().filter(|hit| !is_hit(hit)).cloned());
    kept
}

pub(super) fn check_policy(all: &Report, report: &Report, policy: OverlapPolicy) {
    let sorted = |mut rows: Vec<Row>| {
        rows.sort();
        rows
    };
    assert!(
        sorted(kept(all, policy)) == sorted(report.hits.clone()),
        "{policy:?} keeps other hits"
    );
}
