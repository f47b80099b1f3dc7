import { cellsOf, counted } from './block'
import { Kept, keepsThings, type Line, type SheetHead } from './kept'

interface LineTold { value: string; mark: string; why: string; problems: string[]; asks: boolean; refused: boolean; theirs: string; other: string }
interface Told { version: number; saved: string; tally: string; counts: string; criteria: Record<string, string>; lines: Record<string, LineTold>; conflicts: string[] }

const PAUSE_MS = 700
const RETRY_MS = 5000
/** A page still here so long after it was asked to close has stayed: it asked for a download, or the person did. */
const LEAVING_MS = 10_000

/**
 * The entry sheet: moves with the keyboard, takes a block from a spreadsheet, keeps a draft while one types and shows what it comes to.
 * What was not yet sent is kept on this device until the server has it, whatever happens to the connection or the session.
 */
export function entrySheet(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-entry]')
  if (!form) return
  const sheet = new Sheet(form)
  sheet.restore()
}

/** The page on which what was sent stands after the session had ended: this device has kept it, so that signing in leads back to the sheet. */
export function endedSheet(): void {
  const here = document.querySelector<HTMLElement>('[data-ended]')
  const elsewhere = document.querySelector<HTMLElement>('[data-ended-else]')
  if (!here || !elsewhere || !keepsThings()) return
  here.hidden = false
  elsewhere.hidden = true
}

class Sheet {
  private readonly kept: Kept
  private readonly status: HTMLElement | null
  /** The draft's value of each line as the server last told it. */
  private readonly seen = new Map<string, string>()
  private readonly dirty = new Set<string>()
  /** Whether source, date or reason of the sheet wait to be sent. */
  private headWaits = false
  private timer = 0
  private sending = false
  /** When the page was last asked to close, by `performance.now()`. */
  private leaving = -Infinity
  /** What the server has and this page shows. While it closes that stays on the device: the page that follows may have been made before. */
  private readonly told = new Set<string>()

  constructor(private readonly form: HTMLFormElement) {
    const { person = '', entry = '', sheet = '', period = '' } = form.dataset
    this.kept = new Kept(person, entry, sheet, period)
    this.status = form.querySelector('[data-status]')
    for (const input of this.inputs()) this.seen.set(keyOf(input), this.hidden(`w|${keyOf(input)}`)?.value ?? '')
    form.addEventListener('input', (event) => this.typed(event.target as HTMLInputElement))
    form.addEventListener('keydown', (event) => this.key(event))
    form.addEventListener('paste', (event) => this.paste(event))
    form.addEventListener('submit', (event) => {
      // A second click sends nothing twice; the server would not count it anyway.
      if (form.dataset['sent']) event.preventDefault()
      form.dataset['sent'] = '1'
      clearTimeout(this.timer)
      window.setTimeout(() => delete form.dataset['sent'], 4000)
    })
    form.querySelector('[data-beyond-read]')?.addEventListener('click', () => this.tellBeyond(''))
    // Back to a page the browser had kept: its fields are older than the draft.
    window.addEventListener('pageshow', (event) => event.persisted && location.reload())
    document.addEventListener('visibilitychange', () => this.waits() && this.soon(document.hidden ? 0 : 200))
    window.addEventListener('online', () => this.waits() && this.soon(0))
    window.addEventListener('beforeunload', () => (this.leaving = performance.now()))
  }

  private waits(): boolean {
    return this.dirty.size > 0 || this.headWaits
  }

