//! Owns the names of tables and columns: each is written here once, and explained in
//! `docs/tables.md`.

pub mod comparison;
mod through_years;

/// Tables of a report and of a comparison.
pub mod table {
    /// One row per document.
    pub const DOCUMENTS: &str = "documents";
    /// One row per phrase of the lexicon.
    pub const PHRASES: &str = "phrases";
    /// One row per appearance, disappearance, return, trend or replacement of a phrase.
    pub const TURNOVER: &str = "turnover";
    /// One row per year and phrase from its first year on.
    pub const TEMPERATURE: &str = "temperature";
    /// One row per document and phrase found in it.
    pub const PHRASE_BY_DOCUMENT: &str = "phrase_by_document";
    /// One row per n-gram listed.
    pub const NGRAMS: &str = "ngrams";
    /// One row per document and listed n-gram found in it.
    pub const NGRAM_BY_DOCUMENT: &str = "ngram_by_document";
    /// The ledger: one row per hit.
    pub const HITS: &str = "hits";
    /// The ledger of masks: one row per run of mask characters.
    pub const MASKS: &str = "masks";
    /// One row per zone: a part of a document that is not its body.
    pub const ZONES: &str = "zones";
    /// One row per place that may date a document.
    pub const DATES: &str = "dates";
    /// One row per document that is, or resembles, a copy of another one.
    pub const DUPLICATES: &str = "duplicates";
    /// What could not be read, or not wholly.
    pub const SKIPPED: &str = "skipped";
    /// Phrases in rows, speeches in columns.
    pub const COMPARISON: &str = "comparison";
    /// One row per pair of speeches.
    pub const SIMILARITY: &str = "similarity";
    /// One row per pair of speeches and phrase that both have.
    pub const SHARED: &str = "shared";
    /// One row per phrase that only one speech has.
    pub const UNIQUE: &str = "unique";
}

/// Columns.
pub mod column {
    use crate::count::MatchKind;

    pub use super::through_years::*;

