### Findings about mandates.

seats-left-open = Of { $seats } seats { $filled } are known to be filled; { $declined } were declined and stand open; { $untold } are not accounted for.
recall-takes-offices = With the mandate of { $person } in { $organ } falls: { $falls }. In its place votes: { $substitutes }. Votes there: { $before } before, { $after } after{ $quorum }.
substitute-while-seated = { $substitute } has no vote in { $organ } while { $holder } sits there, and takes the seat over when { $holder } goes.
mandate-without-election = The seat of { $person } in { $organ } is told as elected, but { $why }.
mandate-by-stranger =
    { $why ->
        [giver] { $by } gives { $person } a seat in { $organ } in no name that may: those who elect to it, { $organ } itself, or one above it.
        [unit] { $person } would sit in { $organ } for a unit that does not elect to it.
       *[substitute] { $person } would be a substitute in { $organ } for nobody, or for the delegate of another unit. Name in “substitute-for” the mandate of the same unit.
    }
mandate-seat-kind = The seat in { $organ } is { $seat }; its charter knows: { $allowed }.
mandate-over-seats = { $organ } has { $seats } seats, and with this mandate { $filled } voting members.
weight-over-members = The delegates of { $unit } would carry { $carried } votes in { $organ }; { $unit } has { $members } members.
seated-twice = { $person } votes in { $organ } already, by { $held }.
mandate-stale = { $organ }: { $what }; the charter asks for renewal within { $limit } months.
mandate-expired = The mandate of { $person } in { $organ } { $end }.
challenge-unruled = { $of } was challenged ({ $since }), and nobody ruled upon it.
ruling-without-decision =
    { $why ->
        [own] { $by } would rule on what is their own: on their seat or their challenge. Others rule on it.
       *[alone] { $by } would rule on { $of } alone. It takes a commission, a carried vote of the organ named in “division” or “under”, or, for what was done in the sitting, whoever presides over it.
    }
mandate-challenged-votes = { $person } casts { $votes } vote(s) under a mandate that stands challenged ({ $challenge }).
recall-by-stranger = { $unit } takes back the mandate of { $person } in { $organ }; by the charter { $may } may.
mandate-ended-without-decision = { $by } would end, lessen or restore { $mandate }, and no decision is named. It takes its holder, a recall, a ruling, or a carried vote named in “under”; a mandate that has ended is given anew.
recall-without-vote = { $unit } recalls { $person } on the question “{ $question }”, and { $why }.
recall-notice = The recall of { $person } was announced on { $announced }, { $given } day(s) before the vote; { $needed } are needed.
office-without-decision =
    { $gives ->
        [yes] { $by } gives { $person } an office of { $organ } alone: name the vote by which it was decided, or do it in a sitting.
       *[no] { $by } ends the office of { $person } in { $organ } alone: name the vote by which it was decided, or do it in a sitting.
    }
office-without-mandate = { $person } would hold it by virtue of { $base }, and { $why }.
imperative-mandate = It would bind { $to }, and { $what }.
instructions-summed = It sums up { $count } instructions; the record lists { $listed } of them.
election-untold =
    Nothing tells how the election of { $of } was decided: no votes, no division, no method; { $elected ->
        [0] nobody is named as elected.
        [one] one person is named as elected.
       *[other] { $elected } persons are named as elected.
    }
election-sum = Seats to fill: { $seats }; given to lists: { $given }; persons elected: { $persons }.
electors-not-entitled = { $unit } elects to { $organ }, whose electors are: { $electors }.
allocation-differs = By { $method } the votes { $votes } give the seats { $computed }; given were { $given }.
commission-chairs-government = Members of { $act } lead { $led } of its { $commissions } commissions; led by no member: { $vacant }.
appointment-refused =
    { $unit } does not accept the appointment of { $person } ({ $office }); { $accepted ->
        [0] nobody has accepted it so far.
       *[other] accepted so far by { $accepted }.
    }
appointment-unanswered = Of { $sent } appointments that { $issuer } addressed to units, { $unanswered } wait for an answer; silent: { $silent }.
office-already-held = { $person } is made { $office } of { $organ }, which { $holder } is already ({ $earlier }).
dismissal-of-ended = { $person } was no longer { $office }: ended by { $ended }.
warrant-unpaired = { $person } must show this warrant with { $other }, and { $why }.
successor-takes-over = { $of } fails; successors as declared, in order: { $line }; next is { $next }.
succession-circle = The line for { $of } leads back to it by way of { $through }.
