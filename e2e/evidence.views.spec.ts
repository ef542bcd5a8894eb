// The pages of evidence. What is checked where: e2e/view.ts.
import { test } from './fixtures';
import { expectGoodView } from './view';

const PAGES = [
  '/console/inquiry',
  '/console/inquiry?case=AAAA&date=2026-11-01&time=10:00&place=x',
  '/console/packs',
  '/console/packs?problem=ground',
  '/console/gaps',
  '/console/webhooks',
  '/console/watch',
  '/console/catalogue',
  '/console/webhooks?again=3',
];

for (const path of PAGES) {
  test(`${path} is accessible and fits`, async ({ look }) => {
    await expectGoodView(await look('officer', path));
  });
}
