### Findings about mandates.

seats-left-open = از { $seats } کرسی، پر شدن { $filled } کرسی دانسته است؛ { $declined } کرسی رد شده و خالی مانده است؛ دربارهٔ { $untold } کرسی چیزی گفته نشده است.
recall-takes-offices = با وکالت { $person } در { $organ } این‌ها نیز پایان می‌یابد: { $falls }. به جای او رأی می‌دهد: { $substitutes }. شمار آرای آنجا: پیش از آن { $before }، پس از آن { $after }{ $quorum }.
substitute-while-seated = { $substitute } تا زمانی که { $holder } در { $organ } نشسته است رأی ندارد و با رفتن او کرسی را در دست می‌گیرد.
