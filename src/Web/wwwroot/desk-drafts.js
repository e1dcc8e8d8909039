// What somebody writes is kept on the server, for another device and another day; without a connection it is kept here and sent later.
// Nothing written is lost silently: when both sides have something else, whoever writes chooses.
const find = id => document.getElementById(id);
const desk = find('desk');
const pause = 800;
let timer = null;
let saving = null;
let clash = null;      // what was written elsewhere, until whoever writes has chosen
let sent = null;      // what was sent last: a part that was on its way meanwhile may bring it back
const base = { words: '', version: 0 };      // the draft on the server, as far as is known here

const key = () => `draft:${desk.dataset.me}:${find('composer').dataset.draft}`;
const kind = () => document.querySelector('[name=kind]:checked')?.value ?? 'reply';
const local = () => JSON.parse(localStorage.getItem(key()) ?? 'null');
const say = words => { find('draft-state').textContent = words; };

function begin() {
  const text = find('text');
  if (!text) {
    return;
  }

  Object.assign(base, { words: text.defaultValue, version: Number(text.dataset.version) });
  const here = local();
  if (here && here.words !== base.words) {
    if (here.version === base.version || base.words === '') {
      put(here);
      save();
    } else {
      put(here);
      differ();
    }
  }
}

function put({ words, kind: wanted }) {
  const text = find('text');
  text.value = words;
  const radio = document.querySelector(`[name=kind][value=${wanted}]:not(:disabled)`);
  if (radio && words) {
    radio.checked = true;
    radio.form.dataset.chosen = '';
  }
}

function written() {
  const text = find('text');
  localStorage.setItem(key(), JSON.stringify({ words: text.value, kind: kind(), version: base.version }));
  say('');
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

async function save() {
  const text = find('text');
  clearTimeout(timer);
  if (!text || saving || clash || (text.value === base.words && !local())) {
    return;
  }

  const words = text.value;
  const form = new FormData();
  form.set('__RequestVerificationToken', document.querySelector('#composer [name=__RequestVerificationToken]').value);
  form.set('words', words);
  form.set('kind', kind());
  form.set('from', base.version);
  saving = fetch(find('composer').dataset.draft, { method: 'post', body: form, keepalive: true });
  try {
    const response = await saving;
    if (response.ok || response.status === 409) {
      const now = await response.json();
      const isSame = response.ok || now.words === words;
      Object.assign(base, { words: now.words, version: now.version });
      if (isSame) {
        if (find('text')?.value === words) {
          localStorage.removeItem(key());
          say(words ? desk.dataset.draftKept : '');
        }
      } else if (now.words === '' || words.startsWith(now.words)) {
        timer = setTimeout(save, 0);      // nothing of the other one is lost by ours
      } else if (find('text')?.value === '' || now.words.startsWith(find('text').value)) {
        put(now);
        localStorage.removeItem(key());
      } else {
        differ(now);
      }
    }
  } catch {
    say(desk.dataset.draftHere);      // and again when there is a connection, or with the next word
  } finally {
    saving = null;
    if (find('text') && find('text').value !== words && find('text').value !== base.words) {
      timer = setTimeout(save, pause);
    }
  }
}

// Both have something else: it is shown, and nothing is kept over it until one is chosen.
function differ(other = base) {
  clash = { words: other.words, kind: other.kind ?? kind() };
  show();
}

function show() {
  find('draft-words').textContent = clash?.words ?? '';
  find('draft-other').hidden = !clash;
}

document.addEventListener('click', event => {
  const chosen = event.target.closest('[data-draft-choice]')?.dataset.draftChoice;
  if (chosen) {
    if (chosen === 'other') {
      put(clash);
      localStorage.removeItem(key());
    } else if (chosen === 'both') {
      put({ words: `${clash.words}\n\n${find('text').value}`, kind: kind() });
    }

    clash = null;
    show();
    find('text').focus();
    written();
  }
});

document.addEventListener('input', event => {
  if (event.target.id === 'text') {
    written();
  }
});

document.addEventListener('change', event => {
  if (event.target.name === 'kind' && find('text')?.value) {
    written();
  }
});

document.addEventListener('said', () => {
  clearTimeout(timer);
  sent = base.words;
  clash = null;
  Object.assign(base, { words: '', version: 0 });
  localStorage.removeItem(key());
  say('');
});

// A part came anew: the server's draft may have come with it, from another device, when nothing was being written here.
document.addEventListener('swapped', () => {
  const text = find('text');
  if (!text) {
    return;
  }

  show();
  if (text.value && text.value === text.defaultValue && (text.value === sent || local()?.words === '')) {
    text.value = '';
  } else if (text.value && text.value === text.defaultValue && Number(text.dataset.version) !== base.version) {
    Object.assign(base, { words: text.value, version: Number(text.dataset.version) });
  }
});

addEventListener('online', save);
addEventListener('pagehide', () => {
  if (find('text') && local()) {
    save();      // it goes out with the page, or waits here
  }
});

begin();
