//! Clauses: any part of a text can be voted apart, and the adopted text follows from the votes.

use crate::amendment::{Amendment, Change};
use crate::apply::apply;
use crate::error::Error;
use crate::version::{Version, VersionId};
use serde::{Deserialize, Serialize};
use shura_act::Bilingual;
pub use shura_act::act::ClausePart;
use std::collections::{BTreeMap, BTreeSet};

/// A part of a version that is voted apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Its name, unique in the division.
    pub id: String,
    /// What belongs to it.
    pub parts: Vec<ClausePart>,
}

/// A text divided into clauses for separate votes. What no clause holds is the rest, adopted by the vote on the whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Division {
    /// The version that is divided.
    pub base: VersionId,
    /// Its clauses; no two hold the same words.
    pub clauses: Vec<Clause>,
}

/// The text that follows from the votes: what was carried stays, what was lost is struck.
///
/// # Errors
/// When a clause cannot be found in the version, two clauses hold the same words or bear one name, or a vote is missing or
/// names no clause.
pub fn adopt(
    base: &Version,
    division: &Division,
    carried: &BTreeMap<String, bool>,
) -> Result<Version, Error> {
    let mut seen = BTreeSet::new();
    for clause in &division.clauses {
        if !seen.insert(clause.id.as_str()) {
            return Err(bad(
                format!("two clauses are named {}; give each its own name", clause.id),
                format!("دو بند {} نام دارند؛ به هر یک نامی جدا بدهید", clause.id),
            ));
        }
        if !carried.contains_key(&clause.id) {
            return Err(bad(
                format!("clause {} has not been voted; record its vote", clause.id),
                format!("بند {} به رأی گذاشته نشده است؛ رأی آن را ثبت کنید", clause.id),
            ));
        }
    }
    if let Some(id) = carried.keys().find(|id| !seen.contains(id.as_str())) {
        return Err(bad(
            format!("a vote names clause {id}, which does not exist; check the name"),
            format!("رأیی بندِ {id} را نام برده که وجود ندارد؛ نام را بازبینی کنید"),
        ));
    }
    // All clauses together must be disjoint, also those that were carried.
    let struck = |clauses: &[&Clause]| Amendment {
        base: division.base,
        ..strike("clauses", base, clauses.iter().flat_map(|c| &c.parts))
    };
    apply(base, &struck(&division.clauses.iter().collect::<Vec<_>>()))?;
    let lost: Vec<&Clause> = division.clauses.iter().filter(|c| carried.get(&c.id) == Some(&false)).collect();
    apply(base, &struck(&lost))
}

/// The amendment that strikes parts of a version: what the loss of a clause does.
pub fn strike<'c>(id: &str, base: &Version, parts: impl Iterator<Item = &'c ClausePart>) -> Amendment {
    let index = base.index();
    let change = |part: &ClausePart| match part {
        ClausePart::Block(block) => Change::DeleteBlock { block: *block },
        // A clause that is the whole of a block takes the block with it, so that no empty item stays.
        ClausePart::Words(span) => match index.get(span.block) {
            Some(e) if span.words == [0, e.block.words().len()] && span.was.is_none() => {
                let alone = e
                    .parent
                    .and_then(|p| index.get(p))
                    .filter(|p| p.block.kind == crate::Kind::Item && p.block.children().len() == 1);
                let block = if alone.is_some() { e.parent.unwrap_or(span.block) } else { span.block };
                match e.block.kind {
                    crate::Kind::Cell => Change::Delete { span: span.clone() },
                    _ => Change::DeleteBlock { block },
                }
            }
            _ => Change::Delete { span: span.clone() },
        },
    };
    Amendment::new(id, base.id(), parts.map(change).collect())
}

fn bad(en: String, fa: String) -> Error {
    Error::BadPlace { why: Bilingual::new(en, fa) }
}
