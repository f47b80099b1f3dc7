// Roadmaps: cells walked by keyboard, blocks pasted from Excel, bars dragged to move a task or to link two.
// Without scripts the same is done by the form of the table and the form of a task.

import { cellsOf } from './block'

const inputsOf = (row: Element) => [...row.querySelectorAll<HTMLInputElement>('input[type=text]')]

/** Remembers what stood in the cells, marks what differs, and asks before changes are left behind. */
function watch(form: HTMLFormElement) {
  let leaving = false
  const changed = (input: HTMLInputElement) => input.value !== input.defaultValue
  const all = () => [...form.querySelectorAll<HTMLInputElement>('td input[type=text], th input[type=text]')]
  const mark = (input: HTMLInputElement) => input.classList.toggle('changed', changed(input))
  form.addEventListener('input', (event) => event.target instanceof HTMLInputElement && mark(event.target))
  form.addEventListener('submit', () => {
    leaving = true
    // Rows nobody touched need not travel: a roadmap has hundreds of cells.
    for (const row of form.querySelectorAll('tbody tr')) {
      const cells = inputsOf(row)
      const whole = form.hasAttribute('data-count') && cells.some(changed)
      for (const cell of cells) cell.disabled = !whole && !changed(cell) && cell.getAttribute('aria-invalid') === null
    }
  })
  addEventListener('pageshow', () => {
    leaving = false
    for (const cell of all()) cell.disabled = false
  })
  addEventListener('beforeunload', (event) => {
    if (!leaving && all().some(changed)) event.preventDefault()
  })
  return mark
}

/** One more empty row below the table, when there are such rows: the next number, nothing in its cells. */
function grow(form: HTMLFormElement): Element | null {
  const last = [...form.querySelectorAll('tr[data-added]')].pop()
  if (!last) return null
  const next = last.cloneNode(true) as Element
  const inputs = inputsOf(next)
  const number = Number(inputs[0]?.name.split('+')[1]) + 1
  const row = Number(next.querySelector('.i')?.textContent) + 1
  next.querySelector('.i')!.textContent = String(row)
  for (const input of inputs) {
    input.name = input.name.replace(/\+\d+$/, `+${number}`)
    input.value = input.defaultValue = ''
    input.setAttribute('aria-label', (input.getAttribute('aria-label') ?? '').replace(/\d+$/, String(row)))
    input.removeAttribute('aria-invalid')
    input.removeAttribute('title')
    input.classList.remove('changed')
  }
  last.after(next)
  return next
}

/** Up, down and Enter walk a column; Ctrl+S saves; a block from a spreadsheet fills the cells from here on. */
function cells(form: HTMLFormElement) {
  const mark = watch(form)
  const rows = () => [...form.querySelectorAll('tbody tr')].filter((row) => inputsOf(row).length > 0)
  const column = (input: HTMLInputElement) => input.name.split(':')[0]
  const beside = (input: HTMLInputElement, step: number) => {
    const all = rows()
    let at = all.indexOf(input.closest('tr')!)
    for (at += step; at >= 0 && at < all.length; at += step) {
      const found = inputsOf(all[at]!).find((one) => column(one) === column(input))
      if (found) return found
    }
    return null
  }
  form.addEventListener('input', (event) => {
    const rows_ = form.querySelectorAll('tr[data-added]')
    if (event.target instanceof Element && event.target.closest('tr') === rows_[rows_.length - 1]) grow(form)
  })
  form.addEventListener('keydown', (event) => {
    const input = event.target
    if ((event.ctrlKey || event.metaKey) && event.key === 's') {
      event.preventDefault()
      form.requestSubmit()
    } else if (input instanceof HTMLInputElement && input.type === 'text' && !event.isComposing && input.closest('tbody')) {
      const step = event.key === 'ArrowDown' || (event.key === 'Enter' && !event.shiftKey) ? 1 : event.key === 'ArrowUp' || event.key === 'Enter' ? -1 : 0
      if (event.key === 'Escape') {
        input.value = input.defaultValue
        mark(input)
      } else if (step !== 0) {
        event.preventDefault()
        const next = beside(input, step)
        next?.focus()
        next?.select()
      }
    }
  })
  form.addEventListener('paste', (event) => {
    const input = event.target
    const text = event.clipboardData?.getData('text/plain').replace(/\r\n?/g, '\n').replace(/\n$/, '') ?? ''
    if (!(input instanceof HTMLInputElement) || !input.closest('tbody') || !/[\t\n]/.test(text)) return
    event.preventDefault()
    const all = rows()
    const top = all.indexOf(input.closest('tr')!)
    // Headings have fewer cells; a row with all of them says the order.
    const columns = all.map((row) => inputsOf(row).map(column)).reduce((most, one) => (one.length > most.length ? one : most), [])
    const left = columns.indexOf(column(input))
    let past = 0
    const block = cellsOf(text)
    while (all.length < top + block.length) {
      const more = grow(form)
      if (!more) break
      all.push(more)
    }
    block.forEach((line, down) =>
      line.forEach((value, right) => {
        const row = all[top + down]
        const cell = row && inputsOf(row).find((one) => column(one) === columns[left + right])
        // A heading has no days to paste into; what lies beyond the last row or column would be lost without a word.
        if (!cell && value.trim() && (!row || left + right >= columns.length)) past += 1
        if (!cell) return
        cell.value = value.trim()
        mark(cell)
      }),
    )
    beyond(form, past)
  })
}