    /// The document.
    pub const DOC_ID: &str = "doc_id";
    /// Its file.
    pub const PATH: &str = "path";
    /// Line of the record in its file.
    pub const LINE: &str = "line";
    /// Title of a document.
    pub const TITLE: &str = "title";
    /// Date as precisely as known.
    pub const DATE: &str = "date";
    /// Year.
    pub const YEAR: &str = "year";
    /// Where the year was taken from.
    pub const YEAR_SOURCE: &str = "year_source";
    /// The words it was read from.
    pub const YEAR_EVIDENCE: &str = "year_evidence";
    /// How far something can be trusted.
    pub const CONFIDENCE: &str = "confidence";
    /// How far it can be trusted.
    pub const YEAR_CONFIDENCE: &str = "year_confidence";
    /// Where the title was taken from.
    pub const TITLE_SOURCE: &str = "title_source";
    /// Who speaks.
    pub const SPEAKER: &str = "speaker";
    /// Where that was taken from.
    pub const SPEAKER_SOURCE: &str = "speaker_source";
    /// How far it can be trusted.
    pub const SPEAKER_CONFIDENCE: &str = "speaker_confidence";
    /// What it was said at.
    pub const OCCASION: &str = "occasion";
    /// Where that was taken from.
    pub const OCCASION_SOURCE: &str = "occasion_source";
    /// How far it can be trusted.
    pub const OCCASION_CONFIDENCE: &str = "occasion_confidence";
    /// When it was said.
    pub const EVENT_DATE: &str = "event_date";
    /// When it was published.
    pub const PUBLISH_DATE: &str = "publish_date";
    /// The words that was read from.
    pub const PUBLISH_EVIDENCE: &str = "publish_evidence";
    /// The year that it is about, as in a yearly review.
    pub const REFERENCE_YEAR: &str = "reference_year";
    /// It was said at this date or later.
    pub const WINDOW_FROM: &str = "window_from";
    /// It was said at this date or earlier.
    pub const WINDOW_TO: &str = "window_to";
    /// What a file holds.
    pub const FORMAT: &str = "format";
    /// How its bytes were read.
    pub const ENCODING: &str = "encoding";
    /// Characters that could not be decoded.
    pub const REPLACED: &str = "replaced";
    /// What is to be known of a document before it is counted.
    pub const FLAGS: &str = "flags";
    /// Characters that the text says it has.
    pub const DECLARED_CHARS: &str = "declared_chars";
    /// Han characters in zones.
    pub const ZONE_CHARS: &str = "zone_chars";
    /// The document that this one is a copy of.
    pub const DUPLICATE_OF: &str = "duplicate_of";
    /// Share of the text that both have.
    pub const SIMILARITY: &str = "similarity";
    /// Whether a document is counted.
    pub const COUNTED: &str = "counted";
    /// Han characters.
    pub const CHARS: &str = "chars";
    /// Tokens.
    pub const TOKENS: &str = "tokens";
    /// Distinct tokens.
    pub const TYPES: &str = "types";
    /// Hits of all phrases.
    pub const HITS: &str = "hits";
    /// Hits inside no other hit.
    pub const HITS_FREE: &str = "hits_free";
    /// Phrases with at least one hit.
    pub const DISTINCT_PHRASES: &str = "distinct_phrases";
    /// Documents of a group.
    pub const DOCUMENTS: &str = "documents";
    /// The canonical form.
    pub const PHRASE: &str = "phrase";
    /// Its topic.
    pub const CATEGORY: &str = "category";
    /// Chinese name of the topic.
    pub const CATEGORY_TITLE: &str = "category_title";
    /// English rendering.
    pub const ENGLISH: &str = "english";
    /// Hits.
    pub const COUNT: &str = "count";
    /// Hits that equal the canonical form.
    pub const COUNT_EXACT: &str = "count_exact";
    /// Hits that equal it after folding.
    pub const COUNT_FOLDED: &str = "count_folded";
    /// Hits of other wordings.
    pub const COUNT_VARIANT: &str = "count_variant";
    /// Hits with a hidden name, number or word.
    pub const COUNT_MASKED: &str = "count_masked";
    /// Typos and dropped characters; not in the count.
    pub const COUNT_FUZZY: &str = "count_fuzzy";
    /// Related wordings; not in the count.
    pub const COUNT_RELATED: &str = "count_related";
    /// Places that a guard or a context rule refused.
    pub const COUNT_REJECTED: &str = "count_rejected";
    /// Places where all components are spelled out.
    pub const COUNT_EXPANSION: &str = "count_expansion";
    /// Places where at least half of the components are.
    pub const COUNT_PARTIAL: &str = "count_partial";
    /// Paragraphs with both a hit and a complete expansion.
    pub const PARAGRAPHS_BOTH: &str = "paragraphs_both";
    /// Hits inside a longer hit of another phrase.
    pub const COUNT_NESTED: &str = "count_nested";
    /// Hits inside no other hit.
    pub const COUNT_FREE: &str = "count_free";
    /// Hits inside no longer hit of the same category.
    pub const COUNT_OUTERMOST: &str = "count_outermost";
    /// Hits that would count, in title lines.
    pub const COUNT_TITLE: &str = "count_title";
    /// Hits that would count, in an outline.
    pub const COUNT_OUTLINE: &str = "count_outline";
    /// Hits that would count, in documents left out as copies.
    pub const COUNT_DUPLICATES: &str = "count_duplicates";
    /// Containers and how often each is the shortest one.
    pub const INSIDE_OF: &str = "inside_of";
    /// Documents with at least one hit.
    pub const DOC_FREQ: &str = "doc_freq";
    /// Their share of the documents.
    pub const DOC_SHARE: &str = "doc_share";
    /// Lower bound of the share.
    pub const DOC_SHARE_LOW: &str = "doc_share_low";
    /// Upper bound of the share.
    pub const DOC_SHARE_HIGH: &str = "doc_share_high";
    /// Hits per 10,000 Han characters.
    pub const PER_10K_CHARS: &str = "per_10k_chars";
    /// Lower bound of the rate.
    pub const RATE_LOW: &str = "rate_low";
    /// Upper bound of the rate.
    pub const RATE_HIGH: &str = "rate_high";
    /// Deviation of proportions over documents.
    pub const DISPERSION_DP: &str = "dispersion_dp";
    /// First year with a hit.
    pub const FIRST_YEAR: &str = "first_year";
    /// Last year with a hit.
    pub const LAST_YEAR: &str = "last_year";
    /// Year with the highest rate.
    pub const PEAK_YEAR: &str = "peak_year";
    /// Earliest known central use, from the lexicon.
    pub const LEXICON_FIRST_YEAR: &str = "lexicon_first_year";
    /// Length of an n-gram.
    pub const N: &str = "n";
    /// The n-gram.
    pub const NGRAM: &str = "ngram";
    /// Occurrences inside no longer listed n-gram.
    pub const FREE_COUNT: &str = "free_count";
    /// Occurrences per million tokens.
    pub const PER_MILLION_TOKENS: &str = "per_million_tokens";
    /// The column that counts hits of `kind`.
    #[must_use]
    pub fn of_kind(kind: MatchKind) -> &'static str {
        match kind {
            MatchKind::Exact => COUNT_EXACT,
            MatchKind::Folded => COUNT_FOLDED,
            MatchKind::Variant => COUNT_VARIANT,
            MatchKind::Masked => COUNT_MASKED,
            MatchKind::Fuzzy => COUNT_FUZZY,
            MatchKind::Related => COUNT_RELATED,
            MatchKind::Rejected => COUNT_REJECTED,
            MatchKind::Expansion => COUNT_EXPANSION,
            MatchKind::Partial => COUNT_PARTIAL,
        }
    }

    /// Kind of a hit.
    pub const KIND: &str = "kind";
    /// What a hit rests on.
    pub const RULE: &str = "rule";
    /// Number of the paragraph.
    pub const PARAGRAPH: &str = "paragraph";
    /// Runs of mask characters.
    pub const MASKS: &str = "masks";
    /// What a mask hides.
    pub const TYPE: &str = "type";
    /// Whom or what a mask means.
    pub const MEANING: &str = "meaning";
    /// The phrases that a mask is part of.
    pub const PHRASES: &str = "phrases";
    /// First character of a hit.
    pub const START: &str = "start";
    /// One past its last character.
    pub const END: &str = "end";
    /// The words that matched.
    pub const SURFACE: &str = "surface";
    /// Text before a hit.
    pub const LEFT: &str = "left";
    /// Text after a hit.
    pub const RIGHT: &str = "right";
    /// The shortest container of a hit.
    pub const NESTED_IN: &str = "nested_in";
    /// Whether a hit lies inside a longer hit of its own category.
    pub const NESTED_IN_CATEGORY: &str = "nested_in_category";
    /// The part of the document.
    pub const PART: &str = "part";
    /// The words of a zone.
    pub const TEXT: &str = "text";
    /// How much of something is missing.
    pub const EXTENT: &str = "extent";
    /// Why something was skipped.
    pub const REASON: &str = "reason";
    /// A speech of a comparison.
    pub const SPEECH: &str = "speech";
    /// First speech of a pair.
    pub const A: &str = "a";
    /// Second speech of a pair.
    pub const B: &str = "b";
    /// Hits in the first.
    pub const COUNT_A: &str = "count_a";
    /// Hits in the second.
    pub const COUNT_B: &str = "count_b";
    /// Cosine of the two profiles.
    pub const COSINE: &str = "cosine";
    /// Jaccard similarity of the two profiles.
    pub const JACCARD: &str = "jaccard";
    /// Phrases that both have.
    pub const SHARED_PHRASES: &str = "shared_phrases";
}

