import { answerOwnScript } from '../../../_ui/own-script';

export function GET(request: Request): Promise<Response> {
  return answerOwnScript(request, 'verifier');
}
