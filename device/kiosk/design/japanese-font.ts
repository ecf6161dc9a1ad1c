/**
 * Kana and kanji in some hundred and twenty files, of which a browser fetches those whose signs a page shows. Their
 * list is as large as a page, so it comes after the first picture, in every language: the switch says 日本語.
 */
export async function bringJapaneseFont(): Promise<void> {
  await import('@fontsource-variable/noto-sans-jp/index.css');
}
