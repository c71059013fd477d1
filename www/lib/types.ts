/** The public types of the library. */
export type * from '../common/types';
