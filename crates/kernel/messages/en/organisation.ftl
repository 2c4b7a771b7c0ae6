### Findings about organisation.

composition-sum = The parts { $parts } make { $sum }, the whole is { $total }: { $difference }.
composition-names = { $persons } persons are named where the whole is { $total }: a difference of { $difference }.
named-twice = More than once in one list: { $who }. Its { $names } names are { $persons } persons.
organ-never-met = The record holds no sitting of { $act }: elections { $elections }, calls to sit { $calls }, members { $seated }; { $state }.
slate-against-proportion = Of { $seats } seats { $groups } have { $slate } for { $members } members. In proportion it would be { $computed }.
unknown-kind-of-organ = The charter has { $kinds } kinds of organs, and “{ $form }” is none of them, so no clause speaks of { $organ }.
organ-ended = { $organ } had come to its end ({ $ended }).
amendment-not-carried = The charter is changed by: { $by }, on the question “{ $question }”, and here { $why }.
amendment-breaks-charter = What comes out is no charter ({ $key }): { $why }.
norm-exceeded =
    For { $members } members the norm gives { $unit } { $allowed ->
        [one] one delegate
       *[other] { $allowed } delegates
    } in { $organ }; with this mandate it has { $delegates }.
represented-base = { $total } represent { $people } people: one for { $each }.
weight-undeclared = { $person } would cast { $weight } votes in { $organ }, whose charter knows one vote a delegate.
same-base = { $first } and { $others } stand for one base: { $what }.
faction-drift = { $who } goes over from { $from } to { $joins }; mandates given under the first and kept: { $mandates }.
faction-vote = A vote within { $faction } ({ $figures }) binds its members and is no decision of { $body }.
faction-split = A split in { $whole }; from it comes: { $parts }. Figures told under the old name mean something else from now on.
