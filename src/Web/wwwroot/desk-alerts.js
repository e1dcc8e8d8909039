// Sounds, browser notifications and the count in the title: when work is offered, a customer of one's own writes, a colleague names one, or what one put aside is back.
const find = id => document.getElementById(id);
const dialog = find('alert-settings');
const plain = document.title;
const soon = 250;
let pulse = null;
let timer = null;
let audio = null;
let saving = Promise.resolve();
let wrote = null;      // the conversation of one's own in which the customer has just written

async function read() {
  const response = await fetch('/desk/pulse').catch(() => null);
  return response?.ok && !response.redirected ? response.json() : null;
}

async function look() {
  const [before, now, conversation] = [pulse, await read(), wrote];
  wrote = null;
  if (!now) {
    return;
  }

  pulse = now;
  const count = now.offers + now.waiting + now.mentions + now.back;
  document.title = count > 0 ? `(${count}) ${plain}` : plain;
  if (before) {
    const kinds = [now.offers > before.offers && 'offer', conversation && 'customer', now.mentions > before.mentions && 'mention', now.back > before.back && 'back'].filter(Boolean);
    kinds.forEach(kind => alertTo(kind, `${kind}:${conversation ?? ''}:${count}`));
  }
}

function alertTo(kind, name) {
  const last = JSON.parse(localStorage.getItem('alerted') ?? '{}');
  if (pulse.isQuiet || (last.name === name && last.tab !== window.deskTab && Date.now() - last.at < 2_000)) {
    return;      // away, or another tab has told it
  }

  localStorage.setItem('alerted', JSON.stringify({ name, tab: window.deskTab, at: Date.now() }));
  if (pulse.sounds.includes(kind)) {
    play(kind);
  }

  if (pulse.notices.includes(kind) && globalThis.Notification?.permission === 'granted' && !document.hasFocus()) {
    const notice = new Notification(dialog.dataset[kind], { tag: kind });
    notice.onclick = () => window.focus();
  }
}

// Two short tones, of another pitch for each kind.
function play(kind) {
  audio ??= new AudioContext();
  const tones = { offer: [660, 880], customer: [520, 520], mention: [740, 620], back: [440, 660] }[kind];
  tones.forEach((pitch, i) => {
    const [tone, loudness, from] = [audio.createOscillator(), audio.createGain(), audio.currentTime + i * 0.16];
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0, from);
    loudness.gain.linearRampToValueAtTime(0.12, from + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.001, from + 0.14);
    tone.connect(loudness).connect(audio.destination);
    tone.start(from);
    tone.stop(from + 0.15);
  });
}

document.addEventListener('happened', ({ detail: { type, conversation } }) => {
  const isMine = type === 'CustomerSpoke' && pulse?.mine.includes(conversation);
  if (isMine) {
    wrote = conversation;
  }

  if (isMine || /^(Ready|Offer|Conversation|RequestMentioned|RequestAwoke|AvailabilityChanged|AgentReplied)/.test(type)) {
    clearTimeout(timer);
    timer = setTimeout(look, soon);
  }
});

look();      // the stream may have been ready before this was

// --- Settings

document.addEventListener('click', async event => {
  if (event.target.closest('#alert-open')) {
    pulse = await read() ?? pulse;
    for (const box of dialog.querySelectorAll('[type=checkbox]')) {
      box.checked = pulse[box.name].includes(box.value);
    }

    dialog.querySelector('#alert-saved').textContent = '';
    event.target.closest('details').open = false;
    dialog.showModal();
  } else if (event.target.closest('#alert-try')) {
    play('offer');
  }
});

// The browser is asked only when somebody ticks that they want to be shown something.
dialog.addEventListener('change', async event => {
  if (event.target.name === 'notices' && event.target.checked && globalThis.Notification?.permission !== 'granted') {
    event.target.checked = await globalThis.Notification?.requestPermission() === 'granted';
  }

  saving = saving.then(save);      // one after the other: the last state is kept last
});

async function save() {
  const response = await fetch('/desk/pulse', { method: 'post', body: new FormData(dialog.querySelector('form')) }).catch(() => null);
  dialog.querySelector('#alert-saved').textContent = response?.ok ? dialog.dataset.saved : '';
  pulse = await read() ?? pulse;
}
