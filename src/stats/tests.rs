//! Owns what all measures are held to: what other programs compute (`tests/data/stats_golden.json`,
//! made by `make_stats_golden.py` beside it), and the digits that are printed elsewhere.

mod printed;

use serde_json::Value;

use super::*;

/// Whether two numbers agree to 9 digits, or to 9 places where they are below 1.
pub(super) fn close(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{a} is not {b}");
}

fn cases(measure: &str) -> Vec<Value> {
    let golden: Value =
        serde_json::from_str(include_str!("../../tests/data/stats_golden.json")).unwrap();
    let cases = golden[measure].as_array().unwrap().clone();
    assert!(cases.len() >= 6, "{measure} has few cases");
    cases
}

/// Holds `found` to `case[name]`: both undefined, or equal to a share of 1e-9. What is 0 in theory
/// may be a rounding error there.
fn agrees(case: &Value, name: &str, found: Option<f64>) {
    let wanted = case[name].as_f64();
    let fine = match (found, wanted) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * b.abs().max(1e-6),
        (found, wanted) => found == wanted,
    };
    assert!(fine, "{name}: {found:?} is not {wanted:?} in {case}");
}

fn whole(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

fn wholes(value: &Value) -> Vec<usize> {
    let list = value.as_array().unwrap().iter();
    list.map(|value| usize::try_from(whole(value)).unwrap())
        .collect()
}

fn floats(value: &Value) -> Vec<f64> {
    let list = value.as_array().unwrap().iter();
    list.map(|value| value.as_f64().unwrap()).collect()
}

fn contingency(table: &Value) -> Contingency {
    let [a, b, c, d] = [0, 1, 2, 3].map(|cell| whole(&table[cell]));
    Contingency::new((a, b), (c, d)).unwrap()
}

#[test]
fn keyness_agrees() {
    for case in cases("keyness") {
        let table = contingency(&case["table"]);
        agrees(&case, "g2", table.g2());
        agrees(&case, "g2_two_term", table.g2_two_term());
        agrees(&case, "chi2", table.chi2());
        agrees(&case, "chi2_yates", table.chi2_yates());
        agrees(&case, "log_ratio", table.log_ratio());
        agrees(&case, "percent_diff", table.percent_diff());
        agrees(&case, "simple_maths", table.simple_maths(1.0));
        agrees(&case, "odds_ratio", table.odds_ratio());
        agrees(&case, "bic", table.bic());
        agrees(&case, "ell", table.ell());
        let interval = table.log_ratio_interval();
        assert_eq!(interval.is_some(), case["interval"].is_array(), "{case}");
        if let Some((low, high)) = interval {
            close(low, case["interval"][0].as_f64().unwrap());
            close(high, case["interval"][1].as_f64().unwrap());
        }
        for (name, p) in [("p", table.g2().map(chi2_p)), ("fisher", table.fisher())] {
            proportional(p.unwrap(), case[name].as_f64().unwrap(), &case);
        }
    }
}

/// Equal to a share of 1e-9, however small.
fn proportional(a: f64, b: f64, case: &Value) {
    assert!((a - b).abs() <= 1e-9 * b, "{a} is not {b} in {case}");
}

#[test]
fn survival_agrees() {
    for case in cases("survival") {
        let [statistic, p] = [0, 1].map(|place| case[place].as_f64().unwrap());
        proportional(chi2_p(statistic), p, &case);
    }
}

#[test]
fn nothing_drawn_agrees() {
    for case in cases("nothing_drawn") {
        let [population, marked, drawn] = [0, 1, 2].map(|place| whole(&case[place]));
        let p = hypergeometric_none(population, marked, drawn).unwrap();
        proportional(p, case[3].as_f64().unwrap(), &case);
    }
}

#[test]
fn corrections_agree() {
    for case in cases("corrections") {
        let p: Vec<Option<f64>> = floats(&case["p"]).into_iter().map(Some).collect();
        let tests = usize::try_from(whole(&case["tests"])).unwrap();
        for correction in &Correction::ALL[..4] {
            let found = adjusted(&p, tests, *correction);
            for (found, wanted) in found.iter().zip(floats(&case[correction.name()])) {
                proportional(found.unwrap(), wanted, &case);
            }
        }
        assert_eq!(adjusted(&p, tests, Correction::Uncorrected), p);
    }
}

fn spread_measures(spread: &Spread<'_>) -> [(&'static str, Option<f64>); 9] {
    [
        ("range", spread.range()),
        ("dp", spread.dp()),
        ("dp_norm", spread.dp_norm()),
        ("dp_egbert", spread.dp_egbert()),
        ("juilland_d", spread.juilland_d()),
        ("juilland_d_sample", spread.juilland_d_sample()),
        ("juilland_d_counts", spread.juilland_d_counts()),
        ("rosengren_s", spread.rosengren_s()),
        ("divergence", spread.divergence()),
    ]
}

