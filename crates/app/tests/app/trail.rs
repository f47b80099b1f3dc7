//! The trail of an area, page by page: nothing of it is missing, nothing else is in it, however it is looked for.

use crate::support::{at, by, clock, date, open, unit, value, values};
use crate::verify::person;
use std::collections::BTreeSet;
use std::sync::Arc;
use vedich_app::people::TrailSearch;
use vedich_app::{App, EntrySearch, FixedClock, Hand};
use vedich_facts::{AttributeValue, Body, Fact, Field};
use vedich_journal::testing::Database;
use vedich_journal::{Entry, NewEntry};
use vedich_values::{EntrySeq, FactSeq, UnitId};

crate::on_both!(
    the_trail_of_an_area_has_all_of_it_and_nothing_else,
    a_page_of_a_time_or_a_kind_is_of_that,
    an_auditor_of_an_area_sees_that_and_no_more,
    of_a_large_entry_an_auditor_of_an_area_sees_what_is_about_it,
    nothing_comes_before_the_first_entry,
    a_large_area_is_found_among_thousands_of_entries
);

async fn paged(app: &App, search: &TrailSearch, most: usize) -> Vec<Entry> {
    paged_for(app, by().hand(), search, most).await
}

async fn paged_for(app: &App, hand: &Hand, search: &TrailSearch, most: usize) -> Vec<Entry> {
    let (mut search, mut all) = (search.clone(), Vec::new());
    loop {
        let page = app.audit(hand, &search, most).await.unwrap();
        all.extend(page.entries);
        let Some(next) = page.next else { return all };
        search.entries.before = Some(next);
    }
}

/// Entries about anything that ever lay in an area or by whoever lives or had a post there: everything is looked through.
async fn looked_through(app: &App, area: UnitId) -> BTreeSet<EntrySeq> {
    let all = app.journal().entries(None, 10_000).await.unwrap();
    let (about, reference, rights) =
        (app.journal().units_of(all.iter().map(|entry| entry.facts.clone())).await.unwrap(), app.reference(), app.rights());
    let within: BTreeSet<UnitId> = reference.registry.ever_within(area, usize::MAX).unwrap().into_iter().collect();
    let concerns = |entry: &&Entry| {
        let over = entry.post.and_then(|post| rights.post(post)).map(|post| post.unit);
        let of = over.or_else(|| rights.by_login(&entry.actor).map(|person| person.home));
        of.is_some_and(|unit| within.contains(&unit))
            || about.get(&entry.seq).is_some_and(|units| units.keys().any(|unit| within.contains(unit)))
    };
    all.iter().filter(concerns).map(|entry| entry.seq).collect()
}

async fn the_trail_of_an_area_has_all_of_it_and_nothing_else(database: Database) {
    let app = open(&database, &Arc::new(FixedClock::at(at("2026-11-22T03:00:00Z")))).await;
    app.load_demo().await.unwrap();
    let lam_hop = unit("Lâm Hợp, Kỳ Anh", "2020-09-08");
    for percent in 60..75 {
        app.record_observations(by(), values(vec![value(lam_hop, "4.2", percent, "2020-06-30")])).await.unwrap();
    }
    let successor = app.reference().registry.successors(lam_hop)[0].unit;
    let areas = [
        lam_hop,
        successor,
        unit("Quảng An, Đầm Hà", "2024-06-30"),
        unit("Huyện Kỳ Anh, Hà Tĩnh", "2020-09-08"),
        unit("Tỉnh Hà Tĩnh", "2020-09-08"),
    ];
    for area in areas {
        let search = TrailSearch { unit: Some(area), ..TrailSearch::default() };
        let expected = looked_through(&app, area).await;
        assert!(!expected.is_empty());
        for most in [3, 1_000] {
            let found = paged(&app, &search, most).await;
            assert!(found.is_sorted_by(|one, next| one.seq > next.seq), "newest first, each once");
            let found: BTreeSet<EntrySeq> = found.iter().map(|entry| entry.seq).collect();
            assert_eq!(found, expected, "of {area:?} by pages of {most}");
        }
    }
}

