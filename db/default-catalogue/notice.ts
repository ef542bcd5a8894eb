import type { CatalogueContent } from '../../lib/catalogue/model';

/** An invented company: whoever runs the product writes its own before publishing. */
export const notice: CatalogueContent['notice'] = {
  ja: {
    controller:
      '株式会社みのり百貨（見本の会社です）が、サイト・アプリ・お店の記録について責任を持ちます。',
    contact:
      'お客様窓口は、電話 03-0000-0000（9時から18時）です。メールは privacy@minori.example です。',
    dataProtectionOfficer:
      'データ保護の責任者は、お客様情報室の室長です。メールは dpo@minori.example です。',
    storageLocation: '記録は、日本国内（東京と大阪）のデータセンターに保管します。',
    jurisdiction:
      '日本の「個人情報の保護に関する法律」に従って扱います。裁判になるときは、東京の裁判所で行います。',
    retention:
      '保存期間は、データの種類ごとに書いています。あなたの選択の記録は、最後の変更から5年間保存します。',
    transfers:
      '広告事業者とAI事業者は、アメリカにあります。渡るのは、あなたが許可した記録だけです。ほかの受け取り手は、日本国内にあります。',
    howToWithdraw:
      'この画面で、いつでも変えられます。電話（03-0000-0000）とお店のカウンターでも受け付けます。メールの場合は、文末のリンクからも止められます。',
    notCovered:
      'SNSの投稿やライブ配信の並び順は、それぞれの会社が決めています。変えるときは、その会社の設定をお使いください。',
  },
  en: {
    controller:
      'Minori Goods Co., Ltd. (a sample company) is responsible for the records of our site, app and stores.',
    contact:
      'Call our help desk at 03-0000-0000, from 9:00 to 18:00. Or write to privacy@minori.example.',
    dataProtectionOfficer:
      'Our data protection officer is the head of the Customer Data Office. Write to dpo@minori.example.',
    storageLocation: 'Records are kept in data centres in Japan, in Tokyo and Osaka.',
    jurisdiction:
      'We follow the law of Japan on the protection of personal data. Disputes go to a court in Tokyo.',
    retention:
      'Each kind of data says how long it is kept. Your choices are kept for 5 years after the last change.',
    transfers:
      'The ad company and the AI company are in the United States. They get only what you allowed. All other receivers are in Japan.',
    howToWithdraw:
      'You can change your choices on this page at any time. You can also call 03-0000-0000 or ask at a store counter. Each promotional mail has a link to stop it.',
    notCovered:
      'Posts and live streams on social media are ranked by the companies that run them. To change that, use their settings.',
  },
};
