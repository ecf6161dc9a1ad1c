/** Languages that the bay speaks, by their BCP 47 tags; another one is a file of texts more in each place that has them. */
export const LANGUAGES = ['en', 'de', 'ja'] as const;

export type Language = (typeof LANGUAGES)[number];

/** Every language by its own name, so that who reads no other finds it. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch', ja: '日本語' };
