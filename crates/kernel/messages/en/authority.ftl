### Findings about authority.

countersignature-by-stranger = { $who } may not countersign { $order }: that is for { $needed }.
countersignature-form = { $who } countersigns { $order } by { $given }; the charter wants { $wanted }.
countersignature-refused = { $who } refused to countersign { $of }; { $effect }.
undertaking-forgotten = The undertaking { $undertaking } of { $who } { $state }.
act-after-end = { $issuer } had come to its end before: { $ended-by } ended it at { $end }, and this act is of { $at }.
not-countersigned = The order of { $issuer } needed the countersignature of { $needed }: { $signed }. { $conduct }.
obeyed-though-void = { $unit } — { $conduct }: { $order } of { $issuer } did not bind, for { $why }.
order-without-executor = The order of { $issuer } names neither an addressee nor an executor.
order-beyond-competence = { $issuer } gives an order on { $subject }; its competence is { $may }.
annulled-by-another = { $by } annuls { $of }, which is of { $issuer } and not its own; { $issuer } does not answer to it.
same-order-from-both = { $issuer } repeats to { $unit } what { $other } ordered in { $order }: obedience does not show whose order was obeyed.
order-not-recognised = Addressed: { $addressed }; refusing { $issuer }: { $refuse-count } ({ $refuse }); recognising it: { $recognise }; not known: { $unknown }.
recognises-two = { $unit } recognises { $one } and { $other } at once: double power.
dispatch-lost = { $dispatch } to { $to } was lost; it carried { $carried }.
query-unanswered = { $from } asked { $to } by what right { $queried } was done, and no answer is in the record.
undertaking-overdue = The undertaking of { $who } was due by { $due }, and nothing tells that it was kept, refused or taken back.
deadline-moved = The deadline of { $of } is moved. It was: { $old }; it is now: { $new }.
task-forgotten = The task { $task } of { $owner } { $state }.
performed-by-part = { $by } acts in the name of { $behalf }: { $why }.
not-entitled-to-act = { $by } may not enter an act of the kind “{ $kind }”: that is for { $may }.
behalf-without-right = { $by } may not act in the name of { $organ }: that takes an office in it, a mandate in it with a decision named in “under”, or the word of the charter.
relies-on-nothing = It relies on { $ground }, which { $why }.
pass-not-in-force = { $pass } was used although { $why }.
pass-without-end =
    { $holders ->
        [0] The pass of { $issuer } names no holder and has no end.
        [one] The pass of { $issuer } for one named holder has no end.
       *[other] The pass of { $issuer } for { $holders } named holders has no end.
    }
committee-and-rank-differ = In { $unit } voices differ on { $authority }: { $one } — { $one-stance }; { $other } — { $other-stance }.
word-against-conduct = { $unit } towards { $authority }: in word — { $said }; in conduct with { $order } — { $did }.
two-commands = Orders of { $count } issuers on { $subject } are in force for { $unit }: of { $issuer } by this act, and of { $others } ({ $orders }).
transfer-asserted = The passing of authority from { $from } to { $to } is { $state }.
sender-unverified = The sender of { $dispatch } could not be verified (named: { $from }).
task-overdue = The task of { $owner } was due by { $due }, and nothing tells that it was done.
