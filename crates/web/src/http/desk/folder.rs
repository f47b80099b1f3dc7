//! A folder of documents: how far it is settled, and what can be done with all of it.

use super::{Answer, Room, WebError, done, private, said, see};
use crate::http::actor::Actor;
use crate::pages::desk::folder::{FolderView, render};
use crate::parts::Link;
use crate::parts::form::Sent;
use crate::present::desk as words;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use std::collections::BTreeMap;
use vedich_app::AppError;
use vedich_app::desk::{Batch, Filed, Reading, Stage};
use vedich_wording::date_time;

pub(super) async fn show(room: Room, Path(id): Path<String>) -> Answer {
    let actor = room.actor()?;
    folder_page(&room, &actor, &id, String::new()).await
}

async fn folder_page(room: &Room, actor: &Actor, id: &str, wrong: String) -> Answer {
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = folder_view(room, actor, id, wrong).await.map_err(|error| room.fail(error))?;
    let view = view.ok_or_else(|| room.visit.refuse(&WebError::not_found()))?;
    let reading = !view.reading.is_empty() && !view.broken;
    let mut page = private(status, render(room.frame(), &view));
    if reading {
        // The page shows how far it is, scripts or not.
        page.headers_mut().insert(header::REFRESH, HeaderValue::from_static("3"));
    }
    Ok(page)
}

/// Accepts what is sure in every document of a folder, or records those that are all decided.
pub(super) async fn change(room: Room, Path(id): Path<String>, body: String) -> Answer {
    let actor = room.actor()?;
    let sent = room.sent(&body)?;
    let batch = one(&room, &actor, &id).await.map_err(|error| room.fail(error))?;
    let batch = batch.ok_or_else(|| room.visit.refuse(&WebError::not_found()))?;
    match carry_out(&room, &actor, &batch, &sent).await {
        Ok(done) => Ok(see(&format!("/desk/folders/{id}?done={done}"))),
        Err(error) => folder_page(&room, &actor, &id, said(&room, error)?).await,
    }
}

/// Does what was asked for, and says so in an address.
async fn carry_out(room: &Room, actor: &Actor, batch: &Batch, sent: &Sent) -> Result<String, AppError> {
    Ok(match sent.typed("do") {
        "sure" => format!("accepted&count={}", room.app.accept_sure_of(&actor.hand, batch).await?),
        "apply" => {
            let done = room.app.apply_decided_of(&actor.hand, batch).await?;
            let left = if done.left > 0 { format!("&left={}", done.left) } else { String::new() };
            format!("applied-all&count={}{left}", done.applied)
        }
        "hand-over" => {
            let done = room.app.pass_folder(&actor.hand, batch, sent.typed("to")).await?;
            let left = if done.left > 0 { format!("&left={}", done.left) } else { String::new() };
            format!("handed-all&count={}{left}", done.passed)
        }
        _ => String::new(),
    })
}

async fn one(room: &Room, actor: &Actor, id: &str) -> Result<Option<Batch>, AppError> {
    Ok(room.app.folders(&actor.hand).await?.into_iter().find(|one| one.id == id))
}

/// The folder a document came in, with its place among those that were read.
pub(super) async fn of(room: &Room, actor: &Actor, reading: &str) -> Result<Option<Link>, AppError> {
    let found = room.app.folders(&actor.hand).await?.into_iter().find(|batch| batch.readings().any(|one| one == reading));
    Ok(found.map(|batch| Link::new(words::folder_name(room.frame(), &batch), format!("/desk/folders/{}", batch.id))))
}

/// Where a person goes on when a document is done: to its folder, else to the desk.
pub(super) async fn way_back(room: &Room, actor: &Actor, reading: &str) -> Result<String, AppError> {
    Ok(of(room, actor, reading).await?.map_or_else(|| "/desk".to_owned(), |folder| folder.href))
}

async fn folder_view(room: &Room, actor: &Actor, id: &str, wrong: String) -> Result<Option<FolderView>, AppError> {
    let f = room.frame();
    let Some(batch) = one(room, actor, id).await? else { return Ok(None) };
    let mut on_desk: BTreeMap<String, Reading> = room.app.desk(&actor.hand).await?.into_iter().map(|one| (one.id.clone(), one)).collect();
    let (mut waiting, mut rest) = (Vec::new(), Vec::new());
    for line in &batch.lines {
        match line.reading().and_then(|reading| on_desk.remove(reading)) {
            Some(reading) => waiting.push(reading),
            None => rest.push((line.file.clone(), became(room, &line.filed).await?)),
        }
    }
    let stage = batch.stage(room.app.clock().now());
    let read = [("read", batch.lines.len().to_string()), ("all", batch.total.to_string())];
    let read = read.each_ref().map(|(name, text)| (*name, text.as_str()));
    let triaged = room.app.triage(&actor.hand, waiting).await?;
    let count = |class: &'static str, key: &'static str, fits: fn(&Filed) -> bool| {
        let count = batch.lines.iter().filter(|line| fits(&line.filed)).count();
        (count > 0).then(|| (class, f.say(key, &[("count", &f.count(u32::try_from(count).unwrap_or(u32::MAX)))])))
    };
    let counts = [
        count("known", "desk.count.twice", |filed| matches!(filed, Filed::Twice { .. })),
        count("known", "desk.count.before", |filed| matches!(filed, Filed::Applied { .. })),
        count("contradicts", "desk.count.unreadable", |filed| matches!(filed, Filed::Unreadable { .. })),
    ];
    let name = words::folder_name(f, &batch);
    Ok(Some(FolderView {
        id: batch.id,
        token: actor.token.clone(),
        done: done(f).unwrap_or_default(),
        wrong,
        name,
        read: date_time(f.lang, batch.made_at),
        reading: match stage {
            Stage::Read => String::new(),
            Stage::Reading => f.say("desk.folder-reading", &read),
            Stage::Broken => f.say("desk.folder-broken", &read),
        },
        broken: stage == Stage::Broken,
        settled: (rest.len(), batch.total),
        counts: counts.into_iter().flatten().collect(),
        sure: triaged.iter().map(|(_, progress)| progress.sure).sum(),
        uncompared: triaged.iter().filter(|(_, progress)| !progress.compared && progress.open > 0).count(),
        decided: triaged.iter().filter(|(_, progress)| progress.is_decided()).count(),
        colleagues: room.app.people_to_name(&actor.hand),
        waiting: triaged.iter().map(|(reading, progress)| words::document(f, reading, progress)).collect(),
        rest,
    }))
}

/// What became of a file that waits for nobody.
async fn became(room: &Room, filed: &Filed) -> Result<Link, AppError> {
    let f = room.frame();
    Ok(match filed {
        Filed::Read { reading } => match room.app.applied_reading(reading).await? {
            Some(entry) => Link::new(f.say("desk.became.applied", &[("entry", &entry.to_string())]), format!("/documents/of/{entry}")),
            None => match room.app.lies_with(reading).await? {
                Some(who) => Link::new(f.say("desk.became.handed", &[("who", &who)]), ""),
                None => Link::new(f.text("desk.became.dropped"), ""),
            },
        },
        Filed::Twice { reading } => Link::new(f.text("desk.became.twice"), format!("/desk/{reading}")),
        Filed::Applied { entry } => {
            Link::new(f.say("desk.became.before", &[("entry", &entry.to_string())]), format!("/documents/of/{entry}"))
        }
        Filed::Unreadable { why } => Link::new(words::unreadable(f.lang, why), ""),
    })
}
