/** What is said of videos that lie in the range’s archive, and on the pages of the facility. */
export const facility = {
  'remote.again': 'もう一度',
  'phone.problem.media/not-reachable': '今は動画を取り寄せられません',
  'phone.problem.media/not-reachable.hint': '練習場の保管庫に安全にありますが、応答がありません。',
  'phone.problem.media/busy': '動画の取り寄せが混み合っています',
  'phone.problem.media/busy.hint': '少し待ってからお試しください。',
  'phone.problem.media/damaged': 'この動画は壊れています',
  'phone.problem.media/damaged.hint': 'スタッフにお知らせください。数値は残っています。',
  'take-home.problem.media/not-reachable': '今は動画を取り寄せられません。後でもう一度お試しください。',
};
