// Draws charts of the tables that stand beside them: the tables are the figures, and stay when there is no script.
// A chart is an element with data-chart (line, bar, stack) and data-table (the table's id). Words and numbers come from the table alone.
const style = getComputedStyle(document.documentElement);
const token = name => style.getPropertyValue(name).trim();
const colours = ['#0b7285', '#c2790a', '#6741d9', '#2b8a3e', '#c92a2a'];
const dark = matchMedia('(prefers-color-scheme: dark)').matches;
const scale = { Share: 100, Seconds: 1 / 3600 };      // percent and hours, so that the axis has round steps
const sign = { Share: ' %', Seconds: ' h' };
const written = (unit, value) => `${Number(value.toFixed(1))}${sign[unit] ?? ''}`;

function draw(place) {
  const table = document.getElementById(place.dataset.table);
  const heads = [...table.tHead.rows[0].cells].slice(1);
  const rows = [...table.tBodies[0].rows];
  const units = new Set(heads.map(head => head.dataset.unit));
  const across = place.dataset.chart !== 'line';
  const names = rows.map(row => row.cells[0].textContent.trim());
  const labels = { type: 'category', data: names, inverse: across, axisLabel: { color: token('--muted'), hideOverlap: true, width: across ? 110 : undefined, overflow: 'truncate' }, axisLine: { lineStyle: { color: token('--line') } }, axisTick: { show: false } };
  const values = [...units].map((unit, index) => ({ type: 'value', axisLabel: { color: token('--muted'), formatter: value => written(unit, value), hideOverlap: true }, splitLine: { show: index === 0, lineStyle: { color: token('--line') } } }));
  const chart = echarts.init(place, null, { renderer: 'canvas' });
  chart.setOption({
    color: dark ? ['#66d9e8', '#ffc078', '#b197fc', '#8ce99a', '#ffa8a8'] : colours,
    animation: false,
    textStyle: { fontFamily: token('--font') },
    grid: { left: 8, right: 16, top: heads.length > 1 ? 36 : 12, bottom: 8, containLabel: true },
    legend: heads.length > 1 ? { top: 0, left: 0, type: 'scroll', textStyle: { color: token('--ink') } } : undefined,
    tooltip: { trigger: 'axis', renderMode: 'richText' },
    xAxis: across ? values : labels,
    yAxis: across ? labels : values,
    series: heads.map((head, index) => ({
      name: head.textContent.trim(),
      type: across ? 'bar' : 'line',
      showSymbol: rows.length < 40,
      connectNulls: false,
      [across ? 'xAxisIndex' : 'yAxisIndex']: [...units].indexOf(head.dataset.unit),
      tooltip: { valueFormatter: value => (value == null ? '–' : written(head.dataset.unit, value)) },
      data: rows.map(row => (row.cells[index + 1].dataset.value ? Number(row.cells[index + 1].dataset.value) * (scale[head.dataset.unit] ?? 1) : null)),
    })),
  });
  new ResizeObserver(() => chart.resize()).observe(place);
  addEventListener('beforeprint', () => chart.resize({ width: 640 }));
  addEventListener('afterprint', () => chart.resize({ width: 'auto' }));
}

document.querySelectorAll('[data-chart]').forEach(draw);
document.querySelectorAll('[data-print]').forEach(button => button.addEventListener('click', () => print()));

// How far a training is: the page is fetched again until it has ended; then the page says what became of it.
const training = document.querySelector('[data-training="open"]');

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
    const now = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-training]');
    if (answer.ok && now?.dataset.training !== 'open') {
      location.reload();
      return;
    }
    if (answer.ok) {
      training.querySelector('table')?.replaceWith(now.querySelector('table'));
    }
  } catch {
    // Out of reach for a moment.
  }
  setTimeout(look, 2000);
}

if (training) {
  setTimeout(look, 2000);
}
