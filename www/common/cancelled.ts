/** The error of a call that was given up, in the realms where it ran. */
import { PlaygroundError } from './errors';

export function cancelled(): PlaygroundError {
  return new PlaygroundError('E_CANCELLED', 'The call was cancelled.');
}