#[test]
fn dispersion_agrees() {
    for case in cases("dispersion") {
        let sizes = wholes(&case["sizes"]).into_iter().map(|size| size as u64);
        let hits = wholes(&case["hits"]).into_iter().map(|hits| hits as u64);
        let parts: Vec<(u64, u64)> = hits.zip(sizes).collect();
        let corpus = Parts {
            count: parts.len() as u64,
            size: parts.iter().map(|part| part.1).sum(),
            smallest: parts.iter().map(|part| part.1).min().unwrap(),
        };
        let with_hits: Vec<(u64, u64)> = parts.iter().copied().filter(|part| part.0 > 0).collect();
        let spread = Spread {
            corpus,
            with_hits: &with_hits,
        };
        for (name, found) in spread_measures(&spread) {
            agrees(&case, name, found);
        }
        agrees(&case, "dp", deviation_of_proportions(parts.into_iter()));
    }
}

#[test]
fn association_agrees() {
    for case in cases("association") {
        let [both, node, collocate, total] = [0, 1, 2, 3].map(|cell| whole(&case["table"][cell]));
        let table = Cooccurrence::new(both, (node, collocate), total).unwrap();
        agrees(&case, "expected", Some(table.expected()));
        agrees(&case, "pmi", table.pmi());
        agrees(&case, "npmi", table.npmi());
        agrees(&case, "log_dice", table.log_dice());
        agrees(&case, "t_score", table.t_score());
        agrees(&case, "g2", table.g2());
        agrees(&case, "lambda", Some(table.lambda().value));
        agrees(&case, "z", Some(table.lambda().z));
    }
}

#[test]
fn trends_agree() {
    for case in cases("trends") {
        let years = wholes(&case["years"]).into_iter();
        let points: Vec<(i32, f64)> = years
            .map(|year| i32::try_from(year).unwrap())
            .zip(floats(&case["values"]))
            .collect();
        let trend = mann_kendall(&points).unwrap();
        assert_eq!(Some(trend.s), case["s"].as_i64());
        agrees(&case, "variance", Some(trend.variance));
        agrees(&case, "z", Some(trend.z));
        agrees(&case, "tau_a", Some(trend.tau_a));
        agrees(&case, "tau_b", trend.tau_b);
        agrees(&case, "p_normal", Some(trend.p_normal));
        agrees(&case, "p_exact", trend.p_exact);
        let line = theil_sen(&points).unwrap();
        agrees(&case, "slope", Some(line.slope));
        agrees(&case, "low", Some(line.low));
        agrees(&case, "high", Some(line.high));
        agrees(&case, "intercept", Some(line.intercept));
    }
}

#[test]
fn changes_agree() {
    for case in cases("changes") {
        let change = change_point(&floats(&case["values"])).unwrap();
        assert_eq!(change.index as u64, whole(&case["index"]), "{case}");
        agrees(&case, "before", Some(change.before));
        agrees(&case, "after", Some(change.after));
        agrees(&case, "explained", Some(change.explained));
        agrees(&case, "p", Some(change.p));
    }
}

fn sparse(value: &Value) -> Vec<(u32, f64)> {
    let weights = (0..).zip(floats(value));
    weights.filter(|(_, weight)| *weight > 0.0).collect()
}

#[test]
fn similarities_agree() {
    for case in cases("similarity") {
        let (a, b) = (sparse(&case["a"]), sparse(&case["b"]));
        agrees(&case, "cosine", sparse_cosine(&a, &b));
        agrees(&case, "jaccard", sparse_jaccard(&a, &b));
        agrees(&case, "weighted", sparse_weighted_jaccard(&a, &b));
    }
}

#[test]
fn orders_agree() {
    for case in cases("orders") {
        let (a, b) = (floats(&case["a"]), floats(&case["b"]));
        agrees(&case, "tau", kendall_tau_b(&a, &b));
    }
}

#[test]
fn clusterings_agree() {
    for case in cases("clusterings") {
        let (items, distances) = (whole(&case["items"]), floats(&case["distances"]));
        let items = usize::try_from(items).unwrap();
        let merges = average_linkage(distances.clone(), items);
        assert_eq!(merges.len(), items - 1);
        for (merge, wanted) in merges.iter().zip(case["merges"].as_array().unwrap()) {
            let numbers = [merge.a, merge.b, merge.size].map(|number| number as u64);
            let wanted_numbers = [0, 1, 3].map(|cell| whole(&wanted[cell]));
            assert_eq!(numbers, wanted_numbers, "{case}");
            close(merge.distance, wanted[2].as_f64().unwrap());
        }
        assert_eq!(leaf_order(&merges), wholes(&case["leaves"]));
        let clusters = usize::try_from(whole(&case["clusters"])).unwrap();
        if case["labels"].is_array() {
            assert_eq!(cut(&merges, clusters), wholes(&case["labels"]));
        }
        if case["silhouette"].is_number() {
            let labels = wholes(&case["silhouette_labels"]);
            agrees(&case, "silhouette", silhouette(&distances, &labels));
        }
    }
}
