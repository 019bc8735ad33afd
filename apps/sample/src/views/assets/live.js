// Keeps an open page up to date. Without this script the page is the same, as of its last load.

const minInterval = 2000

/** Replaces an element by the one of the same id in a document, unless they are equal. */
function replace(id, next) {
  const element = document.getElementById(id)
  const update = next.getElementById(id)
  if (!element || !update || element.outerHTML === update.outerHTML) return
  const focusedId = element.contains(document.activeElement) && document.activeElement.id
  element.replaceWith(update)
  if (focusedId) document.getElementById(focusedId)?.focus({ preventScroll: true })
}

/** Announces the state of the sync when it changes, but not each step of its progress. */
function announce() {
  const state = document.querySelector('#sync-status .state')?.textContent
  if (state && state !== announcer.textContent) announcer.textContent = state
}

const parse = (html) => new DOMParser().parseFromString(html, 'text/html')

let lastReload = 0
let pending

async function reload() {
  lastReload = Date.now()
  pending = undefined
  const response = await fetch(location.href, { headers: { 'x-live-update': '1' } })
  if (!response.ok || response.redirected) return
  const next = parse(await response.text())
  for (const { id } of document.querySelectorAll('[data-live]')) replace(id, next)
}

function scheduleReload() {
  if (pending === undefined)
    pending = setTimeout(reload, Math.max(0, lastReload + minInterval - Date.now()))
}

const announcer = document.createElement('p')
announcer.className = 'hidden'
announcer.setAttribute('role', 'status')
document.querySelector('main').append(announcer)

const source = new EventSource(`/live?community=${document.body.dataset.community}`)
source.addEventListener('sync', ({ data }) => {
  const next = parse(data)
  replace('sync-status', next)
  // Apart from the progress, because a press would be lost if its button was replaced meanwhile.
  replace('sync-action', next)
  announce()
})
source.addEventListener('members', scheduleReload)
