// Keeps the desk up to date. Every form and link works without it.
// A part is an element with data-part: the address that gives it anew. Words come from data attributes, so that this file speaks no language.
const desk = document.getElementById('desk');
const open = desk.dataset.open ?? null;
window.deskTab = `${Math.random().toString(36).slice(2)}${Date.now().toString(36)}`;      // names this page to the server, for as long as it is open
const find = id => document.getElementById(id);
const wait = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));
const parse = html => new DOMParser().parseFromString(html, 'text/html');

// --- Parts

const pending = new Map();      // id: whether it was asked for again meanwhile

async function refresh(id) {
  if (!find(id)?.dataset.part) {
    return;
  }

  if (pending.has(id)) {
    pending.set(id, true);
    return;
  }

  do {
    pending.set(id, false);
    try {
      const response = await fetch(find(id).dataset.part);
      if (response.redirected) {
        location.reload();      // the session is over
        return;
      }

      if (response.ok) {
        swap(parse(await response.text()).getElementById(id));
      }
    } catch {
      // The stream comes back with the connection, and then everything is read again.
    }
  } while (pending.get(id));
  pending.delete(id);
}

function swap(next) {
  const old = next && find(next.id);
  if (!old) {
    return;
  }

  if (old.contains(choosing) || old.contains(pressed)) {
    waiting.add(old.id);      // its list of choices would close, or what is pressed would be gone before it is let go
    return;
  }

  showLocalTimes(next);
  if (old.outerHTML === next.outerHTML) {
    return;
  }

  const focus = remembered(old);
  const scrolls = [...old.querySelectorAll('[tabindex="0"], .rows'), old].map(element => [element.id, element.className, element.scrollTop]);
  const atEnd = isAtEnd(old.querySelector('.said'));
  const seen = lastSeq(old);
  keep(old, next);
  old.replaceWith(next);
  for (const [id, name, top] of scrolls) {
    const element = id ? find(id) : next.querySelector(`.${name.split(' ')[0]}`);
    if (element) {
      element.scrollTop = top;
    }
  }

  if (atEnd) {
    toEnd();
  }

  focus?.();
  announce(next, seen);
  document.dispatchEvent(new CustomEvent('swapped', { detail: next.id }));
}

// A list of choices is open from when it is pressed until something is chosen, the focus leaves, or after a while.
let choosing = null;
let chosen = null;
let pressed = null;
const waiting = new Set();

document.addEventListener('pointerdown', event => {
  pressed = event.target;
  choosing = event.target.closest('select');
  clearTimeout(chosen);
  chosen = setTimeout(stopChoosing, 10_000);
});
document.addEventListener('change', stopChoosing);
document.addEventListener('focusout', stopChoosing);

for (const end of ['pointerup', 'pointercancel']) {
  document.addEventListener(end, () => setTimeout(() => {      // the click comes first
    pressed = null;
    catchUp();
  }));
}

function stopChoosing() {
  choosing = null;
  catchUp();
}

function catchUp() {
  const parts = [...waiting];
  waiting.clear();
  parts.forEach(refresh);
}

// What somebody is writing stays theirs: the old field takes the place of the new one.
function keep(old, next) {
  const text = old.querySelector('#text');
  const once = next.querySelector('#once');
  const before = old.querySelector('#once')?.value;
  if (text?.value && once && before) {
    once.value = before;      // the same words are the same message, however often they are sent
  }

  for (const field of old.querySelectorAll('[data-keep], select[id]')) {
    const place = next.querySelector(`#${field.id}`);
    if (!place || place === field) {
      continue;      // it has moved with what is around it
    }

    const isKept = 'keep' in field.dataset && (field.tagName === 'DETAILS' ? field.open : field.value ?? !place.childElementCount);
    if (isKept || place.outerHTML === field.outerHTML) {
      place.replaceWith(field);
    } else if (field.tagName === 'SELECT' && field.selectedIndex !== preset(field)) {
      const option = place.querySelector(`option[value="${CSS.escape(field.value)}"]:not(:disabled)`);      // what somebody has chosen stays chosen, where it can still be chosen
      place.selectedIndex = option ? option.index : place.selectedIndex;
    }
  }

  // What somebody has set out to write as a note must not become a reply.
  const kind = old.querySelector('[name=kind]:checked');
  const same = kind && (text?.value || 'chosen' in kind.form.dataset) && next.querySelector(`#${kind.id}:not(:disabled)`);
  if (same) {
    same.checked = true;
    same.form.toggleAttribute('data-chosen', 'chosen' in kind.form.dataset);
  }

  for (const epoch of next.dataset.epoch ? next.querySelectorAll('[name=epoch]') : []) {
    epoch.value = next.dataset.epoch;
  }
}

