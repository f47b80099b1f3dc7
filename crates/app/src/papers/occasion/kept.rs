//! What a draft was made of, kept with its figures so that they can be taken down anew. Drafts begun before keep nothing of it.

use super::Occasion;
use serde_json::{Value, json};
use std::sync::Arc;
use vedich_board::steering::{ProposalScope, TaskScope};
use vedich_facts::steering::CountSpan;
use vedich_values::{Date, ItemKey, UnitId};

/// Where it stands among the fields; no template asks for it.
const KEY: &str = vedich_papers::MADE_OF;

/// The day the figures were taken down.
pub(in crate::papers) fn taken(fields: &Value) -> Option<Date> {
    fields.get(KEY)?.get("on")?.as_str()?.parse().ok()
}

impl Occasion {
    pub(super) fn keep_in(&self, fields: &mut Value, on: Date) {
        let mut kept = match self {
            Self::Notice(key) | Self::Invitation(key) | Self::Minutes(key) => json!({ "meeting": key.as_str() }),
            Self::Count(area, span) => json!({ "area": area, "monthly": *span == CountSpan::Month }),
            Self::Chase(scope) | Self::Reminder(scope) => task_scope(scope),
            Self::Register(scope) => proposal_scope(scope),
        };
        kept["form"] = self.form().into();
        kept["on"] = on.to_string().into();
        if let Some(fields) = fields.as_object_mut() {
            fields.insert(KEY.to_owned(), kept);
        }
    }

    /// What a draft with these fields was made of.
    pub(in crate::papers) fn kept_in(fields: &Value) -> Option<Self> {
        let kept = fields.get(KEY)?;
        let meeting = || Some(ItemKey::new(kept.get("meeting")?.as_str()?));
        Some(match kept.get("form")?.as_str()? {
            "notice" => Self::Notice(meeting()?),
            "invitation" => Self::Invitation(meeting()?),
            "minutes" => Self::Minutes(meeting()?),
            "count" => {
                let monthly = kept.get("monthly")?.as_bool()?;
                Self::Count(unit(kept.get("area")?)?, if monthly { CountSpan::Month } else { CountSpan::Week })
            }
            "chase" => Self::Chase(read_task_scope(kept)?),
            "reminder" => Self::Reminder(read_task_scope(kept)?),
            "proposals" => Self::Register(read_proposal_scope(kept)?),
            _ => return None,
        })
    }
}

fn unit(value: &Value) -> Option<UnitId> {
    serde_json::from_value(value.clone()).ok()
}

fn task_scope(scope: &TaskScope) -> Value {
    match scope {
        TaskScope::Area(unit) => json!({ "scope": "area", "of": unit }),
        TaskScope::Unit(unit) => json!({ "scope": "unit", "of": unit }),
        TaskScope::Assigner(unit) => json!({ "scope": "assigner", "of": unit }),
        TaskScope::Place(unit) => json!({ "scope": "place", "of": unit }),
        TaskScope::Promised(unit) => json!({ "scope": "promised", "of": unit }),
        TaskScope::Person(person) => json!({ "scope": "person", "of": person }),
        TaskScope::Named(name) => json!({ "scope": "named", "of": name.as_ref() }),
        TaskScope::Source(key) => json!({ "scope": "source", "of": key.as_str() }),
    }
}

fn read_task_scope(kept: &Value) -> Option<TaskScope> {
    let of = kept.get("of")?;
    Some(match kept.get("scope")?.as_str()? {
        "area" => TaskScope::Area(unit(of)?),
        "unit" => TaskScope::Unit(unit(of)?),
        "assigner" => TaskScope::Assigner(unit(of)?),
        "place" => TaskScope::Place(unit(of)?),
        "promised" => TaskScope::Promised(unit(of)?),
        "person" => TaskScope::Person(serde_json::from_value(of.clone()).ok()?),
        "named" => TaskScope::Named(Arc::from(of.as_str()?)),
        "source" => TaskScope::Source(ItemKey::new(of.as_str()?)),
        _ => return None,
    })
}

fn proposal_scope(scope: &ProposalScope) -> Value {
    match scope {
        ProposalScope::From(unit) => json!({ "scope": "from", "of": unit }),
        ProposalScope::With(unit) => json!({ "scope": "with", "of": unit }),
        ProposalScope::Meeting(key) => json!({ "scope": "meeting", "of": key.as_str() }),
    }
}

fn read_proposal_scope(kept: &Value) -> Option<ProposalScope> {
    let of = kept.get("of")?;
    Some(match kept.get("scope")?.as_str()? {
        "from" => ProposalScope::From(unit(of)?),
        "with" => ProposalScope::With(unit(of)?),
        "meeting" => ProposalScope::Meeting(ItemKey::new(of.as_str()?)),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_draft_was_made_of_is_read_back() {
        let (unit, key, on) = (UnitId(7), || ItemKey::new("m"), "2024-04-26".parse().unwrap());
        let all = [
            Occasion::Notice(key()),
            Occasion::Invitation(key()),
            Occasion::Minutes(key()),
            Occasion::Count(unit, CountSpan::Month),
            Occasion::Count(unit, CountSpan::Week),
            Occasion::Chase(TaskScope::Area(unit)),
            Occasion::Chase(TaskScope::Named(Arc::from("Chủ tịch UBND xã"))),
            Occasion::Reminder(TaskScope::Source(key())),
            Occasion::Register(ProposalScope::From(unit)),
            Occasion::Register(ProposalScope::Meeting(key())),
        ];
        for occasion in all {
            let mut fields = json!({ "total": 3 });
            occasion.keep_in(&mut fields, on);
            assert_eq!((Occasion::kept_in(&fields), taken(&fields)), (Some(occasion), Some(on)));
        }
        assert_eq!(Occasion::kept_in(&json!({ "total": 3 })), None);
    }
}
