//! Owns the days of the Party's congresses and plenums, by which texts are dated and hidden numbers
//! are told.

use jiff::civil::{Date, date};

/// First days of the congresses, by number.
pub(crate) const CONGRESSES: [(u32, Date); 20] = [
    (1, date(1921, 7, 23)),
    (2, date(1922, 7, 16)),
    (3, date(1923, 6, 12)),
    (4, date(1925, 1, 11)),
    (5, date(1927, 4, 27)),
    (6, date(1928, 6, 18)),
    (7, date(1945, 4, 23)),
    (8, date(1956, 9, 15)),
    (9, date(1969, 4, 1)),
    (10, date(1973, 8, 24)),
    (11, date(1977, 8, 12)),
    (12, date(1982, 9, 1)),
    (13, date(1987, 10, 25)),
    (14, date(1992, 10, 12)),
    (15, date(1997, 9, 12)),
    (16, date(2002, 11, 8)),
    (17, date(2007, 10, 15)),
    (18, date(2012, 11, 8)),
    (19, date(2017, 10, 18)),
    (20, date(2022, 10, 16)),
];

/// First days of the plenums that texts refer to, as (Central Committee, plenum, day), in the
/// order of time; complete from the 17th Central Committee on.
pub(crate) const PLENUMS: [(u32, u32, Date); 41] = [
    (11, 3, date(1978, 12, 18)),
    (11, 4, date(1979, 9, 25)),
    (11, 5, date(1980, 2, 23)),
    (11, 6, date(1981, 6, 27)),
    (12, 3, date(1984, 10, 20)),
    (13, 4, date(1989, 6, 23)),
    (14, 3, date(1993, 11, 11)),
    (14, 5, date(1995, 9, 25)),
    (15, 3, date(1998, 10, 12)),
    (15, 4, date(1999, 9, 19)),
    (15, 5, date(2000, 10, 9)),
    (15, 6, date(2001, 9, 24)),
    (16, 3, date(2003, 10, 11)),
    (16, 4, date(2004, 9, 16)),
    (16, 5, date(2005, 10, 8)),
    (16, 6, date(2006, 10, 8)),
    (17, 1, date(2007, 10, 22)),
    (17, 2, date(2008, 2, 25)),
    (17, 3, date(2008, 10, 9)),
    (17, 4, date(2009, 9, 15)),
    (17, 5, date(2010, 10, 15)),
    (17, 6, date(2011, 10, 15)),
    (17, 7, date(2012, 11, 1)),
    (18, 1, date(2012, 11, 15)),
    (18, 2, date(2013, 2, 26)),
    (18, 3, date(2013, 11, 9)),
    (18, 4, date(2014, 10, 20)),
    (18, 5, date(2015, 10, 26)),
    (18, 6, date(2016, 10, 24)),
    (18, 7, date(2017, 10, 11)),
    (19, 1, date(2017, 10, 25)),
    (19, 2, date(2018, 1, 18)),
    (19, 3, date(2018, 2, 26)),
    (19, 4, date(2019, 10, 28)),
    (19, 5, date(2020, 10, 26)),
    (19, 6, date(2021, 11, 8)),
    (19, 7, date(2022, 10, 9)),
    (20, 1, date(2022, 10, 23)),
    (20, 2, date(2023, 2, 26)),
    (20, 3, date(2024, 7, 15)),
    (20, 4, date(2025, 10, 20)),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meetings_follow_each_other() {
        assert!(CONGRESSES.is_sorted_by(|a, b| a.0 + 1 == b.0 && a.1 < b.1));
        assert!(PLENUMS.is_sorted_by(|a, b| (a.0, a.1) < (b.0, b.1) && a.2 < b.2));
        // A committee meets between the congress that elects it and the next one.
        for (committee, _, day) in PLENUMS {
            let elected = CONGRESSES.iter().rev().find(|(_, opened)| *opened < day);
            assert_eq!(elected.map(|(number, _)| *number), Some(committee));
        }
    }
}
