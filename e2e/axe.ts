// What axe sees on a page and in its frames (WCAG 2.2 A and AA). axe is put into each frame once
// per load and asks the frames itself: no second page gathers the answers.
import { readFileSync } from 'node:fs';
import axe, { type RunOnly, type RunOptions } from 'axe-core';
import type { Page } from '@playwright/test';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const SCRIPT = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const EXPERIMENTAL = ['experimental', 'deprecated'];
/** Rules about colour: all that can find something new where nothing but colours differs. */
const ABOUT_COLOUR = axe
  .getRules(['cat.color'])
  .filter(({ tags }) => tags.some((tag) => WCAG.includes(tag)))
  .filter(({ tags }) => !tags.some((tag) => EXPERIMENTAL.includes(tag)))
  .map(({ ruleId }) => ruleId);
/** Says so when a frame gave no answer: it would otherwise count as flawless. */
const FRAMES_ANSWERED = 'frame-tested';
const RUN_ONLY: Readonly<Record<'all' | 'colours', RunOnly>> = {
  all: { type: 'tag', values: WCAG },
  colours: { type: 'rule', values: [...ABOUT_COLOUR, FRAMES_ANSWERED] },
};

export interface Violation {
  readonly id: string;
  readonly help: string;
  readonly where: readonly string[];
}

export async function violationsOn(
  page: Page,
  rules: keyof typeof RUN_ONLY = 'all',
  frameWaitMs = 20_000,
): Promise<readonly Violation[]> {
  for (const frame of page.frames()) {
    if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(SCRIPT);
  }
  const options: RunOptions = {
    runOnly: RUN_ONLY[rules],
    rules: { [FRAMES_ANSWERED]: { enabled: true } },
    resultTypes: ['violations', 'incomplete'],
    pingWaitTime: frameWaitMs,
  };
  const { violations, incomplete } = await page.evaluate(
    (given) => window.axe.run(document, given),
    options,
  );
  const unanswered = incomplete.filter(({ id }) => id === FRAMES_ANSWERED);
  return [...violations, ...unanswered].map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.slice(0, 3).map(({ target }) => target.join(' ')),
  }));
}