async fn a_page_of_a_time_or_a_kind_is_of_that(database: Database) {
    let app = open(&database, &clock()).await;
    app.load_demo().await.unwrap();
    let commune = unit("Quảng An, Đầm Hà", "2024-06-30");
    app.record_observations(by(), values(vec![value(commune, "4.2", 97, "2024-06-30")])).await.unwrap();
    let all = paged(&app, &TrailSearch { unit: Some(commune), ..TrailSearch::default() }, 1_000).await;
    let last = all.first().unwrap();
    for entries in [
        EntrySearch { kind: Some(last.kind.clone()), ..EntrySearch::default() },
        EntrySearch { kind: Some("no-such".to_owned()), ..EntrySearch::default() },
        EntrySearch { from: Some(last.recorded_at), ..EntrySearch::default() },
        EntrySearch { until: Some(last.recorded_at), ..EntrySearch::default() },
        EntrySearch { from: Some(date("2099-01-01").and_hms_opt(0, 0, 0).unwrap().and_utc()), ..EntrySearch::default() },
    ] {
        let expected: Vec<EntrySeq> = all.iter().filter(|entry| is_of(&entries, entry)).map(|entry| entry.seq).collect();
        let search = TrailSearch { entries: entries.clone(), unit: Some(commune), ..TrailSearch::default() };
        let found: Vec<EntrySeq> = paged(&app, &search, 2).await.iter().map(|entry| entry.seq).collect();
        assert_eq!(found, expected, "{entries:?}");
    }
}

fn is_of(asked: &EntrySearch, entry: &Entry) -> bool {
    asked.kind.as_ref().is_none_or(|kind| *kind == entry.kind)
        && asked.from.is_none_or(|from| entry.recorded_at >= from)
        && asked.until.is_none_or(|until| entry.recorded_at < until)
}

async fn an_auditor_of_an_area_sees_that_and_no_more(database: Database) {
    let app = open(&database, &Arc::new(FixedClock::at(at("2026-11-22T03:00:00Z")))).await;
    app.load_demo().await.unwrap();
    let (province, other) = (unit("Tỉnh Hà Tĩnh", "2020-09-08"), unit("Quảng An, Đầm Hà", "2024-06-30"));
    let (wide, narrow) = (unit("Huyện Kỳ Anh, Hà Tĩnh", "2020-09-08"), unit("Lâm Hợp, Kỳ Anh", "2020-09-08"));
    for (login, area) in [("province", province), ("district", wide)] {
        let auditor = person(&app, login, "auditor", area, Field::WHOLE).await;
        let theirs = looked_through(&app, area).await;
        for asked_for in [None, Some(narrow), Some(other)] {
            let search = TrailSearch { unit: asked_for, ..TrailSearch::default() };
            let found = paged_for(&app, auditor.hand(), &search, 4).await;
            let found: BTreeSet<EntrySeq> = found.iter().map(|entry| entry.seq).collect();
            let expected = match asked_for {
                None => theirs.clone(),
                Some(unit) => looked_through(&app, unit).await.intersection(&theirs).copied().collect(),
            };
            assert_eq!(found, expected, "{login} about {asked_for:?}");
        }
    }
}

