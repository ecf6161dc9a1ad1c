/** The languages that the bay speaks, for the pages. */
export { LANGUAGE_NAMES, LANGUAGES, type Language } from '../../swing/advice/language.ts';
