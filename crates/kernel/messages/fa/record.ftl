### Findings about record.

unknown-reference = به { $reference } ارجاع می‌دهد که پیش از آن در سند ثبت نشده است.
identifier-used-twice = این نام پیش‌تر به ثبت { $place } سند داده شده است.
claims-conflict = روایت‌ها دربارهٔ { $about } در نکتهٔ «{ $point }» با هم نمی‌خوانند: اینجا { $here }؛ جای دیگر { $others }.
claim-refuted = { $by } روایت { $answered } از { $of } را { $how }؛ هر دو روایت می‌ماند.
corrected = { $by } ثبت { $of } را تصحیح می‌کند (بخش: { $field })؛ باید چنین می‌بود: { $value }. خود ثبت دست‌نخورده می‌ماند.
refers-to-later = تاریخ آن { $at } است و بر { $ground } تکیه دارد که دست‌کم { $gap } پس از آن روی داده است.
entered-before-it-happened = در { $entered } ثبت شده و در { $at } روی داده است.
repeal-of-ended = دوباره به { $of } پایان می‌دهد: پیش از این { $by }.
report-sum = جمع اجزا { $addends } = { $sum } است و کل { $total }: اختلاف { $difference }.
report-answers = از { $asked } پرسش‌شده { $answered } به شمار آمده است، یعنی { $per-cent } درصد؛ { $missing } نه.
reports-differ = { $by } دربارهٔ { $on } رقم { $total } را گزارش می‌کند؛ { $other } رقم { $other-total } را دارد.
in-force-after-issuer = دستورهای { $issuer } که با پایان یافتن آن هنوز معتبر است: { $count } (نخستین‌ها: { $first }).
