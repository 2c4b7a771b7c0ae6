### Findings about organisation.

composition-sum = The parts { $parts } make { $sum }, the whole is { $total }: { $difference }.
composition-names = { $persons } persons are named where the whole is { $total }: a difference of { $difference }.
named-twice = More than once in one list: { $who }. Its { $names } names are { $persons } persons.
organ-never-met = { $act } never sat: elections { $elections }, calls to sit { $calls }, members { $seated }, sittings 0; { $state }.
slate-against-proportion = Of { $seats } seats { $groups } have { $slate } for { $members } members. In proportion it would be { $computed }.
