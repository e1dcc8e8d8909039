// Canned replies in the composer: «/» and a few letters, arrow keys, Enter. A macro is shown before it is done.
const find = id => document.getElementById(id);
const picker = find('picker');
const macro = find('macro');
const fresh = 20_000;
let picks = { from: null, at: 0, list: null };
let shown = [];
let at = 0;

// The slash word before the caret: where it begins, and what stands behind the slash.
function asked(text) {
  const found = /(?:^|\s)\/([\p{L}\p{N}-]*)$/u.exec(text.value.slice(0, text.selectionStart));
  return found && { from: text.selectionStart - found[1].length - 1, query: found[1].toLowerCase() };
}

function load(from) {
  if (picks.from !== from || Date.now() - picks.at > fresh) {
    picks = { from, at: Date.now(), list: fetch(from).then(response => response.ok ? response.json() : []).catch(() => []) };
  }

  return picks.list;
}

async function look(text) {
  const from = text.form.dataset.texts;
  if (!asked(text)) {
    close();
    return;
  }

  const all = await load(from);
  const word = asked(text);      // it may be another by now
  if (!word || find('text') !== text) {
    close();
    return;
  }

  const { query } = word;
  shown = all.filter(pick => pick.shortcut.startsWith(query) || (query && pick.title.toLowerCase().includes(query)))
    .sort((one, other) => other.shortcut.startsWith(query) - one.shortcut.startsWith(query));
  at = 0;
  draw(text);
}

function element(tag, className, words) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = words;
  return made;
}

function draw(text) {
  picker.replaceChildren(...shown.map((pick, i) => {
    const option = element('div', 'pick', '');
    option.id = `pick-${i}`;
    option.role = 'option';
    option.ariaSelected = String(i === at);
    const notes = [pick.isMacro && picker.dataset.macro, pick.other && picker.dataset[pick.other], pick.missing.length > 0 && `${picker.dataset.missing} ${pick.missing.join(', ')}`];
    option.append(element('b', 'mono', `/${pick.shortcut}`), element('span', '', pick.title), element('span', 'muted pick-text', pick.text ?? ''),
      ...notes.filter(Boolean).map(note => element('span', 'chip', note)));
    return option;
  }));
  if (shown.length === 0) {
    const none = element('div', 'muted pick', picker.dataset.none);
    none.role = 'option';
    none.ariaDisabled = 'true';
    picker.append(none);
  }

  const box = text.form.getBoundingClientRect();
  picker.style.left = `${box.left}px`;
  picker.style.width = `${box.width}px`;
  picker.style.bottom = `${innerHeight - box.top + 4}px`;
  picker.style.maxHeight = `${Math.min(280, box.top - 60)}px`;
  picker.hidden = false;
  if (shown.length > 0) {
    text.setAttribute('aria-activedescendant', `pick-${at}`);
    find(`pick-${at}`).scrollIntoView({ block: 'nearest' });
  }
}

function close() {
  picker.hidden = true;
  find('text')?.removeAttribute('aria-activedescendant');
}

function choose(pick) {
  const word = asked(find('text'));
  close();
  if (pick && word) {
    use(pick, word.from);
  }
}

// Puts it where the caret is, in the place of what was typed since; a macro is shown.
async function use(pick, from) {
  const text = find('text');
  text.setRangeText(pick.isMacro ? '' : pick.text ?? '', from, text.selectionStart, 'end');
  text.dispatchEvent(new Event('input', { bubbles: true }));
  if (!pick.isMacro) {
    find('canned').value = [find('canned').value, pick.id].filter(Boolean).join();
    find('news').textContent = pick.missing.length > 0 ? `${picker.dataset.missing} ${pick.missing.join(', ')}` : '';
    return;
  }

  const response = await fetch(`${text.form.dataset.texts}/${pick.id}${location.search}`);
  if (response.ok) {
    macro.replaceChildren(...new DOMParser().parseFromString(await response.text(), 'text/html').body.childNodes);
    macro.querySelector('[name=epoch]').value = find('talk').dataset.epoch;
    macro.showModal();
  }
}

document.addEventListener('input', event => {
  if (event.target.id === 'text') {
    look(event.target);
  }
});

// Before the page's own keys: while the list is open, these are its.
document.addEventListener('keydown', event => {
  if (picker.hidden || event.target.id !== 'text' || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }

  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    at = (at + (event.key === 'ArrowDown' ? 1 : shown.length - 1)) % Math.max(1, shown.length);
    draw(event.target);
  } else if ((event.key === 'Enter' || event.key === 'Tab') && shown.length > 0) {
    choose(shown[at]);
  } else if (event.key === 'Escape') {
    close();
  } else {
    return;
  }

  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.addEventListener('mousedown', event => {
  const option = event.target.closest('#picker [role=option]');
  if (option) {
    event.preventDefault();      // the text keeps the focus
    choose(shown[[...picker.children].indexOf(option)]);
  }
});

document.addEventListener('click', event => {
  if (event.target.closest('#pick')) {
    const text = find('text');
    text.focus();
    const gap = /\S$/.test(text.value.slice(0, text.selectionStart)) ? ' ' : '';
    text.setRangeText(`${gap}/`, text.selectionStart, text.selectionEnd, 'end');
    text.dispatchEvent(new Event('input', { bubbles: true }));
  } else if (!event.target.closest('#picker, #text')) {
    close();
  }
});

// Chosen in the palette.
document.addEventListener('pick', ({ detail }) => {
  find('text').focus();
  use(detail, find('text').selectionStart);
});

document.addEventListener('said', () => { find('canned').value = ''; });
