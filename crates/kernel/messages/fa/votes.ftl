### Findings about votes.

outcome-differs = اعلام شد: { $declared }. ارقام چیز دیگری می‌گویند. { $verdict }
division-of-another =
    { $why ->
        [nobody] معلوم نیست این رأی از آنِ کیست: نهادی را که رأی می‌دهد یا نشستی را که رأی در آن گرفته شد نام ببرید.
        [another] { $by } از رأی { $organ } خبر می‌دهد، اما نه به نام آن کار می‌کند و نه آن نهاد اینجا نشسته است. هر نهاد رأی خود را خود می‌گوید.
       *[unsat] { $organ } با حد نصاب تصمیم می‌گیرد و این رأی در هیچ نشست آن گرفته نشده است. نشست را نام ببرید، یا بگویید که رأی کتبی بوده است.
    }
question-differs = { $motion } از نوع { $asked } پیشنهاد شده است، اما رأی‌گیری دربارهٔ آن با اکثریت نوع { $question } آغاز می‌شود. نوع پرسش را ننویسید یا آن را از نو پیشنهاد کنید.
no-majority-rule = اساسنامه نه برای «{ $question }» اکثریتی دارد و نه اکثریت عادی؛ نتیجه همان گونه که اعلام می‌شود پذیرفته می‌شود.
figures-missing =
    نتیجه ({ $outcome }) بی‌رقم گفته شده است{ $worded ->
        [yes] : «{ $wording }».
       *[no] .
    }
estimate-decides = { $count } رقم این رأی‌گیری شمرده نشده است: { $figures }.
divisions-disagree = جمع رأی‌ها با { $other } یکی نیست: آنجا { $earlier }، اینجا { $later }.
rivals-all-lost = هر { $motions } پیشنهاد رقیب رد شد ({ $figures }): نه اکثریتی هست و نه تصمیمی.
voter-not-entitled =
    { $why ->
        [none] { $mandate } وکالت نیست.
        [organ] { $mandate } کرسی نهاد دیگری است، نه نهادی که رأی می‌دهد.
        [ended] { $mandate } هنگام دادن رأی پایان یافته بود.
        [class] { $mandate } حق رأی ندارد.
        [stranger] کسی جز دارندهٔ { $mandate } با آن رأی می‌دهد.
       *[later] { $mandate } هنگام آغاز رأی‌گیری حق رأی نداشت.
    } رأی‌دهندگان همان { $electors } تنی هستند که هنگام آغاز آن حق رأی داشتند.
ballot-after-close =
    { $what ->
        [declaration] نتیجهٔ { $mandate } پیش‌تر اعلام شده است ({ $closed }).
       *[ballot] رأی‌گیری پیش از رأی { $mandate } بسته شده بود ({ $closed }).
    }
ballot-over-weight = { $mandate } { $held } رأی دارد، { $cast } رأی داده است و می‌خواهد { $casting } رأی دیگر بدهد.
more-votes-than-voters = { $votes } رأی شمرده شده است، از { $limit } { $base }.
vote-withdrawn =
    { $earlier ->
        [0] رأیی پس گرفته می‌شود که هرگز داده نشده بود: { $mandate }.
       *[other] رأیی پس گرفته می‌شود: { $mandate }.
    }
motion-beyond-competence = { $organ } نمی‌تواند دربارهٔ { $subject } تصمیم بگیرد: این در میان { $subjects } موضوع صلاحیت آن نیست.
motion-lapses-with-mover = { $mover } پیش از به رأی گذاشته شدن { $motion } می‌رود.
motion-already-settled =
    تکلیف { $motion } پیش‌تر روشن شده است: { $how ->
        [withdrawn] پس گرفته شد
        [lapsed] از دستور افتاد
        [rejected] رد شد
        [substituted] دیگری جای آن را گرفت
        [rescinded] لغو شد
        [rival] در برابر { $rival } بود که تصویب شد
       *[adopted] تصویب شد
    }.
motion-not-supported =
    { $supporters ->
        [0] هیچ‌یک از رأی‌دهندگان از { $motion } پشتیبانی نمی‌کند
        [one] یک تن از { $motion } پشتیبانی می‌کند
       *[other] { $supporters } تن از { $motion } پشتیبانی می‌کنند
    }؛ تا به رأی گذاشته شود باید جز پیشنهاددهنده { $needed } تن پشتیبانش باشند.
