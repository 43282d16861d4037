//! Owns the two sides of a comparison: a target and a reference, each made of some groups.

use std::ops::RangeInclusive;

use super::Grouping;

/// What a reference is called that is everything but the target.
pub const THE_REST: &str = "其余 rest";

/// Two sides that documents are put on by their group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sides {
    /// What makes the groups that sides are made of.
    pub by: Box<Grouping>,
    /// What is asked about.
    pub target: Side,
    /// What it is compared with; `None` for all other groups.
    pub reference: Option<Side>,
}

/// Some groups that are taken together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// What it is called: its groups as they were named, joined by `+`.
    pub name: String,
    groups: Vec<GroupName>,
}

/// Which groups are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
enum GroupName {
    Equal(String),
    Years(RangeInclusive<i32>),
}

impl Side {
    /// The groups that `typed` names; with groups by year `2003-2012` means ten of them.
    #[must_use]
    pub fn new(typed: &[String], by: &Grouping) -> Self {
        let group = |name: &String| match (by, years(name)) {
            (Grouping::Year, Some(years)) => GroupName::Years(years),
            _ => GroupName::Equal(name.clone()),
        };
        Self {
            name: typed.join("+"),
            groups: typed.iter().map(group).collect(),
        }
    }

    /// Whether the group of that name is on this side.
    #[must_use]
    pub fn holds(&self, group: &str) -> bool {
        self.groups.iter().any(|own| match own {
            GroupName::Equal(name) => name == group,
            GroupName::Years(years) => group.parse().is_ok_and(|year| years.contains(&year)),
        })
    }
}

impl Sides {
    /// Name of the side that a group is on; `None` where it is on neither.
    #[must_use]
    pub fn of(&self, group: &str) -> Option<&str> {
        if self.target.holds(group) {
            return Some(&self.target.name);
        }
        match &self.reference {
            None => Some(THE_REST),
            Some(side) => side.holds(group).then_some(side.name.as_str()),
        }
    }

    /// Names of the two sides, the target first.
    #[must_use]
    pub fn names(&self) -> [&str; 2] {
        let reference = self.reference.as_ref().map(|side| side.name.as_str());
        [&self.target.name, reference.unwrap_or(THE_REST)]
    }

    /// The first of `groups` that both sides hold.
    pub fn shared<'g>(&self, mut groups: impl Iterator<Item = &'g str>) -> Option<&'g str> {
        let reference = self.reference.as_ref()?;
        groups.find(|group| self.target.holds(group) && reference.holds(group))
    }
}

/// `2003-2012`, with any dash.
fn years(typed: &str) -> Option<RangeInclusive<i32>> {
    let (first, last) = typed.split_once(['-', '–', '—'])?;
    let (first, last): (i32, i32) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (first <= last).then_some(first..=last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(typed: &[&str], by: &Grouping) -> Side {
        let typed: Vec<String> = typed.iter().map(|&name| name.to_owned()).collect();
        Side::new(&typed, by)
    }

    #[test]
    fn a_side_holds_years_and_names() {
        let years = side(&["2003-2005", "2009"], &Grouping::Year);
        let held = ["2002", "2003", "2005", "2006", "2009", "x"].map(|year| years.holds(year));
        assert_eq!(held, [false, true, true, false, true, false]);
        assert_eq!(years.name, "2003-2005+2009");
        // Only years are counted through.
        let speakers = side(&["2003-2005"], &Grouping::Variable("speaker".to_owned()));
        assert!(speakers.holds("2003-2005") && !speakers.holds("2004"));
        // The wrong way round it is a name that no year has.
        assert!(!side(&["2005-2003"], &Grouping::Year).holds("2004"));
    }

    #[test]
    fn groups_are_on_one_side_or_none() {
        let by = Grouping::Year;
        let mut sides = Sides {
            target: side(&["2003-2012"], &by),
            reference: Some(side(&["2012-2022"], &by)),
            by: Box::new(by),
        };
        assert_eq!(sides.of("2003"), Some("2003-2012"));
        assert_eq!(sides.of("2022"), Some("2012-2022"));
        assert_eq!(sides.of("1999"), None);
        assert_eq!(sides.shared(["2003", "2012"].into_iter()), Some("2012"));
        sides.reference = None;
        assert_eq!(sides.of("1999"), Some(THE_REST));
        assert_eq!(sides.shared(["2003", "2012"].into_iter()), None);
        assert_eq!(sides.names(), ["2003-2012", THE_REST]);
    }
}
