### Findings about authority.

countersignature-by-stranger = { $who } حق امضای متقابل { $order } را ندارد؛ این کار با { $needed } است.
countersignature-refused = { $who } از امضای متقابل { $of } خودداری کرد؛ { $effect }.
undertaking-forgotten = تعهد { $undertaking } از سوی { $who } { $state }.
act-after-end = { $issuer } پیش‌تر پایان یافته بود: { $ended-by } در { $end } به آن پایان داد، و تاریخ این کنش { $at } است.
not-countersigned = دستور { $issuer } به امضای متقابل { $needed } نیاز داشت: { $signed }. { $conduct }.
obeyed-though-void = { $unit } — { $conduct }: { $order } از { $issuer } الزام‌آور نبود، زیرا { $why }.
order-without-executor = دستور { $issuer } نه مخاطبی نام می‌برد و نه مجری‌ای.
order-beyond-competence = { $issuer } دربارهٔ { $subject } دستور می‌دهد؛ صلاحیت آن { $may } است.
annulled-by-another = { $by } کنش { $of } را لغو می‌کند که از آنِ { $issuer } است نه خودش؛ { $issuer } به آن پاسخ‌گو نیست.
two-commands = { $unit } دربارهٔ { $subject } زیر فرمان { $count } صادرکننده است: { $issuer } با این کنش، و { $others } با دستوری که هنوز معتبر است ({ $orders }).
same-order-from-both = { $issuer } همان را به { $unit } دستور می‌دهد که { $other } در { $order } داده بود: اطاعت نشان نمی‌دهد از که فرمان برده شده است.
order-not-recognised = از { $addressed } مخاطب، { $recognise } تا { $issuer } را به رسمیت می‌شناسند، { $refuse-count } تا نمی‌پذیرند ({ $refuse }) و از { $unknown } تا خبری نیست.
committee-and-rank-differ = در { $unit } موضع‌ها دربارهٔ { $authority } دوگانه است: { $one } { $one-stance } و { $other } { $other-stance }.
recognises-two = { $unit } در یک زمان { $one } و { $other } را به رسمیت می‌شناسد: قدرت دوگانه.
word-against-conduct = { $unit } دربارهٔ { $authority } می‌گوید که { $said }؛ رفتارش در برابر { $order }: { $did }.
sender-unverified = فرستندهٔ { $dispatch } که می‌گویند { $from } است شناسایی نشد.
dispatch-lost = { $dispatch } به مقصد { $to } گم شد؛ حامل { $carried } بود.
query-unanswered = { $from } از { $to } پرسید که { $queried } به چه حقی انجام شده است، و پاسخی در سند نیست.
