//! Owns the packs embedded at compile time, as `build/lexicon.rs` converts them.

/// Name and content of the built-in packs.
macro_rules! packs {
    ($($name:literal),+ $(,)?) => {
        /// The built-in files: name and converted content, in the order of their topics.
        pub(super) const PACKS: &[(&str, &str)] = &[
            $((
                concat!($name, ".toml"),
                include_str!(concat!(env!("OUT_DIR"), "/", $name, ".json")),
            )),+
        ];

        /// The packs as they are written.
        #[cfg(test)]
        pub(super) const SOURCES: &[&str] =
            &[$(include_str!(concat!("../../lexicons/", $name, ".toml"))),+];
    };
}

packs![
    "leader_ideology",
    "party_building",
    "discipline_style",
    "governance_law",
    "economy_development",
    "livelihood_social",
    "rural_poverty",
    "ecology",
    "culture_propaganda",
    "foreign_policy",
    "taiwan_hk_macao",
    "military_security",
    "historical_campaigns",
    "rhetoric_metaphor",
];
