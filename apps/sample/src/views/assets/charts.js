// Draws the tables of the page as charts. Bars have one color, and each has its number on hover.
import uPlot from './uplot.js'

const height = 220

/** Reads the days and counts of a table. */
function readTable(table) {
  const rows = [...table.tBodies[0].rows]
  const times = rows.map((row) => Date.parse(row.querySelector('time').dateTime) / 1000)
  const counts = rows.map((row) => Number(row.querySelector('[data-count]').dataset.count))
  return [times, counts]
}

/** Returns a color of the style as a canvas understands it, for light or dark mode. */
function resolveColor(name) {
  const probe = document.createElement('span')
  probe.style.color = `var(${name})`
  document.body.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}

function draw(element) {
  const data = readTable(document.getElementById(element.dataset.chart))
  const [[first, second]] = data
  // Room for the first and the last bar.
  const padding = (second - first) / 2
  const axis = {
    stroke: resolveColor('--soft'),
    grid: { stroke: resolveColor('--line'), width: 1 },
    ticks: { show: false },
  }
  const options = {
    width: element.clientWidth,
    height,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    legend: { live: true },
    cursor: { drag: { x: false, y: false } },
    scales: {
      x: { range: (_, min, max) => [min - padding, max + padding] },
      y: { range: (_, __, max) => [0, Math.max(1, max * 1.1)] },
    },
    axes: [
      { ...axis, values: '{D} {MMM}' },
      { ...axis, size: 56 },
    ],
    series: [
      { label: 'Day', value: '{YYYY}-{MM}-{DD}' },
      {
        label: 'Members',
        stroke: resolveColor('--accent'),
        fill: resolveColor('--accent'),
        paths: uPlot.paths.bars({ size: [0.7, 60] }),
        points: { show: false },
      },
    ],
  }
  element.replaceChildren()
  return new uPlot(options, data, element)
}

const elements = [...document.querySelectorAll('[data-chart]')]
const drawAll = () => elements.forEach(draw)
drawAll()
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll)
let resizing
addEventListener('resize', () => {
  clearTimeout(resizing)
  resizing = setTimeout(drawAll, 150)
})
