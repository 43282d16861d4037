//! Owns golden values that are printed for the fixtures K, Z and D, digit by digit.

use super::super::*;

/// Whether `value` prints as `digits` with as many decimals as those have.
fn prints(value: Option<f64>, digits: &str) {
    let (_, exponent) = digits.split_once('e').unwrap_or((digits, ""));
    let mantissa = digits.split('e').next().unwrap();
    let decimals = mantissa.split_once('.').map_or(0, |(_, rest)| rest.len());
    let value = value.unwrap();
    let printed = if exponent.is_empty() {
        format!("{value:.decimals$}")
    } else {
        format!("{value:.decimals$e}")
    };
    assert_eq!(printed, digits);
}

fn fixture_k() -> Contingency {
    Contingency::new((120, 40), (100_000, 90_000)).unwrap()
}

fn fixture_z() -> Contingency {
    Contingency::new((7, 0), (5_000, 20_000)).unwrap()
}

#[test]
fn keyness_of_the_fixtures() {
    let (k, z) = (fixture_k(), fixture_z());
    prints(k.g2_two_term(), "33.8748385498");
    prints(z.g2_two_term(), "22.5321307741");
    prints(k.g2(), "33.9019019176");
    prints(z.g2(), "22.5399751677");
    prints(k.chi2(), "32.1381748373");
    prints(k.chi2_yates(), "31.2464690661");
    prints(k.g2().map(chi2_p), "5.796e-9");
    prints(k.odds_ratio(), "2.7020424509");
    prints(k.fisher(), "7.0899e-9");
    prints(k.log_ratio(), "1.4329594073");
    prints(z.log_ratio(), "5.8073549221");
    let (low, high) = k.log_ratio_interval().unwrap();
    prints(Some(low.exp2()), "1.8880155");
    prints(Some(high.exp2()), "3.8611971");
    prints(k.percent_diff(), "170.0");
    prints(k.simple_maths(1.0), "2.6961835869");
    prints(k.bic(), "21.7200592");
    prints(k.ell(), "4.1194616e-5");
    prints(Some(chi2_p(400.0)), "5.5e-89");
    let directions = [k.direction(), z.direction()];
    assert_eq!(directions, [std::cmp::Ordering::Greater; 2]);
}

#[test]
fn association_of_the_fixture() {
    let k = Cooccurrence::new(120, (160, 100_000), 190_000).unwrap();
    prints(k.pmi(), "0.5109619193");
    prints(k.t_score(), "3.2671170097");
    prints(k.log_dice(), "5.2949436538");
}

#[test]
fn dispersion_of_the_fixture() {
    let spread = Spread {
        corpus: Parts {
            count: 5,
            size: 5_000,
            smallest: 500,
        },
        with_hits: &[(5, 1_000), (3, 500), (8, 1_500), (2, 1_200)],
    };
    prints(spread.range(), "0.8");
    // Exactly 0.674737628329 (rational arithmetic); the table of formulas prints …6286.
    prints(spread.juilland_d(), "0.6747376283");
    prints(spread.juilland_d_sample(), "0.6363456132");
    prints(spread.juilland_d_counts(), "0.6211616195");
    prints(spread.dp(), "0.2888888889");
    prints(spread.dp_norm(), "0.3209876543");
    prints(spread.dp_egbert(), "0.6790123457");
    prints(spread.rosengren_s(), "0.7978944783");
    // Exactly 0.383045268954 (30 digits), which SciPy gives as well; the table prints …3527.
    prints(spread.divergence(), "0.3830452690");
}

#[test]
fn trends_of_the_fixtures() {
    let years = [2010, 2011, 2012, 2013, 2015, 2016, 2020];
    let values = [1.0, 3.0, 2.0, 5.0, 4.0, 6.0, 7.0];
    let points: Vec<(i32, f64)> = years.into_iter().zip(values).collect();
    let trend = mann_kendall(&points).unwrap();
    assert_eq!(trend.s, 17);
    prints(Some(trend.variance), "44.3333");
    prints(Some(trend.z), "2.4030056");
    prints(Some(trend.p_normal), "0.0162609");
    let line = theil_sen(&points).unwrap();
    prints(Some(line.slope), "0.6");
    prints(Some(line.low), "0.25");
    prints(Some(line.high), "1.3333");
    let ties: Vec<(i32, f64)> = (2001..).zip([1.0, 1.0, 2.0, 2.0, 3.0]).collect();
    let tied = mann_kendall(&ties).unwrap();
    prints(Some(tied.tau_a), "0.8");
    prints(tied.tau_b, "0.8944272");
    let broken = [1.0, 1.0, 2.0, 1.0, 1.0, 9.0, 10.0, 9.0, 11.0, 10.0];
    assert_eq!(change_point(&broken).unwrap().index, 5);
}

#[test]
fn intervals_of_the_fixtures() {
    let (low, high) = garwood(7, 5_000, 1e6).unwrap();
    prints(Some(low), "562.87");
    prints(Some(high), "2884.54");
    let (low, high) = wilson(3, 20).unwrap();
    prints(Some(low), "0.0523687");
    // 0.36041886, which the table of formulas prints cut off.
    prints(Some(high), "0.36041886");
}

/// The first six of a series of 25 p values.
#[test]
fn benjamini_hochberg_of_the_series() {
    let mut p = vec![0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205];
    p.extend([0.212, 0.216, 0.222, 0.251, 0.269, 0.275, 0.34, 0.341, 0.384]);
    p.extend([0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975, 0.986]);
    let p: Vec<Option<f64>> = p.into_iter().map(Some).collect();
    let corrected = adjusted(&p, p.len(), Correction::BenjaminiHochberg);
    for (value, digits) in corrected
        .iter()
        .zip(["0.025", "0.1", "0.21", "0.21", "0.21", "0.25"])
    {
        prints(*value, digits);
    }
}

#[test]
fn tables_without_hits() {
    let none = Contingency::new((0, 0), (10, 20)).unwrap();
    assert_eq!((none.g2(), none.g2_two_term()), (None, None));
    assert_eq!((none.chi2(), none.fisher()), (None, None));
    assert_eq!((none.log_ratio(), none.log_ratio_interval()), (None, None));
    assert_eq!((none.bic(), none.ell()), (None, None));
    assert_eq!((none.odds_ratio(), none.percent_diff()), (None, None));
    assert_eq!(none.direction(), std::cmp::Ordering::Equal);
    assert_eq!(none.simple_maths(0.0), None);
    // Hits and nothing else.
    let all = Contingency::new((10, 20), (10, 20)).unwrap();
    assert_eq!((all.g2(), all.chi2(), all.fisher()), (None, None, None));
    assert_eq!(all.log_ratio(), Some(0.0));
    assert_eq!(fixture_z().log_ratio_interval(), None);
}

#[test]
fn what_is_no_table_is_refused() {
    assert_eq!(Contingency::new((1, 1), (0, 10)), None);
    assert_eq!(Contingency::new((1, 1), (10, 0)), None);
    assert_eq!(Contingency::new((11, 1), (10, 10)), None);
    assert_eq!(Contingency::new((1, 11), (10, 10)), None);
}
