/** Keys of the desk: J and K move from card to card, A accepts, R rejects, U reopens, E corrects, G shows the words in the text. */
export function deskKeys(): void {
  const desk = document.querySelector<HTMLElement>('[data-desk]')
  if (!desk) return
  const cards = Array.from(desk.querySelectorAll<HTMLElement>('[data-card]'))
  const hint = desk.querySelector<HTMLElement>('[data-keys]')
  const toggle = desk.querySelector<HTMLInputElement>('[data-keys-on]')
  const kept = 'vedich-desk-keys'
  // Whoever speaks to the device, or hits keys by accident, switches the single letters off; the device remembers it.
  const off = (): boolean => toggle !== null && !toggle.checked
  if (toggle) {
    toggle.checked = localStorage.getItem(kept) !== 'off'
    toggle.addEventListener('change', () => localStorage.setItem(kept, toggle.checked ? 'on' : 'off'))
  }
  if (hint) hint.hidden = false
  let current = -1

  // What is selected in the text is what a person adds.
  const selected = desk.querySelector<HTMLTextAreaElement>('[data-selected]')
  const text = desk.querySelector<HTMLElement>('.desk-text')
  document.addEventListener('selectionchange', () => {
    const selection = document.getSelection()
    const inside = selection?.anchorNode && text?.contains(selection.anchorNode) && text.contains(selection.focusNode)
    const chosen = selection?.toString().trim() ?? ''
    if (selected && inside && chosen) selected.value = chosen
  })

  const words = (card: HTMLElement | undefined): HTMLElement | null => document.getElementById(`text-${card?.dataset['card'] ?? ''}`)
  const go = (place: number): void => {
    const card = cards[place]
    if (!card) return
    cards[current]?.classList.remove('at')
    words(cards[current])?.classList.remove('at')
    current = place
    card.classList.add('at')
    words(card)?.classList.add('at')
    card.focus({ preventScroll: true })
    card.scrollIntoView({ block: 'nearest' })
    words(card)?.scrollIntoView({ block: 'nearest' })
  }
  const press = (what: string): void => {
    const button = cards[current]?.querySelector<HTMLButtonElement>(`button[name=do][value=${what}]`)
    if (button && !button.disabled) button.click()
  }
  const deeds: Record<string, () => void> = {
    j: () => go(Math.min(current + 1, cards.length - 1)),
    k: () => go(Math.max(current - 1, 0)),
    a: () => press('accept'),
    r: () => press('reject'),
    u: () => press('reopen'),
    e: () => {
      const details = cards[current]?.querySelector('details')
      if (!details) return
      details.open = true
      details.querySelector<HTMLElement>('input, select, textarea')?.focus()
    },
    g: () => words(cards[current])?.scrollIntoView({ block: 'center' }),
  }
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const target = event.target as HTMLElement
    const typing = target.closest('input, select, textarea')
    if (event.key === 'Escape' && typing && desk.contains(typing)) {
      cards[current]?.focus()
      return
    }
    if (typing || off()) return
    const deed = deeds[event.key.toLowerCase()]
    if (!deed) return
    event.preventDefault()
    deed()
  })
  cards.forEach((card, place) => {
    card.addEventListener('focusin', () => {
      if (current !== place) {
        cards[current]?.classList.remove('at')
        words(cards[current])?.classList.remove('at')
        current = place
        card.classList.add('at')
        words(card)?.classList.add('at')
      }
    })
  })
  const named = cards.findIndex((card) => `#${card.id}` === location.hash)
  go(named >= 0 ? named : cards.findIndex((card) => card.classList.contains('is-open')))
}