const preset = select => Math.max(0, [...select.options].findLastIndex(option => option.defaultSelected));

function remembered(part) {
  const active = document.activeElement;
  if (!part.contains(active)) {
    return null;
  }

  const { id, selectionStart, selectionEnd } = active;
  return () => {
    const now = active.isConnected ? active : id && find(id);      // it may have moved with what is kept
    now?.focus({ preventScroll: true });
    if (selectionStart != null && now?.setSelectionRange) {
      now.setSelectionRange(selectionStart, selectionEnd);
    }
  };
}

// Instants come in UTC; here they are read by the clock and in the words of whoever looks.
const hours = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const language = document.documentElement.lang;
const today = new Intl.DateTimeFormat(language, hours);
const otherDay = new Intl.DateTimeFormat(language, { ...hours, day: 'numeric', month: 'short', year: 'numeric' });

function showLocalTimes(part) {
  for (const time of part.querySelectorAll('time[datetime]')) {
    const at = new Date(time.dateTime);
    time.textContent = (at.toDateString() === new Date().toDateString() ? today : otherDay).format(at);
  }
}

const isAtEnd = said => said && said.scrollHeight - said.scrollTop - said.clientHeight < 80;
const lastSeq = part => Math.max(0, ...[...part.querySelectorAll('[data-seq]')].map(message => Number(message.dataset.seq)));

function toEnd() {
  const said = find('said');
  if (said) {
    said.scrollTop = said.scrollHeight;
  }
}

function announce(part, seen) {
  const fresh = [...part.querySelectorAll('[data-by=customer]')].filter(message => Number(message.dataset.seq) > seen).at(-1);
  if (fresh && seen) {
    find('news').textContent = `${desk.dataset.new} ${fresh.dataset.who}: ${fresh.querySelector('.words')?.textContent ?? ''}`;
  }
}

const everything = () => ['work', 'list', 'talk', 'story', 'alerts'].forEach(refresh);

// --- What happens, as it happens: from where it was left, also after a lost connection.

let last = null;
let stream = null;

async function follow() {
  for (let failures = 0; ; failures++) {
    stream = new AbortController();
    try {
      const response = await fetch(`/api/v1/events?tab=${window.deskTab}`, { headers: last ? { 'Last-Event-ID': last } : {}, signal: stream.signal });
      if (response.status === 401) {
        location.reload();
        return;
      }

      if (response.status === 400) {
        last = null;
      } else if (response.ok) {
        failures = 0;
        find('offline').hidden = true;
        await read(response.body.pipeThrough(new TextDecoderStream()).getReader());
      }
    } catch {
      // lost: below
    }

    find('offline').textContent = desk.dataset.offline;
    find('offline').hidden = false;
    await wait(Math.min(10_000, 500 * 2 ** failures) * (0.5 + Math.random() / 2));
  }
}

async function read(reader) {
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }

    const events = (text + value).split('\n\n');
    text = events.pop();
    for (const lines of events) {
      const field = name => lines.split('\n').find(line => line.startsWith(`${name}:`))?.slice(name.length + 1).trim();
      last = field('id') ?? last;
      if (field('data')) {
        happened(JSON.parse(field('data')));
      }
    }
  }
}

