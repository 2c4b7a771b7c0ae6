### Findings about record.

unknown-reference = It refers to { $reference }, which was not entered before it.
identifier-used-twice = Its name was given before, to entry { $place } of the record.
claims-conflict = Accounts of { $about } differ on “{ $point }”: here { $here }; elsewhere { $others }.