/// Columns of the ledger, in order.
pub const HITS_COLUMNS: [&str; 14] = [
    column::DOC_ID,
    column::PART,
    column::PHRASE,
    column::CATEGORY,
    column::KIND,
    column::RULE,
    column::PARAGRAPH,
    column::START,
    column::END,
    column::SURFACE,
    column::LEFT,
    column::RIGHT,
    column::NESTED_IN,
    column::NESTED_IN_CATEGORY,
];

/// Columns of the ledger of masks, in order.
pub const MASKS_COLUMNS: [&str; 10] = [
    column::DOC_ID,
    column::PART,
    column::TYPE,
    column::MEANING,
    column::START,
    column::END,
    column::SURFACE,
    column::LEFT,
    column::RIGHT,
    column::PHRASES,
];

/// Columns of the zones, in order.
pub const ZONES_COLUMNS: [&str; 5] = [
    column::DOC_ID,
    column::KIND,
    column::START,
    column::END,
    column::TEXT,
];

/// Columns of what may date documents, in order.
pub const DATES_COLUMNS: [&str; 6] = [
    column::DOC_ID,
    column::RULE,
    column::DATE,
    column::CONFIDENCE,
    column::START,
    column::TEXT,
];

/// Columns of the n-grams by document, in order.
pub const NGRAM_BY_DOCUMENT_COLUMNS: [&str; 4] =
    [column::DOC_ID, column::N, column::NGRAM, column::COUNT];