  /**
   * What an earlier visit could not send comes back, with the value and the version of the record it was typed beside: what somebody else
   * recorded meanwhile was not seen by whoever typed it.
   */
  restore(): void {
    const { head, lines } = this.kept.read()
    // Lines on other pages of a long sheet wait for theirs.
    const here = Object.entries(lines).filter(([key]) => this.value(key))
    if (this.settled()) return this.keep(here.map(([key]) => key))
    const had: string[] = []
    for (const [key, line] of here) {
      const fields = [['v', line.value], ['n', line.note], ['s', line.source], ['d', line.as_of], ['r', line.reason]] as const
      const differs = fields.some(([kind, text]) => (this.field(kind, key)?.value ?? text) !== text)
      if (!differs) {
        had.push(key)
        continue
      }
      for (const [kind, text] of fields) {
        const field = this.field(kind, key)
        if (field) field.value = text
      }
      this.seen.set(key, line.seen)
      this.remember(`w|${key}`, line.seen)
      this.remember(`k|${key}`, String(line.base))
      this.dirty.add(key)
    }
    for (const [name, text] of Object.entries(head ?? {})) {
      const field = this.common(name)
      if (!field || field.value === text) continue
      field.value = text
      this.headWaits = true
    }
    this.keep(had)
    if (this.waits()) this.soon(0)
  }

  /** Whether the server has just recorded or dropped what was typed. Told once: what is typed next outlives a reload. */
  private settled(): boolean {
    const done = new URL(location.href).searchParams.get('done') ?? ''
    if (!/^(recorded|submitted|nothing|unchanged|discarded)$/.test(done) || history.state === 'settled') return false
    history.replaceState('settled', '')
    return true
  }

  private inputs(): HTMLInputElement[] {
    return Array.from(this.form.querySelectorAll<HTMLInputElement>('input.v'))
  }

  private value(key: string): HTMLInputElement | null {
    return this.field('v', key)
  }

  private field(kind: string, key: string): HTMLInputElement | null {
    const found = this.form.elements.namedItem(`${kind}|${key}`)
    return found instanceof HTMLInputElement ? found : null
  }

  /** A field of the whole sheet: source, date, reason for coming late. */
  private common(name: string): HTMLInputElement | null {
    const found = this.form.elements.namedItem(name)
    return found instanceof HTMLInputElement && ['source', 'as_of', 'late'].includes(name) ? found : null
  }

  private head(): SheetHead {
    const text = (name: string): string => this.common(name)?.value.trim() ?? ''
    return { source: text('source'), as_of: text('as_of'), late: text('late') }
  }

  /** A hidden field of a line goes with the form as well. */
  private remember(name: string, value: string): void {
    const known = this.hidden(name)
    if (known) known.value = value
    else this.value(name.slice(2))?.after(hiddenField(name, value))
  }

  private hidden(name: string): HTMLInputElement | null {
    return this.form.querySelector<HTMLInputElement>(`input[type=hidden][name="${CSS.escape(name)}"]`)
  }

  private typed(input: HTMLInputElement): void {
    const [kind, key] = input.name.split('|')
    if (kind && key && 'vnsdr'.includes(kind)) {
      if (kind === 'v') this.typedOver(key)
      this.dirty.add(key)
    } else if (this.common(input.name)) this.headWaits = true
    this.keep()
    this.soon(PAUSE_MS)
  }

  /** A value typed now was typed beside what the page shows. */
  private typedOver(key: string): void {
    this.hidden(`k|${key}`)?.remove()
  }

  private line(key: string): Line {
    const text = (kind: string): string => this.field(kind, key)?.value.trim() ?? ''
    const seen = this.seen.get(key) ?? ''
    const number = (name: string): number => Number(this.hidden(name)?.value ?? 0)
    const own = text('v') === seen ? number(`b|${key}`) : 0
    const base = number(`k|${key}`) || own || Number(this.form.dataset['base'] ?? 0)
    return { key, seen, value: text('v'), note: text('n'), source: text('s'), as_of: text('d'), reason: text('r'), base }
  }

  /** On this device, until the server has it and a page shows it. */
  private keep(sent: string[] = []): void {
    for (const key of sent) this.told.add(key)
    const leaving = performance.now() - this.leaving < LEAVING_MS
    const waiting = Array.from(this.dirty, (key) => this.line(key))
    const head = this.headWaits ? this.head() : leaving ? this.kept.read().head : undefined
    this.kept.change(waiting, leaving ? [] : this.told, head)
    if (!leaving) this.told.clear()
  }

