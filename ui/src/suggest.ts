interface Suggestion { name: string; path: string; href: string }

/** Suggests units under the search box while typing (combobox pattern); without it the form goes to the search page. */
export function searchSuggestions(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-suggest]')
  const input = form?.querySelector<HTMLInputElement>('input[name=q]')
  if (!form || !input) return
  const list = document.createElement('ul')
  list.id = 'suggestions'
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', input.getAttribute('aria-label') ?? '')
  list.hidden = true
  form.append(list)
  input.setAttribute('role', 'combobox')
  input.setAttribute('aria-controls', list.id)
  input.setAttribute('aria-expanded', 'false')
  input.setAttribute('aria-autocomplete', 'list')
  input.autocomplete = 'off'

  let found: Suggestion[] = []
  let chosen = -1
  let timer = 0
  let asked = 0

  const show = (): void => {
    list.replaceChildren(
      ...found.map((item, index) => {
        const line = document.createElement('li')
        line.id = `suggestion-${index}`
        line.setAttribute('role', 'option')
        line.setAttribute('aria-selected', String(index === chosen))
        const where = document.createElement('small')
        where.textContent = item.path
        line.append(item.name, where)
        line.addEventListener('mousedown', (event) => {
          event.preventDefault()
          location.href = item.href
        })
        return line
      }),
    )
    list.hidden = found.length === 0
    input.setAttribute('aria-expanded', String(!list.hidden))
    if (chosen >= 0) input.setAttribute('aria-activedescendant', `suggestion-${chosen}`)
    else input.removeAttribute('aria-activedescendant')
  }
  const close = (): void => {
    found = []
    chosen = -1
    show()
  }
  const ask = async (): Promise<void> => {
    const query = input.value.trim()
    if (query.length < 2) return close()
    const mine = ++asked
    const url = new URL(form.dataset['suggest'] ?? '', location.origin)
    url.searchParams.set('q', query)
    const date = form.querySelector<HTMLInputElement>('input[name=as_of]')?.value
    if (date) url.searchParams.set('as_of', date)
    try {
      const answer = await fetch(url, { headers: { accept: 'application/json' } })
      if (!answer.ok || mine !== asked) return
      found = ((await answer.json()) as Suggestion[]).slice(0, 8)
      chosen = -1
      show()
    } catch {
      close()
    }
  }
  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = window.setTimeout(() => void ask(), 120)
  })
  input.addEventListener('blur', close)
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') return close()
    if (list.hidden) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      chosen = (chosen + step + found.length) % found.length
      show()
      list.children[chosen]?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && chosen >= 0) {
      const target = found[chosen]
      if (target) {
        event.preventDefault()
        location.href = target.href
      }
    }
  })
}
