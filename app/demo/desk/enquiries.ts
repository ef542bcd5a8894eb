/** The enquiries that wait at the desk: one of each invented person, about an order of theirs. */
import { PERSONAS, type Persona } from '../personas';
import { words, type Words } from '../shop/words';

export interface Enquiry {
  /** Says nothing about who wrote it. */
  readonly number: string;
  readonly customer: Persona['key'];
  readonly order: string;
  /** What was ordered. */
  readonly good: string;
  readonly daysAgo: number;
  readonly subject: Words;
  readonly text: Words;
}

export const ENQUIRIES: readonly Enquiry[] = [
  {
    ...{ number: '4821', customer: 'misaki', order: 'M-7301', good: 'yunomi', daysAgo: 1 },
    subject: words('湯のみをもう一客ほしい', 'One more tea cup'),
    text: words(
      '前と同じ湯のみを、一客だけ足せますか。うつわの色も、できれば近いものがうれしいです。',
      'Can I add just one cup of the same kind? A colour close to the others would be lovely.',
    ),
  },
  {
    ...{ number: '4822', customer: 'kenichi', order: 'M-7288', good: 'stove', daysAgo: 1 },
    subject: words('バーナーの火がまた弱い', 'The stove is weak again'),
    text: words(
      'バーナーの火がまた弱くなり、困っています。今日中に教えてください。土曜に山へ行きます。',
      'The flame is weak again and I am stuck. Please tell me by today. I go to the hills on Saturday.',
    ),
  },
  {
    ...{ number: '4823', customer: 'emily', order: 'M-7325', good: 'dripper', daysAgo: 0 },
    subject: words('ドリッパーの掃除', 'Cleaning the dripper'),
    text: words(
      'ドリッパーの内側が茶色くなりました。どう洗えばよいですか。',
      'The inside of the dripper has turned brown. How do I clean it?',
    ),
  },
  {
    ...{ number: '4824', customer: 'haru', order: 'M-7341', good: 'mug', daysAgo: 0 },
    subject: words('マグの底がまだ気になる', 'The foot of the mug, again'),
    text: words(
      'マグの底が、まだざらざらします。取りかえてもらえますか。',
      'The foot of the mug is still rough. Can I get another one?',
    ),
  },
  {
    ...{ number: '4825', customer: 'aoi', order: 'M-7296', good: 'kettle', daysAgo: 0 },
    subject: words('やかんの注ぎ口', 'The spout of the kettle'),
    text: words(
      'やかんの注ぎ口が、また詰まりました。よい方法はありますか。',
      'The spout of the kettle is blocked again. What helps?',
    ),
  },
];

export function writerOf({ customer }: Enquiry): Persona | undefined {
  return PERSONAS.find(({ key }) => key === customer);
}