  private soon(after: number): void {
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => void this.send(), after)
  }

  private say(text: string): void {
    if (this.status) this.status.textContent = text
  }

  /** What was lost of a block stays said until it is read or the next block comes; what is said of saving would wipe it away. */
  private tellBeyond(text: string): void {
    const box = this.form.querySelector<HTMLElement>('[data-beyond]')
    const words = box?.querySelector('[data-beyond-words]')
    if (!box || !words) return
    box.hidden = text === ''
    words.textContent = text
  }

  private async send(): Promise<void> {
    if (this.sending) return this.soon(PAUSE_MS)
    this.sending = true
    const keys = Array.from(this.dirty)
    const lines = keys.map((key) => this.line(key))
    const text = (name: string): string => (this.form.elements.namedItem(name) as HTMLInputElement | null)?.value ?? ''
    const head = this.head()
    const body = { token: text('token'), period: text('period'), sheet: this.form.dataset['sheet'] ?? '', ...head, lines }
    this.say(this.form.dataset['wordsSaving'] ?? '')
    try {
      const answer = await fetch(`${this.form.dataset['entry'] ?? ''}/draft`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        keepalive: JSON.stringify(body).length < 60_000,
      })
      if (answer.status === 409) {
        const fresh = ((await answer.json()) as { token: string }).token
        for (const field of document.querySelectorAll<HTMLInputElement>('input[name=token]')) field.value = fresh
        this.sending = false
        return this.soon(0)
      }
      if (answer.status === 401) return this.signedOut()
      if (!answer.ok) throw new Error(String(answer.status))
      this.take((await answer.json()) as Told, lines, head)
    } catch {
      this.say(this.form.dataset['wordsOffline'] ?? '')
      this.soon(RETRY_MS)
    } finally {
      this.sending = false
    }
  }

  private signedOut(): void {
    this.say('')
    const link = document.createElement('a')
    // What could not be sent comes back with the sheet; where this device keeps nothing this page has to stay.
    const here = keepsThings()
    const back = new URL(location.href)
    back.searchParams.set('done', 'back')
    link.href = `/sign-in?back=${encodeURIComponent(here ? back.pathname + back.search : '/entry')}`
    if (!here) link.target = '_blank'
    link.textContent = this.form.dataset[here ? 'wordsSignInHere' : 'wordsSignIn'] ?? ''
    this.status?.append(`${this.form.dataset['wordsSignedOut'] ?? ''} `, link)
    this.soon(RETRY_MS)
  }

  private take(told: Told, sent: Line[], head: SheetHead): void {
    for (const line of sent) {
      const now = told.lines[line.key]?.value ?? line.value
      this.seen.set(line.key, now)
      if (!this.value(line.key) || same(this.line(line.key), line)) this.dirty.delete(line.key)
      this.remember(`w|${line.key}`, now)
    }
    if (JSON.stringify(this.head()) === JSON.stringify(head)) this.headWaits = false
    this.keep(sent.map((line) => line.key).filter((key) => !this.dirty.has(key)))
    // Two windows of one person, or a value of somebody else: the page that asks is the server's.
    if (told.conflicts.length > 0) return location.assign(`${location.pathname}?period=${this.form.dataset['period'] ?? ''}&check=1`)
    for (const [key, line] of Object.entries(told.lines)) this.show(key, line)
    for (const [no, mark] of Object.entries(told.criteria)) {
      const cell = this.form.querySelector(`[data-criterion="${no}"]`)
      if (cell) cell.innerHTML = mark
    }
    const tally = this.form.querySelector('[data-tally]')
    if (tally && told.tally) tally.textContent = told.tally
    this.say([told.saved, told.counts].filter(Boolean).join(' · '))
  }

  private show(key: string, line: LineTold): void {
    const row = this.form.querySelector<HTMLElement>(`[data-line="${CSS.escape(key)}"]`)
    if (!row) return
    if (row.classList.contains('cell')) row.title = line.problems.concat(line.theirs || []).join(' ') || row.title
    const mark = row.querySelector('[data-mark]')
    if (mark) mark.innerHTML = line.mark
    const why = row.querySelector('[data-why]')
    if (why) why.textContent = line.why
    const list = row.querySelector('[data-problems]')
    list?.replaceChildren(
      ...line.problems.concat(line.theirs ? [line.theirs] : []).map((text) => {
        const item = document.createElement('li')
        item.textContent = text
        return item
      }),
    )
    const reason = row.querySelector<HTMLElement>('[data-reason]')
    if (reason && !reason.contains(document.activeElement)) reason.hidden = !line.asks && (line.refused || !this.field('r', key)?.value)
    row.classList.toggle('asks', line.asks || line.refused || line.theirs !== '')
  }

  /** Enter and the arrows move like in a spreadsheet; Tab goes through every field as usual. */
  private key(event: KeyboardEvent): void {
    const input = event.target
    if (!(input instanceof HTMLInputElement) || !input.classList.contains('v') || event.ctrlKey || event.altKey || event.metaKey) return
    const grid = this.grid()
    const y = grid.findIndex((row) => row.includes(input))
    const x = grid[y]?.indexOf(input) ?? -1
    const at = input.selectionStart === input.selectionEnd ? input.selectionStart : -1
    const steps: Record<string, HTMLInputElement | undefined> = {
      ArrowDown: grid[y + 1]?.[x],
      ArrowUp: grid[y - 1]?.[x],
      Enter: grid[y + (event.shiftKey ? -1 : 1)]?.[x],
    }
    if (at === input.value.length) steps['ArrowRight'] = grid[y]?.[x + 1]
    if (at === 0) steps['ArrowLeft'] = grid[y]?.[x - 1]
    if (event.key === 'Enter') event.preventDefault()
    const next = steps[event.key]
    if (!next) return
    event.preventDefault()
    next.focus()
    next.select()
    next.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }

  /** The value fields, row by row. */
  private grid(): HTMLInputElement[][] {
    const rows = new Map<Element | null, HTMLInputElement[]>()
    for (const input of this.inputs()) {
      const row = input.closest('tr')
      rows.set(row, [...(rows.get(row) ?? []), input])
    }
    return Array.from(rows.values())
  }

  /** A block of cells goes down and to the right from the field it is pasted into. */
  private paste(event: ClipboardEvent): void {
    const input = event.target
    if (!(input instanceof HTMLInputElement) || !input.classList.contains('v')) return
    const block = cellsOf(event.clipboardData?.getData('text/plain') ?? '')
    if (block.length === 1 && block[0]?.length === 1) return
    event.preventDefault()
    const grid = this.grid()
    const top = grid.findIndex((row) => row.includes(input))
    const left = grid[top]?.indexOf(input) ?? 0
    let count = 0
    let beyond = 0
    block.forEach((cells, dy) => {
      const row = grid[top + dy]
      const wide = (row?.length ?? 0) > 1
      cells.forEach((cell, dx) => {
        // On the sheet of one unit the columns to the right are the note, the source and the date of the line.
        const first = row?.[0]
        const target = wide ? row?.[left + dx] : first && (dx === 0 ? first : this.field(['n', 's', 'd'][dx - 1] ?? '', keyOf(first)))
        if (!target) {
          if (cell !== '') beyond += 1
          return
        }
        target.value = cell
        const key = target.name.slice(2)
        if (target.name.startsWith('v')) this.typedOver(key)
        this.dirty.add(key)
        count += 1
      })
    })
    this.keep()
    const say = (words: string | undefined, count: number): string => (count > 0 ? counted(words ?? '', count) : '')
    this.say(say(this.form.dataset['wordsPasted'], count))
    this.tellBeyond(say(this.form.dataset['wordsBeyond'], beyond))
    this.soon(PAUSE_MS)
  }
}

function keyOf(input: HTMLInputElement): string {
  return input.name.slice(2)
}

function hiddenField(name: string, value: string): HTMLInputElement {
  const field = document.createElement('input')
  field.type = 'hidden'
  field.name = name
  field.value = value
  return field
}

/** Whether a line still says what was sent. */
function same(now: Line, sent: Line): boolean {
  const texts = (line: Line): string => JSON.stringify([line.value, line.note, line.source, line.as_of, line.reason])
  return texts(now) === texts(sent)
}
