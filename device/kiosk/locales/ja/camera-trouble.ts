/** What the bay’s screen says of cameras that give no picture, of one and of all. */
export const cameraTrouble = {
  'state.blind': '映像がありません',
  'state.blind.hint': 'スイングを測定できません。スタッフをお呼びください。',
  'warning.none-left': 'すべてのカメラの映像が届きません',
  'warning.none-left.hint': 'スイングを測定できません。再起動を続けています。スタッフをお呼びください。',
  'attract.blind.title': 'ただいま映像が届いていません。',
  'attract.blind.hint': 'スイングを測定できません。スタッフをお呼びください。',
  'warning.camera/stalled.many.hint': '自動で再起動します。プレーは続けられますが、一部の数値が出ないことがあります。',
  'warning.camera/died.many.hint': '自動で再起動します。プレーは続けられますが、一部の数値が出ないことがあります。',
  'warning.camera/failed': '{camera}のカメラの映像が届きません',
  'warning.camera/failed.many': '{camera}のカメラの映像が届きません',
  'warning.camera/failed.hint': '自動で再起動します。プレーは続けられますが、一部の数値が出ないことがあります。',
  'warning.camera/failed.many.hint': '自動で再起動します。プレーは続けられますが、一部の数値が出ないことがあります。',
  'warning.camera/end-of-stream': '{camera}のカメラの映像が届きません',
  'warning.camera/end-of-stream.many': '{camera}のカメラの映像が届きません',
  'warning.camera/end-of-stream.hint': '自動で再起動します。プレーは続けられますが、一部の数値が出ないことがあります。',
  'warning.camera/end-of-stream.many.hint':
    '自動で再起動します。プレーは続けられますが、一部の数値が出ないことがあります。',
} as const;
