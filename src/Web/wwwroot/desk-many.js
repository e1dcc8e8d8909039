// Selecting requests in the list: one, with Shift from one to the other, all, and none once they are sent.
const boxes = () => [...document.querySelectorAll('[name=request][type=checkbox]')];
let last = null;

function selectAll(on) {
  boxes().forEach(box => { box.checked = on; });
}

document.addEventListener('click', event => {
  const all = event.target.closest('[data-select]')?.dataset.select;
  if (all) {
    selectAll(all === 'all' && boxes().some(box => !box.checked));
  }

  if (event.target.matches('[name=request][type=checkbox]')) {
    const rows = boxes();
    const [from, to] = [rows.findIndex(box => box.value === last), rows.indexOf(event.target)].sort((a, b) => a - b);
    if (event.shiftKey && from >= 0) {
      rows.slice(from, to + 1).forEach(box => { box.checked = event.target.checked; });
    }

    last = event.target.value;
  }
});

// desk.js has read the form by now.
document.addEventListener('submit', event => {
  if (event.target.id === 'many') {
    selectAll(false);
  }
});
