// Passkeys on the pages of sign-in and account. Where a browser has none, nothing of this shows or is needed.
const known = window.PublicKeyCredential?.parseRequestOptionsFromJSON !== undefined;

async function answered(form, make) {
  const fault = form.querySelector('.fault');
  fault.hidden = true;
  try {
    form.elements['Form.Credential'].value = JSON.stringify((await make()).toJSON());
    form.submit();
  } catch {
    fault.hidden = false;     // called off, or too late: the browser does not say which
  }
}

for (const form of document.querySelectorAll('[data-passkey-options]')) {
  form.querySelector('button').disabled = !known;
  form.addEventListener('submit', event => {
    event.preventDefault();
    answered(form, () => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(form.dataset.passkeyOptions)) }));
  });
}

for (const form of document.querySelectorAll('[data-passkey-ask]')) {
  form.hidden = !known;
  form.addEventListener('submit', event => {
    event.preventDefault();
    answered(form, async () => {
      const asked = await fetch(form.dataset.passkeyAsk, { method: 'POST' });
      return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(await asked.json()) });
    });
  });
}
