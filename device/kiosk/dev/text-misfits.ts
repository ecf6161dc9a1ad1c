import type { Page } from 'playwright-core';

/**
 * Words of a page that do not fit: outside of the nearest box that cuts them off or stands round them, outside of the
 * page, or lying on other words. Each as its class and its text, so that a failing test says what to shorten.
 */
export function textMisfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const isHidden = (element: Element) =>
      element.closest('.spoken-only, svg, [data-open="false"]') !== null || !element.checkVisibility();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode() !== null) texts.push(walker.currentNode as Text);
    const scrolls = '.session-list';
    for (const node of texts) {
      const element = node.parentElement;
      if (element === null || node.data.trim() === '' || isHidden(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const text = range.getBoundingClientRect();
      const say = (what: string) => found.push(`${what}: .${element.className} “${node.data}”`);
      const isScrolled = element.closest(scrolls) !== null;
      if (isScrolled) continue;
      if (text.right > innerWidth + 1 || text.bottom > innerHeight + 1 || text.left < -1) say('outside the page');
      for (let box: Element | null = element; box !== null; box = box.parentElement) {
        const style = getComputedStyle(box);
        const isBox = style.overflow !== 'visible' || style.backgroundColor !== 'rgba(0, 0, 0, 0)';
        if (!isBox || style.display === 'inline') continue;
        const edge = box.getBoundingClientRect();
        const isCut = text.right > edge.right + 2 || text.left < edge.left - 2 || text.bottom > edge.bottom + 3;
        if (isCut) say(`outside .${box.className}`);
        break;
      }
    }
    return found;
  });
}
