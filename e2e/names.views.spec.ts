// What assistive technology reads of the main pieces (UX-23): roles, names and states, in both
// languages. Of the control inside other pages, see embed.spec.ts.
import { expect, test } from './fixtures';
import { signInAsNew } from './sign-in';
import { say } from './words';

/** Roles and their nesting are the same in both languages; what stands in `{…}` is `ja | en`. */
function read(tree: string): string {
  return tree.replace(/\{(.*?) \| (.*?)\}/g, (_, ja: string, en: string) => say(ja, en));
}

const HEAD = `
- banner:
  - link "納得 Nattoku"
  - navigation "{おもなページ | Main pages}":
    - list:
      - listitem:
        - link "{路線図 | Map}"
      - listitem:
        - link "{目的 | Purposes}"
      - listitem:
        - link "{データ | Data}"
      - listitem:
        - link "{変更の記録 | Change log}"
      - listitem:
        - 'link "{ほか ：すべてのページ | More : All pages}"'
  - form "{言語 | Language}":
    - button "{English | 日本語}"
  - button "{サインアウト | Sign out}"
  - button "{個別化をすべて止める | Stop all personalisation}"
  - text: "{注文・配送・ポイントはそのままです。データの収集・保管は止まりません。 | Orders, delivery and points stay. Collection and storage do not stop.}"
`;

const PURPOSE = `
- region "{広告 | Ads}":
  - 'heading "{広告 1つの目的。許可しているもの：0 | Ads 1 purpose. Allowed: 0}" [level=2]':
    - 'link "{広告 1つの目的。許可しているもの：0 | Ads 1 purpose. Allowed: 0}" [expanded]'
  - region "{広告をあなたに合わせる | Fit ads to you}":
    - heading "{広告をあなたに合わせる | Fit ads to you}" [level=3]
    - paragraph
    - heading "{止まるもの | What stops}" [level=4]
    - list
    - heading "{これまでどおり使えるもの | What still works}" [level=4]
    - list
    - paragraph: "{いま：まだ決めていません。使っていません | Now: not decided, not used}"
    - group "{広告をあなたに合わせる | Fit ads to you}":
      - radio "{許可する | Allow}"
      - radio "{許可しない | Don’t allow}"
    - group
    - paragraph:
      - 'link "{この目的をしばらく休む ：広告をあなたに合わせる | Pause this purpose for a while : Fit ads to you}"'
`;

const LIMIT = `
- text: "{どのお知らせか | Which messages}"
- combobox "{どのお知らせか | Which messages}":
  - option "{すべてのお知らせを合わせて | All messages together}" [selected]
- group "{回数 | Number}":
  - button "{週1回まで | At most once a week}"
  - button "{月2回まで | At most twice a month}"
  - button "{週3回まで | At most 3 times a week}"
  - button "{1日1回まで | At most once a day}"
`;

const PLACE = `
- paragraph:
  - link "{サイト | Site}"
  - text: "{知る | Discover}"
- heading "{トップの大きな画像 | Large image on the front page}" [level=1]
- 'navigation "{サイトの前後の場所 | Places before and after on: Site}"':
  - link "{トップの特集 | Features on the front page}"
- paragraph: "{いま：みんなと同じです | Now: Same for everyone}"
`;

const PLACE_CHOICE = `
- region "{この場所について選ぶ | Choose for this place}":
  - heading "{この場所について選ぶ | Choose for this place}" [level=2]
  - paragraph
  - group "{トップの大きな画像 | Large image on the front page}":
    - radio "{許可する | Allow}"
    - radio "{許可しない | Don’t allow}"
  - button "{「画面や記事をあなたに合わせる」をすべての場所で止める | Stop “Fit pages and articles to you” everywhere}"
`;

const ENTRY = `
- listitem:
  - time
  - paragraph: "{「トップの大きな画像」を止めました | Stopped “Large image on the front page”}"
  - paragraph: "{「使える」から「止めている」へ | From “may be used” to “stopped”}"
  - paragraph: "{このページ | This page}"
  - 'button "{元に戻す ：「トップの大きな画像」を止めました | Undo : Stopped “Large image on the front page”}"'
  - 'link "{詳しく ：「トップの大きな画像」を止めました | Details : Stopped “Large image on the front page”}"'
  - 'link "{控え ：「トップの大きな画像」を止めました | Receipt : Stopped “Large image on the front page”}"'
`;

test('the head, a purpose and a limit read as what they are, what they are about, and how they stand', async ({
  look,
}) => {
  const page = await look('newcomer', '/purposes?group=ads');
  await expect(page.getByRole('banner')).toMatchAriaSnapshot(read(HEAD));
  await expect(page.locator('#group-ads')).toMatchAriaSnapshot(read(PURPOSE));
  await look('newcomer', '/limits');
  await expect(page.locator('main form').nth(1)).toMatchAriaSnapshot(read(LIMIT));
});

test('a place and an entry of the log read as what they are, what they are about, and how they stand', async ({
  page,
  server,
}) => {
  await signInAsNew(page, server, '/places/home-hero');
  await expect(page.locator('main .sign')).toMatchAriaSnapshot(read(PLACE));
  await expect(page.locator('main .section').first()).toMatchAriaSnapshot(read(PLACE_CHOICE));
  await page.locator('input[value="refuse-place"]').check();
  await expect(page.locator('.banner.saved')).toBeVisible();
  await page.goto('/history');
  await expect(page.locator('.log > li').first()).toMatchAriaSnapshot(read(ENTRY));
});