async fn of_a_large_entry_an_auditor_of_an_area_sees_what_is_about_it(database: Database) {
    let app = open(&database, &clock()).await;
    app.load_demo().await.unwrap();
    let (theirs, other) = (unit("Lâm Hợp, Kỳ Anh", "2020-09-08"), unit("Quảng An, Đầm Hà", "2024-06-30"));
    let days = ["2020-01-31", "2020-02-29", "2020-03-31", "2020-04-30", "2020-05-31"];
    let of = |unit| days.map(|day| value(unit, "4.2", 90, day));
    let all: Vec<_> = of(other).into_iter().chain(of(theirs)).collect();
    let done = app.record_observations(by(), values(all)).await.unwrap();
    let first = FactSeq(done.facts.start.get() + days.len() as u64);
    let auditor = person(&app, "auditor", "auditor", unit("Huyện Kỳ Anh, Hà Tĩnh", "2020-09-08"), Field::WHOLE).await;
    let trail = app.audit(auditor.hand(), &TrailSearch::default(), 1_000).await.unwrap();
    let deeds = app.deeds(auditor.hand(), &trail.entries, 3).await.unwrap();
    let shown: Vec<FactSeq> = deeds.of[&done.entry].iter().map(|one| one.seq).collect();
    assert_eq!(shown, [0, 1, 2].map(|n| FactSeq(first.get() + n)), "the first about the area, though others stand before them");
    assert_eq!(deeds.audited[&done.entry], days.len() as u64, "the others are not counted");
    // Whoever audits everything sees the first of all.
    let whole = app.deeds(by().hand(), &trail.entries, 3).await.unwrap();
    assert_eq!((whole.of[&done.entry][0].seq, whole.audited[&done.entry]), (done.facts.start, 2 * days.len() as u64));
    // Page by page.
    let (mut from, mut seen) = (None, Vec::new());
    loop {
        let page = app.audited_entry(auditor.hand(), done.entry, from, 2).await.unwrap().unwrap();
        assert_eq!(page.deeds.audited[&done.entry], days.len() as u64, "of the entry as a whole, whatever the page begins with");
        seen.extend(page.deeds.of.get(&done.entry).into_iter().flatten().map(|one| one.seq));
        from = page.next;
        if from.is_none() {
            break;
        }
    }
    assert_eq!(seen, (first.get()..done.facts.end.get()).map(FactSeq).collect::<Vec<_>>());
}

/// The trail begins at the first entry: before it, as before a place that is none, there is nothing.
async fn nothing_comes_before_the_first_entry(database: Database) {
    let app = open(&database, &clock()).await;
    app.load_demo().await.unwrap();
    let commune = unit("Quảng An, Đầm Hà", "2024-06-30");
    for unit in [None, Some(commune)] {
        for before in [0, 1] {
            let entries = EntrySearch { before: Some(EntrySeq(before)), ..EntrySearch::default() };
            let page = app.audit(by().hand(), &TrailSearch { entries, unit, ..TrailSearch::default() }, 10).await.unwrap();
            assert!(page.entries.is_empty() && page.next.is_none(), "before {before} about {unit:?}: {:?}", page.entries);
        }
    }
}

async fn a_large_area_is_found_among_thousands_of_entries(database: Database) {
    let app = open(&database, &Arc::new(FixedClock::at(at("2026-11-22T03:00:00Z")))).await;
    let (inside, outside) = (unit("Lâm Hợp, Kỳ Anh", "2020-09-08"), unit("Quảng An, Đầm Hà", "2024-06-30"));
    let island =
        |unit| Fact::new(unit, date("2020-06-30"), Body::Attribute { name: "island".into(), value: AttributeValue::YesNo(true), to: None });
    // Seldom at first, then two in three: pages are cut by what was found and by what was looked at.
    let entries: Vec<NewEntry> = (0..4_500)
        .map(|number| {
            let about = if number > 3_000 && number % 3 > 0 || number % 97 == 0 { inside } else { outside };
            NewEntry::new("record", "can.bo", "web", at("2026-11-22T03:00:00Z"), vec![island(about)])
        })
        .collect();
    let seen = app.journal().head().await.unwrap().fact;
    app.journal().append_all_after(&entries, seen).await.unwrap();
    let province = unit("Tỉnh Hà Tĩnh", "2020-09-08");
    let found = paged(&app, &TrailSearch { unit: Some(province), ..TrailSearch::default() }, 700).await;
    assert!(found.is_sorted_by(|one, next| one.seq > next.seq), "newest first, each once");
    let found: BTreeSet<EntrySeq> = found.iter().map(|entry| entry.seq).collect();
    assert!(found.len() > 1_000);
    assert_eq!(found, looked_through(&app, province).await);
}
