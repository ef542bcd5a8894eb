// Marketing's page. What is checked where: e2e/view.ts.
import { test } from './fixtures';
import { expectGoodView } from './view';

for (const path of ['/console/audience', '/console/audience?problem=people']) {
  test(`${path} is accessible and fits`, async ({ look }) => {
    await expectGoodView(await look('officer', path));
  });
}
