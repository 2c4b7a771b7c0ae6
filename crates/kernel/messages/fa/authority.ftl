### Findings about authority.

not-countersigned = دستور { $issuer } به امضای متقابل { $needed } نیاز داشت و آن را ندارد (خودداری از امضا: { $refused }). مخاطبان: { $addressed }؛ اطاعت: { $obeyed-count } ({ $obeyed })؛ نافرمانی یا ناتوانی: { $not-count } ({ $not }).
countersignature-by-stranger = { $who } حق امضای متقابل { $order } را ندارد؛ این کار با { $needed } است.
countersignature-refused = { $who } از امضای متقابل { $of } خودداری کرد؛ { $effect }.
obeyed-though-void = { $unit } در برابر { $order } از { $issuer } چنین رفتار کرد: { $conduct }؛ با آنکه دستور الزام‌آور نبود: { $why }.
undertaking-forgotten = تعهد { $undertaking } از سوی { $who } { $state }.
act-after-end = { $issuer } پیش‌تر پایان یافته بود: { $ended-by } در { $end } به آن پایان داد، و تاریخ این کنش { $at } است.
