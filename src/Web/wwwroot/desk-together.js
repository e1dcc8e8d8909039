// Who else looks at what is open, and who writes. A look is a lease: it is renewed while the page is seen, and runs out by itself.
const find = id => document.getElementById(id);
const desk = find('desk');
const renew = 10_000;
const typing = 2_500;
let others = [];
let typed = 0;
let told = 0;         // that somebody is here
let toldWriting = 0;

function look(what) {
  const composer = find('composer');
  if (!composer?.dataset.look) {
    return;
  }

  const form = new FormData();
  form.set('__RequestVerificationToken', composer.querySelector('[name=__RequestVerificationToken]').value);
  form.set('tab', window.deskTab);
  form.set('what', what);
  if (what === 'away') {
    navigator.sendBeacon(composer.dataset.look, form);
  } else {
    told = Date.now();
    fetch(composer.dataset.look, { method: 'post', body: form }).catch(() => {});      // the next one tells the same
  }
}

function draw() {
  const place = find('others');
  if (place) {
    place.replaceChildren(...others.map(({ who, types }) => {
      const one = document.createElement('span');
      one.className = types ? 'onlooker types' : 'onlooker';
      one.textContent = (types ? desk.dataset.types : desk.dataset.looks).replace('{name}', who.name);
      return one;
    }));
  }
}

const isWriting = () => Date.now() - typed < 2 * typing;

document.addEventListener('input', event => {
  if (event.target.id === 'text') {
    typed = Date.now();
    if (typed - toldWriting > typing) {
      toldWriting = typed;
      look(document.querySelector('[name=kind]:checked')?.value === 'reply' ? 'replies' : 'writes');
    }
  }
});

document.addEventListener('happened', ({ detail }) => {
  if (detail.type === 'Attention') {
    others = detail.others ?? [];
    draw();
  } else if (detail.type === 'Ready' && !document.hidden) {
    look('looks');
  }
});

document.addEventListener('swapped', draw);
document.addEventListener('said', () => {
  typed = toldWriting = 0;
  look('looks');
});
document.addEventListener('visibilitychange', () => look(document.hidden ? 'away' : 'looks'));
addEventListener('pagehide', () => look('away'));
setInterval(() => {
  if (!document.hidden && !isWriting() && Date.now() - told > renew / 2) {
    look('looks');
  }
}, renew);
if (!document.hidden) {
  look('looks');      // the stream may have been ready before this was
}
