//! Owns the names of columns about dispersion, years, events and temperatures.

/// The same over the most it can be.
pub const DISPERSION_DP_NORM: &str = "dispersion_dp_norm";
/// Juilland's D of the rates in documents.
pub const DISPERSION_JUILLAND_D: &str = "dispersion_juilland_d";
/// Rosengren's S over documents.
pub const DISPERSION_ROSENGREN_S: &str = "dispersion_rosengren_s";
/// Documents of the first year with a hit.
pub const FIRST_YEAR_DOCUMENTS: &str = "first_year_documents";
/// Documents of the last year with a hit.
pub const LAST_YEAR_DOCUMENTS: &str = "last_year_documents";
/// Whether the corpus begins or ends with the phrase.
pub const LIFESPAN_NOTE: &str = "lifespan_note";
/// Years that the trend rests on.
pub const TREND_YEARS: &str = "trend_years";
/// Kendall's tau-b of the yearly rates.
pub const TREND_TAU: &str = "trend_tau";
/// p of the test of Mann and Kendall.
pub const TREND_P: &str = "trend_p";
/// It, corrected for the number of phrases.
pub const TREND_P_ADJUSTED: &str = "trend_p_adjusted";
/// Theil–Sen slope of the rate, per year.
pub const TREND_SLOPE: &str = "trend_slope";
/// Lower bound of the slope.
pub const TREND_SLOPE_LOW: &str = "trend_slope_low";
/// Upper bound of the slope.
pub const TREND_SLOPE_HIGH: &str = "trend_slope_high";
/// First year of the later part of the best division of the rates.
pub const CHANGE_YEAR: &str = "change_year";
/// Share of the rates' squared deviation that the division explains.
pub const CHANGE_EXPLAINED: &str = "change_explained";
/// p of Pettitt's test for some change.
pub const CHANGE_P: &str = "change_p";
/// Years from the peak until the rate is at most half of it for good.
pub const HALF_LIFE: &str = "half_life";
/// Last year before the longest silence.
pub const DORMANT_FROM: &str = "dormant_from";
/// First year after it.
pub const DORMANT_TO: &str = "dormant_to";
/// What is too weak to be ranked.
pub const EVIDENCE: &str = "evidence";
/// What happens to a phrase.
pub const EVENT: &str = "event";
/// The phrase that takes a phrase's place.
pub const OTHER: &str = "other";
/// Documents with the phrase before an event.
pub const DOCUMENTS_BEFORE: &str = "documents_before";
/// Documents with the phrase after an event.
pub const DOCUMENTS_AFTER: &str = "documents_after";
/// All documents before an event.
pub const ALL_DOCUMENTS_BEFORE: &str = "all_documents_before";
/// All documents after an event.
pub const ALL_DOCUMENTS_AFTER: &str = "all_documents_after";
/// Rate before an event.
pub const RATE_BEFORE: &str = "rate_before";
/// Rate after an event.
pub const RATE_AFTER: &str = "rate_after";
/// p of an event.
pub const P: &str = "p";
/// It, corrected for the number of events tested.
pub const P_ADJUSTED: &str = "p_adjusted";
/// Whether that is at most 0.05.
pub const SIGNIFICANT: &str = "significant";
/// Level on a temperature scale.
pub const LEVEL: &str = "level";
/// Its English name.
pub const LEVEL_NAME: &str = "level_name";
/// Level of the year before.
pub const PREVIOUS_LEVEL: &str = "previous_level";
/// Levels between the two.
pub const CHANGE: &str = "change";
