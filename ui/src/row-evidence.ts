import { previews } from './preview'

interface RowTold { pieces?: string; problems?: string[]; remarks?: string[]; token?: string }

/**
 * Evidence in the rows of a sheet: files chosen, photographed or dropped on the row are sent at once and stand beside the value. Without
 * scripts the same fields go with the form.
 */
export function rowEvidence(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-entry]')
  if (!form) return
  for (const box of form.querySelectorAll<HTMLElement>('[data-attach]')) {
    const row = box.closest<HTMLElement>('tr')
    if (row) watch(form, box, row)
  }
}

function watch(form: HTMLFormElement, box: HTMLElement, row: HTMLElement): void {
  box.querySelector('button')?.setAttribute('hidden', '')
  for (const input of box.querySelectorAll<HTMLInputElement>('input[type=file]')) {
    input.addEventListener('change', () => {
      const files = Array.from(input.files ?? [])
      // What is sent here does not go with the form again.
      input.value = ''
      if (files.length > 0) void send(form, box, row, files)
    })
  }
  const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false
  row.addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return
    event.preventDefault()
    row.classList.add('over-row')
  })
  row.addEventListener('dragleave', (event) => {
    if (!row.contains(event.relatedTarget as Node | null)) row.classList.remove('over-row')
  })
  row.addEventListener('drop', (event) => {
    row.classList.remove('over-row')
    if (!carriesFiles(event)) return
    event.preventDefault()
    void send(form, box, row, Array.from(event.dataTransfer?.files ?? []))
  })
}

async function send(form: HTMLFormElement, box: HTMLElement, row: HTMLElement, files: File[], again = true): Promise<void> {
  const said = row.querySelector<HTMLElement>('[data-said]')
  const say = (text: string): void => {
    if (!said) return
    said.textContent = text
    said.hidden = text === ''
  }
  const typed = (name: string): string => (form.elements.namedItem(name) as HTMLInputElement | null)?.value ?? ''
  const body = new FormData()
  body.append('token', typed('token'))
  body.append('period', typed('period'))
  // With the page's own number the same files sent again, after a lost answer, are known to be the same.
  body.append('command', typed('command'))
  for (const field of box.querySelectorAll<HTMLInputElement | HTMLSelectElement>('select, input[type=checkbox]')) {
    if (!(field instanceof HTMLInputElement) || field.checked) body.append(field.name, field.value)
  }
  for (const file of files) body.append(box.dataset['attach'] ?? '', file)
  say(`${form.dataset['wordsSaving'] ?? ''} ${files.map((file) => file.name).join(', ')}`)
  try {
    const answer = await fetch(form.action, { method: 'POST', headers: { accept: 'application/json' }, body })
    const told = (await answer.json()) as RowTold
    if (answer.status === 409 && told.token && again) {
      for (const field of document.querySelectorAll<HTMLInputElement>('input[name=token]')) field.value = told.token
      return await send(form, box, row, files, false)
    }
    if (!answer.ok) return say((told.problems ?? []).join(' ') || (form.dataset['wordsFailed'] ?? ''))
    const pieces = row.querySelector<HTMLElement>('[data-pieces]')
    if (pieces) pieces.innerHTML = told.pieces ?? ''
    previews(row)
    say((told.remarks ?? []).join(' '))
  } catch {
    say(form.dataset['wordsFailed'] ?? '')
  }
}
