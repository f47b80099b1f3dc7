/** The queue of those who verify: all at once, and without the mouse. */
export function queueKeys(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-queue]')
  if (!form) return
  const items = Array.from(form.querySelectorAll<HTMLElement>('[data-item]'))
  const boxes = Array.from(form.querySelectorAll<HTMLInputElement>('input[name="value"]'))
  const all = form.querySelector<HTMLElement>('[data-all]')
  const master = all?.querySelector<HTMLInputElement>('input')
  const words = form.querySelector<HTMLTextAreaElement>('textarea[name="words"]')
  if (all && master) {
    all.hidden = false
    master.addEventListener('change', () => boxes.forEach((box) => (box.checked = master.checked)))
    form.addEventListener('change', () => {
      const ticked = boxes.filter((box) => box.checked).length
      master.checked = ticked > 0 && ticked === boxes.length
      master.indeterminate = ticked > 0 && ticked < boxes.length
    })
  }
  const help = form.querySelector<HTMLElement>('[data-keys]')
  if (help && matchMedia('(hover: hover)').matches) help.hidden = false
  const at = (): number => items.findIndex((item) => item.contains(document.activeElement))
  const go = (index: number): void => {
    const item = items[Math.max(0, Math.min(items.length - 1, index))]
    item?.focus()
    item?.scrollIntoView({ block: 'nearest' })
  }
  const say = (key: string): void => {
    const here = items[at()]?.querySelector<HTMLInputElement>('input[name="value"]')
    if (here && !boxes.some((box) => box.checked)) here.checked = true
    if (key !== 'c' && !words?.value.trim()) {
      words?.focus()
      return
    }
    form.querySelector<HTMLButtonElement>(`button[data-key="${key}"]`)?.click()
  }
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).matches('input[type="text"],input[type="search"],textarea,select')) return
    if (event.key === 'j') go(at() + 1)
    else if (event.key === 'k') go(at() < 0 ? 0 : at() - 1)
    else if (event.key === 'x') items[at()]?.querySelector<HTMLInputElement>('input[name="value"]')?.click()
    else if (event.key === 'c' || event.key === 'r' || event.key === 'a') say(event.key)
    else return
    event.preventDefault()
  })
}
