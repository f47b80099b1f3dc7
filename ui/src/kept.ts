/** A line as it is sent, and kept on this device until the server has it. */
export interface Line { key: string; seen: string; value: string; note: string; source: string; as_of: string; reason: string; base: number }

/** Source, date and reason of a whole sheet. */
export interface SheetHead { source: string; as_of: string; late: string }

interface Content { head?: SheetHead; lines: Record<string, Line> }

/** Whether this device keeps anything at all. */
export function keepsThings(): boolean {
  try {
    localStorage.setItem('vedich-keeps', '1')
    localStorage.removeItem('vedich-keeps')
    return true
  } catch {
    return false
  }
}

/** What one person typed into one sheet and the server does not have yet, on this device. Tabs of the same sheet share it line by line. */
export class Kept {
  private readonly store: string

  constructor(person: string, path: string, sheet: string, period: string) {
    // The person is part of the name: whoever signs in next on a shared computer finds nothing of it.
    this.store = `vedich-entry ${person} ${path} ${sheet} ${period}`
  }

  read(): Content {
    try {
      const content = JSON.parse(localStorage.getItem(this.store) ?? '{}') as Partial<Content>
      return { ...content, lines: content.lines ?? {} }
    } catch {
      return { lines: {} }
    }
  }

  /** Puts what waits, takes away what was sent. */
  change(waiting: Line[], sent: Iterable<string>, head: SheetHead | undefined): void {
    const { lines } = this.read()
    for (const key of sent) delete lines[key]
    for (const line of waiting) lines[line.key] = line
    try {
      if (head || Object.keys(lines).length > 0) localStorage.setItem(this.store, JSON.stringify({ head, lines }))
      else localStorage.removeItem(this.store)
    } catch {
      // A full or forbidden store: the page and the server still have it.
    }
  }
}