/** Says how many pasted cells had no place; nothing when all had. */
function beyond(form: HTMLFormElement, past: number) {
  form.querySelector('.pasted-past')?.remove()
  if (past === 0) return
  const note = form.insertAdjacentElement('afterbegin', document.createElement('p'))!
  note.className = 'note warn pasted-past'
  note.setAttribute('role', 'alert')
  note.textContent = `${form.dataset.past ?? ''} ${past}`
}

/** How near its end a bar is taken to be linked, in pixels. */
const END = 9

function drag(box: HTMLElement) {
  const px = Number(box.dataset.px)
  const first = Date.parse(`${box.dataset.first}T00:00:00Z`)
  const save = async (edits: unknown[]) => {
    const body = JSON.stringify({ roadmap: box.dataset.roadmap, base: Number(box.dataset.base), on: box.dataset.on, edits })
    const headers = { 'Content-Type': 'application/json', 'Accept-Language': document.documentElement.lang, 'Idempotency-Key': crypto.randomUUID?.() ?? '' }
    const answer = await fetch(box.dataset.edits!, { method: 'POST', headers, body }).catch(() => null)
    if (answer?.ok) {
      sessionStorage.setItem('gantt', JSON.stringify([location.pathname, box.scrollLeft, box.scrollTop, scrollY]))
      location.reload()
      return
    }
    const problem = await answer?.json().catch(() => null)
    const note = box.parentElement!.querySelector('.drag-failed') ?? box.insertAdjacentElement('beforebegin', document.createElement('p'))!
    note.className = 'note warn drag-failed'
    note.setAttribute('role', 'alert')
    note.textContent = `${box.dataset.failed} ${problem?.detail ?? answer?.status ?? ''}`
  }
  box.addEventListener('pointerdown', (down) => {
    const bar = down.target instanceof Element ? down.target.closest<SVGRectElement>('rect[data-bar]') : null
    if (!bar || down.button !== 0 || !down.isPrimary) return
    down.preventDefault()
    const box_ = bar.getBoundingClientRect()
    const links = box_.right - down.clientX <= END
    const wire = document.createElementNS('http://www.w3.org/2000/svg', 'path')
    wire.setAttribute('class', 'ga c')
    if (links) bar.parentNode!.append(wire)
    const move = (event: PointerEvent) => {
      const [dx, dy] = [event.clientX - down.clientX, event.clientY - down.clientY]
      const end = Number(bar.getAttribute('x')) + Number(bar.getAttribute('width'))
      if (links) wire.setAttribute('d', `M${end} 13l${dx} ${dy}`)
      else bar.setAttribute('transform', `translate(${Math.round(dx / px) * px} 0)`)
    }
    const stop = () => {
      removeEventListener('pointermove', move)
      removeEventListener('pointerup', up)
      removeEventListener('pointercancel', drop)
      removeEventListener('keydown', cancel)
      wire.remove()
    }
    const drop = () => {
      stop()
      bar.removeAttribute('transform')
    }
    const cancel = (event: KeyboardEvent) => event.key === 'Escape' && drop()
    const up = (event: PointerEvent) => {
      stop()
      const task = bar.dataset.bar!
      const days = Math.round((event.clientX - down.clientX) / px)
      if (links) {
        const to = document.elementFromPoint(event.clientX, event.clientY)?.closest<SVGElement>('[data-bar]')?.dataset.bar
        if (to && to !== task) void save([{ link: { task: to, link: { from: task } } }])
      } else if (days !== 0) {
        const start = new Date(first + (Number(bar.getAttribute('x')) / px + days) * 86_400_000).toISOString().slice(0, 10)
        // A fixed start stays fixed, on its new day; a deadline that stood in the constraint is kept beside it.
        const held = bar.dataset.held
        const set: unknown[] = [{ constraint: held === 'fixed' ? { fixed: start } : { not_before: start } }]
        if (held && held !== 'fixed') set.push({ deadline: held })
        void save([{ set_task: { task, set } }])
      }
    }
    addEventListener('pointermove', move)
    addEventListener('pointerup', up)
    addEventListener('pointercancel', drop)
    addEventListener('keydown', cancel)
  })
  const kept = JSON.parse(sessionStorage.getItem('gantt') ?? 'null')
  sessionStorage.removeItem('gantt')
  if (kept?.[0] === location.pathname) {
    ;[box.scrollLeft, box.scrollTop] = [kept[1], kept[2]]
    scrollTo(0, kept[3])
  }
}

/** Opens a chart where today is, unless it is in sight as it stands; a table that is typed into opens at its cells. */
function toToday() {
  const box = document.querySelector<HTMLElement>('.gantt-box[data-now]')
  const head = box?.querySelector<HTMLElement>('thead th.g')
  if (!box || !head || box.closest('form[data-grid]') || box.scrollLeft > 0) return
  const names = box.querySelector<HTMLElement>('thead th.n')?.offsetWidth ?? 0
  const now = head.offsetLeft + Number(box.dataset.now)
  if (now > box.clientWidth - 40) box.scrollLeft = now - names - (box.clientWidth - names) / 2
}

export function roadmaps() {
  document.querySelectorAll<HTMLFormElement>('form[data-grid], form[data-count]').forEach(cells)
  toToday()
  const box = document.querySelector<HTMLElement>('.gantt-box[data-edits]')
  if (box) {
    document.documentElement.classList.add('scripted')
    drag(box)
  }
}
