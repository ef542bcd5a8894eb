import type { Reason } from '@/lib/decision/model';
import type { Locale } from '@/lib/catalogue/model';

interface DocsWords {
  readonly title: string;
  readonly lead: string;
  readonly portal: string;
  readonly contents: string;
  readonly start: { readonly title: string; readonly steps: readonly string[] };
  readonly calls: string;
  readonly groups: Readonly<Record<string, string>>;
  readonly access: string;
  readonly anyone: string;
  readonly oneOf: string;
  readonly example: string;
  readonly answers: string;
  readonly status: string;
  readonly meaning: string;
  readonly schema: { readonly request: string; readonly answer: string };
  /** By status; absent: the description's own words. */
  readonly statusWords: Readonly<Record<string, string>>;
  readonly reasons: { readonly title: string; readonly lead: string; readonly name: string };
  readonly errors: { readonly title: string; readonly lead: string; readonly name: string };
  readonly trying: { readonly title: string; readonly lead: string };
  readonly machine: string;
  readonly summaries: Readonly<Record<string, string>>;
  readonly reasonWords: Readonly<Record<Reason, string>>;
}

const ja: DocsWords = {
  title: 'APIの説明',
  lead: 'お客様に合わせた表示や連絡をする前に、ほかの仕組みが毎回たずねるためのAPIです。',
  portal: '利用者の画面へ',
  contents: 'このページの内容',
  start: {
    title: 'はじめに',
    steps: [
      '鍵をつくります。鍵はひとつの仕組みのもので、その仕組みの識別子と場所についてだけたずねられます。',
      '表示や連絡のたびにたずねます。',
      '答えが「200」で、かつ decision が true のときだけ合わせます。それ以外は、何が起きても「いいえ」です。',
    ],
  },
  calls: '呼び出し',
  groups: {
    Decisions: 'たずねる',
    Choices: 'お客様の選択を記録する',
    Exposures: '合わせたことを報告する',
    Tokens: '短い鍵をつくる',
    Links: '同じ方の番号をつなぐ',
    Webhooks: '変わったことを知らせてもらう',
    AuthZEN: 'OpenID AuthZEN の言葉でたずねる',
    'Local evaluation': '自分のところで答える',
    Catalogue: 'カタログ',
    Evidence: '控えと証拠',
    Erasure: '消去',
    Ledger: '台帳',
    Status: '稼働状況と仕様',
  },
  access: '必要な権限：',
  anyone: 'だれでも（鍵はいりません）',
  oneOf: '次のどれか',
  example: '例',
  answers: '答え',
  status: '状態',
  meaning: '意味',
  schema: { request: '送るものの形（JSON Schema）', answer: '答えの形（JSON Schema）' },
  statusWords: {
    '200': '答え',
    '201': '記録しました',
    '202': '受け取りました',
    '303': 'ほかのページへ進みます',
    '304': 'お持ちのものが最新です',
    '400': '読み取れません。`errors[]` が該当する項目を示します',
    '401': '鍵がないか、もう使えない鍵です',
    '403': 'この鍵にはできないことです',
    '404': 'ありません',
    '409': '復元より前のトークンか、同じ依頼を処理している途中です',
    '410': '記録されましたが、その後消去されました',
    '413': '本文が大きすぎます',
    '415': '本文が `application/json` ではありません',
    '422': '読めますが、記録できません。`errors[]` が該当する項目を示します',
    '503':
      'いまは答えられません。何も変わらず、何も許可されていません（`Retry-After` をご覧ください）',
  },
  reasons: {
    title: '理由',
    lead: '当てはまるもののうち、上にあるものがひとつだけ返ります。',
    name: 'reason',
  },
  errors: {
    title: 'エラーの種類',
    lead: 'エラーは application/problem+json（RFC 9457）で返り、errors[] が該当する項目を JSON Pointer で示します。何も記録されません。',
    name: 'type',
  },
  trying: {
    title: '試すための鍵',
    lead: 'ntk_test_ で始まる鍵は、次の決まった識別子に決まった答えを返し、何も書き換えません。',
  },
  machine: '機械が読む仕様（OpenAPI\u00a03.1）：',
  summaries: {
    'POST /api/v1/decisions': 'この方に、ここで、このデータを使って、いま合わせてよいかをたずねる',
    'POST /api/v1/decisions/batch': '1,000件まで、まとめてたずねる',
    'POST /api/v1/unsubscribe-links':
      'サインインせずに断れるリンクと、メールに付ける見出しをつくる',
    'GET /u/{token}': 'メールを断るページへ進む（開くだけでは何も変わりません）',
    'POST /u/{token}': 'ワンクリックでの配信停止（RFC 8058）',
    'POST /api/v1/choices': '店頭や電話など、ほかの場所で伺った選択を記録する',
    'POST /api/v1/exposures': '「合わせて表示しました。理由はこうです」と報告する',
    'GET /api/v1/contests': 'お客様が「違います」と答えた推測',
    'PUT /api/v1/contests/{id}/received': '「違います」を受け取ったと答える',
    'POST /api/v1/audiences': '名簿のうち、だれに届けてよいかをまとめてたずねる（記録に残ります）',
    'POST /api/v1/imports': '前に伺っていた選択を、ファイルでまとめて記録する',
    'GET /api/v1/imports/{id}': '取り込みがどこまで進んだか',
    'DELETE /api/v1/imports/{id}': '取り込みを、そこでやめる',
    'GET /api/v1/imports/{id}/report': '一行ごとの結果',
    'POST /api/v1/tallies': '自分のところで答えた回数を報告する',
    'POST /api/v1/keys/token': '鍵のかわりに使う、15分までのトークン',
    'POST /api/v1/tokens': 'おひとりのブラウザがひとつの場所で使う、5分までのトークン',
    'POST /api/v1/why': '「この表示の理由」の中身（ブラウザのトークンで）',
    'POST /api/v1/why/acts':
      '「ここで止める」「もう買いました」などを伝える（断ることだけできます）',
    'POST /embed/why': '「この表示の理由」を小窓のページで（スクリプトなしで）',
    'PUT /api/v1/subjects/{handle}/links': 'ふたつの番号が同じ方のものだと伝える',
    'DELETE /api/v1/subjects/{handle}/links': '同じ方ではなかったと伝える',
    'GET /api/v1/subjects/{handle}/links': 'つながっている自分の番号を調べる（記録に残ります）',
    'GET /api/v1/subjects/{handle}/permissions':
      'この方について、自分の場所で許されることをまとめて受け取る',
    'GET /api/v1/handle-key': '自分の仕組みのハンドルをつくる鍵',
    'GET /api/v1/snapshot': '自分の仕組みが知る全員の、いまの答え',
    'GET /api/v1/changes': '答えが変わったとき、すぐに受け取る',
    'GET /api/v1/catalogue': 'いま有効なカタログ',
    'GET /api/v1/catalogue/{version}': 'そのとき公開されたカタログ',
    'GET /transparency.json': '公開の一覧（場所、データ、目的、技術、渡す先）を、そのまま受け取る',
    'GET /api/v1/receipts/{id}': 'ひとつの記録の控え（証明つき）',
    'POST /api/v1/history/decision': 'ある時点で何と答えていたかを、そのときの説明文とともに調べる',
    'GET /api/v1/history/decision': '同じことをハンドルで調べる（識別子はアドレスに載せません）',
    'POST /api/v1/jobs': '監査パックを頼む',
    'GET /api/v1/jobs/{id}': '頼んだ仕事がどこまで進んだか',
    'GET /api/v1/jobs/{id}/result': 'できあがった監査パックを受け取る',
    'DELETE /api/v1/jobs/{id}': '頼んだ仕事を取りやめる',
    'POST /api/v1/webhooks': '答えが変わりうるときに知らせてもらう',
    'GET /api/v1/webhooks': '知らせ先の一覧と、届いているかどうか',
    'GET /api/v1/webhooks/{id}': '知らせ先をひとつ見る',
    'PUT /api/v1/webhooks/{id}': '知らせ先のアドレスを変える、止める、再開する',
    'POST /api/v1/webhooks/{id}/secrets': '署名の鍵を新しくする（しばらくは両方で署名）',
    'GET /api/v1/webhooks/{id}/deliveries': '届けたもの、待っているもの、届かなかったもの',
    'POST /api/v1/webhooks/{id}/redeliveries': 'もう一度送る',
    'DELETE /api/v1/webhooks/{id}': '知らせるのをやめる',
    'POST /api/v1/ages': '18歳未満の方だと伝える',
    'POST /api/v1/erasures': 'この方の記録の消去を頼む',
    'GET /api/v1/erasures': 'お客様から消去を頼まれたもの',
    'GET /api/v1/erasures/{id}': '消去がどこまで進んだか',
    'POST /api/v1/erasures/{id}/answer': '消去したか、できないかを答える',
    'POST /access/v1/evaluation': 'ひとつたずねる（AuthZEN 1.0）',
    'POST /access/v1/evaluations': '1,000件まで、まとめてたずねる（AuthZEN 1.0）',
    'POST /access/v1/search/subject':
      '自分の仕組みが知る方のうち、だれに許されているかを探す（記録に残ります）',
    'POST /access/v1/search/resource': 'どの場所、どの目的で許されているかを探す',
    'POST /access/v1/search/action': 'その場所で何が許されているかを探す',
    'GET /.well-known/authzen-configuration': 'AuthZEN のたずね先の一覧',
    'GET /ledger/checkpoint': 'いまの台帳の、署名されたいちばん新しいチェックポイント',
    'GET /ledger/{log}/checkpoint': 'その台帳の、署名されたいちばん新しいチェックポイント',
    'GET /ledger/{log}/tile/{tile}': 'ハッシュまたは記録のタイル（C2SP tlog-tiles）',
    'GET /api/v1/ledger/proof': '記録が台帳に載っていることの証明',
    'GET /api/v1/ledger/consistency': '大きい台帳が小さい台帳をそのまま含むことの証明（RFC 6962）',
    'GET /metrics': 'Prometheus のための計数（METRICS_TOKEN が要ります）',
    'GET /.well-known/consent-log.json': '台帳の一覧と、署名を確かめる鍵',
    'GET /.well-known/gpc.json': 'ブラウザの拒否の合図（GPC）に従うことの表明',
    'GET /openapi.json': 'この仕様そのもの',
    'GET /healthz': '動いているか',
    'GET /readyz': '答えられる状態か',
  },
  reasonWords: {
    error: '答えを出せませんでした。cause に原因があります',
    unavailable: 'いまは状態を読めません',
    stale: '手もとの状態が古すぎます',
    unknown_touchpoint: '地図にない場所です',
    touchpoint_retired: 'いまは使われていない場所です',
    system_not_allowed: 'この鍵がたずねられる場所ではありません',
    not_declared: 'その場所が使うと届け出ていないデータです',
    paused: 'お客様が休止しています',
    signal: 'ブラウザの拒否の合図が届いています',
    technique_off: 'この手法をお客様が止めています',
    touchpoint_off: 'この場所をお客様が止めています',
    quiet_hours: '連絡を控える時間帯です',
    limit_reached: '回数の上限に達しました',
    refused: '断られています',
    withdrawn: '一度の許可が取り消されています',
    expired: '許可の期限が過ぎています',
    renewal_needed: '許可のあとに場所の内容が変わりました',
    never_asked: 'まだ伺っていません',
    allowed: '許可されています',
    legitimate_interest: '断られていません（正当な利益）',
    contract: 'サービスに必要です',
  },
};

