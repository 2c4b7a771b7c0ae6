### Findings about authority.

countersignature-by-stranger = { $who } حق امضای متقابل { $order } را ندارد؛ این کار با { $needed } است.
countersignature-form = امضای متقابل { $who } بر { $order } به این صورت است: { $given }؛ اساسنامه این را می‌خواهد: { $wanted }.
countersignature-refused = { $who } از امضای متقابل { $of } خودداری کرد؛ { $effect }.
undertaking-forgotten = تعهد { $undertaking } از سوی { $who } { $state }.
act-after-end = { $issuer } پیش‌تر پایان یافته بود: { $ended-by } در { $end } به آن پایان داد، و تاریخ این کنش { $at } است.
not-countersigned = فرمان { $issuer } به امضای متقابل { $needed } نیاز داشت: { $signed }. { $conduct }.
obeyed-though-void = { $unit } — { $conduct }: { $order } از { $issuer } الزام‌آور نبود، زیرا { $why }.
order-without-executor = فرمان { $issuer } نه مخاطبی نام می‌برد و نه مجری‌ای.
order-beyond-competence = { $issuer } دربارهٔ { $subject } فرمان می‌دهد؛ صلاحیت آن { $may } است.
annulled-by-another = { $by } کنش { $of } را لغو می‌کند که از آنِ { $issuer } است نه خودش؛ { $issuer } به آن پاسخ‌گو نیست.
same-order-from-both = { $issuer } همان را به { $unit } فرمان می‌دهد که { $other } در { $order } داده بود: اطاعت نشان نمی‌دهد از که فرمان برده شده است.
order-not-recognised = شمار مخاطبان: { $addressed }؛ { $issuer } را نمی‌پذیرند: { $refuse-count } ({ $refuse })؛ به رسمیت می‌شناسند: { $recognise }؛ نامعلوم: { $unknown }.
recognises-two = { $unit } در یک زمان { $one } و { $other } را به رسمیت می‌شناسد: قدرت دوگانه.
dispatch-lost = { $dispatch } به مقصد { $to } گم شد؛ حامل { $carried } بود.
query-unanswered = { $from } از { $to } پرسید که { $queried } به چه حقی انجام شده است، و پاسخی در سند نیست.
undertaking-overdue = مهلت تعهد { $who } تا { $due } بود و خبری نیست که به آن عمل شده، رد شده یا پس گرفته شده باشد.
deadline-moved = مهلت { $of } جابه‌جا شد. پیش از این: { $old }؛ اکنون: { $new }.
task-forgotten = وظیفهٔ { $task } بر عهدهٔ { $owner } { $state }.
performed-by-part = { $by } به نام { $behalf } عمل می‌کند: { $why }.
not-entitled-to-act = { $by } حق ثبت کنشی از نوع «{ $kind }» را ندارد؛ این کار با { $may } است.
behalf-without-right = { $by } نمی‌تواند به نام { $organ } عمل کند: این کار سمتی در آن نهاد، یا وکالتی در آن همراه با تصمیمی که در under نام برده شود، یا حکم اساسنامه می‌خواهد.
relies-on-nothing = بر { $ground } تکیه دارد که { $why }.
pass-not-in-force = { $pass } به کار رفت، با آنکه { $why }.
pass-without-end =
    { $holders ->
        [0] جواز { $issuer } نه دارنده‌ای نام می‌برد و نه پایانی دارد.
       *[other] جواز { $issuer } برای { $holders } دارندهٔ نام‌برده پایانی ندارد.
    }
committee-and-rank-differ = در { $unit } صداها دربارهٔ { $authority } یکی نیست: { $one } — { $one-stance }؛ { $other } — { $other-stance }.
word-against-conduct = { $unit } در برابر { $authority }: در گفتار — { $said }؛ در رفتار با { $order } — { $did }.
two-commands = فرمان‌های { $count } صادرکننده دربارهٔ { $subject } برای { $unit } معتبر است: { $issuer } با این کنش، و { $others } ({ $orders }).
transfer-asserted = انتقال قدرت از { $from } به { $to }: { $state }.
sender-unverified = فرستندهٔ { $dispatch } شناسایی نشد (نام‌برده: { $from }).
task-overdue = مهلت وظیفهٔ { $owner } تا { $due } بود و خبری از انجام آن نیست.
