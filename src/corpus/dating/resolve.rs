//! Owns which candidate counts, and what the publication date says of it.

use super::evidence::{
    Confidence, Conflict, DateEvidence, DateWindow, Dating, Found, Stage, YearSource,
};
use super::{DocumentDate, formulas};

/// Candidates from here on know the day of the event or its year without doubt.
const KNOWS_EVENT: u8 = 88;

/// Weighs all candidates of a document.
pub(super) fn resolve(mut found: Vec<Found>, text: &str, crawled: Option<DocumentDate>) -> Dating {
    drop_beaten(&mut found);
    found.sort_by_key(|one| {
        (
            std::cmp::Reverse(one.priority),
            one.stage,
            one.rank,
            one.origin,
        )
    });
    let published = publication(&found).cloned();
    let mut dating = chosen(&found, published.as_ref());
    if dating.event.date.is_none() {
        let mut window =
            formulas::latest_period(text).map_or(DateWindow::default(), formulas::period_window);
        window.to = crawled;
        dating.window = window;
    }
    dating.reference_year = dating.reference_year.or_else(|| {
        // A review in the header says which year a dated meeting is about.
        let of_header = found.iter().filter(|one| one.rank == 0);
        of_header.into_iter().find_map(|one| one.reference)
    });
    if let Some(published) = published {
        dating.conflict = dating
            .event
            .date
            .and_then(|date| conflict(date, Some(published.date)));
        dating.published = Some(published.date);
        dating.published_evidence = published.words;
    }
    dating.candidates = found.into_iter().map(Found::into_candidate).collect();
    dating
}

/// Drops candidates that another kind of evidence makes void.
fn drop_beaten(found: &mut Vec<Found>) {
    let has = |found: &[Found], source| found.iter().any(|one| one.source == source);
    if has(found, YearSource::DeliveryDate) {
        found.retain(|one| one.source != YearSource::RocYear);
    } else if has(found, YearSource::RocYear) {
        found.retain(|one| one.source != YearSource::LeadDate);
    }
    // A review in the header is the occasion; one in the body does not void a title.
    let is_occasion = |one: &Found| one.source == YearSource::AnnualReview && one.rank == 0;
    if found.iter().any(is_occasion) {
        found.retain(|one| one.stage != Stage::Title);
    }
}

/// The publication date: 发布 beats 更新, and both beat what only a crawl tells.
fn publication(found: &[Found]) -> Option<&Found> {
    let of = |stage| found.iter().find(|one| one.stage == stage);
    let broken = || {
        found
            .iter()
            .find(|one| one.source == YearSource::PublishDate)
    };
    of(Stage::Published)
        .or_else(|| of(Stage::Updated))
        .or_else(broken)
        .or_else(|| of(Stage::Relative))
}

/// The event: the strongest candidate, as the publication date narrows it down.
fn chosen(found: &[Found], published: Option<&Found>) -> Dating {
    let Some(top) = found.first() else {
        return Dating::default();
    };
    let published = published.filter(|one| one.stage == Stage::Published);
    let together = published.and_then(|published| {
        let of_review = if top.priority < KNOWS_EVENT {
            review(found, published)
        } else {
            None
        };
        of_review.or_else(|| title(top, published))
    });
    together.unwrap_or_else(|| Dating {
        event: DateEvidence {
            date: Some(top.date),
            source: top.source,
            confidence: top.confidence,
            evidence: top.words.clone(),
        },
        window: top.window,
        reference_year: top.reference,
        ..Dating::default()
    })
}

/// A review that was published in its season was held shortly before.
fn review(found: &[Found], published: &Found) -> Option<Dating> {
    let reviews = found.iter();
    let mut reviews = reviews.filter(|one| one.source == YearSource::AnnualReview);
    let day = published.date;
    let review = reviews.find(|one| {
        let from = one.window.from.and_then(DocumentDate::first_day);
        let to = one.window.to.and_then(DocumentDate::last_day);
        from <= day.last_day() && day.first_day() <= to
    })?;
    let window = DateWindow {
        from: review.window.from,
        to: Some(day),
    };
    let source = YearSource::AnnualReviewPublished;
    Some(narrowed(
        review,
        published,
        (source, Confidence::High),
        window,
    ))
}

/// A title's year that the publication agrees with, or that lies ahead of it.
fn title(top: &Found, published: &Found) -> Option<Dating> {
    if top.source != YearSource::TitleYear {
        return None;
    }
    let day = published.date;
    let source = YearSource::TitleYearPublished;
    if top.date.year == day.year {
        let window = DateWindow {
            from: DocumentDate::checked(day.year, Some(1), Some(1)),
            to: Some(day),
        };
        return Some(narrowed(top, published, (source, Confidence::High), window));
    }
    // A meeting for the next year.
    let is_late = day.month.is_some_and(|month| month >= 11);
    (top.date.year == day.year + 1 && is_late).then(|| {
        let window = DateWindow {
            from: None,
            to: Some(day),
        };
        let dating = narrowed(top, published, (source, Confidence::Medium), window);
        Dating {
            reference_year: Some(top.date.year),
            ..dating
        }
    })
}

fn narrowed(
    evidence: &Found,
    published: &Found,
    (source, confidence): (YearSource, Confidence),
    window: DateWindow,
) -> Dating {
    Dating {
        event: DateEvidence {
            date: Some(published.date),
            source,
            confidence,
            evidence: format!("{} | {}", evidence.words, published.words),
        },
        window,
        reference_year: evidence.reference,
        ..Dating::default()
    }
}

/// Whether the event is dated after the publication.
pub(super) fn conflict(event: DocumentDate, published: Option<DocumentDate>) -> Option<Conflict> {
    let is_later = event.first_day() > published?.last_day();
    is_later.then_some(Conflict::EventAfterPublication)
}
