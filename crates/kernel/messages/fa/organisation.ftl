### Findings about organisation.

composition-sum = جمع بخش‌ها ({ $parts }) { $sum } است و کل { $total }: { $difference }.
composition-names = { $persons } نفر نام برده شده‌اند و کل { $total } است: تفاوت { $difference }.
named-twice = { $who } بیش از یک بار در یک فهرست آمده است: { $names } نام، { $persons } نفر.
organ-never-met = سند هیچ جلسه‌ای از { $act } ندارد: انتخابات { $elections }، فراخوان { $calls }، عضو { $seated }؛ { $state }.
slate-against-proportion = از { $seats } کرسی، { $groups } به نسبت { $slate } سهم دارند، در برابر { $members } عضو. به تناسب چنین می‌شد: { $computed }.
unknown-kind-of-organ = اساسنامه { $kinds } نوع نهاد دارد و { $form } هیچ‌یک از آن‌ها نیست؛ پس هیچ مادهٔ آن از { $organ } سخن نمی‌گوید.
organ-ended = عمر { $organ } پایان یافته بود ({ $ended }).
amendment-not-carried = تغییر اساسنامه با { $by } و در رأی‌گیری از نوع { $question } است؛ اینجا { $why }.
amendment-breaks-charter = آنچه به دست می‌آید اساسنامه نیست ({ $key }): { $why }.
norm-exceeded = معیار نمایندگی به { $unit } با { $members } عضو، { $allowed } نماینده در { $organ } می‌دهد؛ با این وکالت { $delegates } نماینده دارد.
represented-base = { $total } نفر نمایندهٔ { $people } نفرند: هر یک به جای { $each } نفر.
weight-undeclared = { $person } در { $organ } { $weight } رأی می‌دهد، در حالی که اساسنامه برای هر نماینده یک رأی می‌شناسد.
same-base = { $first } و { $others } نمایندهٔ یک پایگاه‌اند: { $what }.
faction-drift = { $who } از { $from } به { $joins } می‌پیوندد؛ وکالت‌هایی که با نام نخست داده شده و بر جا می‌ماند: { $mandates }.
faction-vote = رأی‌گیری در { $faction } ({ $figures }): این رأی تنها اعضای همان را پایبند می‌کند و تصمیم { $body } نیست.
faction-split = انشعاب در { $whole }؛ از آن پدید می‌آید: { $parts }. ارقامی که زیر نام پیشین گفته شده از این پس معنای دیگری دارد.
