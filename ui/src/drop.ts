/** Files dropped on a field, and a list of what was chosen: name and size. */
export function dropFields(): void {
  document.querySelectorAll<HTMLElement>('[data-drop]').forEach((field) => {
    const input = field.querySelector<HTMLInputElement>('input[type="file"]')
    const list = field.querySelector<HTMLElement>('[data-chosen]')
    if (!input || !list) return
    const show = (): void => {
      const files = Array.from(input.files ?? [])
      list.hidden = files.length === 0
      list.replaceChildren(
        ...files.map((file) => {
          const line = document.createElement('li')
          line.textContent = `${file.name} (${Math.ceil(file.size / 1024)} KB)`
          return line
        }),
      )
    }
    input.addEventListener('change', show)
    field.addEventListener('dragover', (event) => {
      event.preventDefault()
      field.classList.add('over')
    })
    field.addEventListener('dragleave', () => field.classList.remove('over'))
    field.addEventListener('drop', (event) => {
      event.preventDefault()
      field.classList.remove('over')
      if (!event.dataTransfer?.files.length) return
      input.files = event.dataTransfer.files
      show()
    })
  })
}
