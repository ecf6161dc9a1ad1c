/** What the clubs are called, on the bay screen, on the phone and on the coach’s page alike. */
export const clubs = {
  'club.group.woods': 'ウッド',
  'club.group.hybrids': 'ユーティリティ',
  'club.group.irons': 'アイアン',
  'club.group.wedges': 'ウェッジ',
  'club.DR': 'ドライバー',
  'club.wood': '{number}番ウッド',
  'club.hybrid': '{number}番UT',
  'club.iron': '{number}番アイアン',
  'club.PW': 'PW',
  'club.GW': 'AW',
  'club.SW': 'SW',
  'club.LW': 'LW',
};
