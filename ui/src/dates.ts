/** Adds a calendar button beside date fields, which are plain text so that day and month stand in the reader's order everywhere. */
export function datePickers(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>('input[data-pick]')) {
    const picker = document.createElement('input')
    picker.type = 'date'
    picker.tabIndex = -1
    picker.setAttribute('aria-hidden', 'true')
    if (typeof picker.showPicker !== 'function') return
    const vietnamese = document.documentElement.lang === 'vi'
    const button = document.createElement('button')
    button.type = 'button'
    button.setAttribute('aria-label', field.dataset['pick'] ?? '')
    const place = document.createElement('span')
    place.className = 'pick'
    place.append(button, picker)
    button.addEventListener('click', () => {
      const parts = field.value.split(/\D+/)
      const iso = parts[0]?.length === 4 ? parts : parts.reverse()
      if (iso.length === 3) picker.value = iso.map((part, i) => part.padStart(i === 0 ? 4 : 2, '0')).join('-')
      picker.showPicker()
    })
    picker.addEventListener('change', () => {
      if (!picker.value) return
      field.value = vietnamese ? picker.value.split('-').reverse().join('/') : picker.value
      field.form?.requestSubmit()
    })
    field.after(place)
  }
}
