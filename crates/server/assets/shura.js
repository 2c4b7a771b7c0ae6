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

// Recognition over time: a range beside the date form, which works without it. <form data-steps> holds the days as [data-day].
for (const form of document.querySelectorAll('form[data-steps]')) {
  const slide = form.querySelector('.slide');
  const range = slide?.querySelector('input');
  const days = [...form.querySelectorAll('[data-day]')].map(place => place.dataset.day);
  if (!range || days.length < 2) continue;
  slide.hidden = false;
  let asked = 0;
  range.addEventListener('input', async () => {
    const day = days[range.value];
    form.elements.date.value = day;
    const mine = ++asked;
    const url = new URL(location.href);
    url.searchParams.set('date', day);
    const answer = await fetch(url);
    if (!answer.ok || mine !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const shown = page.getElementById('recognised');
    if (shown) document.getElementById('recognised').replaceWith(shown);
  });
}

// A button that prints the page: <button data-print hidden>.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
