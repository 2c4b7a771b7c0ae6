// Small helps for pages that work without them too.
'use strict';

// Seconds that run down: <time data-until="seconds since 1970"> shows what is left.
function countdown() {
  const now = Date.now() / 1000;
  for (const place of document.querySelectorAll('[data-until]')) {
    const left = Math.round(Number(place.dataset.until) - now);
    const text = `${left < 0 ? '−' : ''}${Math.floor(Math.abs(left) / 60)}:${String(Math.abs(left) % 60).padStart(2, '0')}`;
    const said = document.documentElement.lang === 'fa' ? text.replace(/\d/g, d => '۰۱۲۳۴۵۶۷۸۹'[d]) : text;
    if (place.textContent !== said) place.textContent = said;
    place.classList.toggle('over', left < 0);
  }
}
setInterval(countdown, 500);
countdown();

// A question before what cannot be undone: <form data-confirm="…">.
document.addEventListener('submit', event => {
  const question = event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});
