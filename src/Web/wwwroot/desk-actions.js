// What can be done on a page of the desk: at a key, and by the palette of commands. The sheet of shortcuts names each action with its key and its words;
// what does it is the element that has its name as data-act, or one of `own`.
const find = id => document.getElementById(id);
const sheet = find('shortcuts');
const palette = find('palette');
const query = find('palette-query');
const list = find('palette-list');
const together = 1_500;      // of two keys that make one the second follows within this
const said = words => { find('actions-said').textContent = words; };

const actions = [...sheet.querySelectorAll('[data-action]')].map(row => ({
  id: row.dataset.action, keys: row.dataset.keys, caps: row.querySelector('dd'), title: row.querySelector('dt').textContent,
  group: row.closest('section').querySelector('h3').textContent, words: row.dataset.words.toLowerCase(),
}));
const byKeys = new Map(actions.map(action => [action.keys, action]));
const firsts = new Set(actions.map(action => action.keys.split(' ')).filter(keys => keys.length > 1).map(keys => keys[0]));

// --- Doing it

const rows = () => [...document.querySelectorAll('[data-key]')];
const row = () => document.activeElement?.closest('[data-key]');
const box = () => find(`s-${row()?.dataset.key}`);
const boxes = () => document.querySelector('.selectable [type=checkbox]');

function step(by) {
  const all = rows();
  const at = all.indexOf(document.activeElement);
  const from = at >= 0 ? at : all.findIndex(one => one.getAttribute('aria-current'));
  all[Math.max(0, Math.min(all.length - 1, from + by))]?.focus();
}

// Out of what is open, step by step: a menu, a field, what is read beside the list, back to the list.
function leave() {
  const shown = document.querySelector('details[open]:not(.quoted)');
  const current = document.querySelector('[data-key][aria-current]');
  if (shown) {
    shown.open = false;
    shown.querySelector('summary').focus();
  } else if (document.activeElement?.matches('textarea, input, select')) {
    document.activeElement.blur();
  } else if (current?.offsetParent && document.activeElement !== current) {
    current.focus();
  } else {
    document.querySelector('.back')?.click();
  }
}

function resolve() {
  const status = find('next-status');
  status.value = 'Resolved';
  status.form.querySelector('[data-act=send]').focus();
}

const singles = () => localStorage.getItem('single-keys') !== 'off';

function setSingles(on) {
  localStorage.setItem('single-keys', on ? 'on' : 'off');
  find('single-keys').checked = on;
  said(on ? sheet.dataset.on : sheet.dataset.off);
}

// Each: whether it can be done now, and what does it.
const own = {
  palette: [() => true, openPalette],
  shortcuts: [() => true, () => sheet.showModal()],
  'single-keys': [() => true, () => setSingles(!singles())],
  next: [() => rows().length > 0, () => step(1)],
  previous: [() => rows().length > 0, () => step(-1)],
  open: [row, () => row().click()],
  back: [() => find('desk'), leave],
  select: [box, () => box().click()],
  'select-all': [boxes, () => element('select-all').click()],
  send: [() => find('composer'), () => submit(document.activeElement?.form ?? find('composer'))],
  resolve: [() => find('next-status')?.querySelector('[value=Resolved]'), resolve],
};

// What is clicked may stand in a closed menu; what gets the focus has to be seen.
const isClicked = one => one.matches('a, button, [type=radio], [type=file]');
const element = id => [...document.querySelectorAll(`[data-act="${id}"]:not(:disabled)`)].find(one => isClicked(one) || one.checkVisibility());
const can = id => Boolean(own[id] ? own[id][0]() : element(id));
const submit = form => form?.requestSubmit(form.querySelector('[type=submit].primary') ?? form.querySelector('[type=submit]'));

function perform(id) {
  const place = element(id);
  if (own[id]) {
    own[id][1]();
  } else if (place.matches('summary')) {
    place.parentElement.open = true;
    (place.parentElement.querySelector('form :is(textarea, select, input:not([type=hidden]), [data-first])') ?? place).focus();
  } else if (isClicked(place)) {
    place.click();
    if (place.matches('[type=radio]')) {
      find('text').focus();
    }
  } else {
    place.focus();
    place.select?.();
  }
}

// --- Keys

let first = null;      // of two keys, with the time at which it was pressed

function nameOf(event) {
  const held = [(event.ctrlKey || event.metaKey) && 'Ctrl', event.altKey && 'Alt'].filter(Boolean);
  if (held.length > 0 && event.shiftKey) {
    held.push('Shift');
  }

  const key = /^[a-z]$/i.test(event.key) ? event.key[event.shiftKey && held.length === 0 ? 'toUpperCase' : 'toLowerCase']()      // whether caps are locked or not
    : event.altKey && /^Digit\d$/.test(event.code) ? event.code.at(-1)
    : event.key === 'Escape' ? 'Esc' : event.key;
  return [...held, key].join('+');
}

const isWriting = target => target.matches?.('textarea, select, input:not([type=radio], [type=checkbox])') || target.isContentEditable;