function happened(event) {
  const { type, conversation, customer, request } = event;
  document.dispatchEvent(new CustomEvent('happened', { detail: event }));
  if (type === 'Ready') {
    everything();
  } else if (type !== 'Alive' && type !== 'Attention') {
    if (type.startsWith(find('list')?.dataset.on ?? '')) {
      refresh('list');
    }

    if (/^(Offer|Conversation|Availability|Request(Offer|Assigned|Status|Withdrawn))/.test(type)) {
      refresh('work');
    }

    if (type === 'LowRatingGiven' || type.startsWith('Request')) {
      refresh('alerts');
    }

    const isOpen = open !== null && (String(conversation) === open || request === open);
    if (isOpen) {
      refresh('talk');
    }

    const beside = find('story')?.dataset;
    if (isOpen || (customer && customer === beside?.customer) || (request && beside?.requests?.split(' ').includes(request))) {
      refresh('story');
    }
  }
}

// A page that is left, and a connection that the browser knows to be lost, end the stream at once.
addEventListener('offline', () => stream?.abort());
addEventListener('pagehide', () => stream?.abort());
setInterval(() => refresh('list'), 60_000);     // how long somebody waits grows by itself

// What is offered is offered for a while.
setInterval(() => {
  for (const left of document.querySelectorAll('[data-left]')) {
    left.textContent = left.dataset.left = Math.max(0, left.dataset.left - 1);
  }
}, 1_000);

// --- Forms

const clear = field => field.matches('select') ? field.selectedIndex = preset(field) : field.value = '';

document.addEventListener('submit', async submitted => {
  const form = submitted.target;
  if (!form.closest('[data-part]') || form.method === 'dialog') {
    return;
  }

  submitted.preventDefault();
  if (form.method === 'get') {
    location = `${form.action}?${new URLSearchParams(new FormData(form, submitted.submitter))}`;      // the browser leaves for no form that is replaced meanwhile
    return;
  }

  const button = submitted.submitter?.id ?? '';
  if ('busy' in form.dataset) {
    form.dataset.next = button === form.dataset.busy ? '' : button;      // another wish waits for its turn; the same one twice is one
    return;
  }

  form.dataset.busy = button;
  const details = form.closest('details');
  const sent = [...form.querySelectorAll('textarea, select, input[type=file], input:not([type])')].map(field => [field, field.value]);     // they may move to another form meanwhile
  try {
    const response = await fetch(form.action, { method: 'post', body: new FormData(form, submitted.submitter) });
    const isPage = response.headers.get('content-type')?.startsWith('text/html');
    if (!isPage || (!response.ok && response.status !== 409)) {
      location.reload();
      return;
    }

    if (response.redirected && new URL(response.url).pathname !== location.pathname) {
      location = response.url;      // what was open is no longer to be seen
      return;
    }

    const page = parse(await response.text());
    if (response.ok) {
      sent.filter(([field, value]) => field.value === value).forEach(([field]) => clear(field));
      details?.removeAttribute('open');
      if (form.id === 'composer') {
        find('once').value = '';      // what is written from now on is another message
        delete find('composer').dataset.chosen;
        document.dispatchEvent(new Event('said'));
      }
    }

    ['work', 'list', 'talk', 'story'].forEach(id => swap(page.getElementById(id)));
    if (response.ok && form.id === 'composer') {
      toEnd();
    }
  } catch {
    find('offline').textContent = desk.dataset.offline;
    find('offline').hidden = false;
  } finally {
    delete form.dataset.busy;
    if (form.dataset.next) {
      find(form.dataset.next)?.click();
    }
  }
});

document.addEventListener('change', event => {
  event.target.closest('form[data-auto]')?.requestSubmit();
  if (event.target.name === 'kind') {
    event.target.form.dataset.chosen = '';
  }
});

document.addEventListener('click', event => {
  const button = event.target.closest('[data-insert]');
  const text = find('text');
  if (button && text) {
    text.setRangeText(button.dataset.insert, text.selectionStart, text.selectionEnd, 'end');
    text.dispatchEvent(new Event('input', { bubbles: true }));
    text.focus();
  }

  for (const other of document.querySelectorAll(':is(.acts, .work) details[open]')) {
    if (!other.contains(event.target)) {
      other.open = false;
    }
  }
});

showLocalTimes(document);
toEnd();
follow();
