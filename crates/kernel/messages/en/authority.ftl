### Findings about authority.

countersignature-by-stranger = { $who } may not countersign { $order }: that is for { $needed }.
countersignature-refused = { $who } refused to countersign { $of }; { $effect }.
undertaking-forgotten = The undertaking { $undertaking } of { $who } { $state }.
act-after-end = { $issuer } had come to its end before: { $ended-by } ended it at { $end }, and this act is of { $at }.
not-countersigned = The order of { $issuer } needed the countersignature of { $needed }: { $signed }. { $conduct }.
obeyed-though-void = { $unit } — { $conduct }: { $order } of { $issuer } did not bind, for { $why }.
order-without-executor = The order of { $issuer } names neither an addressee nor an executor.
order-beyond-competence = { $issuer } gives an order on { $subject }; its competence is { $may }.
annulled-by-another = { $by } annuls { $of }, which is of { $issuer } and not its own; { $issuer } does not answer to it.
two-commands = { $unit } is under orders of { $count } issuers on { $subject }: of { $issuer } by this act, and of { $others } still in force ({ $orders }).
same-order-from-both = { $issuer } repeats to { $unit } what { $other } ordered in { $order }: obedience does not show whose order was obeyed.
order-not-recognised = Of { $addressed } addressed { $recognise } recognise { $issuer }, { $refuse-count } refuse it ({ $refuse }), and of { $unknown } nothing is known.
committee-and-rank-differ = In { $unit } { $one } { $one-stance } and { $other } { $other-stance }: { $authority }.
recognises-two = { $unit } recognises { $one } and { $other } at once: double power.
word-against-conduct = { $unit } says of { $authority } that it { $said }; what it did with { $order }: { $did }.
sender-unverified = The sender of { $dispatch }, said to be { $from }, could not be verified.
dispatch-lost = { $dispatch } to { $to } was lost; it carried { $carried }.
query-unanswered = { $from } asked { $to } by what right { $queried } was done, and no answer is in the record.
