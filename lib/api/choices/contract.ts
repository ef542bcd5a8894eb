import { z } from '@hono/zod-openapi';
import type { ChoiceAnswer, ChoiceRequest } from '../../../sdk/src/contract';
import { choiceInputSchema } from '../../choice/schema';
import { subjectSchema } from '../subject-schema';

/** Read apart, so that the person's own page can share the schema of what is said. */
export const choiceSubjectSchema = z.looseObject({ subject: subjectSchema });

/** As it is described; the parts above are what validates. */
export const choiceRequestSchema = z
  .intersection(z.object({ subject: subjectSchema }), choiceInputSchema)
  .openapi('ChoiceRequest', {
    example: {
      subject: { system: 'shop', id: '12345' },
      type: 'deny',
      purposes: ['recommend'],
      channels: ['web'],
      data: '*',
      surface: 'call',
    },
  });

export const choiceAnswerSchema = z
  .strictObject({
    ref: z.string(),
    receipt: z.string(),
    notPainted: z
      .array(z.strictObject({ purpose: z.string(), channel: z.string(), data: z.string() }))
      .readonly(),
    consentToken: z.string(),
    status: z
      .enum(['accepted', 'proved'])
      .exactOptional()
      .openapi({ description: 'Only with `Prefer: wait`' }),
  })
  .openapi('ChoiceAnswer') satisfies z.ZodType<ChoiceAnswer>;

/** Everything the SDK may send, the schema may know: checked by the compiler. */
type ChoiceInput = z.input<typeof choiceInputSchema>;
type FieldsOf<U, T> = U extends { readonly type: T } ? keyof U : never;
type Unknown = {
  [T in ChoiceRequest['type']]: Exclude<
    FieldsOf<ChoiceRequest, T>,
    FieldsOf<ChoiceInput, T> | 'subject'
  >;
}[ChoiceRequest['type']];
export const sdkSpeaksTheSchema: [Unknown] extends [never] ? true : never = true;
