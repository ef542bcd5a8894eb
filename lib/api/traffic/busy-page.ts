/** What a person reads where a page is refused for a moment: no script, no style, both languages. */
import type { Reply } from '../reply';

const PAGE = `<!doctype html>
<html lang="ja">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>少しお待ちください – Please wait a moment</title>
<h1>少しお待ちください</h1>
<p>いま混み合っています。少し待ってから、もう一度お試しください。保存ずみの選択はそのまま有効です。</p>
<h2 lang="en">Please wait a moment</h2>
<p lang="en">Much is being asked just now. Try again shortly. What you chose stays as it is.</p>
</html>
`;

export function asPage({ status, headers = {} }: Reply): Reply {
  return { status, headers, contentType: 'text/html; charset=utf-8', body: PAGE };
}
