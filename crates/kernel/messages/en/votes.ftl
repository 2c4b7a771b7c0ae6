### Findings about votes.

outcome-differs = Declared: { $declared }. The figures say otherwise. { $verdict }
division-of-another =
    { $why ->
        [nobody] Nobody can tell whose vote this is: name the organ that votes, or the sitting in which it was taken.
        [another] { $by } tells a vote of { $organ }, and neither acts for it nor does it sit here. An organ tells its own votes.
       *[unsat] { $organ } decides by quorum, and this vote was taken in no sitting of it. Name the sitting, or say that it was taken in writing.
    }
question-differs = { $motion } was moved as a question of the kind “{ $asked }”, and the vote on it is opened by the majority of “{ $question }”. Name no question, or move it anew.
no-majority-rule = The charter has no majority for “{ $question }” and no ordinary one; the outcome is taken as it is declared.
figures-missing =
    The outcome ({ $outcome }) is told without figures{ $worded ->
        [yes] : “{ $wording }”.
       *[no] .
    }
estimate-decides =
    { $count ->
        [one] One figure of this vote is
       *[other] { $count } figures of this vote are
    } not counted: { $figures }.
divisions-disagree = The figures add up to another number of voters than those of { $other }: { $earlier } there, { $later } here.
rivals-all-lost = All { $motions } rival motions are lost ({ $figures }): there is no majority and no decision.
voter-not-entitled =
    { $why ->
        [none] { $mandate } is not a mandate.
        [organ] { $mandate } is a seat in another body than the one that votes.
        [ended] { $mandate } had ended when the ballot was cast.
        [class] { $mandate } carries no vote.
        [stranger] Another person than its holder votes with { $mandate }.
       *[later] { $mandate } had no vote when the division opened.
    } The electors are the { $electors } who could vote at its opening.
ballot-after-close =
    { $what ->
        [declaration] The result of { $mandate } was declared already ({ $closed }).
       *[ballot] The division was closed ({ $closed }) before { $mandate } voted.
    }
ballot-over-weight =
    { $mandate } holds { $held ->
        [one] one vote
       *[other] { $held } votes
    }, has cast { $cast } and would cast { $casting } more.
more-votes-than-voters = { $votes } votes are counted, of { $limit } { $base }.
vote-withdrawn =
    { $earlier ->
        [0] A ballot that was never cast is taken back: { $mandate }.
       *[other] A ballot is taken back: { $mandate }.
    }
motion-beyond-competence = { $organ } cannot decide on { $subject }: it is not among the { $subjects } subjects of its competence.
motion-lapses-with-mover = { $mover } leaves before { $motion } was put to the vote.
motion-already-settled =
    { $motion } is settled already: it was { $how ->
        [withdrawn] withdrawn
        [lapsed] told to have lapsed
        [rejected] rejected
        [substituted] replaced by another
        [rescinded] rescinded
        [rival] to stand or fall against { $rival }, which was adopted
       *[adopted] adopted
    }.
motion-not-supported =
    { $supporters ->
        [0] Nobody who counts supports { $motion }
        [one] One supports { $motion }
       *[other] { $supporters } support { $motion }
    }; { $needed } must besides its mover before it is put to the vote.
support-withdrawn-by-stranger = { $who } does not support { $motion } and has no support to take back.
support-withdrawn-after-vote = { $motion } has been put to the vote: support can be taken back only before that. Whoever has changed their mind votes against it.
adopted-without-vote = No vote carried { $motion }: it is adopted by a division and not by a word. Put it to the vote.
adopted-not-executed = { $motion } was adopted ({ $by }) and was not carried out.
interim-act =
    { $issuer } acts in the interim: this holds until { $known ->
        [yes] { $parent }
       *[no] the organ for which it acts
    } ratifies it.
interim-not-ratified =
    This provisional act of { $issuer } was not ratified{ $above ->
        [yes] ; the organ above it has sat { $sittings ->
            [one] once
           *[other] { $sittings } times
        } since.
       *[no] .
    }
ratified-by-stranger = { $ratifier } ratifies { $ratified }, an act of { $doer }, and does not stand above it.
heads-and-weights =
    { $how ->
        [weights] Weights are counted in a body whose charter knows none ({ $heads } heads, { $weight } votes).
        [heads] Heads are counted, and the { $heads } voters carry { $weight } votes.
       *[ballot] A vote of weight { $weight } is cast in a count of heads ({ $heads }).
    }
tie-broken-without-rule =
    { $how ->
        [no-tie] The votes are not equal ({ $figures }): there is no tie to break.
        [chair] The votes are equal ({ $figures }), and the charter gives the chair no casting vote.
       *[lot] The votes are equal ({ $figures }), and the charter does not let a lot decide.
    }
vote-repeated =
    { $open ->
        [yes] { $last } is open on { $motion }; declare its result, or that there is none, before another vote on it.
       *[no] { $motion } is put to the vote for the { $times ->
            [2] second
            [3] third
           *[other] { $times }th
        } time; the last vote was { $last }.
    }
rights-given-during-vote =
    { $open ->
        [yes] { $division } is open: this right does not count in it, only in later votes. It has { $electors } electors.
       *[no] The sitting has voted before ({ $division }, { $electors } known electors); later votes are measured by another number.
    }
mandate-void-changes-tally = { $mandate } has voted in { $division }: the tally was { $old } and is { $new } without it. { $verdict }
decision-voided =
    The ruling takes the effect from { $of }. { $fallen-count ->
        [0] No motion stood by it.
       *[other] No longer decided: { $fallen }.
    } { $followed-count ->
        [0] Nothing in the record rests on it.
        [one] One act rests on it and is to be looked at again: { $followed }.
       *[other] { $followed-count } acts rest on it and are to be looked at again: { $followed }.
    }
procedural-first = { $procedural } was moved, is procedural and waits for its vote.
stages-out-of-order =
    { $organ } takes up { $motion } before { $count ->
        [one] one body that comes first has
       *[other] { $count } bodies that come first have
    } passed it: { $skipped }.
consultative-decides = { $division } asked without deciding; nothing can rest on it.
tellers-missing = { $counted } of { $needed } tellers have entered what they counted in { $division }; it is declared when all have.
declared-figures-differ = { $declared } (for : against : abstaining) is declared of { $division }, and { $cast } was cast and counted. Declare what was counted, or leave the figures out.
tellers-disagree = The tellers of { $division } counted differently (for : against : abstaining): { $counts }. Count again until they agree.
