### Findings about record.

unknown-reference = به { $reference } ارجاع می‌دهد که پیش از آن در سند ثبت نشده است.
identifier-used-twice = این نام پیش‌تر به مدخل { $place } سند داده شده است.
