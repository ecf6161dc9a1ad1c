import { describe, expect, it } from 'vitest';
import { facility } from '../kiosk/locales/en/facility.ts';
import { openedWords } from './opened-words.ts';

describe('what start says', () => {
  it('is where the screen of a bay is', () => {
    expect(openedWords('bay', 'http://127.0.0.1:8080', 'bay.yaml')).toBe(
      'The bay screen is at http://127.0.0.1:8080\n',
    );
  });

  it('is where the page of a facility is, and how its bays join', () => {
    const words = openedWords('facility', 'http://0.0.0.0:8080', 'range.yaml');
    expect(words).toContain('page of the facility is at http://localhost:8080\n');
    expect(words).toContain('facility enrol BAY --config range.yaml');
    expect(words).not.toContain('screen');
  });

  it('calls what is pressed as the page does', () => {
    const words = openedWords('facility', 'http://localhost:8080', 'range.yaml');
    for (const name of [facility['facility.staff'], facility['facility.add']]) expect(words).toContain(`“${name}”`);
  });
});
