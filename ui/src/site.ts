import './icon.svg'
import { searchSuggestions } from './suggest'
import { boardKeys } from './board-keys'
import { datePickers } from './dates'
import { queueKeys } from './queue-keys'
import { dropFields } from './drop'
import { deskKeys } from './desk'
import { themeSwitch } from './theme'
import { roadmaps } from './roadmap'
import { autosave } from './autosave'
import { endedSheet, entrySheet } from './entry'
import { passkeys } from './passkey'
import { previews } from './preview'
import { rowEvidence } from './row-evidence'

// Everything works without these; they only save a person time.
searchSuggestions()
themeSwitch()
datePickers()
boardKeys()
roadmaps()
autosave()
entrySheet()
endedSheet()
queueKeys()
dropFields()
deskKeys()
passkeys()
previews()
rowEvidence()
