/** What the bay’s screen says of cameras that give no picture, of one and of all. */
export const cameraTrouble = {
  'state.blind': 'The bay cannot see',
  'state.blind.hint': 'No swing is measured. Please tell the staff.',
  'warning.none-left': 'No camera gives a picture',
  'warning.none-left.hint': 'No swing can be measured. The bay goes on trying to start them; please tell the staff.',
  'attract.blind.title': 'This bay cannot see just now.',
  'attract.blind.hint': 'No swing is measured. Please tell the staff.',
  'warning.camera/stalled.many.hint': 'They restart by themselves. You can keep playing; some numbers may be missing.',
  'warning.camera/died.many.hint': 'They restart by themselves. You can keep playing; some numbers may be missing.',
  'warning.camera/failed': 'The {camera} camera gives no picture',
  'warning.camera/failed.many': 'The {camera} cameras give no picture',
  'warning.camera/failed.hint': 'It restarts by itself. You can keep playing; some numbers may be missing.',
  'warning.camera/failed.many.hint': 'They restart by themselves. You can keep playing; some numbers may be missing.',
  'warning.camera/end-of-stream': 'The {camera} camera gives no picture',
  'warning.camera/end-of-stream.many': 'The {camera} cameras give no picture',
  'warning.camera/end-of-stream.hint': 'It restarts by itself. You can keep playing; some numbers may be missing.',
  'warning.camera/end-of-stream.many.hint':
    'They restart by themselves. You can keep playing; some numbers may be missing.',
} as const;
