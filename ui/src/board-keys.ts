/** Arrow keys, Home and End move through the matrix cell by cell; Enter opens the place at that criterion. */
export function boardKeys(): void {
  const table = document.querySelector<HTMLTableElement>('table.matrix')
  const body = table?.tBodies[0]
  if (!table || !body) return
  const rows = Array.from(body.rows, (row) => Array.from(row.cells))
  let current: HTMLTableCellElement | undefined
  const enter = (cell: HTMLTableCellElement | undefined): void => {
    if (!cell) return
    current?.setAttribute('tabindex', '-1')
    cell.setAttribute('tabindex', '0')
    cell.focus()
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    current = cell
  }
  const first = rows.flat().find((cell) => cell.classList.contains('c'))
  first?.setAttribute('tabindex', '0')
  current = first
  body.addEventListener('click', (event) => {
    const cell = (event.target as Element).closest<HTMLTableCellElement>('td.c')
    if (cell) enter(cell)
  })
  body.addEventListener('keydown', (event) => {
    const cell = (event.target as Element).closest<HTMLTableCellElement>('td,th')
    if (!cell) return
    const y = rows.findIndex((row) => row.includes(cell))
    const x = rows[y]?.indexOf(cell) ?? -1
    const row = rows[y]
    if (!row || x < 0) return
    const steps: Record<string, HTMLTableCellElement | undefined> = {
      ArrowRight: row[x + 1],
      ArrowLeft: row[x - 1],
      ArrowDown: rows[y + 1]?.[x],
      ArrowUp: rows[y - 1]?.[x],
      Home: row[0],
      End: row[row.length - 1],
    }
    if (event.key in steps) {
      event.preventDefault()
      enter(steps[event.key])
    } else if (event.key === 'Enter' && cell.classList.contains('c')) {
      const link = row[0]?.querySelector<HTMLAnchorElement>('a')
      const number = table.tHead?.rows[0]?.cells[x]?.dataset['no']
      if (link) location.href = link.href + (number ? `#tc-${number}` : '')
    }
  })
}
