### Findings about sittings.

not-entitled-to-convene =
    { $overdue ->
        [yes] { $caller } نشست { $organ } را فرا می‌خواند چون موعد آن گذشته است؛ وگرنه این کار با { $entitled } است.
       *[no] { $caller } حق فراخواندن { $organ } را ندارد: اساسنامه این حق را به { $entitled } داده است. آنچه در آن نشست تصمیم گرفته شود اثری ندارد.
    }
sitting-not-convened = { $organ } بی‌آن‌که فراخوانده شده باشد نشست برگزار می‌کند؛ فراخواندن آن با { $entitled } است.
sitting-decides-nothing =
    { $weighs ->
        [note] { $organ } خود می‌گوید که در این نشست حق تصمیم ندارد ({ $because }).
        [irregular] { $organ } بر پایهٔ فراخوانی بی‌اثر نشست برگزار می‌کند ({ $because })؛ گفت‌وگو می‌تواند، ولی هیچ تصمیمش اثر ندارد.
       *[void] { $organ } در این نشست هیچ تصمیمی نمی‌گیرد، به سبب { $because }.
    }
sitting-still-open = نشست { $organ } هنوز پایان نیافته است: { $sitting }. پیش از گشودن نشستی دیگر آن را ببندید، یا رئیسش آن را از سر بگیرد.
chair-without-vote = { $by } می‌خواهد ریاست { $organ } را از { $holder } بگیرد و هیچ رأیی نام برده نشده است. این کار رأی تصویب‌شدهٔ { $organ } یا نهادی بالاتر از آن را می‌خواهد که در division یا under نام برده شود.
notice-too-short = { $organ } در { $called } برای { $held } فراخوانده شد: { $given } روز مهلت، در حالی که { $needed } روز لازم است.
sitting-overdue =
    { $by ->
        [day] موعد نشست { $organ } { $due } بود و برگزاری آن به { $held } می‌افتد.
       *[turn] { $organ } هر { $every } ماه یک بار نشست دارد؛ واپسین نشست آن { $since } بود و تا { $held } { $passed } ماه گذشته است.
    }
sitting-awaited = { $organ } هر { $every } ماه یک بار نشست دارد و از { $since } تاکنون { $passed } ماه گذشته است.
demand-not-followed =
    تا { $since }، { $demanded } یکان از { $units } یکان خواستار نشست { $organ } شدند ({ $needed } یکان بس است) و { $days ->
        [0] تاکنون فراخوانده نشده است
       *[other] در { $days } روز فراخوانده نشد
    }.
put-off =
    { $asked ->
        [refused] تعویق نشست { $organ } درخواست و رد شد؛ { $times ->
            [0] پیش از این به تعویق نیفتاده بود.
           *[other] پیش از این { $times } بار به تعویق افتاده بود.
        }
       *[granted] نشست { $organ } به تعویق می‌افتد؛ با این بار { $times } بار.
    }
opened-by-stranger = { $opener } نشست را می‌گشاید، در حالی که در { $organ } نه کرسی دارد و نه سمت، و آن را فرا نخوانده است.
named-another-sitting =
    { $why ->
        [part] { $by } در { $sitting } جایی ندارد: در نشست کسانی عمل می‌کنند که عضو یا گردانندهٔ آن‌اند یا به آن گزارش می‌دهند. نام نشست را ننویسید.
       *[other] این کار به نشستی جز { $sitting } تعلق دارد. نام همان را بنویسید یا هیچ نامی ننویسید.
    }
act-in-closed-sitting = هنگامی که این کار انجام شد، { $sitting } پایان یافته یا در تنفس بود.
agenda-changed-without-motion =
    دستور جلسه ({ $earlier }) بی هیچ پیشنهاد و رأیی دگرگون شد. افزوده: { $added }؛ حذف‌شده: { $dropped }؛ { $order ->
        [changed] ترتیب بندهای دیگر عوض شد.
       *[kept] ترتیب بندهای دیگر همان ماند.
    }
item-not-on-agenda = بند «{ $item }» گشوده می‌شود، در حالی که در میان { $items } بند دستور جلسه ({ $agenda }) نیست.
item-left-suspended = نشست { $organ } پایان می‌یابد و { $count } بند که در میانهٔ کار رها شد از سر گرفته نشده است: { $items }.
speech-after-debate-closed = { $speaker } پس از آن‌که { $organ } به گفت‌وگو پایان داد، در گفت‌وگو سخن می‌گوید.
speech-over-time = { $speaker } { $taken } دقیقه سخن گفت؛ { $allowed } دقیقه مجاز است.
speech-for-another-faction = { $speaker } می‌خواهد از سوی { $faction } سخن بگوید، اما عضو آن نیست: وقت آن فراکسیون از آنِ او نیست.
floor-refused =
    { $how ->
        [refused] به { $speaker } نوبت سخن داده نشد
       *[cut-off] سخن { $speaker } قطع شد
    }{ $seat ->
        [yes] {" "}و او در اینجا کرسی دارد.
       *[no] .
    }
walk-out-announced-twice = خروج { $who } پیش از این اعلام شده بود ({ $earlier }).
departed-takes-part = { $who } از نشست رفته ({ $departure }) و بازنگشته بود.
quorum-at-opening = نشست { $organ } با { $present } حاضر گشوده می‌شود؛ حد نصاب { $needed } است.
quorum-lost = { $present } نفر حاضرند و حد نصاب { $needed } است: { $organ } نمی‌تواند تصمیم بگیرد.
publicity-narrowed =
    این { $now ->
        [public] علنی است
        [members] تنها برای اعضاست
        [closed] غیرعلنی است
       *[secret] پنهانی است
    }، در حالی که باید { $was ->
        [public] علنی باشد
        [members] برای اعضا باز باشد
        [closed] غیرعلنی باشد
       *[secret] پنهانی باشد
    }.
disclosed-later = { $of } در { $sitting } نهان بود و اکنون برای شمار بیشتری آشکار می‌شود.
dissent-entered = نظر مخالف { $who } ({ $dissenters }) در کنار تصمیم می‌ماند: { $from }؛ رأی‌های مخالف آن: { $against }.
dissent-from-nothing =
    { $how ->
        [void] { $from } اثری ندارد: چیزی نیست که با آن مخالفت شود.
        [open] دربارهٔ { $from } هنوز تصمیمی گرفته نشده است: چیزی نیست که با آن مخالفت شود.
       *[none] { $from } تصمیم نیست: چیزی نیست که با آن مخالفت شود.
    }
minutes-missing = چیزی نمی‌گوید که بر سر صورت‌جلسهٔ این نشست { $organ }، که باید صورت‌جلسه داشته باشد، چه آمده است.
minutes-lost =
    صورت‌جلسهٔ { $organ } { $how ->
        [lost] از میان رفته است
        [never-kept] هرگز نوشته نشد
       *[altered] بعدها دست‌کاری شده است
    }{ $divisions ->
        [0] .
       *[other] ؛ { $divisions } رأی‌گیری آن نشست را دیگر نمی‌توان با آن سنجید.
    }
list-of-speakers =
    { $why ->
        [closed] فهرست سخنرانان بسته است؛ تا باز نشود نام { $speaker } در آن نمی‌آید.
        [twice] نام { $speaker } در فهرست سخنرانان هست.
        [absent] { $speaker } حاضر نیست و نوبت سخن تنها به حاضران داده می‌شود.
        [paused] این سخنرانی همین حالا در وقفه است، یا وقفه‌ای نداشته است.
       *[nobody] اکنون کسی سخن نمی‌گوید.
    }
