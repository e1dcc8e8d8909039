// How far an import is: fetched again until there is nothing more to come; then the page says what became of it.
const place = document.querySelector('[data-import]');
const every = 700;

async function look() {
  try {
    const answer = await fetch(place.dataset.import, { headers: { Accept: 'text/html' } });
    if (answer.ok) {
      place.innerHTML = await answer.text();
    }
    if (!answer.ok || answer.headers.get('X-Busy') === 'no') {
      location.reload();
      return;
    }
  } catch {
    // Out of reach for a moment.
  }
  setTimeout(look, every);
}

if (place) {
  setTimeout(look, every);
}