const en: DocsWords = {
  title: 'API reference',
  lead: 'What every other system asks before it personalises or contacts somebody.',
  portal: 'To the portal',
  contents: 'On this page',
  start: {
    title: 'Start',
    steps: [
      'Make a key. It belongs to one system and asks only about that system’s people and places.',
      'Ask each time, before you show or send.',
      'Personalise only on status 200 with decision exactly true. Everything else is a no.',
    ],
  },
  calls: 'Calls',
  groups: {
    Decisions: 'Asking',
    Choices: 'Recording what a person said',
    Exposures: 'Reporting what was shown',
    Tokens: 'Short-lived tokens',
    Links: 'Two names of one person',
    Webhooks: 'Being told what changes',
    AuthZEN: 'Asking in the words of OpenID AuthZEN',
    'Local evaluation': 'Answering in your own process',
    Catalogue: 'Catalogue',
    Evidence: 'Receipts and evidence',
    Erasure: 'Erasure',
    Ledger: 'The ledger',
    Status: 'Status and description',
  },
  access: 'Scope: ',
  anyone: 'Anyone, no key',
  oneOf: 'one of',
  example: 'Example',
  answers: 'Answers',
  status: 'Status',
  meaning: 'Meaning',
  schema: {
    request: 'Shape of the request (JSON Schema)',
    answer: 'Shape of the answer (JSON Schema)',
  },
  statusWords: {},
  reasons: {
    title: 'Reasons',
    lead: 'The first of these that applies is given.',
    name: 'reason',
  },
  errors: {
    title: 'Kinds of errors',
    lead: 'Errors are application/problem+json (RFC 9457); errors[] names the fields by JSON Pointer. Nothing is recorded.',
    name: 'type',
  },
  trying: {
    title: 'Keys for trying things',
    lead: 'A key ntk_test_… gives fixed answers to these identifiers and touches nothing.',
  },
  machine: 'For machines (OpenAPI\u00a03.1): ',
  summaries: {},
  reasonWords: {
    error: 'No answer could be worked out; see cause',
    unavailable: 'The state cannot be read just now',
    stale: 'What is known is too old',
    unknown_touchpoint: 'This place is not on the map',
    touchpoint_retired: 'This place is no longer in use',
    system_not_allowed: 'This key may not ask about this place',
    not_declared: 'The place never declared this data',
    paused: 'The person has paused',
    signal: 'The browser’s opt-out signal was received',
    technique_off: 'The person has switched this technique off',
    touchpoint_off: 'The person has switched this place off',
    quiet_hours: 'The person’s quiet hours',
    limit_reached: 'The message budget is used up',
    refused: 'Refused',
    withdrawn: 'Had been allowed, then refused',
    expired: 'The permission has ended',
    renewal_needed: 'The place changed after the permission was given',
    never_asked: 'Nobody has asked yet',
    allowed: 'Allowed',
    legitimate_interest: 'Not refused (legitimate interest)',
    contract: 'Part of the service itself',
  },
};

export const DOCS_WORDS: Readonly<Record<Locale, DocsWords>> = { ja, en };
export type { DocsWords };
