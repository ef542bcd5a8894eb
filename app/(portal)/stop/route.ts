import { saveChoice } from '../../_ui/save-choice';

export function POST(request: Request): Promise<Response> {
  return saveChoice(request);
}
