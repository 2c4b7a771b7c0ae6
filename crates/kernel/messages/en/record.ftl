### Findings about record.

unknown-reference = It refers to { $reference }, which was not entered before it.
identifier-of-the-charter = “{ $word }” is a word of the charter, which gives rights to whoever it means: no person and no other organ bears it. Choose another identifier.
identifier-used-twice = Its name was given before, to entry { $place } of the record.
claims-conflict = Accounts of { $about } differ on “{ $point }”: here { $here }; elsewhere { $others }.
claim-refuted = { $by } { $how } { $answered }, told by { $of }; both accounts stay.
corrected = { $by } corrects { $of } (field: { $field }); it should say: { $value }. The entry stays as it was.
refers-to-later = It is of { $at } and rests on { $ground }, which happened at least { $gap } later.
entered-before-it-happened = It was entered at { $entered } and happened at { $at }.
time-left-open =
    { $which ->
        [at] When this happened is left open ({ $date }). Say the day, or a span that begins and ends.
       *[entered] When this was entered is told as { $date }; it is one second, which the keeper of the record tells.
    }
repeal-of-ended = It ends { $of } again: { $by } before.
told-years-later =
    { $source }, of { $written }, tells of { $about } ({ $at }): { $years ->
        [one] one year
       *[other] { $years } years
    } or more lie between.
thousands-reversed =
    { $agrees ->
        [yes] The source prints { $print }, thousands last: { $read }, as entered.
       *[no] The source prints { $print }, thousands last: { $read }; entered is { $entered }.
    }
report-sum = The parts add up to { $addends } = { $sum }, and the total is { $total }: { $difference } apart.
report-answers = Of { $asked } asked { $answered } are counted, { $per-cent } per cent; { $missing } are not.
reports-differ = { $by } reports { $total } on { $on }; { $other } has { $other-total }.
in-force-after-issuer = Orders of { $issuer } still in force although it has come to its end: { $count } (the first of them: { $first }).
key-by-stranger = { $by } does not dispose of the keys of { $person }: only { $person } does, or whom the charter names for it.
key-used-twice = This public key was enrolled before, by { $first }, as a key of { $person }; every device makes a key of its own.
not-signed = It is not signed with a key of { $author }; an act of the kind “{ $kind }” must be signed by its author.
signed-by-stranger = It bears a signature of the key { $key }, which nobody in the record holds.
key-revoked = It is signed with { $key }, a key of { $person } that { $by } had ended before.
