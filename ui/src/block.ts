/**
 * The cells of a block copied from a spreadsheet. A cell with line breaks (Alt+Enter), tabs or quotes stands in quotes; its line breaks
 * become spaces, so that what follows stays in its row.
 */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]]
  const plain = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  const put = (cell: string): unknown => rows[rows.length - 1]?.push(cell.replace(/\s+/g, ' ').trim())
  let at = 0
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(plain.slice(at))
    // A cell may also begin and end with a quote of its own.
    const wraps = quoted && /[\n\t]|""/.test(quoted[1] ?? '')
    const cell = wraps ? quoted[0] : (/^[^\t\n]*/.exec(plain.slice(at))?.[0] ?? '')
    put(wraps ? (quoted[1] ?? '').replace(/""/g, '"') : cell)
    at += cell.length
    if (at >= plain.length) return rows
    if (plain[at] === '\n') rows.push([])
    at += 1
  }
}

/** A message with its `{count}` filled in, and the word of `{count:cell|cells}` that goes with it, as the server fills its own. */
export function counted(message: string, count: number): string {
  return message.replace(/\{count(?::([^|}]*)\|([^}]*))?\}/g, (_, one?: string, many?: string) =>
    one === undefined ? String(count) : count === 1 ? one : (many ?? ''))
}