support-withdrawn-by-stranger = { $who } از { $motion } پشتیبانی نمی‌کند و پشتیبانی‌ای ندارد که پس بگیرد.
support-withdrawn-after-vote = { $motion } به رأی گذاشته شده است: پشتیبانی را تنها پیش از آن می‌توان پس گرفت. هر که نظرش برگشته رأی مخالف بدهد.
adopted-without-vote = هیچ رأی‌گیری‌ای { $motion } را تصویب نکرده است: تصویب با رأی است نه با اعلام. آن را به رأی بگذارید.
adopted-not-executed = { $motion } تصویب شده بود ({ $by }) و به اجرا درنیامد.
interim-act =
    { $issuer } به‌طور موقت عمل می‌کند: این تا هنگامی اعتبار دارد که { $known ->
        [yes] { $parent }
       *[no] نهادی که به جای آن عمل می‌کند
    } درباره‌اش تصمیم بگیرد.
interim-not-ratified =
    این کار موقت { $issuer } به تأیید نرسیده است{ $above ->
        [yes] ؛ نهاد بالادست از آن پس { $sittings } بار نشسته است.
       *[no] .
    }
ratified-by-stranger = { $ratifier } { $ratified } را، که کار { $doer } است، تأیید می‌کند و بالادست آن نیست.
heads-and-weights =
    { $how ->
        [weights] در نهادی که اساسنامه‌اش وزنی نمی‌شناسد وزن شمرده می‌شود ({ $heads } سر، { $weight } رأی).
        [heads] سرها شمرده می‌شود، در حالی که { $heads } رأی‌دهنده { $weight } رأی دارند.
       *[ballot] در سرشماری ({ $heads }) رأیی با وزن { $weight } داده می‌شود.
    }
tie-broken-without-rule =
    { $how ->
        [no-tie] رأی‌ها برابر نیست ({ $figures }): برابری‌ای نیست که شکسته شود.
        [chair] رأی‌ها برابر است ({ $figures }) و اساسنامه به رئیس رأی تعیین‌کننده نداده است.
       *[lot] رأی‌ها برابر است ({ $figures }) و اساسنامه قرعه را داور نکرده است.
    }
vote-repeated =
    { $open ->
        [yes] { $last } دربارهٔ { $motion } باز است؛ پیش از رأی‌گیری دیگر، نتیجهٔ آن یا بی‌نتیجه بودنش را اعلام کنید.
       *[no] { $motion } برای بار { $times } به رأی گذاشته می‌شود؛ رأی‌گیری پیشین { $last } بود.
    }
rights-given-during-vote =
    { $open ->
        [yes] { $division } در جریان است: این حق در آن به حساب نمی‌آید و تنها در رأی‌گیری‌های بعدی اثر دارد. شمار رأی‌دهندگان آن { $electors } است.
       *[no] این نشست پیش‌تر رأی گرفته است ({ $division }، با { $electors } رأی‌دهندهٔ شناخته)؛ رأی‌گیری‌های بعدی با شمار دیگری سنجیده می‌شود.
    }
mandate-void-changes-tally = { $mandate } در { $division } رأی داده است: شمارش { $old } بود و بی آن { $new } است. { $verdict }
decision-voided =
    این حکم { $of } را بی‌اثر می‌کند. { $fallen-count ->
        [0] هیچ پیشنهادی بر آن استوار نبود.
       *[other] دیگر تصمیم به شمار نمی‌آید: { $fallen }.
    } { $followed-count ->
        [0] در سند چیزی بر آن تکیه ندارد.
       *[other] { $followed-count } کنش بر آن تکیه دارد و باید از نو بررسی شود: { $followed }.
    }
procedural-first = { $procedural } پیشنهاد آیین‌نامه‌ای است و هنوز به رأی گذاشته نشده است.
stages-out-of-order = { $organ } به { $motion } می‌پردازد پیش از آن‌که { $count } نهاد پیشین آن را بگذرانند: { $skipped }.
consultative-decides = { $division } تنها پرسش بود و تصمیم نبود؛ چیزی بر آن استوار نمی‌شود.
tellers-missing = از { $needed } شمارندهٔ آرا { $counted } تن شمارش خود را برای { $division } ثبت کرده‌اند؛ نتیجه هنگامی اعلام می‌شود که همه ثبت کرده باشند.
declared-figures-differ = نتیجهٔ { $division } { $declared } (موافق : مخالف : ممتنع) اعلام می‌شود، اما آرای داده و شمرده‌شده { $cast } است. همان را که شمرده شده اعلام کنید یا رقمی ننویسید.
tellers-disagree = شمارش شمارندگان { $division } یکی نیست (موافق : مخالف : ممتنع): { $counts }. تا یکی شدن شمارش‌ها دوباره بشمارید.
