// Signing with a key of this device: <form data-signer="person" data-keys="public keys">. The server drafts the acts of a form, the key signs
// their bytes, the form carries the signatures. The secret key cannot be taken out of the browser, not even by this script.
'use strict';

const hex = bytes => Array.from(new Uint8Array(bytes), b => b.toString(16).padStart(2, '0')).join('');
const unpacked = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));

function keys(mode, work) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('shura-keys', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('keys');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const doing = work(opening.result.transaction('keys', mode).objectStore('keys'));
      doing.onsuccess = () => resolve(doing.result);
      doing.onerror = () => reject(doing.error);
    };
  });
}
const nameOf = form => `${window.location.pathname.split('/')[1]} ${form.dataset.signer}`;

// Drafts a form and adds the signatures to it.
async function signForm(form, key, button) {
  const fields = new URLSearchParams(new FormData(form, button || null));
  fields.delete('signed');
  fields.set('draft', 'yes');
  const answer = await fetch(form.action, { method: 'POST', body: fields, headers: { accept: 'application/json' } });
  // What is wrong with the form, the server says when it is sent as it is.
  if (!answer.ok || !(answer.headers.get('content-type') || '').startsWith('application/json')) return;
  for (const old of form.querySelectorAll('[name=signed]')) old.remove();
  for (const bytes of (await answer.json()).entries) {
    const signature = await crypto.subtle.sign('Ed25519', key.pair.privateKey, unpacked(bytes));
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', name: 'signed', value: `${bytes}.${key.public}.${hex(signature)}` });
    form.append(field);
  }
}

for (const form of document.querySelectorAll('form[data-signer]')) {
  let signed = false;
  form.addEventListener('submit', event => {
    if (signed || event.defaultPrevented || !window.indexedDB || !form.dataset.keys) return;
    event.preventDefault();
    keys('readonly', store => store.get(nameOf(form)))
      .then(key => key && form.dataset.keys.split(' ').includes(key.public) ? signForm(form, key, event.submitter) : undefined)
      .catch(() => undefined)
      .then(() => { signed = true; form.dataset.confirmed = 'yes'; form.requestSubmit(event.submitter || undefined); });
  });
}

// A new key on this device: <form data-new-key data-signer="person"> with a field `public`.
const enrol = document.querySelector('form[data-new-key]');
if (enrol) {
  const none = document.querySelector('[data-no-key]');
  crypto.subtle && crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']).then(pair => {
    enrol.hidden = false;
    none.hidden = true;
    let made = false;
    enrol.addEventListener('submit', async event => {
      if (made) return;
      event.preventDefault();
      const key = { pair, public: hex(await crypto.subtle.exportKey('raw', pair.publicKey)) };
      enrol.elements.public.value = key.public;
      await keys('readwrite', store => store.put(key, nameOf(enrol)));
      await signForm(enrol, key);
      made = true;
      enrol.requestSubmit();
    });
  }).catch(() => undefined);
}

// A further key: this device makes one and shows its digits, to be entered where a key signs already. <div data-further-key data-signer data-keys>.
const further = document.querySelector('[data-further-key]');
if (further && window.indexedDB && crypto.subtle) {
  const place = further.querySelector('[data-key-elsewhere]');
  const made = key => {
    place.querySelector('output').value = key.public.replace(/.{8}(?=.)/g, '$& ');
    place.querySelector('[data-key-made]').hidden = false;
    place.querySelector('[data-key-make]').hidden = true;
    place.querySelector('[data-key-ask]').hidden = true;
  };
  keys('readonly', store => store.get(nameOf(further))).then(async key => {
    const inForce = key && further.dataset.keys.split(' ').includes(key.public);
    if (inForce) {
      const here = document.querySelector(`[data-key-here="${key.public.slice(0, 8)}"]`);
      if (here) here.hidden = false;
      return;
    }
    const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
    const ended = key && document.querySelector(`[data-key-here="${key.public.slice(0, 8)}"]`);
    place.hidden = false;
    if (key && !ended) made(key);
    place.querySelector('[data-key-make]').addEventListener('click', async () => {
      const fresh = { pair, public: hex(await crypto.subtle.exportKey('raw', pair.publicKey)) };
      await keys('readwrite', store => store.put(fresh, nameOf(further)));
      made(fresh);
    });
  }).catch(() => undefined);
}
