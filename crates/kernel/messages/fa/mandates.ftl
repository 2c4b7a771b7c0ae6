### Findings about mandates.

seats-left-open = از { $seats } کرسی، پر شدن { $filled } کرسی دانسته است؛ { $declined } کرسی رد شده و خالی مانده است؛ دربارهٔ { $untold } کرسی چیزی گفته نشده است.
recall-takes-offices = با وکالت { $person } در { $organ } این‌ها نیز پایان می‌یابد: { $falls }. به جای او رأی می‌دهد: { $substitutes }. شمار آرای آنجا: پیش از آن { $before }، پس از آن { $after }{ $quorum }.
substitute-while-seated = { $substitute } تا زمانی که { $holder } در { $organ } نشسته است رأی ندارد و با رفتن او کرسی را در دست می‌گیرد.
mandate-without-election = کرسی { $person } در { $organ } انتخابی خوانده شده، اما { $why }.
mandate-by-stranger =
    { $why ->
        [giver] { $by } به { $person } در { $organ } کرسی می‌دهد، اما نه به نام کسانی که این حق را دارند: برگزینندگان آن، خود { $organ }، یا نهادی بالاتر از آن.
        [unit] { $person } در { $organ } از سوی یکانی می‌نشیند که برای آن نماینده برنمی‌گزیند.
       *[substitute] { $person } در { $organ } علی‌البدل هیچ‌کس یا علی‌البدل نمایندهٔ یکانی دیگر می‌شود. وکالت همان یکان را در substitute-for نام ببرید.
    }
mandate-seat-kind = این کرسی در { $organ } { $seat } است؛ اساسنامه این‌ها را می‌شناسد: { $allowed }.
mandate-over-seats = { $organ } { $seats } کرسی دارد و با این وکالت { $filled } عضو صاحب رأی.
weight-over-members = نمایندگان { $unit } در { $organ } روی هم { $carried } رأی می‌داشتند؛ { $unit } { $members } عضو دارد.
seated-twice = { $person } پیش‌تر با { $held } در { $organ } حق رأی دارد.
mandate-stale = { $organ }: { $what }؛ اساسنامه تجدید آن را در { $limit } ماه می‌خواهد.
mandate-expired = وکالت { $person } در { $organ } { $end }.
challenge-unruled = به { $of } اعتراض شده ({ $since }) و کسی دربارهٔ آن حکمی نداده است.
ruling-without-decision =
    { $why ->
        [own] { $by } می‌خواهد دربارهٔ کرسی یا اعتراض خود حکم بدهد. حکم آن با دیگران است.
       *[alone] { $by } می‌خواهد به‌تنهایی دربارهٔ { $of } حکم بدهد. این کار با کمیسیون است، یا با رأی تصویب‌شدهٔ نهاد که در division یا under نام برده شود، یا، دربارهٔ آنچه در نشست گذشته، با رئیس آن نشست.
    }
mandate-challenged-votes = { $person } با وکالتی که به آن اعتراض شده ({ $challenge }) { $votes } رأی می‌دهد.
recall-by-stranger = { $unit } وکالت { $person } در { $organ } را پس می‌گیرد؛ بنا بر اساسنامه این حق از آنِ { $may } است.
mandate-ended-without-decision = { $by } می‌خواهد { $mandate } را پایان دهد، بکاهد یا بازگرداند و تصمیمی نام برده نشده است. این کار با خود وکیل است، یا با بازخوانی، حکم، یا رأی‌گیری تصویب‌شده‌ای که در under نام برده شود؛ وکالتی که پایان یافته است از نو داده می‌شود.
recall-without-vote = { $unit } در رأی‌گیری از نوع { $question } { $person } را بازمی‌خواند و { $why }.
recall-notice = بازخوانی { $person } در { $announced } اعلام شد، { $given } روز پیش از رأی‌گیری؛ { $needed } روز لازم است.
office-without-decision =
    { $gives ->
        [yes] { $by } به‌تنهایی سمتی در { $organ } به { $person } می‌دهد: رأی‌گیری‌ای را که در آن تصمیم گرفته شد نام ببرید، یا این کار را در نشست انجام دهید.
       *[no] { $by } به‌تنهایی سمت { $person } را در { $organ } پایان می‌دهد: رأی‌گیری‌ای را که در آن تصمیم گرفته شد نام ببرید، یا این کار را در نشست انجام دهید.
    }
office-without-mandate = { $person } آن را به اعتبار { $base } می‌داشت و { $why }.
imperative-mandate = این رهنمود می‌خواهد { $to } را پایبند کند و { $what }.
instructions-summed = این رهنمود جمع { $count } دستور انتخاب‌کنندگان است؛ سند { $listed } تا از آن‌ها را دارد.
election-untold =
    گفته نشده که انتخابات { $of } چگونه به نتیجه رسید: نه رأیی، نه رأی‌گیری‌ای و نه روشی؛ { $elected ->
        [0] نام برگزیده‌ای نیامده است.
       *[other] شمار برگزیدگان نام‌برده: { $elected }.
    }
election-sum = کرسی‌هایی که باید پر می‌شد: { $seats }؛ داده‌شده به فهرست‌ها: { $given }؛ افراد برگزیده: { $persons }.
electors-not-entitled = { $unit } برای { $organ } انتخابات برگزار می‌کند، در حالی که انتخاب‌کنندگان آن این‌ها هستند: { $electors }.
allocation-differs = به روش { $method } از رأی‌های { $votes } کرسی‌های { $computed } به دست می‌آید؛ آنچه داده شده { $given } است.
commission-chairs-government = اعضای { $act } سرپرستی { $led } کمیسیون از { $commissions } کمیسیون آن را دارند؛ بی‌سرپرست از میان اعضا: { $vacant }.
appointment-refused =
    { $unit } گماردن { $person } ({ $office }) را نمی‌پذیرد؛ { $accepted ->
        [0] تاکنون کسی آن را نپذیرفته است.
       *[other] شمار پذیرندگان تاکنون: { $accepted }.
    }
appointment-unanswered = از { $sent } انتصابی که { $issuer } به یکان‌ها اعلام کرده، { $unanswered } انتصاب بی‌پاسخ مانده است؛ پاسخ نداده‌اند: { $silent }.
office-already-held = { $person } در { $organ } به مقام { $office } گمارده می‌شود که { $holder } پیش‌تر آن را دارد ({ $earlier }).
dismissal-of-ended = { $person } دیگر مقام { $office } را نداشت: پایان‌دهنده { $ended }.
warrant-unpaired = { $person } باید این حکم مأموریت را همراه { $other } نشان دهد و { $why }.
successor-takes-over = { $of } از کار می‌افتد؛ جانشینان به ترتیبی که اعلام شده: { $line }؛ نوبت با { $next } است.
succession-circle = زنجیرهٔ جانشینی { $of } از راه { $through } به خودش بازمی‌گردد.
