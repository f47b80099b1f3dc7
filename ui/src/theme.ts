/** Switches the colours at once instead of reloading the page; the cookie is the server's, so the choice outlives the visit. */
export function themeSwitch(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-theme-switch]')
  const button = form?.querySelector<HTMLButtonElement>('button')
  if (!form || !button) return
  // No choice made yet on a dark device: the switch offers the light side.
  if (document.documentElement.dataset['theme'] === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches) {
    button.value = 'light'
    button.textContent = button.dataset['light'] ?? ''
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const next = button.value
    document.documentElement.dataset['theme'] = next
    void fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form, button) as never), redirect: 'manual' })
    button.value = next === 'dark' ? 'light' : 'dark'
    button.textContent = (next === 'dark' ? button.dataset['light'] : button.dataset['dark']) ?? ''
  })
}
