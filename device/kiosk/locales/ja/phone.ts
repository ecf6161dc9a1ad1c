/** What the phone’s page says. */
export const phone = {
  'phone.title': 'マイスイング',
  'phone.tab.swings': 'スイング',
  'phone.tab.progress': '上達',
  'phone.tab.drills': 'ドリル',
  'phone.tab.me': 'マイページ',
  'phone.tabs': 'セクション',
  'phone.section.missing': 'この部分はまだ読み込まれていません。打席につながるときにもう一度お試しください。',

  'phone.problem.phone/unreachable': '打席に接続できません',
  'phone.problem.phone/unreachable.hint': '練習場のWi-Fiにつながっていますか？',
  'phone.problem.phone/too-slow': '打席の応答に時間がかかっています',
  'phone.problem.phone/too-slow.hint': '少し待ってからもう一度お試しください。',
  'phone.problem.phone/login-over': 'もう一度ログインしてください',
  'phone.problem.phone/login-over.hint': 'ログインは1週間で切れます。',
  'phone.problem.phone/unreadable': '打席からの応答ではありませんでした',
  'phone.problem.phone/unreadable.hint': '練習場のWi-Fiにつながっていますか？',
};
