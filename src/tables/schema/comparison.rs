//! Owns the names of the tables and columns that only a comparison has.

/// Tables.
pub mod table {
    /// One row per comparison and phrase.
    pub const KEYNESS: &str = "keyness";
    /// One row per comparison and n-gram.
    pub const NGRAM_KEYNESS: &str = "ngram_keyness";
    /// One row per speech: the cluster it is in.
    pub const CLUSTERS: &str = "clusters";
    /// One row per cluster: what it is called, and why.
    pub const CLUSTER_NAMES: &str = "cluster_names";
    /// One row per step in which two clusters are joined.
    pub const CLUSTER_MERGES: &str = "cluster_merges";
    /// One row per passage that two documents share.
    pub const PASSAGES: &str = "passages";
    /// One row per pair of documents that share a passage.
    pub const PASSAGE_PAIRS: &str = "passage_pairs";
    /// One row per pair of speeches: whether they go through their phrases in one order.
    pub const ORDER: &str = "order";
    /// One row per pair of speeches and phrase of both.
    pub const ORDER_OF_PHRASES: &str = "order_of_phrases";
}

/// Columns.
pub mod column {
    /// What is asked about.
    pub const TARGET: &str = "target";
    /// What it is compared with.
    pub const REFERENCE: &str = "reference";
    /// Place among what can be ranked, the most typical of the target first.
    pub const RANK: &str = "rank";
    /// Whether the target uses it more or less.
    pub const DIRECTION: &str = "direction";
    /// Hits in the target.
    pub const COUNT_TARGET: &str = "count_target";
    /// Hits in the reference.
    pub const COUNT_REFERENCE: &str = "count_reference";
    /// Han characters of the target.
    pub const CHARS_TARGET: &str = "chars_target";
    /// Han characters of the reference.
    pub const CHARS_REFERENCE: &str = "chars_reference";
    /// Tokens of the target.
    pub const TOKENS_TARGET: &str = "tokens_target";
    /// Tokens of the reference.
    pub const TOKENS_REFERENCE: &str = "tokens_reference";
    /// Hits per 10,000 Han characters of the target.
    pub const PER_10K_TARGET: &str = "per_10k_chars_target";
    /// Hits per 10,000 Han characters of the reference.
    pub const PER_10K_REFERENCE: &str = "per_10k_chars_reference";
    /// Occurrences per million tokens of the target.
    pub const PER_MILLION_TARGET: &str = "per_million_tokens_target";
    /// Occurrences per million tokens of the reference.
    pub const PER_MILLION_REFERENCE: &str = "per_million_tokens_reference";
    /// Documents of the target that have it.
    pub const DOC_FREQ_TARGET: &str = "doc_freq_target";
    /// Documents of the reference that have it.
    pub const DOC_FREQ_REFERENCE: &str = "doc_freq_reference";
    /// Log-likelihood over the four cells of the table.
    pub const G2: &str = "g2";
    /// Log-likelihood over the two cells with hits.
    pub const G2_TWO_TERM: &str = "g2_two_term";
    /// Pearson's statistic.
    pub const CHI2: &str = "chi2";
    /// The same with Yates' correction.
    pub const CHI2_YATES: &str = "chi2_yates";
    /// Binary logarithm of the ratio of both rates.
    pub const LOG_RATIO: &str = "log_ratio";
    /// Lower bound of it.
    pub const LOG_RATIO_LOW: &str = "log_ratio_low";
    /// Upper bound of it.
    pub const LOG_RATIO_HIGH: &str = "log_ratio_high";
    /// Difference of the rates in percent of the reference's.
    pub const PERCENT_DIFF: &str = "percent_diff";
    /// Kilgarriff's ratio of rates per million, both with 1 added.
    pub const SIMPLE_MATHS: &str = "simple_maths";
    /// Odds ratio.
    pub const ODDS_RATIO: &str = "odds_ratio";
    /// Approximate Bayes factor.
    pub const BIC: &str = "bic";
    /// Effect size of the log-likelihood.
    pub const ELL: &str = "ell";
    /// What profiles are made of.
    pub const FEATURES: &str = "features";
    /// Cosine of the profiles weighed by how few speeches have each feature.
    pub const COSINE_TFIDF: &str = "cosine_tfidf";
    /// Jaccard similarity of the shares of each feature.
    pub const WEIGHTED_JACCARD: &str = "weighted_jaccard";
    /// Number of a cluster.
    pub const CLUSTER: &str = "cluster";
    /// What it is called.
    pub const CLUSTER_NAME: &str = "cluster_name";
    /// Words that titles and occasions of its speeches have in common.
    pub const OCCASIONS: &str = "occasions";
    /// Phrases that are typical of it.
    pub const TYPICAL_PHRASES: &str = "typical_phrases";
    /// Number of speeches.
    pub const SPEECHES: &str = "speeches";
    /// Place in the dendrogram, from the top.
    pub const PLACE: &str = "place";
    /// Mean similarity to the other speeches of the cluster.
    pub const SIMILARITY_INSIDE: &str = "similarity_inside";
    /// Number of a merge.
    pub const MERGE: &str = "merge";
    /// Mean distance of what is merged.
    pub const DISTANCE: &str = "distance";
    /// Group of the first document.
    pub const GROUP_A: &str = "group_a";
    /// Group of the second document.
    pub const GROUP_B: &str = "group_b";
    /// Slogan or prose.
    pub const NATURE: &str = "nature";
    /// Characters that are equal.
    pub const MATCHED: &str = "matched";
    /// Characters that are not.
    pub const EDITS: &str = "edits";
    /// First character in the first document.
    pub const START_A: &str = "start_a";
    /// One past the last character there.
    pub const END_A: &str = "end_a";
    /// First character in the second document.
    pub const START_B: &str = "start_b";
    /// One past the last character there.
    pub const END_B: &str = "end_b";
    /// The words in the first document.
    pub const TEXT_A: &str = "text_a";
    /// The words in the second document.
    pub const TEXT_B: &str = "text_b";
    /// What of the two texts is equal.
    pub const ALIGNMENT: &str = "alignment";
    /// Number of passages.
    pub const PASSAGES: &str = "passages";
    /// Those that are prose.
    pub const PROSE_PASSAGES: &str = "prose_passages";
    /// Equal characters of the longest.
    pub const LONGEST: &str = "longest";
    /// Share of the first text that lies in passages.
    pub const SHARE_A: &str = "share_a";
    /// Share of the second text that lies in passages.
    pub const SHARE_B: &str = "share_b";
    /// Equal characters of passages that are prose.
    pub const PROSE_CHARS: &str = "prose_chars";
    /// Kendall's tau-b of the places where the phrases come first.
    pub const TAU_B: &str = "tau_b";
    /// The most phrases that come in the same order in both.
    pub const IN_ORDER: &str = "in_order";
    /// Place of the phrase among those of the pair, in the first speech.
    pub const RANK_A: &str = "rank_a";
    /// Place of the phrase among those of the pair, in the second speech.
    pub const RANK_B: &str = "rank_b";
}
