### Findings about mandates.

seats-left-open = Of { $seats } seats { $filled } are known to be filled; { $declined } were declined and stand open; { $untold } are not accounted for.
recall-takes-offices = With the mandate of { $person } in { $organ } falls: { $falls }. In its place votes: { $substitutes }. Votes there: { $before } before, { $after } after{ $quorum }.
substitute-while-seated = { $substitute } has no vote in { $organ } while { $holder } sits there, and takes the seat over when { $holder } goes.
