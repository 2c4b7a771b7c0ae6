// Passkeys: <button data-passkey="make" or "show" data-path="/house/passkeys">. The server gives what is to be signed, the browser asks the
// person, the server checks. Where a browser has no passkeys, the button stays hidden and the page says so.
'use strict';

const toBytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
const toText = buffer => btoa(Array.from(new Uint8Array(buffer), b => String.fromCharCode(b)).join(''))
  .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

async function post(path, body) {
  const response = await fetch(path, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.why);
  return answer;
}

async function make(path) {
  const { name, options } = await post(`${path}/make`, {});
  const asked = options.publicKey;
  asked.challenge = toBytes(asked.challenge);
  asked.user.id = toBytes(asked.user.id);
  for (const known of asked.excludeCredentials || []) known.id = toBytes(known.id);
  const made = await navigator.credentials.create({ publicKey: asked });
  return post(`${path}/made`, { name, credential: {
    id: made.id, rawId: toText(made.rawId), type: made.type, extensions: {},
    response: { attestationObject: toText(made.response.attestationObject), clientDataJSON: toText(made.response.clientDataJSON) },
  } });
}

async function show(path, back) {
  const { name, options } = await post(`${path}/show`, {});
  const asked = options.publicKey;
  asked.challenge = toBytes(asked.challenge);
  for (const known of asked.allowCredentials || []) known.id = toBytes(known.id);
  const shown = await navigator.credentials.get({ publicKey: asked });
  return post(`${path}/shown`, { name, back, credential: {
    id: shown.id, rawId: toText(shown.rawId), type: shown.type, extensions: {},
    response: {
      authenticatorData: toText(shown.response.authenticatorData), clientDataJSON: toText(shown.response.clientDataJSON),
      signature: toText(shown.response.signature), userHandle: shown.response.userHandle ? toText(shown.response.userHandle) : null,
    },
  } });
}

if (window.PublicKeyCredential && navigator.credentials) {
  for (const none of document.querySelectorAll('[data-passkey-none]')) none.hidden = true;
  for (const button of document.querySelectorAll('[data-passkey]')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      const said = document.querySelector('[data-passkey-said]');
      said.hidden = true;
      button.disabled = true;
      try {
        const done = button.dataset.passkey === 'make' ? await make(button.dataset.path)
          : await show(button.dataset.path, button.dataset.back);
        window.location.assign(done.to);
      } catch (error) {
        // What the browser itself says is in no language of ours; what the server says is.
        said.textContent = error instanceof DOMException || error instanceof TypeError || !error.message ? button.dataset.failed : error.message;
        said.hidden = false;
      }
      button.disabled = false;
    });
  }
}
