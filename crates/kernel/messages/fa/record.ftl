### Findings about record.

unknown-reference = به { $reference } ارجاع می‌دهد که پیش از آن در سند ثبت نشده است.
identifier-of-the-charter = «{ $word }» واژه‌ای از اساسنامه است که به صاحب آن حق می‌دهد: هیچ شخص و هیچ نهاد دیگری آن را بر خود نمی‌گذارد. شناسهٔ دیگری برگزینید.
identifier-used-twice = این نام پیش‌تر به ثبت { $place } سند داده شده است.
claims-conflict = روایت‌ها دربارهٔ { $about } در نکتهٔ «{ $point }» با هم نمی‌خوانند: اینجا { $here }؛ جای دیگر { $others }.
claim-refuted = { $by } روایت { $answered } از { $of } را { $how }؛ هر دو روایت می‌ماند.
corrected = { $by } ثبت { $of } را تصحیح می‌کند (بخش: { $field })؛ باید چنین می‌بود: { $value }. خود ثبت دست‌نخورده می‌ماند.
refers-to-later = تاریخ آن { $at } است و بر { $ground } تکیه دارد که دست‌کم { $gap } پس از آن روی داده است.
entered-before-it-happened = در { $entered } ثبت شده و در { $at } روی داده است.
time-left-open =
    { $which ->
        [at] زمان این کار باز گذاشته شده است ({ $date }). روز آن را بگویید، یا بازه‌ای که آغاز و پایان دارد.
       *[entered] زمان ثبت { $date } گفته شده است؛ زمان ثبت یک ثانیه است و نگهدارندهٔ سند آن را می‌گوید.
    }
repeal-of-ended = دوباره به { $of } پایان می‌دهد: پیش از این { $by }.
told-years-later = { $source }، نوشتهٔ { $written }، از { $about } ({ $at }) می‌گوید: دست‌کم { $years } سال پس از آن.
thousands-reversed =
    { $agrees ->
        [yes] منبع { $print } چاپ کرده، با گروه هزارگان در پایان: { $read }، همان که ثبت شده است.
       *[no] منبع { $print } چاپ کرده، با گروه هزارگان در پایان: { $read }؛ آنچه ثبت شده { $entered } است.
    }
report-sum = جمع اجزا { $addends } = { $sum } است و کل { $total }: اختلاف { $difference }.
report-answers = از { $asked } پرسش‌شده { $answered } به شمار آمده است، یعنی { $per-cent } درصد؛ { $missing } نه.
reports-differ = { $by } دربارهٔ { $on } رقم { $total } را گزارش می‌کند؛ { $other } رقم { $other-total } را دارد.
in-force-after-issuer = فرمان‌های { $issuer } که با پایان یافتن آن هنوز معتبر است: { $count } (نخستین‌ها: { $first }).
key-by-stranger = کلیدهای { $person } در اختیار { $by } نیست: تنها خود او دربارهٔ آن‌ها تصمیم می‌گیرد، یا کسی که اساسنامه برای این کار نام برده است.
key-used-twice = این کلید عمومی پیش‌تر با { $first } به نام { $person } ثبت شده است؛ هر دستگاه کلیدی از آنِ خود می‌سازد.
not-signed = با کلید { $author } امضا نشده است؛ کنشی از نوع «{ $kind }» را باید نویسنده‌اش امضا کند.
signed-by-stranger = امضای کلید { $key } را دارد که در سند از آنِ هیچ‌کس نیست.
key-revoked = با { $key } امضا شده است، کلیدی از آنِ { $person } که { $by } پیش‌تر به آن پایان داده بود.
