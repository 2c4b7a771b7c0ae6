### Findings about authority.

not-countersigned = The order of { $issuer } needed the countersignature of { $needed } and has none (refused by: { $refused }). Addressed to { $addressed }; obeyed by { $obeyed-count } ({ $obeyed }), not obeyed by { $not-count } ({ $not }).
countersignature-by-stranger = { $who } may not countersign { $order }: that is for { $needed }.
countersignature-refused = { $who } refused to countersign { $of }; { $effect }.
obeyed-though-void = { $unit }: { $conduct } with { $order } of { $issuer }, although it did not bind: { $why }.
undertaking-forgotten = The undertaking { $undertaking } of { $who } { $state }.
act-after-end = { $issuer } had come to its end before: { $ended-by } ended it at { $end }, and this act is of { $at }.
