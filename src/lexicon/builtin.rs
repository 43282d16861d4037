//! Owns the packs embedded at compile time.

/// The built-in files: name and content, in the order of their topics.
pub(super) const PACKS: [(&str, &str); 14] = [
    (
        "leader_ideology.toml",
        include_str!("../../lexicons/leader_ideology.toml"),
    ),
    (
        "party_building.toml",
        include_str!("../../lexicons/party_building.toml"),
    ),
    (
        "discipline_style.toml",
        include_str!("../../lexicons/discipline_style.toml"),
    ),
    (
        "governance_law.toml",
        include_str!("../../lexicons/governance_law.toml"),
    ),
    (
        "economy_development.toml",
        include_str!("../../lexicons/economy_development.toml"),
    ),
    (
        "livelihood_social.toml",
        include_str!("../../lexicons/livelihood_social.toml"),
    ),
    (
        "rural_poverty.toml",
        include_str!("../../lexicons/rural_poverty.toml"),
    ),
    ("ecology.toml", include_str!("../../lexicons/ecology.toml")),
    (
        "culture_propaganda.toml",
        include_str!("../../lexicons/culture_propaganda.toml"),
    ),
    (
        "foreign_policy.toml",
        include_str!("../../lexicons/foreign_policy.toml"),
    ),
    (
        "taiwan_hk_macao.toml",
        include_str!("../../lexicons/taiwan_hk_macao.toml"),
    ),
    (
        "military_security.toml",
        include_str!("../../lexicons/military_security.toml"),
    ),
    (
        "historical_campaigns.toml",
        include_str!("../../lexicons/historical_campaigns.toml"),
    ),
    (
        "rhetoric_metaphor.toml",
        include_str!("../../lexicons/rhetoric_metaphor.toml"),
    ),
];
