### Findings about organisation.

composition-sum = جمع بخش‌ها ({ $parts }) { $sum } است و کل { $total }: { $difference }.
composition-names = { $persons } نفر نام برده شده‌اند و کل { $total } است: تفاوت { $difference }.
named-twice = { $who } بیش از یک بار در یک فهرست آمده است: { $names } نام، { $persons } نفر.
organ-never-met = { $act } هرگز جلسه‌ای نداشته است: انتخابات { $elections }، فراخوان { $calls }، عضو { $seated }، جلسه ۰؛ { $state }.
slate-against-proportion = از { $seats } کرسی، { $groups } به نسبت { $slate } سهم دارند، در برابر { $members } عضو. به تناسب چنین می‌شد: { $computed }.
