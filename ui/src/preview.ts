/** A look into a document beside what it shows: its first page as text, fetched when it is opened. Without scripts a link does the same. */
export function previews(within: ParentNode = document): void {
  for (const box of within.querySelectorAll<HTMLDetailsElement>('details[data-preview]')) {
    box.addEventListener('toggle', () => void look(box), { once: true })
  }
}

async function look(box: HTMLDetailsElement): Promise<void> {
  const link = box.querySelector<HTMLElement>('[data-plain]')
  const answer = await fetch(box.dataset['preview'] ?? '')
  if (!answer.ok) return
  const page = document.createElement('pre')
  page.tabIndex = 0
  page.textContent = await answer.text()
  link?.replaceWith(page)
}