function wanted(event) {
  const name = nameOf(event);
  const isPlain = !/^(Ctrl|Alt)\+|^Esc$/.test(name);
  if ((isPlain && isWriting(event.target)) || (name.length === 1 && !singles())) {
    return null;
  }

  // In a list the arrows do what j and k do.
  if (/^Arrow(Down|Up)$/.test(name) && (find('list')?.contains(event.target) || event.target === document.body)) {
    return byKeys.get(name === 'ArrowDown' ? 'j' : 'k');
  }

  const before = first && event.timeStamp - first.at < together ? first.name : null;
  first = !before && firsts.has(name) ? { name, at: event.timeStamp } : null;
  return byKeys.get(before ? `${before} ${name}` : name);
}

document.addEventListener('keydown', event => {
  if (event.isComposing || event.key === 'Enter' && !event.ctrlKey && !event.metaKey || document.querySelector('dialog[open]')) {
    return;      // Enter is the browser's own
  }

  const action = wanted(event);
  if (action && can(action.id) || first) {
    event.preventDefault();
    if (!first) {
      perform(action.id);
    }
  }
});

find('single-keys').checked = singles();
find('single-keys').addEventListener('change', event => setSingles(event.target.checked));

// --- The palette

let all = [];
let shown = [];
let at = 0;
let left = null;      // where the focus was

function openPalette() {
  left = document.activeElement;
  all = actions.filter(({ id }) => id !== 'palette' && can(id)).map(action => {
    const view = element(action.id)?.closest('.views a');
    return { ...action, title: view ? view.querySelector('span').textContent : action.title, go: () => perform(action.id) };
  });
  addTexts(find('composer')?.dataset.texts);
  query.value = '';
  palette.showModal();
  draw();
}

// What is said often, in the conversation or request that is open.
async function addTexts(from) {
  const response = from && await fetch(from).catch(() => null);
  if (response?.ok) {
    const group = palette.dataset.texts;
    all.push(...(await response.json()).map(pick => ({
      title: `/${pick.shortcut} ${pick.title}`, group, words: (pick.text ?? '').toLowerCase(), go: () => document.dispatchEvent(new CustomEvent('pick', { detail: pick })),
    })));
    draw(shown[at]);      // somebody may have begun to choose
  }
}

// Every word has to be in it; what the name begins with comes first.
function matches() {
  const words = query.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const rank = ({ title }) => words.length === 0 ? 0 : title.toLowerCase().startsWith(words[0]) ? 0 : title.toLowerCase().includes(words[0]) ? 1 : 2;
  const fit = all.filter(({ title, words: also }) => words.every(word => `${title.toLowerCase()} ${also}`.includes(word))).sort((one, other) => rank(one) - rank(other));
  if (words.length > 0 && palette.dataset.search) {
    const text = query.value.trim();
    fit.push({ title: palette.dataset.search.replace('{words}', text), group: '', go: () => { location = `/desk/search?q=${encodeURIComponent(text)}`; } });
  }

  return fit;
}

function draw(chosen = null) {
  shown = matches();
  list.replaceChildren(...shown.map(({ title, group, caps }, i) => {
    const option = document.createElement('div');
    const [name, place] = [document.createElement('span'), document.createElement('span')];
    [option.id, option.role, option.className] = [`palette-${i}`, 'option', 'palette-option'];
    [name.textContent, place.textContent, place.className] = [title, group, 'muted small'];
    option.append(name, place, ...[...caps?.children ?? []].map(cap => cap.cloneNode(true)));
    return option;
  }));
  choose(Math.max(0, shown.indexOf(chosen)));
  find('palette-count').textContent = palette.dataset.count.replace('{count}', shown.length);
}

function choose(next) {
  list.children[at]?.setAttribute('aria-selected', 'false');
  at = next;
  const option = list.children[at];
  option?.setAttribute('aria-selected', 'true');
  option?.scrollIntoView({ block: 'nearest' });
  option ? query.setAttribute('aria-activedescendant', option.id) : query.removeAttribute('aria-activedescendant');
}

function run(item) {
  palette.close();      // the focus is again where it was; on nothing, if it was on nothing
  query.blur();
  if (!left.isConnected) {
    find(left.id)?.focus();      // the part that it was in came anew meanwhile
  }

  item?.go();
}

query.addEventListener('input', () => draw());
query.addEventListener('keydown', event => {
  const move = { ArrowDown: 1, ArrowUp: shown.length - 1 }[event.key];
  if (event.isComposing) {
    return;
  }

  if (move && shown.length > 0) {
    choose((at + move) % shown.length);
  } else if (event.key === 'Enter') {
    run(shown[at]);
  } else if (['Esc', 'Ctrl+k'].includes(nameOf(event))) {
    run(null);
  } else {
    return;
  }

  event.preventDefault();
  event.stopPropagation();      // the page has keys of its own
});
list.addEventListener('click', event => run(shown[[...list.children].indexOf(event.target.closest('[role=option]'))]));
palette.addEventListener('click', event => {
  if (event.target === palette || event.target.closest('#palette-close')) {
    run(null);
  }
});
document.querySelector('.bar [data-act=palette]').addEventListener('click', openPalette);
