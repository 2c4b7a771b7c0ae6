### Findings about sittings.

not-entitled-to-convene =
    { $overdue ->
        [yes] { $caller } calls { $organ } because it is overdue; otherwise that is for { $entitled }.
       *[no] { $caller } may not call { $organ }: the charter gives that to { $entitled }. What is decided there has no effect.
    }
sitting-not-convened = { $organ } sits without having been called; that is for { $entitled }.
sitting-decides-nothing =
    { $weighs ->
        [note] { $organ } holds that it may not decide in this sitting ({ $because }).
        [irregular] { $organ } sits upon a call that is void ({ $because }); it can talk, but nothing that it decides has effect.
       *[void] { $organ } decides nothing in this sitting, because of { $because }.
    }
sitting-still-open = { $organ } still sits: { $sitting } is not over. Close it before another sitting opens, or let whoever presides over it resume it.
chair-without-vote = { $by } would take the chair of { $organ } from { $holder }, and no vote is named. It takes a vote that { $organ } or an organ above it carried, named in “division” or “under”.
notice-too-short =
    { $organ } was called on { $called } for { $held }: { $given ->
        [one] { $given } day
       *[other] { $given } days
    } of notice, where { $needed } are needed.
sitting-overdue =
    { $by ->
        [day] { $organ } was due by { $due } and is to sit on { $held }.
       *[turn] { $organ } sits every { $every } months; it last sat on { $since }, and by { $held } { $passed } months have passed.
    }
sitting-awaited = { $organ } sits every { $every } months, and { $passed } have passed since { $since }.
demand-not-followed =
    { $demanded } of { $units } units demanded by { $since } that { $organ } sit ({ $needed } are enough), and it was not called { $days ->
        [0] since
        [one] within one day
       *[other] within { $days } days
    }.
put-off =
    { $asked ->
        [refused] Putting off the sitting of { $organ } was asked for and refused; { $times ->
            [0] it had not been put off before.
            [one] it had been put off once before.
           *[other] it had been put off { $times } times before.
        }
       *[granted] The sitting of { $organ } is put off; with this, { $times ->
            [one] once
           *[other] { $times } times
        }.
    }
opened-by-stranger = { $opener } opens the sitting and has neither seat nor office in { $organ }, nor called it.
named-another-sitting =
    { $why ->
        [part] { $by } has no part in { $sitting }: an act is done in a sitting by those who sit, lead it or report to it. Leave the sitting out.
       *[other] It belongs to another sitting than { $sitting }. Name that one, or none.
    }
act-in-closed-sitting = When this was done in it, { $sitting } was over or paused.
agenda-changed-without-motion =
    The agenda ({ $earlier }) was changed and no motion did so. Added: { $added }; dropped: { $dropped }; { $order ->
        [changed] the order of the others changed.
       *[kept] the order of the others kept.
    }
item-not-on-agenda = “{ $item }” is opened and is not among the { $items } items of the agenda ({ $agenda }).
item-left-suspended =
    { $organ } closes with { $count ->
        [one] one item
       *[other] { $count } items
    } interrupted and not taken up again: { $items }.
speech-after-debate-closed = { $speaker } speaks in debate after { $organ } had closed it.
speech-over-time = { $speaker } had the floor for { $taken } minutes; { $allowed } are allowed.
speech-for-another-faction = { $speaker } would speak for { $faction }, and is no member of it: its time is not theirs to spend.
floor-refused =
    { $speaker }{ $seat ->
        [yes] , who has a seat here,
       *[no] {""}
    } { $how ->
        [refused] is refused the floor.
       *[cut-off] is cut off.
    }
walk-out-announced-twice = { $who } had already left ({ $earlier }); this departure was announced before.
departed-takes-part = { $who } had left the sitting ({ $departure }) and had not returned.
quorum-at-opening = { $organ } opens with { $present } present; the quorum is { $needed }.
quorum-lost = { $present } are present and { $needed } are needed: { $organ } cannot decide.
publicity-narrowed =
    It is { $now ->
        [public] public
        [members] open to members only
        [closed] closed
       *[secret] secret
    }, where it should be { $was ->
        [public] public
        [members] open to members
        [closed] closed
       *[secret] secret
    }.
disclosed-later = { $of } was kept within { $sitting } and is opened to more people now.
dissent-entered = The dissent of { $who } ({ $dissenters }) stays with the decision: { $from }; votes against it: { $against }.
dissent-from-nothing =
    { $how ->
        [void] { $from } has no effect: there is nothing to dissent from.
        [open] { $from } is not decided: there is nothing to dissent from yet.
       *[none] { $from } is not a decision: there is nothing to dissent from.
    }
minutes-missing = Nothing tells what became of the minutes of this sitting of { $organ }, which must keep them.
minutes-lost =
    The minutes of { $organ } were { $how ->
        [lost] lost
        [never-kept] never kept
       *[altered] altered afterwards
    }{ $divisions ->
        [0] .
        [one] ; one division of that sitting can no longer be checked against them.
       *[other] ; { $divisions } divisions of that sitting can no longer be checked against them.
    }
list-of-speakers =
    { $why ->
        [closed] The list of speakers is closed; { $speaker } cannot be put on it until it is opened.
        [twice] { $speaker } stands on the list of speakers already.
        [absent] { $speaker } is not present, and only those present are given the floor.
        [paused] The speech is paused already, or was not paused.
       *[nobody] Nobody is speaking now.
    }
