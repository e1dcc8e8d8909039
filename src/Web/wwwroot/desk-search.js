// The slash goes to the search box, wherever one is on the page and no field has the focus.
document.addEventListener('keydown', event => {
  const find = document.getElementById('find');
  if (event.key === '/' && find && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.matches('textarea, select, input') && !document.querySelector('dialog[open]')) {
    event.preventDefault();
    find.focus();
    find.select();
  }
});
