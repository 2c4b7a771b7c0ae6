// Small helps for pages that work without them too.
'use strict';

// Numbers in the digits of the page.
function digits(text) {
  return document.documentElement.lang === 'fa' ? text.replace(/\d/g, d => '۰۱۲۳۴۵۶۷۸۹'[d]) : text;
}

// Seconds that run down: <time data-until="seconds since 1970"> shows what is left.
function countdown() {
  const now = Date.now() / 1000;
  for (const place of document.querySelectorAll('[data-until]')) {
    const left = Math.round(Number(place.dataset.until) - now);
    const text = `${left < 0 ? '−' : ''}${Math.floor(Math.abs(left) / 60)}:${String(Math.abs(left) % 60).padStart(2, '0')}`;
    const said = digits(text);
    if (place.textContent !== said) place.textContent = said;
    place.classList.toggle('over', left < 0);
  }
}
setInterval(countdown, 500);
countdown();

// Times of day are those of the reader's place: <time data-at="seconds since 1970">.
function clocks() {
  const way = { hour: '2-digit', minute: '2-digit', hour12: false };
  for (const place of document.querySelectorAll('[data-at]')) {
    if (place.tagName === 'TIME') place.textContent = new Date(place.dataset.at * 1000).toLocaleTimeString(document.documentElement.lang, way);
  }
}

// A question before what cannot be undone: <form data-confirm="…">. Asked before anything else hears of the sending.
document.addEventListener('submit', event => {
  const { confirm: question, confirmed } = event.target.dataset;
  if (question && confirmed !== 'yes' && !window.confirm(question)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

// A sitting. The hall comes by itself; what concerns a visitor alone is asked for when the hall says that something is new for them. Many do
// so at the same moment, so each waits some part of the time that the server names: the more there are, the longer.
let asking = 0;
function follow() {
  const now = document.querySelector('.hall-now');
  const mine = document.getElementById('mine');
  if (!now) return;
  announce(now);
  if (!mine || mine.dataset.at === now.dataset[mine.dataset.follows]) return;
  const typed = field => field.type !== 'hidden' && (field.type === 'checkbox' ? field.checked !== field.defaultChecked
    : field.tagName === 'SELECT' ? ![...field.options].every(o => o.selected === (o.defaultSelected || (o.index === 0 && !field.querySelector('[selected]'))))
    : field.value !== field.defaultValue);
  // What came back with a reason holds what was typed, too.
  if (mine.querySelector('[role=alert]') || [...mine.querySelectorAll('input, textarea, select')].some(typed)) {
    mine.querySelector('.stale')?.removeAttribute('hidden');
    return;
  }
  clearTimeout(asking);
  const wait = mine.dataset.follows === 'desk' ? 50 : Math.random() * Number(mine.dataset.wait);
  asking = setTimeout(() => window.htmx?.ajax('GET', mine.dataset.from, { target: '#mine', swap: 'outerHTML' }), wait);
}

// What changes is told to those who listen to the page: a place that stays, filled when its text is another.
function announce(now) {
  for (const how of ['polite', 'assertive']) {
    const place = document.getElementById(`tell-${how}`);
    const text = [...now.querySelectorAll(`[data-tell=${how}]`)].map(e => e.textContent.replace(/\s+/g, ' ').trim()).join(' ');
    const words = text.replace(/[\d۰-۹]+/g, '');
    if (place && place.dataset.words !== words) {
      // The first time nothing has changed yet.
      if (place.dataset.words !== undefined) place.textContent = text;
      place.dataset.words = words;
    }
  }
}
document.addEventListener('htmx:sseMessage', () => { countdown(); clocks(); follow(); });
clocks();
follow();

// Folds stay as they were when their part of the page is shown anew.
let opened = [];
document.addEventListener('htmx:beforeSwap', () => {
  opened = [...document.querySelectorAll('#mine details')].map(d => [d.id, d.open]);
});
document.addEventListener('htmx:afterSwap', () => {
  for (const [id, open] of opened) {
    const fold = id && document.getElementById(id);
    if (fold && open) fold.open = true;
  }
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
    form.elements.date.value = digits(day);
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
