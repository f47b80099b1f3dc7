// Saves a form a while after the last key, and says so; what cannot be sent waits and is sent again.
export function autosave(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-autosave]')) watch(form)
}

const quiet = 2_000
const again = 8_000

function watch(form: HTMLFormElement): void {
  const said = form.querySelector<HTMLElement>('[data-autosaved]')
  let timer = 0
  let sending = false
  let changed = false

  const later = (after: number): void => {
    clearTimeout(timer)
    timer = window.setTimeout(() => void save(), after)
  }

  async function save(): Promise<void> {
    if (sending) return later(quiet)
    sending = true
    changed = false
    const fields = new FormData(form)
    // Each saving is a command of its own; where the browser makes no ids, the server does.
    fields.delete('command')
    try {
      const answer = await fetch(form.action, { method: 'POST', headers: { accept: 'application/json' }, body: new URLSearchParams(fields as unknown as Record<string, string>) })
      if (!answer.ok) throw new Error(String(answer.status))
      const { version } = (await answer.json()) as { version: number }
      const base = form.querySelector<HTMLInputElement>('input[name="base"]')
      if (base) base.value = String(version)
      if (said) said.textContent = `${form.dataset.autosave ?? ''} ${new Date().toLocaleTimeString()}`
    } catch {
      changed = true
      later(again)
    } finally {
      sending = false
    }
    if (changed) later(again)
  }

  form.addEventListener('input', () => {
    changed = true
    later(quiet)
  })
  window.addEventListener('beforeunload', (event) => {
    if (changed) event.preventDefault()
  })
  form.addEventListener('submit', () => {
    changed = false
    clearTimeout(timer)
  })
}
