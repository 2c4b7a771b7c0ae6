//! What each act refers to: every identifier in it that must be an act entered before.

use super::*;
use crate::Id;

impl Act {
    /// Calls `see` with every act that this one refers to.
    pub fn each_reference<'a>(&'a self, see: &mut impl FnMut(&'a Id)) {
        match self {
            Act::Source(a) => {
                a.author.iter().for_each(&mut *see);
            }
            Act::Organ(a) => {
                a.within.iter().for_each(&mut *see);
                a.elected_by.iter().for_each(&mut *see);
                a.accountable_to.iter().for_each(&mut *see);
                a.same_base_as.iter().for_each(&mut *see);
            }
            Act::Status(a) => {
                see(&a.of);
                a.into.iter().for_each(&mut *see);
            }
            Act::Faction(a) => {
                a.within.iter().for_each(&mut *see);
                a.of.iter().for_each(&mut *see);
            }
            Act::Affiliation(a) => {
                see(&a.who);
                a.joins.iter().for_each(&mut *see);
                a.leaves.iter().for_each(&mut *see);
            }
            Act::Membership(a) => {
                see(&a.unit);
            }
            Act::AmendCharter(a) => {
                a.division.iter().for_each(&mut *see);
            }
            Act::Election(a) => {
                see(&a.of);
                a.unit.iter().for_each(&mut *see);
                a.lists.iter().for_each(|x| {
                    x.of.iter().for_each(&mut *see);
                    x.taken_by.iter().for_each(&mut *see);
                });
                a.elected.iter().for_each(&mut *see);
                a.division.iter().for_each(&mut *see);
            }
            Act::Mandate(a) => {
                see(&a.person);
                see(&a.organ);
                a.unit.iter().for_each(&mut *see);
                a.election.iter().for_each(&mut *see);
                a.virtue_of.iter().for_each(&mut *see);
                a.faction.iter().for_each(&mut *see);
                a.substitute_for.iter().for_each(&mut *see);
            }
            Act::MandateChange(a) => {
                see(&a.of);
            }
            Act::Challenge(a) => {
                see(&a.of);
            }
            Act::Ruling(a) => {
                see(&a.of);
                a.division.iter().for_each(&mut *see);
            }
            Act::Recall(a) => {
                see(&a.mandate);
                see(&a.unit);
                a.division.iter().for_each(&mut *see);
                a.substitute.iter().for_each(&mut *see);
            }
            Act::Instruction(a) => {
                a.unit.iter().for_each(&mut *see);
                a.to.iter().for_each(&mut *see);
                a.sums.iter().for_each(&mut *see);
            }
            Act::Composition(a) => {
                see(&a.of);
                a.parts.iter().for_each(|x| {
                    x.of.iter().for_each(&mut *see);
                });
                a.names.iter().for_each(&mut *see);
            }
            Act::Appointment(a) => {
                see(&a.person);
                a.organ.iter().for_each(&mut *see);
                a.to.iter().for_each(&mut *see);
                a.virtue_of.iter().for_each(&mut *see);
                a.paired_with.iter().for_each(&mut *see);
                a.replaces.iter().for_each(&mut *see);
            }
            Act::Acceptance(a) => {
                see(&a.of);
                see(&a.unit);
            }
            Act::Dismissal(a) => {
                see(&a.of);
            }
            Act::Succession(a) => {
                see(&a.of);
                a.line.iter().for_each(&mut *see);
            }
            Act::Convening(a) => {
                see(&a.organ);
                a.invited.iter().for_each(&mut *see);
                a.not_invited.iter().for_each(&mut *see);
            }
            Act::Postponement(a) => {
                see(&a.of);
                a.asked_by.iter().for_each(&mut *see);
            }
            Act::Sitting(a) => {
                see(&a.organ);
                a.convened.iter().for_each(&mut *see);
                a.chair.iter().for_each(&mut *see);
                a.joint.iter().for_each(&mut *see);
            }
            Act::SittingChange(a) => {
                see(&a.of);
            }
            Act::Agenda(a) => {
                a.adopted_by.iter().for_each(&mut *see);
            }
            Act::Item(a) => {
                a.through.iter().for_each(&mut *see);
            }
            Act::Speech(a) => {
                see(&a.speaker);
                a.faction.iter().for_each(&mut *see);
                a.on.iter().for_each(&mut *see);
            }
            Act::Presence(a) => {
                a.who.iter().for_each(&mut *see);
                a.again.iter().for_each(&mut *see);
            }
            Act::Disclosure(a) => {
                see(&a.of);
            }
            Act::Dissent(a) => {
                see(&a.from);
                a.who.iter().for_each(&mut *see);
            }
            Act::Motion(a) => {
                a.mover.iter().for_each(&mut *see);
                a.amends.iter().for_each(&mut *see);
                a.substitutes.iter().for_each(&mut *see);
                a.rivals.iter().for_each(&mut *see);
                a.stages.iter().for_each(&mut *see);
                a.words.iter().for_each(|w| see(&w.on));
            }
            Act::Text(a) => {
                see(&a.of);
                a.from.iter().for_each(&mut *see);
            }
            Act::MotionChange(a) => {
                see(&a.of);
                a.organ.iter().for_each(&mut *see);
            }
            Act::Division(a) => {
                a.on.iter().for_each(&mut *see);
                a.electorate.iter().for_each(&mut *see);
                a.options.iter().for_each(|x| {
                    x.of.iter().for_each(&mut *see);
                });
                a.votes.iter().for_each(|x| {
                    see(&x.who);
                });
                a.lot.iter().for_each(&mut *see);
            }
            Act::Ballot(a) => {
                see(&a.division);
                see(&a.mandate);
                a.option.iter().for_each(&mut *see);
            }
            Act::Count(a) => {
                see(&a.division);
            }
            Act::Declaration(a) => {
                see(&a.division);
                a.lot.iter().for_each(&mut *see);
            }
            Act::Ratification(a) => {
                a.of.iter().for_each(&mut *see);
                a.division.iter().for_each(&mut *see);
            }
            Act::Lot(a) => {
                see(&a.of);
            }
            Act::Order(a) => {
                a.to.iter().for_each(&mut *see);
                a.executor.iter().for_each(&mut *see);
                a.annuls.iter().for_each(&mut *see);
            }
            Act::Countersignature(a) => {
                see(&a.of);
            }
            Act::Repeal(a) => {
                a.of.iter().for_each(&mut *see);
            }
            Act::Recognition(a) => {
                see(&a.unit);
                see(&a.authority);
            }
            Act::Compliance(a) => {
                see(&a.unit);
                see(&a.with);
            }
            Act::Dispatch(a) => {
                a.from.iter().for_each(&mut *see);
                a.to.iter().for_each(&mut *see);
                a.carries.iter().for_each(&mut *see);
                a.answers.iter().for_each(&mut *see);
                a.queries.iter().for_each(&mut *see);
            }
            Act::DispatchChange(a) => {
                see(&a.of);
                a.onward.iter().for_each(&mut *see);
            }
            Act::Undertaking(a) => {
                a.to.iter().for_each(&mut *see);
            }
            Act::Task(a) => {
                a.owner.iter().for_each(&mut *see);
                a.decision.iter().for_each(&mut *see);
            }
            Act::Progress(a) => {
                see(&a.of);
            }
            Act::Pass(a) => {
                a.holder.iter().for_each(&mut *see);
                a.replaces.iter().for_each(&mut *see);
            }
            Act::PassChange(a) => {
                see(&a.of);
            }
            Act::Transfer(a) => {
                see(&a.from);
                a.to.iter().for_each(&mut *see);
            }
            Act::Key(a) => {
                see(&a.person);
                a.replaces.iter().for_each(&mut *see);
            }
            Act::KeyChange(a) => {
                see(&a.of);
            }
            Act::Minutes(a) => {
                see(&a.of);
                a.keeper.iter().for_each(&mut *see);
            }
            Act::Remark(a) => {
                see(&a.on);
                a.replaces.iter().for_each(&mut *see);
            }
            Act::Claim(a) => {
                see(&a.about);
                a.answers.iter().for_each(&mut *see);
            }
            Act::Correction(a) => {
                see(&a.of);
            }
            Act::Report(a) => {
                a.on.iter().for_each(&mut *see);
                a.parts.iter().for_each(|x| {
                    x.of.iter().for_each(&mut *see);
                });
            }
            Act::Event(a) => {
                a.concerns.iter().for_each(&mut *see);
            }
            Act::Founding(_) | Act::Person(_) => {}
        }
    }
}
