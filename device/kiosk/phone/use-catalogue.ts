import { useEffect, useState } from 'preact/hooks';
import { type Catalogue, EMPTY_CATALOGUE } from '../connection/catalogue.ts';
import { useLanguage } from '../locales/use-language.ts';
import type { PhoneApi } from './phone-api.ts';
import { useSeen } from './use-seen.ts';

/** The words of the swing domain in the page's language; the last language's until they have come. */
export function useCatalogue(api: PhoneApi): Catalogue {
  const language = useLanguage();
  const { value } = useSeen<Catalogue>(api, `/catalogue?lang=${language}`);
  const [catalogue, setCatalogue] = useState(EMPTY_CATALOGUE);
  useEffect(() => {
    if (value !== null) setCatalogue(value);
  }, [value]);
  return catalogue;
}
