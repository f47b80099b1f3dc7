interface Line { key: string; seen: string; value: string; note: string; source: string; as_of: string; reason: string; base: number }
interface LineTold { value: string; mark: string; why: string; problems: string[]; asks: boolean; theirs: string; other: string }
interface Told { version: number; saved: string; tally: string; counts: string; criteria: Record<string, string>; lines: Record<string, LineTold>; conflicts: string[] }

const PAUSE_MS = 700
const RETRY_MS = 5000

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

class Sheet {
  private readonly store: string
  private readonly status: HTMLElement | null
  /** The draft's value of each line as the server last told it. */
  private readonly seen = new Map<string, string>()
  private readonly dirty = new Set<string>()
  private timer = 0
  private sending = false

  constructor(private readonly form: HTMLFormElement) {
    this.store = `vedich-entry ${form.dataset['entry'] ?? ''} ${form.dataset['sheet'] ?? ''} ${form.dataset['period'] ?? ''}`
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
    // Back to a page the browser had kept: its fields are older than the draft.
    window.addEventListener('pageshow', (event) => event.persisted && location.reload())
    document.addEventListener('visibilitychange', () => this.dirty.size > 0 && this.soon(document.hidden ? 0 : 200))
    window.addEventListener('online', () => this.dirty.size > 0 && this.soon(0))
  }

  /** Lines that an earlier visit could not send come back. */
  restore(): void {
    if (this.settled()) localStorage.removeItem(this.store)
    const kept = read(this.store)
    for (const [key, line] of Object.entries(kept)) {
      const input = this.value(key)
      if (!input || input.value === line.value) continue
      input.value = line.value
      for (const [kind, text] of [['n', line.note], ['s', line.source], ['d', line.as_of], ['r', line.reason]] as const) {
        const field = this.field(kind, key)
        if (field && text) field.value = text
      }
      this.dirty.add(key)
    }
    if (this.dirty.size > 0) this.soon(0)
    else localStorage.removeItem(this.store)
  }

  /** Whether the server has just recorded or dropped what was typed. Told once: what is typed next outlives a reload. */
  private settled(): boolean {
    const done = new URL(location.href).searchParams.get('done') ?? ''
    if (!/^(recorded|submitted|nothing|discarded)$/.test(done) || history.state === 'settled') return false
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

  private hidden(name: string): HTMLInputElement | null {
    return this.form.querySelector<HTMLInputElement>(`input[type=hidden][name="${CSS.escape(name)}"]`)
  }

  private typed(input: HTMLInputElement): void {
    const [kind, key] = input.name.split('|')
    if (kind && key && 'vnsdr'.includes(kind)) this.dirty.add(key)
    this.keep()
    this.soon(PAUSE_MS)
  }

  private line(key: string): Line {
    const text = (kind: string): string => this.field(kind, key)?.value.trim() ?? ''
    const seen = this.seen.get(key) ?? ''
    const own = Number(this.hidden(`b|${key}`)?.value ?? 0)
    const base = own > 0 && text('v') === seen ? own : Number(this.form.dataset['base'] ?? 0)
    return { key, seen, value: text('v'), note: text('n'), source: text('s'), as_of: text('d'), reason: text('r'), base }
  }

  /** On this device, until the server has it. */
  private keep(): void {
    const lines: Record<string, Line> = {}
    for (const key of this.dirty) lines[key] = this.line(key)
    try {
      if (this.dirty.size > 0) localStorage.setItem(this.store, JSON.stringify(lines))
      else localStorage.removeItem(this.store)
    } catch {
      // A full or forbidden store: the page and the server still have it.
    }
  }

  private soon(after: number): void {
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => void this.send(), after)
  }

  private say(text: string): void {
    if (this.status) this.status.textContent = text
  }

  private async send(): Promise<void> {
    if (this.sending) return this.soon(PAUSE_MS)
    this.sending = true
    const keys = Array.from(this.dirty)
    const lines = keys.map((key) => this.line(key))
    const text = (name: string): string => (this.form.elements.namedItem(name) as HTMLInputElement | null)?.value ?? ''
    const body = { token: text('token'), period: text('period'), sheet: this.form.dataset['sheet'] ?? '', source: text('source'), as_of: text('as_of'), late: text('late'), lines }
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
      this.take((await answer.json()) as Told, lines)
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
    link.href = '/sign-in?back=/entry'
    link.target = '_blank'
    link.textContent = this.form.dataset['wordsSignIn'] ?? ''
    this.status?.append(`${this.form.dataset['wordsSignedOut'] ?? ''} `, link)
    this.soon(RETRY_MS)
  }

  private take(told: Told, sent: Line[]): void {
    for (const line of sent) {
      const now = told.lines[line.key]
      this.seen.set(line.key, now?.value ?? line.value)
      const typed = this.value(line.key)
      if (!typed || typed.value.trim() === line.value) this.dirty.delete(line.key)
      const shown = this.hidden(`w|${line.key}`)
      if (shown) shown.value = now?.value ?? ''
      else typed?.after(hiddenField(`w|${line.key}`, now?.value ?? ''))
    }
    this.keep()
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
    if (reason && !reason.contains(document.activeElement)) reason.hidden = !line.asks && !this.field('r', key)?.value
    row.classList.toggle('asks', line.asks || line.theirs !== '')
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
    const text = event.clipboardData?.getData('text/plain') ?? ''
    const block = text.replace(/\r/g, '').replace(/\n$/, '').split('\n').map((row) => row.split('\t'))
    if (block.length === 1 && block[0]?.length === 1) return
    event.preventDefault()
    const grid = this.grid()
    const top = grid.findIndex((row) => row.includes(input))
    const left = grid[top]?.indexOf(input) ?? 0
    let count = 0
    block.forEach((cells, dy) => {
      const row = grid[top + dy]
      const wide = (row?.length ?? 0) > 1
      cells.forEach((cell, dx) => {
        // On the sheet of one unit the columns to the right are the note, the source and the date of the line.
        const first = row?.[0]
        const target = wide ? row?.[left + dx] : first && (dx === 0 ? first : this.field(['n', 's', 'd'][dx - 1] ?? '', keyOf(first)))
        if (!target) return
        target.value = cell.trim()
        this.dirty.add(target.name.slice(2))
        count += 1
      })
    })
    this.keep()
    this.say((this.form.dataset['wordsPasted'] ?? '').replace('{count}', String(count)))
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

function read(store: string): Record<string, Line> {
  try {
    return JSON.parse(localStorage.getItem(store) ?? '{}') as Record<string, Line>
  } catch {
    return {}
  }
}
