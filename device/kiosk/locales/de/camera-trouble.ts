/** What the bay’s screen says of cameras that give no picture, of one and of all. */
export const cameraTrouble = {
  'state.blind': 'Die Bay sieht nichts',
  'state.blind.hint': 'Kein Schwung wird gemessen. Sag bitte dem Personal Bescheid.',
  'warning.none-left': 'Keine Kamera liefert ein Bild',
  'warning.none-left.hint': 'Kein Schwung lässt sich messen. Die Bay startet sie weiter neu. Bitte ruf das Personal.',
  'attract.blind.title': 'Diese Bay sieht gerade nichts.',
  'attract.blind.hint': 'Kein Schwung wird gemessen. Sag bitte dem Personal Bescheid.',
  'warning.camera/stalled.many.hint':
    'Sie starten von selbst neu. Du kannst weiterspielen; einzelne Werte können fehlen.',
  'warning.camera/died.many.hint': 'Sie starten von selbst neu. Du kannst weiterspielen; einzelne Werte können fehlen.',
  'warning.camera/failed': 'Die Kamera {camera} liefert kein Bild',
  'warning.camera/failed.many': 'Die Kameras {camera} liefern kein Bild',
  'warning.camera/failed.hint': 'Sie startet von selbst neu. Du kannst weiterspielen; einzelne Werte können fehlen.',
  'warning.camera/failed.many.hint':
    'Sie starten von selbst neu. Du kannst weiterspielen; einzelne Werte können fehlen.',
  'warning.camera/end-of-stream': 'Die Kamera {camera} liefert kein Bild',
  'warning.camera/end-of-stream.many': 'Die Kameras {camera} liefern kein Bild',
  'warning.camera/end-of-stream.hint':
    'Sie startet von selbst neu. Du kannst weiterspielen; einzelne Werte können fehlen.',
  'warning.camera/end-of-stream.many.hint':
    'Sie starten von selbst neu. Du kannst weiterspielen; einzelne Werte können fehlen.',
} as const;
