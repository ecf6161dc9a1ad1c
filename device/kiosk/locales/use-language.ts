import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../api/contract/language.ts';
import { currentLanguage, onLanguage } from './language.ts';

/** The page's language; whoever asks is drawn again when it changes. */
export function useLanguage(): Language {
  const [language, setLanguage] = useState(currentLanguage());
  useEffect(() => {
    setLanguage(currentLanguage());
    return onLanguage(() => setLanguage(currentLanguage()));
  }, []);
  return language;
}
