/** 二重に登録されたアカウントについて、施設の担当者が読む文。 */
import type { accountsTwice as english } from '../en/accounts-twice.ts';

export const accountsTwice: Record<keyof typeof english, string> = {
  'facility.twice': '二重登録',
  'facility.twice.hint':
    '回線が切れていた二つの打席で、同じメールアドレスが登録されました。同じ方でしたら、できればご本人の前で統合してください。',
  'facility.twice.kept': 'アドレスを保持',
  'facility.twice.other': 'ログイン不可',
  'facility.twice.registered': '登録日：{date}',
  'facility.twice.never': '採点されたショットはまだありません',
  'facility.twice.visits.one': '来場{count}回',
  'facility.twice.visits.other': '来場{count}回',
  'facility.twice.shots.one': '採点されたショット{count}球',
  'facility.twice.shots.other': '採点されたショット{count}球',
  'facility.twice.last': '最終：{date}',
  'facility.twice.join': 'この二つを統合',
  'facility.twice.sure':
    '二つ目のアカウントの来場・スイング・スコア・目標・練習・コーチ・カードは、一つ目のものになります。二つ目のカードで一つ目のアカウントが開き、そのパスワードとPINは使えなくなります。一つ目での同意がすべてに適用されます。あとで元に戻せます。',
  'facility.twice.do': 'はい、同じ方です',
  'facility.twice.dont': 'このままにする',
  'facility.twice.done': '二つのアカウントを統合しました。',
  'facility.twice.obstacle.role': '統合できません。コーチとスタッフのアカウントは対象外です。',
  'facility.twice.obstacle.consent':
    'まだ統合できません。二つ目ではスイングの送信に同意済みですが、一つ目では未同意です。ご本人にスマートフォンで一つ目のアカウントの同意をお願いしてください。',
  'facility.twice.obstacle.age': '統合できません。片方だけが未成年のアカウントです。先に訂正してください。',
  'facility.joined': '統合済みアカウント',
  'facility.joined.row': '{other}さんは{kept}さんと同じ方です',
  'facility.joined.when': '{date}から',
  'facility.joined.by': '{date}から（担当：{name}）',
  'facility.joined.part': '元に戻す',
  'facility.joined.sure':
    '再び二つのアカウントに分かれ、それぞれの記録に戻ります。一つ目の同意だけで打席の外に送られたものは取り消されます。',
  'facility.joined.do': 'はい、元に戻します',
  'facility.joined.done': '再び二つのアカウントになりました。',
  'phone.problem.facility/accounts-not-twice': 'この二つは同じアドレスではなくなりました',
  'phone.problem.facility/accounts-not-twice.hint': '一覧が変わっている可能性があります。もう一度ご確認ください。',
  'phone.problem.facility/join-unsafe': 'この二つは統合できません',
  'phone.problem.facility/join-unsafe.hint': '理由は一覧に表示されています。',
};
