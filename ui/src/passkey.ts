/** Passkeys: a form asks the authenticator before it is sent, and carries its answer. Without support the form stays hidden. */
export function passkeys(): void {
  if (!window.PublicKeyCredential || !window.isSecureContext) return
  document.querySelectorAll<HTMLElement>('[data-without-passkeys]').forEach((note) => (note.hidden = true))
  document.querySelectorAll<HTMLFormElement>('form[data-passkey]').forEach((form) => {
    form.hidden = false
    form.addEventListener('submit', (event) => {
      if (form.dataset.answered) return
      event.preventDefault()
      const said = form.querySelector<HTMLElement>('[role=alert]')
      if (said) said.hidden = true
      ask(form).then(
        () => {
          form.dataset.answered = 'yes'
          form.submit()
        },
        () => {
          if (!said) return
          said.textContent = form.dataset.failed ?? ''
          said.hidden = false
        },
      )
    })
  })
}

async function ask(form: HTMLFormElement): Promise<void> {
  const { challenge = '', site = '', owner = '', login = '', name = '', known = '' } = form.dataset
  const put = (field: string, bytes: ArrayBuffer | null): void => {
    const input = form.elements.namedItem(field)
    if (input instanceof HTMLInputElement) input.value = bytes ? encode(bytes) : ''
  }
  if (form.dataset.passkey === 'create') {
    const made = (await navigator.credentials.create({
      publicKey: {
        challenge: decode(challenge),
        rp: { id: site, name: 'Vedich' },
        user: { id: decode(owner), name: login, displayName: name },
        pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
        excludeCredentials: known.split(' ').filter(Boolean).map((id) => ({ type: 'public-key', id: decode(id) })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        attestation: 'none',
      },
    })) as PublicKeyCredential
    const answer = made.response as AuthenticatorAttestationResponse
    put('client-data', answer.clientDataJSON)
    put('attestation', answer.attestationObject)
    return
  }
  const shown = (await navigator.credentials.get({
    publicKey: { challenge: decode(challenge), rpId: site, allowCredentials: [], userVerification: 'required' },
  })) as PublicKeyCredential
  const answer = shown.response as AuthenticatorAssertionResponse
  put('id', shown.rawId)
  put('client-data', answer.clientDataJSON)
  put('data', answer.authenticatorData)
  put('signature', answer.signature)
  put('owner', answer.userHandle)
}

function encode(bytes: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)))
  return text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

function decode(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}
