/* Cards of the board go to any stage by dragging, as their buttons take them to the next one by keyboard and without this script. */
let dragged = null;

for (const card of document.querySelectorAll('.board-card:has(form)')) {
  card.draggable = true;
  card.querySelector('a').draggable = false;      // the card is dragged, not its address
  card.addEventListener('dragstart', event => {
    dragged = card;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', card.querySelector('a').textContent);
  });
  card.addEventListener('dragend', () => dragged = null);
}

for (const column of document.querySelectorAll('.board-column')) {
  column.addEventListener('dragover', event => {
    if (dragged && !column.contains(dragged)) {
      event.preventDefault();
      column.classList.add('over');
    }
  });
  column.addEventListener('dragleave', event => {
    if (!column.contains(event.relatedTarget)) {
      column.classList.remove('over');
    }
  });
  column.addEventListener('drop', event => {
    column.classList.remove('over');
    if (dragged && !column.contains(dragged)) {
      event.preventDefault();
      const form = dragged.querySelector('form');
      const stage = document.createElement('input');
      [stage.type, stage.name, stage.value] = ['hidden', 'stage', column.dataset.stage];
      form.append(stage);
      form.requestSubmit();
    }
  });
}
