/** What the screen says of the fleet that looks after the bay. */
export const fleet = {
  'warning.fleet/interruption': 'まもなく点検のため一時停止します',
  'warning.fleet/interruption.hint': 'スイングを終えてください。1分ほどで再開し、記録はすべて残ります。',
  'warning.fleet/calibration-asked': 'カメラの再調整が必要です',
  'warning.fleet/calibration-asked.hint': 'このまま続けられます。スタッフにお知らせください。',
  'warning.fleet/configuration-went-back': '新しい設定が適用できませんでした',
  'warning.fleet/configuration-went-back.hint': '以前の設定で動いています。スタッフにお知らせください。',
  'warning.fleet/line-lost': '管理サービスとつながっていません',
  'warning.fleet/line-lost.hint': 'このまま続けられます。スタッフにお知らせください。',
  'warning.fleet/broker-refused': '管理サービスとつながっていません',
  'warning.fleet/broker-refused.hint': 'このまま続けられます。スタッフにお知らせください。',
} as const;
